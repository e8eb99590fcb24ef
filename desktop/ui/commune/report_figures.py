"""The report's figures with their coverage, as a dense list; values come ready from the facts."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.facts import CommuneReportFacts, Figure
from desktop.text import DASH, format_count, format_share
from desktop.ui.commune.naming import tr
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_2


class _Figures:
    """A RowSource of figures in printing order."""

    def __init__(self) -> None:
        self._figures: Sequence[Figure] = ()
        self.columns: Sequence[Column[Figure]] = (
            Column(tr("Chỉ tiêu"), lambda one: one.name, width=330, strong=True),
            Column(tr("Kết quả"), _value, width=110, number=True),
            Column(tr("Đơn vị"), lambda one: one.unit, width=84),
            Column(tr("Đủ số liệu"), _coverage, width=150, spare=1),
        )

    def take(self, figures: Sequence[Figure]) -> None:
        self._figures = figures

    def count(self) -> int:
        return len(self._figures)

    def rows(self, offset: int, limit: int) -> Sequence[Figure]:
        return self._figures[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """The order is that of the paper."""


def _value(one: Figure) -> str:
    """The figure as the paper prints it: a count, a share in percent, or part of a whole."""
    if one.unit == "%":
        return format_share(one.value, one.base)
    if one.is_rate and one.value is not None:
        return f"{format_count(one.value)}/{format_count(one.base)}"
    return format_count(one.value)


def _coverage(one: Figure) -> str:
    """How much stands behind it: "282/320 hộ"; "-" where that is not counted."""
    if one.answered is None or one.expected is None:
        return DASH
    return f"{format_count(one.answered)}/{format_count(one.expected)} {one.unit_of_coverage}"


class FiguresView(QWidget):
    """`view` is the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = _Figures()
        self.view = RowsView(tr("Số liệu của báo cáo"), dense=True)
        self.view.show_rows(RowsModel(self._source))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.view, 1)
        self._notes = words("", "quiet")
        column.addWidget(self._notes)

    def show_facts(self, facts: CommuneReportFacts) -> None:
        """Show these figures, and the notes that stand under the appendix."""
        self._source.take(tuple(facts.figures.values()))
        model = self.view.rows_model()
        if model:
            model.refresh()
        self._notes.setText(" ".join(facts.notes))
        self._notes.setVisible(bool(facts.notes))
