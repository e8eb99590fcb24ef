"""The Chairman's new decision on the team (kiện toàn): from its day on it names the members of that day (Q4)."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.team_acts import renew_decision
from desktop.models.team_history import by_role, roster_on, terms_of
from desktop.models.teams import Team
from desktop.text import one_line
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.tick_box import TickBox


class RenewalDialog(EntryDialog):
    """Number, day, signer, and whom it names; everybody of today is ticked to begin with."""

    def __init__(self, desk: Desk, team: Team, parent: QWidget) -> None:
        explained = self.tr("Chép theo quyết định mới của Chủ tịch UBND xã. Danh sách cũ vẫn giữ trong lịch sử.")
        super().__init__(self.tr("Quyết định kiện toàn Tổ"), explained, self.tr("Lưu quyết định"), parent, width=700)
        self._desk, self._team = desk, team
        self.number, self.on = QLineEdit(), DateField(today=desk.day)
        self.signer = QLineEdit(team.decision_signer or "")
        self.number.setPlaceholderText("60/QĐ-UBND")
        self.on.show_date(desk.day)
        today = by_role(roster_on(terms_of(desk.store, team.id), desk.day).values())
        self.named = {term.id: TickBox(term.name) for term in today if term.is_member}
        people = Flow()
        for box in self.named.values():
            box.setChecked(True)
            box.setAccessibleName(box.text())
            people.add(box)
        for key, label, editor, required in (
            ("decision_number", self.tr("Số quyết định"), self.number, True),
            ("decision_date", self.tr("Ngày quyết định"), self.on, True),
            ("decision_signer", self.tr("Người ký"), self.signer, True),
            ("named", self.tr("Thành viên có tên trong quyết định"), people, False),
        ):
            self.form.column.addWidget(self.form.field(key, label, editor, required=required))
        self.lay_out()

    def wrongs(self) -> list[Wrong]:
        """A decision has a number, a day and a signer."""
        found = []
        if not one_line(self.number.text()):
            found.append(Wrong("decision_number", self.tr("Chưa ghi số quyết định.")))
        if self.on.entered_date() is None and not self.on.problem():
            found.append(Wrong("decision_date", self.tr("Chưa ghi ngày quyết định.")))
        if not one_line(self.signer.text()):
            found.append(Wrong("decision_signer", self.tr("Chưa ghi người ký.")))
        return found

    def save(self) -> None:
        """Write the decision and whom it names."""
        members = [record for record, box in self.named.items() if box.isChecked()]
        on = self.on.entered_date() or self._desk.day
        number, signer = one_line(self.number.text()), one_line(self.signer.text())
        with self._desk.acting() as acts:
            renew_decision(acts, self._desk.store, self._team, members, number=number, on=on, signer=signer)
