"""The fields about a person in a team, for the dialogs of coming in and of correcting. No identity number is asked."""

from datetime import date

from PySide6.QtWidgets import QLineEdit

from desktop.models.teams import Person
from desktop.text import capitalise_name, format_phone, one_line
from desktop.ui.parts.entry_form import code_list_field
from desktop.ui.parts.form_field import FormField
from desktop.ui.village.team.birth_field import BirthField
from desktop.ui.village.team.two_columns import TwoColumns
from desktop.ui.village.work.editors import TickList


class PersonForm(TwoColumns):
    """A dialog with a person's fields; `make_person` first, then the fields, then `person_values` to write."""

    def make_person(self, today: date) -> None:
        """Make the editors."""
        self.full_name, self.phone = QLineEdit(), QLineEdit()
        self.position_title, self.workplace = QLineEdit(), QLineEdit()
        self.birth_date = BirthField(today)
        self.gender = code_list_field("genders")
        flags = [
            ("lives", self.tr("Sinh sống ở đây")),
            ("works", self.tr("Công tác ở đây")),
            ("union", self.tr("Là đoàn viên")),
            ("guardian", self.tr("Dưới 16 tuổi: người giám hộ đã đồng ý")),
        ]
        self.area = TickList(self.tr("Địa bàn, đoàn thể"), flags)
        self.lives, self.works, self.union, self.guardian = (self.area.tick(key) for key, _ in flags)

    def person_fields(self) -> list[FormField]:
        """Name, telephone, gender, birth, title, workplace."""
        field = self.form.field
        student = self.tr("Biết năm thì ghi năm; học sinh ghi đủ ngày")
        return [
            field("full_name", self.tr("Họ và tên"), self.full_name, required=True),
            field("phone", self.tr("Điện thoại"), self.phone),
            field("gender", self.tr("Giới tính"), self.gender),
            field("birth_date", self.tr("Ngày sinh"), self.birth_date, hint=student),
            field("position_title", self.tr("Chức danh, việc đang làm"), self.position_title),
            field("workplace", self.tr("Nơi làm việc, học tập"), self.workplace),
        ]

    def area_field(self) -> FormField:
        """Where the person lives and works, the youth union, and a guardian's word (R024, R030, R088)."""
        return self.form.field("lives_in_area", self.tr("Địa bàn, đoàn thể"), self.area)

    def show_person(self, person: Person | None) -> None:
        """Show what the store has."""
        if person is None:
            return
        self.full_name.setText(person.full_name)
        self.phone.setText(format_phone(person.phone) if person.phone else "")
        self.position_title.setText(person.position_title or "")
        self.workplace.setText(person.workplace or "")
        self.gender.show_code(person.gender)
        self.birth_date.show_birth(person.birth_date, person.birth_precision)
        self.lives.setChecked(bool(person.lives_in_area))
        self.works.setChecked(bool(person.works_in_area))
        self.union.setChecked(bool(person.youth_union_member))
        self.guardian.setChecked(bool(person.guardian_consent))

    def person_values(self, village_id: str | None) -> dict[str, object]:
        """The columns as they were entered; who is said to work here alone is known not to live here (R087)."""
        lives, works = self.lives.isChecked(), self.works.isChecked()
        is_told = lives or works
        return {
            "full_name": capitalise_name(self.full_name.text()),
            "phone": one_line(self.phone.text()) or None,
            "gender": self.gender.code(),
            "birth_date": self.birth_date.entered_date(),
            "birth_precision": self.birth_date.precision(),
            "position_title": one_line(self.position_title.text()) or None,
            "workplace": one_line(self.workplace.text()) or None,
            "lives_in_area": lives if is_told else None,
            "works_in_area": works if is_told else None,
            "residence_village_id": village_id if lives else None,
            "youth_union_member": True if self.union.isChecked() else None,
            "guardian_consent": True if self.guardian.isChecked() else None,
        }
