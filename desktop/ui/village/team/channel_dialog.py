"""Where the team talks: Zalo, Mocha, Gapo or another, and what the group is called there (R069)."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.contacts import CHANNELS
from desktop.models.teams import Team
from desktop.text import one_line
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice, ChoiceField


class ChannelDialog(EntryDialog):
    """The channel by choice, another by its name."""

    def __init__(self, desk: Desk, team: Team, parent: QWidget) -> None:
        explained = self.tr("Kế hoạch khuyên dùng nền tảng Việt Nam miễn phí. Không ghi mật khẩu hay liên kết mời.")
        super().__init__(self.tr("Nhóm liên lạc của Tổ"), explained, self.tr("Lưu nhóm liên lạc"), parent)
        self._desk, self._team = desk, team
        known = team.channel if team.channel in CHANNELS else None
        choices = [*(Choice(name, name) for name in CHANNELS), Choice("other", self.tr("Khác"))]
        self.channel = ChoiceField(choices)
        self.other, self.name = QLineEdit(), QLineEdit(team.channel_name or "")
        self.channel.show_code(known or ("other" if team.channel else None))
        self.other.setText("" if known else team.channel or "")
        self.form.column.addWidget(self.form.field("channel", self.tr("Dùng ứng dụng nào"), self.channel))
        self.form.column.addWidget(self.form.field("other", self.tr("Nếu khác, tên ứng dụng"), self.other))
        self.form.column.addWidget(self.form.field("channel_name", self.tr("Tên nhóm"), self.name))
        self.lay_out()

    def save(self) -> None:
        """Write the channel and the group's name."""
        code = self.channel.code()
        channel = one_line(self.other.text()) if code == "other" else code
        with self._desk.acting() as acts:
            acts.set(Team, self._team.id, channel=channel or None, channel_name=one_line(self.name.text()) or None)
