"""Correcting a member of the team, and going out of it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.listing_people import MemberRow
from desktop.models.team_acts import change_role, open_groups
from desktop.models.teams import ROLE_COLLABORATOR, Membership, Person, Team
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong, code_list_field, slim
from desktop.ui.parts.flow import Flow
from desktop.ui.village.team.offering import write_or_offer
from desktop.ui.village.team.person_form import PersonForm
from desktop.ui.village.team.two_columns import CRITERIA, TwoColumns


class MemberDialog(PersonForm):
    """Correcting what is known of a member; `leaves` or `asks` tell which dialog of its own comes next.

    Another role holds from a day on, and the old term stays in the history; left empty, it was only written wrongly.
    """

    def __init__(self, desk: Desk, row: MemberRow, parent: QWidget) -> None:
        save = self.tr("Lưu thay đổi")
        super().__init__(desk, "team-member", row.id, row.name, row.role_label, save, parent, width=780)
        self._row = row
        self.leaves, self.asks = False, False
        self.beside = Act(self.tr("Ghi việc ra khỏi Tổ"), self._leave)
        person, membership = desk.store.get(Person, row.person_id), desk.store.get(Membership, row.id)
        self._village = membership.village_id if membership else None
        self.make_person(desk.day)
        self.role, self.composition = code_list_field("roles"), code_list_field("compositions")
        self.role_from = DateField(today=desk.day)
        self.role_from.show_date(desk.day)
        groups = [Choice(*group) for group in open_groups(desk.store, row.team_id, desk.day)]
        self.group = slim(ChoiceField(groups, as_row=False))
        self._arrange()
        self.show_person(person)
        self.role.show_code(row.role)
        if membership:
            self.composition.show_code(membership.composition)
            self.group.show_code(membership.group_id)
            self.criteria.show_keys([name for name in CRITERIA if getattr(membership, name)])
        self.lay_out()

    def _arrange(self) -> None:
        field = self.form.field
        self.put_fields(self.person_fields())
        self.form.column.addWidget(self.area_field())
        hint = self.tr("Chỉ dùng khi đổi vai trò; để trống nếu trước đây ghi nhầm")
        self.put_fields(
            [
                field("role", self.tr("Vai trò trong Tổ"), self.role, required=True),
                field("role_from", self.tr("Vai trò mới từ ngày"), self.role_from, hint=hint),
                field("composition", self.tr("Thành phần"), self.composition),
                field("group_id", self.tr("Nhóm (nếu là cộng tác viên)"), self.group),
            ]
        )
        self.form.column.addWidget(field("criteria", self.tr("Tiêu chí"), self.criteria_ticks()))
        asking = Flow()
        asking.add(ActButton(Act(self.tr("Người này yêu cầu về dữ liệu..."), self._ask, "account-outline")))
        self.form.column.addWidget(asking)

    def _ask(self) -> None:
        self.asks = True
        self.reject()

    def _leave(self) -> None:
        self.leaves = True
        self.reject()

    def save(self) -> None:
        """Write the person and the membership."""
        write_or_offer(self, self._row.name, self.role.code() or self._row.role, self._write)

    def _write(self, role: str) -> None:
        group = self.group.code() if role == ROLE_COLLABORATOR else None
        with self._desk.acting() as acts:
            acts.set(Person, self._row.person_id, **self.person_values(self._village))
            values = {"composition": self.composition.code(), "group_id": group, **self.ticked()}
            acts.set(Membership, self._row.id, **values)
            if role != self._row.role:
                on = self.role_from.entered_date() or self._row.since
                change_role(acts, self._desk.store, self._row.id, role, on, group)


class LeavingDialog(TwoColumns):
    """A member goes: who asks to leave hands in an application; for other reasons it is noted at once (R038, R039)."""

    def __init__(self, desk: Desk, team: Team, row: MemberRow, parent: QWidget) -> None:
        title = self.tr("{name} ra khỏi Tổ").format(name=row.name)
        explained = self.tr("Người tự xin rút thì ghi đơn trước, Tổ trưởng đồng ý rồi mới thôi. Lịch sử vẫn giữ lại.")
        save = self.tr("Ghi lại")
        super().__init__(desk, "team-leaving", row.id, title, explained, save, parent, width=640)
        self._team, self._row = team, row
        self.reason, self.on, self.wish = code_list_field("exit_reasons"), DateField(today=desk.day), QLineEdit()
        self.on.show_date(desk.day)
        self.put_fields(
            [
                self.form.field("end_reason", self.tr("Lý do"), self.reason, required=True),
                self.form.field("ended_on", self.tr("Ngày"), self.on, required=True),
            ]
        )
        self.form.column.addWidget(self.form.field("wish", self.tr("Nội dung đơn (nếu tự xin rút)"), self.wish))
        self.lay_out()

    def wrongs(self) -> list[Wrong]:
        """A reason and a day."""
        found = []
        if self.reason.code() is None:
            found.append(Wrong("end_reason", self.tr("Chưa chọn lý do ra khỏi Tổ.")))
        if self.on.entered_date() is None and not self.on.problem():
            found.append(Wrong("ended_on", self.tr("Chưa ghi ngày.")))
        return found

    def save(self) -> None:
        """Write the application, or the end of the membership."""
        on = self.on.entered_date() or self._desk.day
        with self._desk.acting() as acts:
            if self.reason.code() == "tu_nguyen":
                acts.propose(self._team, self._row.person_id, joining=False, on=on, wish=self.wish.text().strip())
            else:
                acts.release(self._row.id, on=on, reason=self.reason.code() or "khac")
