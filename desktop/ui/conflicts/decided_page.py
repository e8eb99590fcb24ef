"""Đã quyết định: what was decided about conflicts, the latest first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.models.decided import Decided
from desktop.ui.conflicts.decided_card import DecidedCard
from desktop.ui.conflicts.tabs import Tabs
from desktop.ui.conflicts.wording import tr
from desktop.ui.desk import Desk
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.page import Page
from desktop.ui.tokens import SPACE_4


class DecidedPage(Page):
    """Shows the decisions that it is given; `tabs` is the strip at its top."""

    def __init__(self, desk: Desk, tabs: Tabs, parent: QWidget | None = None) -> None:
        super().__init__(tr("Đã quyết định"), scrolling=True, parent=parent)
        self._desk = desk
        self._shown: QWidget = QWidget()
        self.body.setSpacing(SPACE_4)
        self.body.addWidget(tabs)
        self.body.addWidget(self._shown)
        self.body.addStretch(1)

    def show_decisions(self, found: Sequence[Decided]) -> None:
        """Show these instead of the old ones."""
        new: QWidget = DecidedCard(self._desk.store, found) if found else self._empty()
        self.body.replaceWidget(self._shown, new)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = new

    @staticmethod
    def _empty() -> EmptyState:
        return EmptyState(
            "gavel",
            tr("Chưa quyết định chỗ nào"),
            tr("Mỗi quyết định được giữ ở đây cùng lý do, người quyết và cả giá trị không chọn."),
            None,
        )
