"""Lịch sử: the list at any day, what changed between two days, and the list beside the Decision's (R027, R072, Q4)."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QWidget

from desktop.models.roster_facts import (
    ChangeLine,
    ChangesFacts,
    RosterFacts,
    RosterLine,
    changes_facts,
    decision_facts,
    roster_facts,
)
from desktop.models.teams import Team
from desktop.reports.catalogue import changes_paper, roster_paper
from desktop.text import DASH, format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.filter_button import filter_button
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3
from desktop.ui.village.listed import Listed
from desktop.ui.village.team.renewal_dialog import RenewalDialog
from desktop.ui.village.team.team_page import PEOPLE_TABLES, LoggedPaper, own_team, without_team

_DAY, _CHANGES, _DECISION = "day", "changes", "decision"


class HistoryPage(Page):
    """Three views of one history; Ctrl+P prints the one that is seen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._print = Act(self.tr("In danh sách này"), self.print_view, "printer-outline", "Ctrl+P")
        super().__init__(self.tr("Danh sách qua từng ngày"), act=self._print, parent=parent)
        self._desk = desk
        self._team: Team | None = None
        self._view = _DAY
        self._facts: RosterFacts | ChangesFacts | None = None
        self.on, self.first, self.last = (DateField(today=desk.day) for _ in range(3))
        self._people = Listed[RosterLine](
            self._people_columns(), found_by=lambda one: one.name, filters={"": lambda _one: True}, sort_keys={}
        )
        before, after = self.tr("Trước"), self.tr("Sau")
        self._changed, self._decided = (
            Listed[ChangeLine](columns, found_by=lambda one: one.name, filters={"": lambda _one: True}, sort_keys={})
            for columns in (
                self._change_columns(before, after),
                self._change_columns(self.tr("Theo Quyết định"), self.tr("Thực tế")),
            )
        )
        self._lay_out()
        for field in (self.on, self.first, self.last):
            field.date_changed.connect(lambda _on: self._read())
            field.returnPressed.connect(self._read)
        keep_fresh(self, desk, PEOPLE_TABLES, self.refresh)

    # --- what stands where ---

    def _lay_out(self) -> None:
        self._inside, self._empty = QWidget(), without_team()
        self._told, self._tables = words("", "strong"), QStackedWidget()
        self.people_view, self.changes_view = RowsView(self.title.text()), RowsView(self.tr("Thay đổi"))
        self.decision_view = RowsView(self.tr("So với Quyết định"))
        self.people_view.show_rows(RowsModel(self._people))
        self.changes_view.show_rows(RowsModel(self._changed))
        self.decision_view.show_rows(RowsModel(self._decided))
        for view in (self.people_view, self.changes_view, self.decision_view):
            self._tables.addWidget(view)
        self._renew = ActButton(Act(self.tr("Ghi quyết định kiện toàn"), self.renew_decision, "gavel"))
        for part in (self._views(), self._dates(), self._told):
            self.body.addWidget(part)
        self.body.addWidget(self._tables, 1)
        foot = Flow()
        foot.add(self._renew)
        self.body.addWidget(foot)
        self.body.addWidget(self._empty, 1)

    def _views(self) -> Flow:
        self._buttons, flow = QButtonGroup(self), Flow(gap=4)
        for key, label in (
            (_DAY, self.tr("Danh sách tại ngày")),
            (_CHANGES, self.tr("Thay đổi giữa hai ngày")),
            (_DECISION, self.tr("So với Quyết định")),
        ):
            button = filter_button(label, on=key == self._view)
            button.clicked.connect(lambda _on=False, key=key: self.show_view(key))
            self._buttons.addButton(button)
            flow.add(button)
        return flow

    def _dates(self) -> QWidget:
        block = QWidget()
        line = QHBoxLayout(block)
        line.setContentsMargins(0, 0, 0, 0)
        self._on_field = FormField(self.tr("Tại ngày"), self.on)
        self._first_field = FormField(self.tr("Sau ngày"), self.first)
        self._last_field = FormField(self.tr("Đến hết ngày"), self.last)
        for field in (self._on_field, self._first_field, self._last_field):
            line.addWidget(field)
        line.addStretch(1)
        line.setSpacing(SPACE_3)
        return block

    def _people_columns(self) -> Sequence[Column[RosterLine]]:
        return (
            Column(self.tr("Họ và tên"), lambda one: one.name, 190, strong=True),
            Column(self.tr("Vai trò"), lambda one: one.role, 220),
            Column(self.tr("Thành phần"), lambda one: one.composition or DASH, 180, spare=1),
            Column(self.tr("Từ ngày"), lambda one: format_input_date(one.since), 110),
        )

    def _change_columns(self, before: str, after: str) -> Sequence[Column[ChangeLine]]:
        return (
            Column(self.tr("Ngày"), lambda one: format_input_date(one.day) or DASH, 116),
            Column(self.tr("Họ và tên"), lambda one: one.name, 165, strong=True),
            Column(self.tr("Thay đổi"), lambda one: one.kind, 145),
            Column(before, lambda one: one.before or DASH, 120, spare=1),
            Column(after, lambda one: one.after or DASH, 150),
        )

    # --- what is shown ---

    def refresh(self) -> None:
        """Read the team again; days that were chosen stay."""
        self._team = own_team(self._desk.store)
        day = self._desk.day
        for field, usual in ((self.on, day), (self.first, self._founded()), (self.last, day)):
            if not field.text().strip():
                field.show_date(usual)
        self._read()

    def _founded(self) -> date:
        """From when changes are of interest: the Decision's day."""
        return (self._team.decision_date if self._team else None) or self._desk.day

    def show_view(self, view: str) -> None:
        """Show one of the three views."""
        self._view = view
        for button, key in zip(self._buttons.buttons(), (_DAY, _CHANGES, _DECISION), strict=True):
            button.setChecked(key == view)
        self._read()

    def _read(self) -> None:
        self._show_parts()
        if self._team is None or self._problems():
            self._facts = None
        else:
            self._facts = self._computed(self._team)
        if isinstance(self._facts, RosterFacts):
            self._people.take(self._facts.lines)
            self._told.setText(self._day_told(self._facts))
        else:
            self._changed.take(self._facts.lines if self._facts else ())
            self._told.setText(self._changes_told(self._facts) if self._facts else self.tr("Chưa đọc được ngày."))
        self._decided.take(self._changed.rows(0, self._changed.count()))
        for view in (self.people_view, self.changes_view, self.decision_view):
            model = view.rows_model()
            if model:
                model.start_afresh()
        self._tables.setCurrentIndex((_DAY, _CHANGES, _DECISION).index(self._view))

    def _computed(self, team: Team) -> RosterFacts | ChangesFacts:
        store, day = self._desk.store, self._desk.day
        if self._view == _DAY:
            return roster_facts(store, team, self.on.entered_date() or day, day, phones=False)
        if self._view == _CHANGES:
            first, last = self.first.entered_date() or day, self.last.entered_date() or day
            return changes_facts(store, team, min(first, last), max(first, last), day)
        return decision_facts(store, team, day, day)

    def _problems(self) -> bool:
        """Whether a day that is asked for cannot be read; the field says so."""
        asked = {_DAY: (self._on_field,), _CHANGES: (self._first_field, self._last_field)}.get(self._view, ())
        for field in asked:
            editor = field.editor
            field.show_problem(editor.problem() if isinstance(editor, DateField) else "")
        return any(field.problem for field in asked)

    def _show_parts(self) -> None:
        has_team = self._team is not None
        self._on_field.setVisible(has_team and self._view == _DAY)
        for field in (self._first_field, self._last_field):
            field.setVisible(has_team and self._view == _CHANGES)
        self._renew.setVisible(has_team and self._view == _DECISION)
        self._tables.setVisible(has_team)
        self._told.setVisible(has_team)
        self._empty.setVisible(not has_team)
        if self.primary:
            self.primary.setEnabled(has_team)

    def _day_told(self, facts: RosterFacts) -> str:
        members = sum(line.is_member for line in facts.lines)
        told = self.tr("Ngày {day}: {members} thành viên, {others} cộng tác viên")
        return told.format(
            day=format_input_date(facts.day), members=format_count(members),
            others=format_count(len(facts.lines) - members),
        )  # fmt: skip

    def _changes_told(self, facts: ChangesFacts) -> str:
        before, after = format_count(facts.before_count), format_count(facts.after_count)
        if facts.first is None:
            if not facts.lines:
                told = self.tr("Danh sách thực tế đúng như Quyết định: {after} thành viên")
            else:
                told = self.tr("Theo Quyết định {before} thành viên, thực tế {after}; khác nhau ở các dòng dưới đây")
            return told.format(before=before, after=after)
        if not facts.lines:
            return self.tr("Không có thay đổi nào trong khoảng này")
        return self.tr("Đầu kỳ {before} thành viên, cuối kỳ {after}").format(before=before, after=after)

    # --- acts ---

    def print_view(self) -> None:
        """Show the paper of the view as it will be printed."""
        facts = self._facts
        if facts is None:
            return
        make: Callable[[], bytes]
        if isinstance(facts, RosterFacts):
            title, make = self.tr("Danh sách tại ngày"), lambda: roster_paper(facts)
        else:
            title, make = self.tr("Thay đổi danh sách"), lambda: changes_paper(facts)
        name, about = f"danh-sach-to-{self._desk.day:%Y-%m-%d}", self.tr("Danh sách như sẽ in ra")
        dialog = LoggedPaper(self._desk, title, name, make, self, what="roster", records=len(facts.lines), about=about)
        dialog.exec()
        dialog.deleteLater()

    def renew_decision(self) -> None:
        """Write down the Chairman's new decision, which names the members of today."""
        if self._team:
            dialog = RenewalDialog(self._desk, self._team, self)
            dialog.exec()
            dialog.deleteLater()

    def arrive(self) -> None:
        """The list takes the keyboard."""
        view = {_DAY: self.people_view, _CHANGES: self.changes_view}.get(self._view, self.decision_view)
        view.setFocus()
