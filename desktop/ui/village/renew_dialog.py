"""Making the key of whoever holds the laptop from now on."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.errors import TosoError
from desktop.models.setup import ENROLLED
from desktop.sync import credentials, renewal
from desktop.sync.credentials import Credentials
from desktop.text import one_line
from desktop.ui.desk import Desk
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.secret_line import SecretLine
from desktop.ui.passphrase_dialog import SecretDialog, new_passphrase_wrongs

_LONGEST_HOLDER = 200


class RenewDialog(SecretDialog):
    """Asks who holds the laptop now and for the passphrases; an old one that nobody knows may be left out."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            self.tr("Lập khóa mới cho máy này"),
            self.tr("Khóa cũ vẫn dùng cho đến khi xã cấp ghi danh cho khóa mới. Sổ, bản đang gõ dở giữ nguyên."),
            self.tr("Lập khóa mới"),
            parent,
        )
        self._desk = desk
        self.holder = QLineEdit()
        self.holder.setMaxLength(_LONGEST_HOLDER)
        self.old = SecretLine()
        self._is_enrolled = desk.store.setting(ENROLLED) is not None
        if self._is_enrolled:
            name = self.form.field("holder", self.tr("Người giữ máy từ nay"), self.holder, required=True)
            self.form.column.addWidget(name)
            if desk.credentials.opened is None:
                hint = self.tr("Không ai nhớ thì để trống; xã sẽ hỏi kỹ hơn trước khi cấp")
                self.form.column.addWidget(self.form.field("old", self.tr("Mật khẩu cũ"), self.old, hint=hint))
        self.add_new(
            self.tr("Mật khẩu của khóa mới"), self.tr("Người nhận tự gõ, ít nhất 8 ký tự; để trống là không đặt"),
            self.old,
        )  # fmt: skip
        self.lay_out()

    def wrongs(self) -> list[Wrong]:
        """What speaks against what was entered."""
        found = []
        if self._is_enrolled and not one_line(self.holder.text()):
            found.append(Wrong("holder", self.tr("Hãy ghi họ tên người giữ máy từ nay.")))
        return [*found, *new_passphrase_wrongs(self.new, self.again, may_be_empty=True)]

    def save(self) -> None:
        """Make the key; on a laptop that was never enrolled it takes the old one's place at once."""
        store = self._desk.store
        if not self._is_enrolled:
            self._desk.credentials = renewal.start_afresh(store, passphrase=self.new.text())
            return
        renewal.begin(store, self._old_keys(), holder=self.holder.text(), passphrase=self.new.text())

    def _old_keys(self) -> Credentials:
        own = self._desk.credentials
        if own.opened is None and self.old.text():
            try:
                return credentials.load(self._desk.store.home, self.old.text())
            except TosoError as error:
                raise self.refuse("old", error) from error
        return own
