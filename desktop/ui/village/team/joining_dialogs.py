"""Coming into the team: a person with an application or by the decision, and the leader's word."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.acts import Acts
from desktop.models.listing_people import ApplicationRow
from desktop.models.rules.people import GUARDIAN_AGE, years_between
from desktop.models.team_acts import open_groups
from desktop.models.teams import ROLE_COLLABORATOR, Person, Team
from desktop.text import capitalise_name, one_line
from desktop.ui.desk import Desk
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong, code_list_field, slim
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.village.team.birth_field import BirthField
from desktop.ui.village.team.offering import write_or_offer
from desktop.ui.village.team.person_form import PersonForm
from desktop.ui.village.team.two_columns import TwoColumns

_BY_DECISION, _BY_APPLICATION = "decision", "application"


class PersonDialog(PersonForm):
    """Somebody comes: by the founding decision at once, else by an application that waits for the leader."""

    def __init__(self, desk: Desk, team: Team, parent: QWidget) -> None:
        explained = self.tr("Không ghi số căn cước, không chụp giấy tờ. Chỉ ghi những gì cần để phân công việc.")
        title, save = self.tr("Thêm người vào Tổ"), self.tr("Lưu người này")
        super().__init__(desk, "team-person", "", title, explained, save, parent, width=780)
        self._team = team
        self.make_person(desk.day)
        self._make_editors()
        self._arrange()
        self.way.show_code(_BY_APPLICATION)
        self.role.show_code("TV")
        self.on.show_date(desk.day)
        self.lay_out()
        self.full_name.setFocus()

    def _make_editors(self) -> None:
        self.wish, self.on = QLineEdit(), DateField(today=self._desk.day)
        self.role = code_list_field("roles")
        self.composition = code_list_field("compositions", leave_out=("03",))
        ways = [
            Choice(_BY_APPLICATION, self.tr("Đơn xin vào, chờ Tổ trưởng")),
            Choice(_BY_DECISION, self.tr("Quyết định thành lập Tổ")),
        ]
        self.way = ChoiceField(ways)

    def _arrange(self) -> None:
        field = self.form.field
        self.put_fields(self.person_fields())
        self.form.column.addWidget(self.area_field())
        self.form.column.addWidget(field("way", self.tr("Vào Tổ theo"), self.way, required=True))
        self.put_fields(
            [
                field("submitted_on", self.tr("Ngày trên đơn, quyết định"), self.on, required=True),
                field("wish", self.tr("Nguyện vọng (nếu có đơn)"), self.wish),
                field("role", self.tr("Vai trò trong Tổ"), self.role, required=True),
                field("composition", self.tr("Thành phần"), self.composition),
            ]
        )
        self.form.column.addWidget(field("criteria", self.tr("Tiêu chí"), self.criteria_ticks()))

    def wrongs(self) -> list[Wrong]:
        """What a membership cannot do without."""
        found = []
        if self.on.entered_date() is None and not self.on.problem():
            found.append(Wrong("submitted_on", self.tr("Chưa ghi ngày.")))
        if self.role.code() is None:
            found.append(Wrong("role", self.tr("Chưa chọn vai trò trong Tổ.")))
        return found

    def save(self) -> None:
        """Write the person with the membership, or with the application that waits."""
        name = capitalise_name(self.full_name.text())
        write_or_offer(self, name, self.role.code() or "TV", self._write)

    def _write(self, role: str) -> None:
        on = self.on.entered_date() or self._desk.day
        with self._desk.acting() as acts:
            person = self._add_person(acts)
            if self.way.code() == _BY_DECISION:
                acts.admit(
                    self._team,
                    person,
                    None,
                    on=on,
                    role=role,
                    composition=self.composition.code(),
                    in_decision=True,
                    **self.ticked(),
                )
            else:
                acts.propose(self._team, person, joining=True, on=on, wish=self.wish.text().strip())

    def _add_person(self, acts: Acts) -> str:
        village = self._team.village_id
        return acts.add(Person, village_id=village, **self.person_values(village))


class DecisionDialog(TwoColumns):
    """The leader agrees to an application or does not (R036, R038); the membership begins or ends with it."""

    def __init__(
        self, desk: Desk, team: Team, asked: ApplicationRow, leader: str, *, agreed: bool, parent: QWidget
    ) -> None:
        joining = asked.kind == "join"
        act = self.tr("vào Tổ") if joining else self.tr("ra khỏi Tổ")
        words = self.tr("Đồng ý cho {name} {act}") if agreed else self.tr("Không đồng ý cho {name} {act}")
        title = words.format(name=asked.name, act=act)
        save = self.tr("Ghi quyết định")
        explained = self.tr("Theo Kế hoạch, người quyết là Tổ trưởng Tổ thôn.")
        kept = "team-agreed" if agreed else "team-refused"
        super().__init__(desk, kept, asked.id, title, explained, save, parent, width=700)
        self._team, self._asked, self._agreed = team, asked, agreed
        self._joining = joining
        self.on, self.by = DateField(today=desk.day), QLineEdit(leader)
        self.remark = QLineEdit()
        groups = open_groups(desk.store, team.id, desk.day)
        self.group = slim(ChoiceField([Choice(*group) for group in groups], as_row=False))
        self.birth_date, self.guardian = BirthField(desk.day), TickBox(self.tr("Đã đồng ý"))
        self._asks_age = agreed and joining and self._show_age(desk.store.get(Person, asked.person_id))
        self.role, self.composition = code_list_field("roles"), code_list_field("compositions", leave_out=("03",))
        self._arrange()
        self.on.show_date(desk.day)
        self.role.show_code("TV")
        self.lay_out()

    def _show_age(self, person: Person | None) -> bool:
        """Whether the age must be asked for, because it is not known or under 16 (R030); shows what is known."""
        if person is None:
            return False
        born = person.birth_date
        self.birth_date.show_birth(born, person.birth_precision)
        self.guardian.setChecked(bool(person.guardian_consent))
        return born is None or years_between(born, self._desk.day) < GUARDIAN_AGE

    def _arrange(self) -> None:
        field = self.form.field
        fields = [
            field("decided_on", self.tr("Ngày quyết"), self.on, required=True),
            field("approver_name", self.tr("Tổ trưởng"), self.by, required=True),
        ]
        if self._agreed and self._joining:
            fields += [
                field("role", self.tr("Vai trò trong Tổ"), self.role, required=True),
                field("composition", self.tr("Thành phần"), self.composition),
                field("group_id", self.tr("Nhóm (nếu là cộng tác viên)"), self.group),
            ]
        if self._asks_age:
            hint = self.tr("Học sinh ghi đủ ngày sinh")
            fields += [
                field("birth_date", self.tr("Ngày sinh"), self.birth_date, hint=hint),
                field("guardian_consent", self.tr("Người giám hộ (nếu dưới 16 tuổi)"), self.guardian),
            ]
        self.put_fields(fields)
        if self._agreed and self._joining:
            self.form.column.addWidget(field("criteria", self.tr("Tiêu chí"), self.criteria_ticks()))
        required = not self._agreed
        name = self.tr("Lý do không đồng ý") if required else self.tr("Ý kiến (nếu có)")
        self.form.column.addWidget(field("remark", name, self.remark, required=required))

    def wrongs(self) -> list[Wrong]:
        """A decision has a day, a person, and a reason when it is no."""
        found = []
        on = self.on.entered_date()
        if on is None and not self.on.problem():
            found.append(Wrong("decided_on", self.tr("Chưa ghi ngày quyết.")))
        if on and on < self._asked.submitted_on:
            found.append(Wrong("decided_on", self.tr("Ngày quyết không được trước ngày nộp đơn.")))
        if not self.by.text().strip():
            found.append(Wrong("approver_name", self.tr("Chưa ghi tên Tổ trưởng.")))
        if not self._agreed and not self.remark.text().strip():
            found.append(Wrong("remark", self.tr("Chưa ghi lý do không đồng ý.")))
        return found

    def save(self) -> None:
        """Write the decision and what follows from it in one act."""
        write_or_offer(self, self._asked.name, self.role.code() or "TV", self._write)

    def _write(self, role: str) -> None:
        on = self.on.entered_date() or self._desk.day
        by, remark = one_line(self.by.text()), self.remark.text().strip()
        with self._desk.acting() as acts:
            acts.decide(self._team, self._asked.id, agreed=self._agreed, on=on, by=by, remark=remark)
            if self._agreed and self._joining:
                self._admit(acts, role, on)
            elif self._agreed:
                self._release(acts)

    def _admit(self, acts: Acts, role: str, on: date) -> None:
        group = self.group.code() if role == ROLE_COLLABORATOR else None
        person, application = self._asked.person_id, self._asked.id
        if self._asks_age:
            born, precision = self.birth_date.entered_date(), self.birth_date.precision()
            consent = True if self.guardian.isChecked() else None
            acts.set(Person, person, birth_date=born, birth_precision=precision, guardian_consent=consent)
        values = {"role": role, "composition": self.composition.code(), "group_id": group, **self.ticked()}
        acts.admit(self._team, person, application, on=on, **values)

    def _release(self, acts: Acts) -> None:
        on = self.on.entered_date() or self._desk.day
        memberships = self._desk.store.rows(
            "SELECT id FROM membership WHERE NOT deleted AND team_id = ? AND person_id = ? AND ended_on IS NULL",
            [self._team.id, self._asked.person_id],
        )
        for (membership,) in memberships:
            acts.release(membership, on=on, reason="tu_nguyen", application_id=self._asked.id)
