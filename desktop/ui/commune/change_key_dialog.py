"""Asking before the commune's key is changed: what will happen, the passphrase, and one for the new key."""

from PySide6.QtWidgets import QWidget

from desktop.errors import TosoError
from desktop.sync import credentials, passphrases
from desktop.sync.credentials import Credentials
from desktop.text import format_count
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.secret_line import SecretLine
from desktop.ui.parts.words import words
from desktop.ui.passphrase_dialog import SecretDialog, new_passphrase_wrongs


class ChangeKeyDialog(SecretDialog):
    """`own` are the keys that are to be changed, opened, once it was answered; `count` machines get a letter.

    A key with a passphrase gets one again. Nothing is changed here.
    """

    def __init__(self, desk: Desk, count: int, parent: QWidget) -> None:
        super().__init__(tr("Đổi khóa của xã"), tr("Khóa cũ bảo lãnh cho khóa mới."), tr("Đổi khóa của xã"), parent)
        self._desk, self._is_set = desk, passphrases.is_set(desk.store.home)
        self.own: Credentials | None = None
        for told in (
            tr("1. Máy này có khóa mới ngay; sổ và ghi danh giữ nguyên."),
            tr("2. Mỗi máy khác ({count} máy) nhận một tệp báo khóa mới."),
            tr("3. Trong lúc chờ, vẫn nhận và gửi gói như thường."),
            tr("4. Máy nào cũng đã theo thì kết thúc khóa cũ."),
        ):
            self.form.column.addWidget(words(told.format(count=format_count(count)), ""))
        self.old = SecretLine()
        if self._is_set:
            self.form.column.addWidget(self.form.field("old", tr("Mật khẩu đang dùng"), self.old))
        hint = tr("Ít nhất 8 ký tự; ghi ra giấy, niêm phong, cất tủ có khóa")
        self.add_new(tr("Mật khẩu của khóa mới"), hint if self._is_set else tr("Để trống là không đặt"), self.old)
        self.lay_out()

    @property
    def passphrase(self) -> str:
        """The new key's passphrase, "" for none."""
        return self.new.text()

    def wrongs(self) -> list[Wrong]:
        """What speaks against the new passphrase."""
        return new_passphrase_wrongs(self.new, self.again, may_be_empty=not self._is_set)

    def save(self) -> None:
        """Open the key that there is; a wrong passphrase is said beside its field."""
        try:
            self.own = credentials.load(self._desk.store.home, self.old.text() if self._is_set else "")
        except TosoError as error:
            raise self.refuse("old" if self._is_set else "new", error) from error
