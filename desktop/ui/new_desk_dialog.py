"""Making the empty home of the commune's second computer, from the start screen."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models import catalogues
from desktop.sync import joining
from desktop.text import one_line
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.passphrase_dialog import SecretDialog, new_passphrase_wrongs

_LONGEST_NAME, _LONGEST_CODE = 100, 20


class NewDeskDialog(SecretDialog):
    """Asks what the computer is called and for its passphrase, and makes its home at `home`."""

    def __init__(self, home: Path, parent: QWidget) -> None:
        super().__init__(
            self.tr("Máy thứ hai của xã"),
            self.tr("Tạo sổ trống và khóa cho máy này. Máy thứ nhất cho vào thì máy này có toàn bộ sổ của xã."),
            self.tr("Tạo sổ trống"),
            parent,
        )
        self._home = home
        self.name = QLineEdit(self.tr("Máy xã thứ hai"))
        self.name.setMaxLength(_LONGEST_NAME)
        self.code = QLineEdit(str(catalogues.commune_profile()["code"]))
        self.code.setMaxLength(_LONGEST_CODE)
        self.form.column.addWidget(self.form.field("name", self.tr("Tên máy"), self.name, required=True))
        self.form.column.addWidget(self.form.field("code", self.tr("Mã xã"), self.code, required=True))
        self.add_new(self.tr("Mật khẩu của khóa"), self.tr("Ít nhất 8 ký tự; để trống là không đặt"))
        self.lay_out()

    def wrongs(self) -> list[Wrong]:
        """What speaks against what was entered."""
        found = []
        if not one_line(self.name.text()):
            found.append(Wrong("name", self.tr("Hãy ghi tên máy.")))
        if not one_line(self.code.text()):
            found.append(Wrong("code", self.tr("Hãy ghi mã xã, giống trên máy thứ nhất.")))
        return [*found, *new_passphrase_wrongs(self.new, self.again, may_be_empty=True)]

    def save(self) -> None:
        """Make the home, whole or not at all."""
        joining.create(
            self._home,
            None,
            name=one_line(self.name.text()),
            commune_code=one_line(self.code.text()),
            passphrase=self.new.text(),
        )
