"""Writing down the decision that founded the village's team."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.journal import VILLAGE
from desktop.models.setup import VILLAGE_NAME, own_village
from desktop.models.teams import Team
from desktop.text import one_line
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.date_field import DateField


class FoundingDialog(EntryDialog):
    """The team's name and the Chairman's decision (R018)."""

    def __init__(self, desk: Desk, team: Team | None, parent: QWidget) -> None:
        explained = self.tr("Chép đúng theo quyết định của Chủ tịch UBND xã.")
        super().__init__(self.tr("Quyết định thành lập Tổ"), explained, self.tr("Lưu quyết định"), parent)
        self._desk, self._team = desk, team
        village = own_village(desk.store)
        name = village.name if village else desk.store.setting(VILLAGE_NAME) or ""
        usual = f"Tổ Công nghệ số cộng đồng thôn {name}"
        self.name = QLineEdit(team.name if team else usual)
        self.number = QLineEdit((team.decision_number or "") if team else "")
        self.number.setPlaceholderText("45/QĐ-UBND")
        self.on, self.signer = DateField(today=desk.day), QLineEdit((team.decision_signer or "") if team else "")
        self.on.show_date(team.decision_date if team else None)
        for key, label, editor, required in (
            ("name", self.tr("Tên Tổ"), self.name, True),
            ("decision_number", self.tr("Số quyết định"), self.number, False),
            ("decision_date", self.tr("Ngày quyết định"), self.on, False),
            ("decision_signer", self.tr("Người ký"), self.signer, False),
        ):
            self.form.column.addWidget(self.form.field(key, label, editor, required=required))
        self.lay_out()

    def save(self) -> None:
        """Write the team."""
        on = self.on.entered_date()
        values = {
            "name": one_line(self.name.text()),
            "decision_number": one_line(self.number.text()) or None,
            "decision_date": on,
            "decision_signer": one_line(self.signer.text()) or None,
            "founded_on": on,
        }
        with self._desk.acting() as acts:
            if self._team:
                acts.set(Team, self._team.id, **values)
            else:
                village = self._desk.store.setting(VILLAGE)
                acts.add(Team, village_id=village, level="village", **values)
