"""Thay đổi Tổ trưởng, Tổ phó: who takes over from a day on; the old term ends the day before and stays (R027, R028)."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.places import Village
from desktop.models.team_acts import succeed
from desktop.models.team_history import by_role, roster_on, terms_of
from desktop.models.teams import ROLE_DEPUTY, ROLE_LEADER, Person, Team
from desktop.text import capitalise_name, one_line
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong, slim
from desktop.ui.parts.tick_box import TickBox

_SOMEBODY_ELSE = "new"
_STAYS, _GOES = "stays", "goes"


class SuccessionDialog(EntryDialog):
    """The village's head is offered first where another leads the team; somebody new is written down by name."""

    def __init__(self, desk: Desk, team: Team, role: str, parent: QWidget) -> None:
        super().__init__(self.tr("Thay đổi Tổ trưởng, Tổ phó"), "", self.tr("Ghi thay đổi"), parent, width=660)
        self._desk, self._team = desk, team
        self._village = desk.store.get(Village, team.village_id or "")
        self._people = by_role(roster_on(terms_of(desk.store, team.id), desk.day).values())
        self.role = ChoiceField(
            [Choice(ROLE_LEADER, self.tr("Tổ trưởng")), Choice(ROLE_DEPUTY, self.tr("Tổ phó"))], as_row=True
        )
        self.who = slim(ChoiceField(self._choices(), as_row=False))
        self.name, self.on = QLineEdit(), DateField(today=desk.day)
        self.before = ChoiceField(
            [Choice(_STAYS, self.tr("Ở lại làm thành viên")), Choice(_GOES, self.tr("Ra khỏi Tổ"))], as_row=True
        )
        self.by_office = TickBox("")
        self._arrange()
        self.role.show_code(role)
        self.on.show_date(desk.day)
        self.before.show_code(_STAYS)
        self.by_office.setChecked(True)
        self._fit_role()
        self.role.code_changed.connect(lambda _code: self._fit_role())
        self.lay_out()

    def _choices(self) -> list[Choice]:
        known = {term.person_id: term.name for term in self._people}
        head = self._desk.store.get(Person, self._village.head_id) if self._village and self._village.head_id else None
        if head and head.id not in known:
            known[head.id] = head.full_name
        other = Choice(_SOMEBODY_ELSE, self.tr("Người khác (ghi tên ở dưới)"))
        return [*(Choice(person, name) for person, name in known.items()), other]

    def _arrange(self) -> None:
        for key, label, editor, required in (
            ("role", self.tr("Vai trò"), self.role, True),
            ("who", self.tr("Người nhận"), self.who, True),
            ("name", self.tr("Họ và tên (nếu là người khác)"), self.name, False),
            ("on", self.tr("Từ ngày"), self.on, True),
            ("before", self.tr("Người giữ vai trò này trước đó"), self.before, True),
        ):
            self.form.column.addWidget(self.form.field(key, label, editor, required=required))
        self.form.column.addWidget(self.by_office)

    def _fit_role(self) -> None:
        """The office that goes with the role, and who holds it where that is known."""
        leads = self.role.code() == ROLE_LEADER
        label = self.tr("Người này là trưởng thôn") if leads else self.tr("Người này là Bí thư Chi Đoàn thôn")
        self.by_office.setText(label)
        self.by_office.setAccessibleName(label)
        village = self._village
        in_office = (village.head_id if leads else village.youth_secretary_id) if village else None
        now = next((term.person_id for term in self._people if term.role == self.role.code()), None)
        self.who.show_code(in_office if in_office != now else None)

    def wrongs(self) -> list[Wrong]:
        """Somebody who does not hold the role already, and a day."""
        found = []
        who, on = self.who.code(), self.on.entered_date()
        if who is None:
            found.append(Wrong("who", self.tr("Chưa chọn người nhận.")))
        if who == _SOMEBODY_ELSE and not one_line(self.name.text()):
            found.append(Wrong("name", self.tr("Chưa ghi họ và tên.")))
        if any(term.person_id == who and term.role == self.role.code() for term in self._people):
            found.append(Wrong("who", self.tr("Người này đang giữ vai trò đó rồi.")))
        if on is None and not self.on.problem():
            found.append(Wrong("on", self.tr("Chưa ghi ngày.")))
        elif on and on > self._desk.day:
            found.append(Wrong("on", self.tr("Ngày này chưa đến; đến ngày đó hãy ghi.")))
        return found

    def save(self) -> None:
        """Write the change in one act."""
        store, team, who = self._desk.store, self._team, self.who.code()
        on = self.on.entered_date() or self._desk.day
        with self._desk.acting() as acts:
            if who == _SOMEBODY_ELSE:
                values = {"full_name": capitalise_name(self.name.text()), "lives_in_area": True}
                who = acts.add(Person, village_id=team.village_id, residence_village_id=team.village_id, **values)
            succeed(
                acts, store, team, self.role.code() or ROLE_LEADER, who or "", on,
                old_stays=self.before.code() != _GOES, by_office=self.by_office.isChecked(),
            )  # fmt: skip
