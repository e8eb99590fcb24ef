"""Groups of collaborators: made, renamed, ended, who is in which; members who become collaborators (R019, R034).

Groups are offered, never asked for (R040).
"""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.acts import Acts
from desktop.models.team_acts import change_role, dissolve_group, open_groups
from desktop.models.team_history import Term, by_role, roster_on, terms_of
from desktop.models.teams import ROLE_COLLABORATOR, CollaboratorGroup, Membership, Team
from desktop.text import one_line
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.entry_form import Wrong, slim
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.tick_box import TickBox

_NEW = "new"


def _terms(desk: Desk, team: Team) -> list[Term]:
    return by_role(roster_on(terms_of(desk.store, team.id), desk.day).values())


class GroupsDialog(EntryDialog):
    """One group at a time: choose it or a new one, its name, its people; `dissolve` ends it."""

    def __init__(self, desk: Desk, team: Team, parent: QWidget) -> None:
        explained = self.tr("Không bắt buộc phải lập nhóm. Cộng tác viên không tính vào số thành viên của Tổ.")
        super().__init__(self.tr("Nhóm cộng tác viên"), explained, self.tr("Lưu nhóm này"), parent, width=660)
        self._desk, self._team = desk, team
        self._groups = dict(open_groups(desk.store, team.id, desk.day))
        choices = [*(Choice(*group) for group in self._groups.items()), Choice(_NEW, self.tr("Lập nhóm mới"))]
        self.group, self.name = slim(ChoiceField(choices, as_row=False)), QLineEdit()
        self.dissolve = TickBox(self.tr("Giải thể nhóm (người trong nhóm vẫn giúp Tổ)"))
        helpers = [term for term in _terms(desk, team) if not term.is_member]
        self.people = {term.id: TickBox(term.name) for term in helpers}
        for box in (*self.people.values(), self.dissolve):
            box.setAccessibleName(box.text())
        self._arrange()
        self.group.show_code(next(iter(self._groups), _NEW))
        self._show_group()
        self.group.code_changed.connect(lambda _code: self._show_group())
        self.lay_out()

    def _arrange(self) -> None:
        people = Flow()
        for box in self.people.values():
            people.add(box)
        hint = "" if self.people else self.tr("Chưa có cộng tác viên nào. Thêm người, vai trò “Cộng tác viên” trước.")
        for key, label, editor, required in (
            ("group", self.tr("Nhóm"), self.group, True),
            ("name", self.tr("Tên nhóm"), self.name, True),
        ):
            self.form.column.addWidget(self.form.field(key, label, editor, required=required))
        self.form.column.addWidget(self.form.field("people", self.tr("Ai trong nhóm"), people, hint=hint))
        self.form.column.addWidget(self.dissolve)

    def _show_group(self) -> None:
        chosen = self.group.code() or _NEW
        self.name.setText(self._groups.get(chosen, ""))
        for record, box in self.people.items():
            box.setChecked(self._is_in(record, chosen))
        self.dissolve.setChecked(False)
        self.dissolve.setVisible(chosen != _NEW)

    def _content(self) -> dict[str, object]:
        boxes = (*self.people.values(), self.dissolve)
        return {**super()._content(), "ticks": [box.isChecked() for box in boxes]}

    def wrongs(self) -> list[Wrong]:
        """A group has a name of its own."""
        name, chosen = one_line(self.name.text()), self.group.code()
        if not name:
            return [Wrong("name", self.tr("Chưa ghi tên nhóm."))]
        others = [known for group, known in self._groups.items() if group != chosen]
        return [Wrong("name", self.tr("Đã có nhóm tên này."))] if name in others else []

    def save(self) -> None:
        """Write the group and who is in it."""
        chosen, name, today = self.group.code() or _NEW, one_line(self.name.text()), self._desk.day
        with self._desk.acting() as acts:
            if self.dissolve.isChecked() and chosen != _NEW:
                dissolve_group(acts, self._desk.store, chosen, today)
                return
            if chosen == _NEW:
                chosen = _new_group(acts, self._team, name, today)
            else:
                acts.set(CollaboratorGroup, chosen, name=name)
            self._write_people(acts, chosen)

    def _is_in(self, record: str, group: str) -> bool:
        term = self._desk.store.get(Membership, record)
        return term is not None and term.group_id == group

    def _write_people(self, acts: Acts, group: str) -> None:
        for record, box in self.people.items():
            if box.isChecked() != self._is_in(record, group):
                acts.set(Membership, record, group_id=group if box.isChecked() else None)


class SurplusDialog(EntryDialog):
    """Members who become collaborators from today on, in a group or in none; leaders are not offered."""

    def __init__(self, desk: Desk, team: Team, parent: QWidget) -> None:
        explained = self.tr("Chọn người làm cộng tác viên từ hôm nay. Thời gian làm thành viên vẫn giữ lại.")
        super().__init__(
            self.tr("Đưa vào nhóm cộng tác viên"), explained, self.tr("Chuyển những người này"), parent, width=660
        )
        self._desk, self._team = desk, team
        ordinary = [term for term in _terms(desk, team) if term.role in ("TV", "TK")]
        self.people = {term.id: TickBox(term.name) for term in ordinary}
        self._groups = dict(open_groups(desk.store, team.id, desk.day))
        self.group = slim(ChoiceField([Choice(*group) for group in self._groups.items()], as_row=False))
        self.name = QLineEdit()
        people = Flow()
        for box in self.people.values():
            box.setAccessibleName(box.text())
            people.add(box)
        self.form.column.addWidget(self.form.field("people", self.tr("Ai"), people, required=True))
        if self._groups:
            self.form.column.addWidget(self.form.field("group", self.tr("Vào nhóm (có thể bỏ trống)"), self.group))
        self.form.column.addWidget(self.form.field("name", self.tr("Hoặc lập nhóm mới tên là"), self.name))
        self.lay_out()

    def _content(self) -> dict[str, object]:
        return {**super()._content(), "ticks": [box.isChecked() for box in self.people.values()]}

    def wrongs(self) -> list[Wrong]:
        """Somebody."""
        if any(box.isChecked() for box in self.people.values()):
            return []
        return [Wrong("people", self.tr("Chưa chọn ai."))]

    def save(self) -> None:
        """Write the new terms, and the new group if one is named."""
        name, today = one_line(self.name.text()), self._desk.day
        with self._desk.acting() as acts:
            group = _new_group(acts, self._team, name, today) if name else self.group.code()
            for record in (record for record, box in self.people.items() if box.isChecked()):
                change_role(acts, self._desk.store, record, ROLE_COLLABORATOR, today, group)


def _new_group(acts: Acts, team: Team, name: str, on: date) -> str:
    return acts.add(CollaboratorGroup, village_id=team.village_id, team_id=team.id, name=name, founded_on=on)
