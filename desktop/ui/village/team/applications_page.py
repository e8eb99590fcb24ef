"""Đơn vào, ra: every application with who asked when, who decided and why; those that wait stand first (R033-R039)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.models.listing_people import ApplicationList, ApplicationRow
from desktop.models.team_acts import leader_name
from desktop.models.teams import Application, Team
from desktop.text import DASH, format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.list_page import Filter, ListPage
from desktop.ui.rows import Column
from desktop.ui.states import Shape, State
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import Tone
from desktop.ui.village.shown_list import ShownList
from desktop.ui.village.team.application_dialog import ApplicationDialog
from desktop.ui.village.team.joining_dialogs import DecisionDialog, PersonDialog
from desktop.ui.village.team.team_page import PEOPLE_TABLES, own_team

_STATES = ("", "proposed", "agreed", "refused")


class ApplicationsPage(ListPage):
    """Enter opens an application; one that waits is decided from there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        add = Act(self.tr("Ghi đơn xin vào"), self.add, "account-plus-outline", "Ctrl+N")
        super().__init__(
            self.tr("Đơn vào Tổ, ra khỏi Tổ"), self.tr("Tìm tên người làm đơn"), act=add,
            keys_hint=self.tr("Enter mở đơn"), parent=parent,
        )  # fmt: skip
        self._desk = desk
        self._team: Team | None = None
        self._rows = ApplicationList(desk.store)
        self._filter = ""
        self.show_rows(RowsModel(ShownList(self._rows, self._columns())), self._count_told)
        self.searched.connect(self._search)
        self.filtered.connect(self._narrow)
        self.opened.connect(self.open_application)
        keep_fresh(self, desk, PEOPLE_TABLES, self.refresh)

    def _columns(self) -> Sequence[Column[ApplicationRow]]:
        return (
            Column(self.tr("Họ và tên"), lambda one: one.name, 180, "name", strong=True),
            Column(self.tr("Xin gì"), lambda one: one.kind_label, 130, "kind"),
            Column(self.tr("Ngày nộp"), lambda one: format_input_date(one.submitted_on), 110, "submitted_on"),
            Column(self.tr("Kết quả"), lambda one: one.state_label, 140, "state", state=self._state),
            Column(self.tr("Ngày quyết"), lambda one: format_input_date(one.decided_on) or DASH, 110, "decided_on"),
        )

    def _state(self, one: ApplicationRow) -> State:
        tone, shape = {
            "agreed": (Tone.GOOD, Shape.TICK), "refused": (Tone.BAD, Shape.CROSS),
        }.get(one.state, (Tone.WARN, Shape.RING))  # fmt: skip
        return State(one.state_label, tone, shape)

    def _count_told(self, count: int) -> str:
        return self.tr("{count} đơn").format(count=format_count(count))

    def _search(self, text: str) -> None:
        self._rows.search(text)
        self.rows_changed()

    def _narrow(self, state: str) -> None:
        self._filter = state
        self._rows.narrow(state)
        self.rows_changed()

    def refresh(self) -> None:
        """Read the applications again, with how many there are of each kind."""
        self._team = own_team(self._desk.store)
        self._rows.refresh()
        labels = (self.tr("Tất cả"), self.tr("Đang chờ"), self.tr("Đã đồng ý"), self.tr("Không đồng ý"))
        counts = [ApplicationList(self._desk.store, filter=state).count() for state in _STATES]
        filters = [Filter(*one) for one in zip(_STATES, labels, counts, strict=True)]
        self.show_filters(filters, self._filter)
        advice = self.tr("Người muốn vào Tổ làm đơn; Tổ trưởng đồng ý thì vào Tổ. Xin ra cũng vậy.")
        act = Act(self.tr("Ghi đơn đầu tiên"), self.add, "account-plus-outline") if self._team else None
        self.show_empty("file-document-outline", self.tr("Chưa có đơn nào"), advice, act)
        self.rows_changed()

    def add(self) -> None:
        """Write down somebody who asks to come in."""
        if self._team:
            dialog = PersonDialog(self._desk, self._team, self)
            dialog.exec()
            dialog.deleteLater()

    def open_application(self, row: object) -> None:
        """Show an application; a waiting one can be agreed to or refused."""
        application = self._desk.store.get(Application, row.id) if isinstance(row, ApplicationRow) else None
        if not isinstance(row, ApplicationRow) or application is None:
            return
        dialog = ApplicationDialog(row, application, self)
        dialog.exec()
        agreed = dialog.agreed
        dialog.deleteLater()
        if agreed is not None and self._team:
            leader = leader_name(self._desk.store, self._team, self._desk.day)
            decision = DecisionDialog(self._desk, self._team, row, leader, agreed=agreed, parent=self)
            decision.exec()
            decision.deleteLater()
