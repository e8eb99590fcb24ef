"""Setting, changing and taking away the PIN."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, TosoError
from desktop.models import pin
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.secret_line import SecretLine
from desktop.ui.parts.words import words


def pin_line() -> SecretLine:
    """A line for the digits of a PIN."""
    line = SecretLine()
    line.setMaxLength(pin.MOST)
    line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText)
    return line


def new_pin_wrongs(new: str, again: str, *, may_be_empty: bool = False) -> list[Wrong]:
    """What speaks against a new PIN: not digits, too easy, or typed otherwise the second time."""
    if may_be_empty and not new and not again:
        return []
    try:
        pin.check(new)
    except TosoError as error:
        return [Wrong("new", f"{error.message} {error.advice}")]
    return [] if new == again else [Wrong("again", "Hai lần gõ không giống nhau. Hãy gõ lại.")]


class PinDialog(EntryDialog):
    """Sets a PIN, or changes the one that there is."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._store = desk.store
        self._is_set = pin.is_set(desk.store)
        super().__init__(
            self.tr("Đổi mã PIN") if self._is_set else self.tr("Đặt mã PIN"),
            self.tr("Từ 4 đến 12 chữ số. Mã PIN che màn hình khi vắng người; nó không mã hóa sổ."),
            self.tr("Lưu mã PIN"),
            parent,
            width=560,
        )
        self.old, self.new, self.again = pin_line(), pin_line(), pin_line()
        if self._is_set:
            self.form.column.addWidget(self.form.field("old", self.tr("Mã PIN đang dùng"), self.old))
        self.form.column.addWidget(self.form.field("new", self.tr("Mã PIN mới"), self.new))
        self.form.column.addWidget(self.form.field("again", self.tr("Gõ lại lần nữa"), self.again))
        self.form.column.addWidget(words(self.tr("Quên mã PIN thì vẫn lấy lại được sổ, không mất số liệu."), "quiet"))
        self.lay_out()

    def wrongs(self) -> list[Wrong]:
        """What speaks against the new PIN."""
        return new_pin_wrongs(self.new.text(), self.again.text())

    def save(self) -> None:
        """Keep the new PIN; a wrong old one is said beside its field."""
        if self._is_set:
            _must_be_right(self, self.old.text())
        pin.set_pin(self._store, self.new.text())


class NoPinDialog(EntryDialog):
    """Takes the PIN away."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            self.tr("Bỏ mã PIN"),
            self.tr("Bỏ rồi thì màn hình không tự khóa nữa: ai ngồi vào máy cũng xem và sửa được sổ."),
            self.tr("Bỏ mã PIN"),
            parent,
            width=560,
        )
        self._store = desk.store
        self.old = pin_line()
        self.form.column.addWidget(self.form.field("old", self.tr("Mã PIN đang dùng"), self.old))
        self.lay_out()

    def save(self) -> None:
        """Do without."""
        _must_be_right(self, self.old.text())
        pin.remove(self._store)


def _must_be_right(dialog: PinDialog | NoPinDialog, typed: str) -> None:
    """Let only whoever knows the PIN go on; the waits of the lock page count here too."""
    waits = pin.wait_left(dialog._store)
    if waits or not pin.try_pin(dialog._store, typed):
        wrong = dialog.tr("Mã PIN đang dùng không đúng.")
        wait = dialog.tr("Đã gõ sai nhiều lần. Hãy đợi rồi thử lại.")
        dialog.form.show_wrongs([Wrong("old", wait if waits else wrong)])
        raise Cancelled
