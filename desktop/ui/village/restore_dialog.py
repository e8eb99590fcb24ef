"""Getting the laptop's own key back from the commune's file, the code that was read out, and a new passphrase."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.errors import TosoError
from desktop.sync import recovery
from desktop.ui.desk import Desk
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.passphrase_dialog import SecretDialog, new_passphrase_wrongs

_OF_CODE = ("recovery-code",)


class RestoreDialog(SecretDialog):
    """Asks for the code and the new passphrase; the file was chosen before."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget) -> None:
        super().__init__(
            self.tr("Lấy lại khóa của máy"),
            self.tr("Tệp {name}. Số liệu và ghi danh giữ nguyên, chỉ mật khẩu là mới.").format(name=path.name),
            self.tr("Lấy lại khóa"),
            parent,
        )
        self._desk, self._path = desk, path
        self.code = QLineEdit()
        hint = self.tr("6 nhóm, mỗi nhóm 4 số, nghe cán bộ xã đọc qua điện thoại")
        self.form.column.addWidget(self.form.field("code", self.tr("Mã khôi phục"), self.code, hint=hint))
        self.add_new(self.tr("Mật khẩu mới"), self.tr("Ít nhất 8 ký tự"))
        self.lay_out()

    def wrongs(self) -> list[Wrong]:
        """What speaks against the new passphrase."""
        return new_passphrase_wrongs(self.new, self.again)

    def save(self) -> None:
        """Put the key back; a wrong code or another laptop's file is said, and nothing changes then."""
        home = self._desk.store.home
        try:
            self._desk.credentials = recovery.restore(home, self._path, self.code.text(), self.new.text())
        except TosoError as error:
            raise self.refuse("code" if error.code in _OF_CODE else "", error) from error
