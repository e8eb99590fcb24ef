"""Thôn và kỳ: the commune's villages with whom to call, its reporting periods, and the officer's own name."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.models import catalogues
from desktop.models import commune_queries as queries
from desktop.models.commune_queries import Contact
from desktop.models.places import Village
from desktop.models.reporting import Period
from desktop.text import format_input_date
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.commune.naming import tr
from desktop.ui.commune.period_dialog import PeriodDialog
from desktop.ui.commune.village_dialog import VillageDialog
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.style import current_look
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3, SPACE_4

RowT = TypeVar("RowT")
VillageRow = tuple[Village, Sequence[Contact]]
_TWO_COLUMNS = 900


class _Held(Generic[RowT]):
    """A RowSource over a short list that stays in its order."""

    def __init__(self, columns: Sequence[Column[RowT]]) -> None:
        self.columns = columns
        self.held: Sequence[RowT] = ()

    def count(self) -> int:
        return len(self.held)

    def rows(self, offset: int, limit: int) -> Sequence[RowT]:
        return self.held[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """There is no other order."""


class ListsRoom(Page):
    """`villages` and `periods` are the two lists; Enter changes a village."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Thôn và kỳ"), tr("Thay đổi ở đây về các thôn trong gói xã gửi sau"), parent=parent)
        self._desk = desk
        self._villages: _Held[VillageRow] = _Held(_village_columns())
        self._periods: _Held[Period] = _Held(_period_columns())
        self.villages = _list(tr("Các thôn"), self._villages)
        self.periods = _list(tr("Kỳ báo cáo"), self._periods)
        self.officer = QLineEdit()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(SPACE_4)
        add_village = Act(tr("Thêm thôn"), self.add_village, "home-plus-outline", "Ctrl+N")
        add_period = Act(tr("Thêm kỳ tháng"), self.add_period, "calendar-check-outline")
        self._columns.addWidget(_titled(tr("Các thôn"), add_village, self.villages), 5)
        self._columns.addWidget(_titled(tr("Kỳ báo cáo"), add_period, self.periods), 4)
        self.body.addLayout(self._columns, 1)
        self.body.addLayout(self._officer_line())
        self.villages.opened.connect(self.edit_village)
        keep_fresh(self, desk, frozenset({"village", "person", "period", "team", "membership"}), self.refresh)

    def _officer_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        label = words(tr("Cán bộ phụ trách"), "label", wrap=False)
        label.setBuddy(self.officer)
        self.officer.setAccessibleName(tr("Cán bộ phụ trách"))
        self.officer.setMaximumWidth(320)
        self.officer.editingFinished.connect(self._keep_officer)
        line.addWidget(label)
        line.addWidget(self.officer, 2)
        line.addWidget(words(tr("Ghi vào dòng Lưu của báo cáo và vào các quyết định."), "quiet"), 3)
        return line

    def refresh(self) -> None:
        """Read villages and periods again."""
        store = self._desk.store
        people = queries.contacts(store, self._desk.day)
        self._villages.held = [(one, people.get(one.id, ())) for one in queries.villages(store)]
        self._periods.held = queries.periods(store)
        for view in (self.villages, self.periods):
            model = view.rows_model()
            if model:
                model.refresh()
        if not self.officer.hasFocus():
            self.officer.setText(queries.officer(store))

    def _keep_officer(self) -> None:
        name = " ".join(self.officer.text().split())
        if name != queries.officer(self._desk.store):
            attempt(self, lambda: queries.keep_officer(self._desk.store, name))

    def add_village(self) -> None:
        """Ask for a new village."""
        self._ask(VillageDialog(self._desk, None, self))

    def edit_village(self, row: object) -> None:
        """Change a village and whom to call there."""
        if isinstance(row, tuple):
            self._ask(VillageDialog(self._desk, row[0], self))

    def add_period(self) -> None:
        """Ask for the next month's period."""
        self._ask(PeriodDialog(self._desk, self))

    @staticmethod
    def _ask(dialog: VillageDialog | PeriodDialog) -> None:
        dialog.exec()
        dialog.deleteLater()

    # --- shape ---

    def _turn(self) -> None:
        narrow = self.width() < current_look().scaled(_TWO_COLUMNS)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lists stand below each other where they would be squeezed."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """The same after the size of text has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_columns"):
            self._turn()


def _village_columns() -> Sequence[Column[VillageRow]]:
    return (
        Column(tr("Mã"), lambda row: row[0].code, width=92),
        Column(tr("Thôn"), lambda row: row[0].name, width=120, strong=True),
        Column(tr("Trưởng thôn"), lambda row: _person(row, "truong_thon"), width=150),
        Column(tr("Bí thư Chi Đoàn"), lambda row: _person(row, "bi_thu"), width=150, spare=1),
    )


def _person(row: VillageRow, role: str) -> str:
    return next((one.name for one in row[1] if one.role == role), "-")


def _period_columns() -> Sequence[Column[Period]]:
    kinds = catalogues.labels("period_kinds")
    return (
        Column(tr("Kỳ"), lambda one: one.name[:1].upper() + one.name[1:], width=160, strong=True),
        Column(tr("Loại"), lambda one: kinds.get(one.kind, one.kind), width=80, spare=1),
        Column(tr("Hạn nộp"), lambda one: format_input_date(one.due_on) or "-", width=104),
    )


def _list(name: str, source: _Held[RowT]) -> RowsView:
    view = RowsView(name, dense=True)
    view.show_rows(RowsModel(source))
    return view


def _titled(title: str, act: Act, view: RowsView) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    line = QHBoxLayout()
    line.addWidget(words(title, "heading"), 1)
    line.addWidget(ActButton(act))
    column.addLayout(line)
    column.addWidget(view, 1)
    return block
