"""Tiến độ: how far the round is in this village; one press leads to the households behind a bar."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.models.survey_progress import Standing
from desktop.ui.acts import Act
from desktop.ui.parts.page import Page
from desktop.ui.results.progress_view import ProgressView


class ProgressPage(Page):
    """Signal: left(), back to the list of households."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        act = Act(self.tr("Về danh sách hộ"), self._leave, "chevron-left", "Esc")
        super().__init__(self.tr("Tiến độ khảo sát"), " ", act, parent=parent)
        self.view = ProgressView(of_commune=False)
        self.body.addWidget(self.view, 1)

    def _leave(self) -> None:
        self.left.emit()

    def show_progress(self, found: Sequence[Standing], interviewers: Mapping[str, str], told: str) -> None:
        """Show the round `told` in words."""
        self.show_subtitle(told)
        self.view.show_progress(found, interviewers, {})
