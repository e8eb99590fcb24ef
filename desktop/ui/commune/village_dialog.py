"""A village's row: code, name, order, and its head and youth secretary with their telephones."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.models.acts import Acts
from desktop.models.places import Village
from desktop.models.setup import COMMUNE_CODE
from desktop.models.teams import Person
from desktop.text import format_phone
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.number_field import NumberField
from desktop.ui.tokens import SPACE_4

_POSTS = (("head", "head_id", "Trưởng thôn"), ("secretary", "youth_secretary_id", "Bí thư Chi Đoàn"))


class VillageDialog(EntryDialog):
    """Adds a village, or changes one."""

    def __init__(self, desk: Desk, village: Village | None, parent: QWidget) -> None:
        title = tr("Sửa thôn {name}").format(name=village.name) if village else tr("Thêm thôn")
        super().__init__(title, "", tr("Lưu thôn này"), parent)
        self._desk, self._village = desk, village
        self.code = QLineEdit(village.code if village else f"{desk.store.setting(COMMUNE_CODE) or ''}-")
        self.name = QLineEdit(village.name if village else "")
        self.name.setPlaceholderText(tr("không ghi chữ “thôn”"))
        self.position = NumberField(least=1, most=200)
        self.position.show_number(village.position if village else None)
        self.people: dict[str, tuple[QLineEdit, QLineEdit]] = {}
        form = self.form
        self._line(
            form.field("code", tr("Mã thôn"), self.code, required=True),
            form.field("name", tr("Tên thôn"), self.name, required=True),
        )
        for key, column, label in _POSTS:
            person = self._person(getattr(village, column) if village else None)
            name = QLineEdit(person.full_name if person else "")
            phone = QLineEdit(format_phone(person.phone) if person and person.phone else "")
            self.people[key] = (name, phone)
            self._line(form.field(key, tr(label), name), form.field(f"{key}_phone", tr("Điện thoại"), phone))
        self._line(form.field("position", tr("Thứ tự trong danh sách"), self.position))
        self.lay_out()

    def _line(self, *fields: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_4)
        for field in fields:
            line.addWidget(field, 1)
        self.form.column.addLayout(line)

    def _person(self, person_id: str | None) -> Person | None:
        return self._desk.store.get(Person, person_id) if person_id else None

    def wrongs(self) -> list[Wrong]:
        """Two villages with one code could not be told apart on a bundle."""
        code = self.code.text().strip()
        same = self._desk.store.first(Village.select().where(Village.code == code, ~Village.deleted))
        found = [Wrong("code", tr("Đã có thôn mang mã này."))] if same and same.id != self._village_id() else []
        for key, (name, phone) in self.people.items():
            if phone.text().strip() and not name.text().strip():
                found.append(Wrong(key, tr("Có số điện thoại thì phải có họ tên.")))
        return found

    def _village_id(self) -> str:
        return self._village.id if self._village else ""

    def save(self) -> None:
        """Write the village and its people in one act."""
        values: dict[str, Any] = {
            "code": self.code.text().strip(),
            "name": self.name.text().strip(),
            "position": self.position.number(),
        }
        with self._desk.acting() as acts:
            if self._village:
                acts.set(Village, self._village.id, **values)
                village = self._village.id
            else:
                village = acts.add(Village, **values, opened_on=self._desk.day)
            for key, column, label in _POSTS:
                self._save_person(acts, village, key, column, label)

    def _save_person(self, acts: Acts, village: str, key: str, column: str, title: str) -> None:
        """Another name is another person; the same name with another number is the same person."""
        name, phone = (" ".join(editor.text().split()) for editor in self.people[key])
        before = self._person(getattr(self._village, column) if self._village else None)
        if before and name == before.full_name:
            acts.set(Person, before.id, phone=phone)
        elif name:
            person = acts.add(Person, village_id=village, full_name=name, phone=phone, position_title=title)
            acts.set(Village, village, **{column: person})
        elif before:
            acts.set(Village, village, **{column: None})
