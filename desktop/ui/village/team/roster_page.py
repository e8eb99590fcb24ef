"""Tổ: who is in the team, who waits for the leader's word, and what the rules of the plan find."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models import checking
from desktop.models.listing_people import (
    COLLABORATORS,
    MEMBERS,
    PAST,
    ApplicationList,
    ApplicationRow,
    MemberList,
    MemberRow,
)
from desktop.models.roster_facts import BY_ROLE, roster_facts
from desktop.models.rules.findings import Finding, Severity
from desktop.models.teams import ROLE_DEPUTY, ROLE_LEADER, Application, Team
from desktop.reports.catalogue import roster_paper
from desktop.text import format_date, format_phone
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.todo_row import Todo, TodoRow
from desktop.ui.parts.words import rule, words
from desktop.ui.states import Shape, State
from desktop.ui.tokens import SPACE_3, SPACE_4, Tone
from desktop.ui.village.team.founding_dialog import FoundingDialog
from desktop.ui.village.team.groups_dialog import GroupsDialog, SurplusDialog
from desktop.ui.village.team.joining_dialogs import DecisionDialog, PersonDialog
from desktop.ui.village.team.member_dialogs import LeavingDialog, MemberDialog
from desktop.ui.village.team.print_dialog import PrintDialog
from desktop.ui.village.team.succession_dialog import SuccessionDialog
from desktop.ui.village.team.team_page import PEOPLE_TABLES, LoggedPaper, own_team
from desktop.ui.village.ways import Ways

_MOST_BANNERS = 4
_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WARN, Severity.INFO: Tone.INFO}


class RosterPage(Page):
    """Everything on one page; each person is a row that opens."""

    def __init__(self, desk: Desk, ways: Ways, parent: QWidget | None = None) -> None:
        add = Act(self.tr("Thêm người vào Tổ"), self.add_person, "account-plus-outline", "Ctrl+N")
        super().__init__(self.tr("Tổ công nghệ số cộng đồng"), act=add, scrolling=True, parent=parent)
        self._desk, self._ways = desk, ways
        self._team: Team | None = None
        self._content = QWidget()
        self.body.addWidget(self._content, 1)
        keep_fresh(self, desk, PEOPLE_TABLES, self.refresh)

    def refresh(self) -> None:
        """Read the team again."""
        store = self._desk.store
        self._team = own_team(store)
        old, self._content = self._content, self._without_team() if self._team is None else self._with_team(self._team)
        self.body.replaceWidget(old, self._content)
        old.hide()
        old.deleteLater()

    def _without_team(self) -> QWidget:
        self.show_subtitle("")
        found = Act(self.tr("Ghi quyết định thành lập Tổ"), self.write_decision, "gavel")
        return EmptyState(
            "account-group",
            self.tr("Chưa ghi Tổ của thôn"),
            self.tr("Chép tên Tổ, số và ngày quyết định của xã trước, rồi thêm từng người có tên trong quyết định."),
            found,
        )

    def _with_team(self, team: Team) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        self.show_subtitle(self._decision_words(team))
        waiting = self._applications()
        for finding in self._findings()[:_MOST_BANNERS]:
            column.addWidget(Banner(_TONES[finding.severity], finding.message, finding.advice, self._way_out(finding)))
        if waiting:
            column.addWidget(self._waiting_card(waiting))
        members, helpers, past = (self._members(kind) for kind in (MEMBERS, COLLABORATORS, PAST))
        column.addWidget(self._people_card(self.tr("Thành viên: {count} người"), members))
        if helpers:
            column.addWidget(self._people_card(self.tr("Cộng tác viên: {count} người"), helpers))
        if past:
            column.addWidget(self._past_card(past))
        column.addWidget(self._foot())
        column.addStretch(1)
        return content

    # --- what is read ---

    def _applications(self) -> Sequence[ApplicationRow]:
        return ApplicationList(self._desk.store, filter="proposed").rows(0, 50)

    def _members(self, kind: str) -> Sequence[MemberRow]:
        team = self._team.id if self._team else ""
        rows = MemberList(self._desk.store, self._desk.day, filter=kind).rows(0, 200)
        return [row for row in rows if row.team_id == team]

    def _findings(self) -> list[Finding]:
        found = checking.team_findings(self._desk.store, self._desk.day)
        order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
        worth = [one for one in found if one.severity is not Severity.INFO or one.rule == "R040"]
        return sorted(worth, key=lambda one: (order[one.severity], one.rule, one.record))

    def _way_out(self, finding: Finding) -> Act | None:
        """What a banner's button does about it."""
        return {
            "R019": Act(self.tr("Đưa vào nhóm cộng tác viên"), self.move_to_group, "account-group"),
            "R027": Act(self.tr("Thay đổi Tổ trưởng"), self.change_leader, "account-outline"),
            "R028": Act(self.tr("Chọn Tổ phó"), self.change_deputy, "account-outline"),
            "R018": Act(self.tr("Ghi quyết định"), self.write_decision, "gavel"),
            "R032": Act(self.tr("Thêm người vào Tổ"), self.add_person, "account-plus-outline"),
        }.get(finding.rule)

    def _decision_words(self, team: Team) -> str:
        if not team.decision_number:
            return self.tr("Chưa ghi quyết định thành lập")
        told = self.tr("Quyết định số {number} ngày {day}, người ký: {signer}")
        return told.format(
            number=team.decision_number, day=format_date(team.decision_date), signer=team.decision_signer or "-"
        )

    # --- the cards ---

    def _waiting_card(self, waiting: Sequence[ApplicationRow]) -> Card:
        card = Card(self.tr("Đơn chờ Tổ trưởng quyết"))
        for place, asked in enumerate(waiting):
            if place:
                card.body.addWidget(rule())
            card.body.addLayout(self._waiting_row(asked))
        return card

    def _waiting_row(self, asked: ApplicationRow) -> QHBoxLayout:
        line, told = QHBoxLayout(), QVBoxLayout()
        line.setSpacing(SPACE_3)
        told.setSpacing(0)
        application = self._desk.store.get(Application, asked.id)
        told.addWidget(words(f"{asked.name}: {asked.kind_label[:1].lower()}{asked.kind_label[1:]}", "strong"))
        handed_in = self.tr("nộp ngày {day}").format(day=format_date(asked.submitted_on))
        wish = application.wish if application else ""
        told.addWidget(words(" · ".join(part for part in (handed_in, wish) if part), "quiet"))
        line.addLayout(told, 1)
        for agreed, label in ((True, self.tr("Đồng ý")), (False, self.tr("Không đồng ý"))):
            button = ActButton(Act(label, lambda agreed=agreed: self._decide(asked, agreed)), primary=agreed)  # type: ignore[misc]
            button.setAccessibleName(f"{label}: {asked.name}")
            line.addWidget(button)
        return line

    def _people_card(self, heading: str, rows: Sequence[MemberRow]) -> Card:
        card = Card(heading.format(count=len(rows)))
        card.body.setSpacing(2)
        for place, row in enumerate(rows):
            if place:
                card.body.addWidget(rule())
            card.body.addWidget(self._person_row(row))
        if not rows:
            card.body.addWidget(words(self.tr("Chưa có ai. Bấm “Thêm người vào Tổ” (Ctrl+N)."), "subtitle"))
        return card

    def _person_row(self, row: MemberRow) -> QWidget:
        tone = Tone.GOOD if row.role in ("TT", "TP") else Tone.INFO if row.kind == MEMBERS else Tone.QUIET
        state = State(row.role_label, tone, Shape.FULL if row.role == "TT" else Shape.RING)
        since = self.tr("từ ngày {day}").format(day=format_date(row.since))
        phone = format_phone(row.phone) if row.phone else self.tr("chưa ghi điện thoại")
        detail = " · ".join(part for part in (row.group, row.composition_label, phone, since) if part)
        return TodoRow(Todo(state, row.name, detail, lambda: self._edit(row)))

    def _past_card(self, past: Sequence[MemberRow]) -> Card:
        card = Card(self.tr("Đã thôi"))
        for row in past:
            span = self.tr("{name}: {role}, từ {since} đến {until}").format(
                name=row.name,
                role=row.role_label.lower(),
                since=format_date(row.since),
                until=format_date(row.until),
            )
            card.body.addWidget(words(span, "quiet"))
        return card

    def _foot(self) -> Flow:
        flow = Flow(gap=SPACE_3)
        for act in (
            Act(self.tr("In danh sách"), self.print_roster, "printer-outline", "Ctrl+P"),
            Act(self.tr("Thay đổi Tổ trưởng, Tổ phó"), self.change_leader, "account-outline"),
            Act(self.tr("Nhóm cộng tác viên"), self.change_groups, "account-group"),
            Act(self.tr("Sửa quyết định thành lập"), self.write_decision, "gavel"),
        ):
            flow.add(ActButton(act))
        return flow

    # --- acts ---

    def _leader(self) -> str:
        return next((row.name for row in self._members(MEMBERS) if row.role == "TT"), "")

    def _decide(self, asked: ApplicationRow, agreed: bool) -> None:
        if self._team:
            self._run(DecisionDialog(self._desk, self._team, asked, self._leader(), agreed=agreed, parent=self))

    def _edit(self, row: MemberRow) -> None:
        dialog = MemberDialog(self._desk, row, self)
        self._run(dialog)
        if dialog.leaves:
            self._run(self._leaving(row))
        elif dialog.asks:
            self._ways.ask_about("person", row.person_id)

    def _leaving(self, row: MemberRow) -> EntryDialog:
        assert self._team is not None  # noqa: S101 - rows stand only under a team
        return LeavingDialog(self._desk, self._team, row, self)

    def add_person(self) -> None:
        """Write down somebody who comes; without a team its decision comes first."""
        if self._team:
            self._run(PersonDialog(self._desk, self._team, self))
        else:
            self.write_decision()

    def write_decision(self) -> None:
        """Write down or correct the decision that founded the team."""
        self._run(FoundingDialog(self._desk, self._team, self))

    def change_leader(self) -> None:
        """Another leader from a day on (R027)."""
        if self._team:
            self._run(SuccessionDialog(self._desk, self._team, ROLE_LEADER, self))

    def change_deputy(self) -> None:
        """Another deputy from a day on, or the first one (R028)."""
        if self._team:
            self._run(SuccessionDialog(self._desk, self._team, ROLE_DEPUTY, self))

    def change_groups(self) -> None:
        """Make, rename or end groups of collaborators, and say who is in which (R034, R040)."""
        if self._team:
            self._run(GroupsDialog(self._desk, self._team, self))

    def move_to_group(self) -> None:
        """Let members be collaborators from today on, so that the team has no more than it may have (R019)."""
        if self._team:
            self._run(SurplusDialog(self._desk, self._team, self))

    def print_roster(self) -> None:
        """Choose order and columns, then see the paper."""
        if self._team is None:
            return
        asked = PrintDialog(self)
        wanted = asked.exec() == PrintDialog.DialogCode.Accepted
        order, phones, sign = asked.order.code() or BY_ROLE, asked.phones.isChecked(), asked.sign.isChecked()
        asked.deleteLater()
        if wanted:
            day = self._desk.day
            facts = roster_facts(self._desk.store, self._team, day, day, order=order, phones=phones, sign=sign)
            paper = LoggedPaper(
                self._desk, self.tr("Danh sách Tổ"), f"danh-sach-to-{day:%Y-%m-%d}", lambda: roster_paper(facts), self,
                what="roster", records=len(facts.lines), about=self.tr("Danh sách như sẽ in ra"),
            )  # fmt: skip
            paper.exec()
            paper.deleteLater()

    @staticmethod
    def _run(dialog: EntryDialog) -> None:
        dialog.exec()
        dialog.deleteLater()
