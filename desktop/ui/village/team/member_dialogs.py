"""Correcting a member of the team, and going out of it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.listing_people import MemberRow
from desktop.models.teams import Membership, Person, Team
from desktop.text import capitalise_name, format_phone, one_line
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong, code_list_field
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.village.team.two_columns import TwoColumns


class MemberDialog(TwoColumns):
    """Correcting what is known of a member; `leaves` or `asks` tell which dialog of its own comes next."""

    def __init__(self, desk: Desk, row: MemberRow, parent: QWidget) -> None:
        super().__init__(row.name, row.role_label, self.tr("Lưu thay đổi"), parent, width=780)
        self._desk, self._row = desk, row
        self.leaves, self.asks = False, False
        self.beside = Act(self.tr("Ghi việc ra khỏi Tổ"), self._leave)
        person, membership = desk.store.get(Person, row.person_id), desk.store.get(Membership, row.id)
        self.full_name, self.phone = QLineEdit(row.name), QLineEdit()
        self.phone.setText(format_phone(row.phone) if row.phone else "")
        self.position_title = QLineEdit((person.position_title or "") if person else "")
        self.birth_date = DateField(today=desk.day)
        self.birth_date.show_date(person.birth_date if person else None)
        self.role, self.composition = code_list_field("roles"), code_list_field("compositions")
        self.lives, self.works = TickBox(self.tr("Sinh sống ở đây")), TickBox(self.tr("Công tác ở đây"))
        self._arrange()
        self.role.show_code(row.role)
        if person and membership:
            self.composition.show_code(membership.composition)
            self.lives.setChecked(bool(person.lives_in_area))
            self.works.setChecked(bool(person.works_in_area))
            for name, tick in self.ticks.items():
                tick.setChecked(bool(getattr(membership, name)))
        self.lay_out()

    def _arrange(self) -> None:
        field = self.form.field
        area = Flow()
        for tick in (self.lives, self.works):
            tick.setAccessibleName(tick.text())
            area.add(tick)
        self.put_fields(
            [
                field("full_name", self.tr("Họ và tên"), self.full_name, required=True),
                field("phone", self.tr("Điện thoại"), self.phone),
                field("role", self.tr("Vai trò trong Tổ"), self.role, required=True),
                field("composition", self.tr("Thành phần"), self.composition),
                field("birth_date", self.tr("Ngày sinh"), self.birth_date),
                field("position_title", self.tr("Chức danh, việc đang làm"), self.position_title),
            ]
        )
        self.form.column.addWidget(field("lives_in_area", self.tr("Địa bàn"), area))
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
        with self._desk.acting() as acts:
            acts.set(
                Person,
                self._row.person_id,
                full_name=capitalise_name(self.full_name.text()),
                phone=one_line(self.phone.text()) or None,
                position_title=one_line(self.position_title.text()) or None,
                birth_date=self.birth_date.entered_date(),
                lives_in_area=True if self.lives.isChecked() else None,
                works_in_area=True if self.works.isChecked() else None,
            )
            acts.set(
                Membership,
                self._row.id,
                role=self.role.code(),
                composition=self.composition.code(),
                **self.ticked(),
            )


class LeavingDialog(TwoColumns):
    """A member goes: who asks to leave hands in an application; for other reasons it is noted at once (R038, R039)."""

    def __init__(self, desk: Desk, team: Team, row: MemberRow, parent: QWidget) -> None:
        title = self.tr("{name} ra khỏi Tổ").format(name=row.name)
        explained = self.tr("Người tự xin rút thì ghi đơn trước, Tổ trưởng đồng ý rồi mới thôi. Lịch sử vẫn giữ lại.")
        super().__init__(title, explained, self.tr("Ghi lại"), parent, width=640)
        self._desk, self._team, self._row = desk, team, row
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
