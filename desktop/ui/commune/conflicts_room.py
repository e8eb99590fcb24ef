"""Chỗ khác nhau: the values that were written without knowing each other, one after the other, until somebody chose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QStackedWidget, QWidget

from desktop.models import commune_queries as queries
from desktop.models.conflicts import Conflict, conflicts
from desktop.models.places import Village
from desktop.models.placing import villages_of
from desktop.models.record_names import record_name
from desktop.models.schema import TABLES
from desktop.sync.gaps import gaps
from desktop.text import format_count
from desktop.ui.commune.conflict_card import ConflictCard
from desktop.ui.commune.heads import empty_out
from desktop.ui.commune.naming import column_name, sender_name, tr
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.page import Page
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.style import current_look, set_role
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3, SPACE_4, Tone
from desktop.ui.village.fresh import keep_fresh

_TWO_COLUMNS = 700
_EMPTY, _FILLED = 0, 1


@dataclass(frozen=True)
class Line:
    """A conflict as the list shows it."""

    conflict: Conflict
    village: str
    record: str
    column: str


class _Lines:
    """A RowSource of the conflicts; there are never many."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self.columns: Sequence[Column[Line]] = (
            Column(tr("Mục"), lambda line: line.record, width=160, strong=True, key="record"),
            Column(tr("Khác nhau ở"), lambda line: line.column, width=130, key="column"),
            Column(tr("Thôn"), lambda line: line.village, width=100, key="village", spare=1),
        )

    def take(self, lines: list[Line]) -> None:
        self._lines = lines

    def count(self) -> int:
        return len(self._lines)

    def rows(self, offset: int, limit: int) -> Sequence[Line]:
        return self._lines[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        by: Callable[[Line], str] = lambda line: str(getattr(line, key))  # noqa: E731
        self._lines.sort(key=by, reverse=descending)


class _Right(QScrollArea):
    """Scrolls the chosen conflict up and down; `fit` is told when the width changed."""

    def __init__(self, fit: Callable[[], None]) -> None:
        super().__init__()
        self._fit = fit
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self, "page-scroll")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the new width."""
        super().resizeEvent(event)
        self._fit()


class ConflictsRoom(Page):
    """A list at the left, the chosen conflict at the right; `card` is the one that is shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Chỗ khác nhau"), " ", parent=parent)
        self._desk = desk
        self._source = _Lines()
        self.card: ConflictCard | None = None
        self.view = RowsView(tr("Chỗ khác nhau"), dense=True)
        self._right = _Right(self._fit)
        self._gaps = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._gaps.setSpacing(SPACE_3)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty())
        self._middle.addWidget(self._both())
        self.body.addLayout(self._gaps)
        self.body.addWidget(self._middle, 1)
        self.view.show_rows(RowsModel(self._source))
        self.view.chosen.connect(self._show_conflict)
        self.view.opened.connect(lambda _line: self._go_to_card())
        keep_fresh(self, desk, frozenset(TABLES) | {"bundle"}, self.refresh)

    @staticmethod
    def _empty() -> EmptyState:
        return EmptyState(
            "check-circle-outline",
            tr("Không có chỗ nào khác nhau"),
            tr("Khi thôn và xã cùng sửa một mục mà chưa biết nhau, hai giá trị được giữ cả ở đây để xã chọn."),
            None,
        )

    def _both(self) -> QWidget:
        block = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, block)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(SPACE_4)
        self._columns.addWidget(self.view, 4)
        self._columns.addWidget(self._right, 5)
        return block

    # --- reading ---

    def refresh(self) -> None:
        """Read the conflicts and gaps again; the keyboard stays in the list."""
        lines = self._lines()
        self._source.take(lines)
        model = self.view.rows_model()
        if model:
            model.start_afresh()
        self._show_gaps()
        told = tr("{count} chỗ cần xã chọn. Cả hai giá trị đều được giữ cho đến khi chọn.")
        self.show_subtitle(told.format(count=format_count(len(lines))) if lines else "")
        self._middle.setCurrentIndex(_FILLED if lines else _EMPTY)

    def _lines(self) -> list[Line]:
        store = self._desk.store
        listed = conflicts(store)
        places = villages_of(store, ((one.table, one.record) for one in listed))
        names = {one.id: one.name for one in store.all(Village.select())}
        return [
            Line(
                one,
                names.get(places.get((one.table, one.record)) or "", tr("Xã")),
                record_name(store, one.table, one.record).partition(" (")[0] or TABLES[one.table].title,
                column_name(one.table, one.field),
            )
            for one in listed
        ]

    def _show_gaps(self) -> None:
        empty_out(self._gaps)
        for gap in gaps(self._desk.store):
            told = tr("{sender}: {gap}").format(sender=sender_name(gap.sender), gap=gap.told)
            advice = tr("Gói {held} đang giữ lại. Nhờ thôn bấm Nộp về xã lần nữa, gói mới mang đủ phần thiếu.")
            numbers = ", ".join(map(str, gap.held))
            self._gaps.addWidget(Banner(Tone.WARN, told, advice.format(held=numbers)))

    # --- one conflict ---

    def _show_conflict(self, line: object) -> None:
        old = self._right.takeWidget()
        if old:
            old.hide()
            old.deleteLater()
        self.card = None
        if not isinstance(line, Line):
            return
        self.card = ConflictCard(self._desk, line.conflict, line.village, queries.writers(self._desk.store))
        self.card.decided.connect(self._decided)
        self._right.setWidget(self.card)
        self._fit()

    def _go_to_card(self) -> None:
        if self.card:
            self.card.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _decided(self) -> None:
        """The row goes, the next one is shown."""
        self.refresh()
        self.arrive()

    def arrive(self) -> None:
        """The list takes the keyboard; Enter goes on to the values."""
        if self._middle.currentIndex() == _FILLED:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().arrive()

    # --- shape ---

    def _turn(self) -> None:
        narrow = self.width() < current_look().scaled(_TWO_COLUMNS)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def _fit(self) -> None:
        if self.card:
            self.card.fit(self._right.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below each other where side by side would squeeze the values."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """The same after the size of text has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_columns"):
            self._turn()
