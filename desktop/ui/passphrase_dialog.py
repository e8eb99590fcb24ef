"""Setting, changing and taking away the passphrase of the desk's key."""

from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, TosoError
from desktop.sync import credentials, passphrases
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.secret_line import SecretLine, letters_tick
from desktop.ui.parts.words import words


def new_passphrase_wrongs(new: SecretLine, again: SecretLine, *, may_be_empty: bool = False) -> list[Wrong]:
    """What speaks against a new passphrase: too poor, or typed otherwise the second time."""
    if may_be_empty and not new.text() and not again.text():
        return []
    try:
        passphrases.check(new.text())
    except TosoError as error:
        return [Wrong("new", f"{error.message} {error.advice}")]
    if new.text() != again.text():
        return [Wrong("again", again.tr("Hai lần gõ không giống nhau. Hãy gõ lại."))]
    return []


class SecretDialog(EntryDialog):
    """A dialog whose last fields are a new passphrase, typed twice."""

    def __init__(self, title: str, explained: str, save_words: str, parent: QWidget) -> None:
        super().__init__(title, explained, save_words, parent, width=560)
        self.new, self.again = SecretLine(), SecretLine()

    def add_new(self, label: str, hint: str, *others: SecretLine) -> None:
        """Put the new passphrase at the end of the form."""
        self.form.column.addWidget(self.form.field("new", label, self.new, hint=hint))
        self.form.column.addWidget(self.form.field("again", self.tr("Gõ lại lần nữa"), self.again))
        self.form.column.addWidget(letters_tick([*others, self.new, self.again]))

    def refuse(self, field: str, error: TosoError) -> Cancelled:
        """Show an error beside a field; raise what this gives, so that the dialog stays open."""
        self.form.show_wrongs([Wrong(field, error.message)])
        return Cancelled()


class PassphraseDialog(SecretDialog):
    """Sets a passphrase, or changes the one that there is."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._is_set = passphrases.is_set(desk.store.home)
        super().__init__(
            self.tr("Đổi mật khẩu của khóa") if self._is_set else self.tr("Đặt mật khẩu cho khóa"),
            self.tr("Ba bốn từ dễ nhớ, ít nhất 8 ký tự, có dấu hay không dấu đều được."),
            self.tr("Lưu mật khẩu mới"),
            parent,
        )
        self.old = SecretLine()
        if self._is_set:
            self.form.column.addWidget(self.form.field("old", self.tr("Mật khẩu đang dùng"), self.old))
        self.add_new(self.tr("Mật khẩu mới"), "", self.old)
        self.form.column.addWidget(words(self._advice(), "quiet"))
        self.lay_out()

    def _advice(self) -> str:
        if self._desk.is_village:
            return self.tr("Quên mật khẩu thì xã giúp lấy lại được, số liệu không mất.")
        return self.tr("Khóa của xã không ai giữ hộ: ghi mật khẩu ra giấy, niêm phong, cất tủ có khóa.")

    def wrongs(self) -> list[Wrong]:
        """What speaks against the new passphrase."""
        return new_passphrase_wrongs(self.new, self.again)

    def save(self) -> None:
        """Wrap the key anew; a wrong old passphrase is said beside its field."""
        try:
            passphrases.change(self._desk.store.home, self.old.text(), self.new.text())
        except TosoError as error:
            raise self.refuse("old" if self._is_set else "new", error) from error
        self._desk.credentials = credentials.load(self._desk.store.home, self.new.text())


class NoPassphraseDialog(EntryDialog):
    """Takes the passphrase away."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            self.tr("Bỏ mật khẩu của khóa"),
            self.tr("Bỏ rồi thì ai mở được máy này cũng nộp thay được."),
            self.tr("Bỏ mật khẩu"),
            parent,
            width=560,
        )
        self._desk = desk
        self.old = SecretLine()
        self.form.column.addWidget(self.form.field("old", self.tr("Mật khẩu đang dùng"), self.old))
        self.form.column.addWidget(letters_tick([self.old]))
        self.lay_out()

    def save(self) -> None:
        """Leave the key unwrapped."""
        home = self._desk.store.home
        try:
            passphrases.remove(home, self.old.text())
        except TosoError as error:
            self.form.show_wrongs([Wrong("old", error.message)])
            raise Cancelled from error
        self._desk.credentials = credentials.load(home)
