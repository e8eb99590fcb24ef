"""The team's dialogs: a person who comes in, the leader's decision, correcting a member, and going out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from desktop.models.acts import Acts
from desktop.models.listing_people import ApplicationRow, MemberRow
from desktop.models.teams import Membership, Person, Team
from desktop.text import capitalise_name, format_phone, one_line
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.tokens import SPACE_3
from desktop.ui.village.entry_dialog import EntryDialog
from desktop.ui.village.entry_form import Wrong, code_list_field

_BY_DECISION, _BY_APPLICATION = "decision", "application"
CRITERIA = ("enthusiastic", "open_minded", "digitally_skilled", "good_communicator")


class _TwoColumns(EntryDialog):
    """A dialog whose fields stand in two columns."""

    def put_fields(self, fields: list[FormField]) -> None:
        """Place the fields, left and right in turn."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_3 * 2)
        grid.setVerticalSpacing(SPACE_3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, made in enumerate(fields):
            grid.addWidget(made, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.form.column.addLayout(grid)

    def criteria_ticks(self) -> Flow:
        """The four criteria of R025 as check boxes."""
        labels = (
            self.tr("Nhiệt tình"),
            self.tr("Chấp nhận cái mới"),
            self.tr("Có kỹ năng số"),
            self.tr("Biết tuyên truyền, hướng dẫn"),
        )
        self.ticks = {name: QCheckBox(label) for name, label in zip(CRITERIA, labels, strict=True)}
        flow = Flow()
        for tick in self.ticks.values():
            tick.setAccessibleName(tick.text())
            flow.add(tick)
        return flow

    def ticked(self) -> dict[str, bool | None]:
        """The criteria that were ticked; one that is not is not known."""
        return {name: True if tick.isChecked() else None for name, tick in self.ticks.items()}


class PersonDialog(_TwoColumns):
    """Somebody comes: by the founding decision at once, else by an application that waits for the leader."""

    def __init__(self, desk: Desk, team: Team, parent: QWidget) -> None:
        explained = self.tr("Không ghi số căn cước, không chụp giấy tờ. Chỉ ghi những gì cần để phân công việc.")
        super().__init__(self.tr("Thêm người vào Tổ"), explained, self.tr("Lưu người này"), parent, width=780)
        self._desk, self._team = desk, team
        self._make_editors()
        self._arrange()
        self.way.show_code(_BY_APPLICATION)
        self.role.show_code("TV")
        self.on.show_date(desk.day)
        self.lay_out()
        self.full_name.setFocus()

    def _make_editors(self) -> None:
        self.full_name, self.phone, self.wish = QLineEdit(), QLineEdit(), QLineEdit()
        self.position_title, self.workplace = QLineEdit(), QLineEdit()
        self.birth_date, self.on = DateField(today=self._desk.day), DateField(today=self._desk.day)
        self.gender, self.role = code_list_field("genders"), code_list_field("roles")
        self.composition = code_list_field("compositions", leave_out=("03",))
        ways = [
            Choice(_BY_APPLICATION, self.tr("Đơn xin vào, chờ Tổ trưởng")),
            Choice(_BY_DECISION, self.tr("Quyết định thành lập Tổ")),
        ]
        self.way = ChoiceField(ways)
        self.lives, self.works = QCheckBox(self.tr("Sinh sống ở đây")), QCheckBox(self.tr("Công tác ở đây"))

    def _arrange(self) -> None:
        field = self.form.field
        area = Flow()
        for tick in (self.lives, self.works):
            tick.setAccessibleName(tick.text())
            area.add(tick)
        student = self.tr("Học sinh thì phải ghi ngày sinh")
        self.put_fields(
            [
                field("full_name", self.tr("Họ và tên"), self.full_name, required=True),
                field("phone", self.tr("Điện thoại"), self.phone),
                field("gender", self.tr("Giới tính"), self.gender),
                field("birth_date", self.tr("Ngày sinh"), self.birth_date, hint=student),
                field("composition", self.tr("Thành phần"), self.composition),
                field("position_title", self.tr("Chức danh, việc đang làm"), self.position_title),
                field("lives_in_area", self.tr("Địa bàn"), area),
                field("role", self.tr("Vai trò trong Tổ"), self.role, required=True),
            ]
        )
        self.form.column.addWidget(field("way", self.tr("Vào Tổ theo"), self.way, required=True))
        self.put_fields(
            [
                field("submitted_on", self.tr("Ngày trên đơn, quyết định"), self.on, required=True),
                field("wish", self.tr("Nguyện vọng (nếu có đơn)"), self.wish),
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
        on = self.on.entered_date() or self._desk.day
        with self._desk.acting() as acts:
            person = self._add_person(acts)
            if self.way.code() == _BY_DECISION:
                acts.admit(
                    self._team,
                    person,
                    None,
                    on=on,
                    role=self.role.code(),
                    composition=self.composition.code(),
                    in_decision=True,
                    **self.ticked(),
                )
            else:
                acts.propose(self._team, person, joining=True, on=on, wish=self.wish.text().strip())

    def _add_person(self, acts: Acts) -> str:
        born = self.birth_date.entered_date()
        return acts.add(
            Person,
            village_id=self._team.village_id,
            full_name=capitalise_name(self.full_name.text()),
            gender=self.gender.code(),
            birth_date=born,
            birth_precision="ngay" if born else None,
            phone=one_line(self.phone.text()),
            position_title=one_line(self.position_title.text()),
            lives_in_area=True if self.lives.isChecked() else None,
            works_in_area=True if self.works.isChecked() else None,
            residence_village_id=self._team.village_id if self.lives.isChecked() else None,
        )


class DecisionDialog(_TwoColumns):
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
        super().__init__(title, explained, save, parent, width=700)
        self._desk, self._team, self._asked, self._agreed = desk, team, asked, agreed
        self._joining = joining
        self.on, self.by = DateField(today=desk.day), QLineEdit(leader)
        self.remark = QLineEdit()
        self.role, self.composition = code_list_field("roles"), code_list_field("compositions", leave_out=("03",))
        self._arrange()
        self.on.show_date(desk.day)
        self.role.show_code("TV")
        self.lay_out()

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
        on = self.on.entered_date() or self._desk.day
        with self._desk.acting() as acts:
            acts.decide(
                self._team,
                self._asked.id,
                agreed=self._agreed,
                on=on,
                by=one_line(self.by.text()),
                remark=self.remark.text().strip(),
            )
            if not self._agreed:
                return
            if self._joining:
                acts.admit(
                    self._team,
                    self._asked.person_id,
                    self._asked.id,
                    on=on,
                    role=self.role.code() or "TV",
                    composition=self.composition.code(),
                    **self.ticked(),
                )
            else:
                self._release(acts)

    def _release(self, acts: Acts) -> None:
        on = self.on.entered_date() or self._desk.day
        memberships = self._desk.store.rows(
            "SELECT id FROM membership WHERE NOT deleted AND team_id = ? AND person_id = ? AND ended_on IS NULL",
            [self._team.id, self._asked.person_id],
        )
        for (membership,) in memberships:
            acts.release(membership, on=on, reason="tu_nguyen", application_id=self._asked.id)


class MemberDialog(_TwoColumns):
    """Correcting what is known of a member. `leaves` tells that the person goes, which is a dialog of its own."""

    def __init__(self, desk: Desk, row: MemberRow, parent: QWidget) -> None:
        super().__init__(row.name, row.role_label, self.tr("Lưu thay đổi"), parent, width=780)
        self._desk, self._row = desk, row
        self.leaves = False
        self.beside = Act(self.tr("Ghi việc ra khỏi Tổ"), self._leave)
        person, membership = desk.store.get(Person, row.person_id), desk.store.get(Membership, row.id)
        self.full_name, self.phone = QLineEdit(row.name), QLineEdit()
        self.phone.setText(format_phone(row.phone) if row.phone else "")
        self.position_title = QLineEdit((person.position_title or "") if person else "")
        self.birth_date = DateField(today=desk.day)
        self.birth_date.show_date(person.birth_date if person else None)
        self.role, self.composition = code_list_field("roles"), code_list_field("compositions")
        self.lives, self.works = QCheckBox(self.tr("Sinh sống ở đây")), QCheckBox(self.tr("Công tác ở đây"))
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


class LeavingDialog(_TwoColumns):
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
