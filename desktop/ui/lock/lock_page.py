"""The page that asks for the PIN. It names no village and no person; what was open lies behind it as it was."""

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import TosoError
from desktop.models import pin
from desktop.models.store import Store
from desktop.sync import credentials, passphrases
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.icons import IconMark
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.secret_line import SecretLine
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3, SPACE_4

_WIDTH = 460


class LockPage(QDialog):
    """Signal: opened(), when the PIN was right or is no longer there. `opening`: the program is only being started."""

    opened = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None, *, opening: bool = False) -> None:
        super().__init__(parent)
        self._store, self._opening = store, opening
        self.setWindowTitle("Tổ Số")
        self.setAccessibleName(self.tr("Màn hình đang khóa"))
        self._card = Card()
        self._card.setFixedWidth(current_look().scaled(_WIDTH))
        self.line = SecretLine()
        self.line.setMaxLength(pin.MOST)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText)
        self.field = FormField(self.tr("Mã PIN"), self.line)
        self.passphrase = SecretLine()
        self.passphrase_field = FormField(self.tr("Mật khẩu của khóa"), self.passphrase)
        self._forgotten = QWidget()
        self._forgotten_words = words("", "")
        self._waited = False
        self._lay_out()
        self._ticking = QTimer(self)
        self._ticking.setInterval(1000)
        self._ticking.timeout.connect(self.tell_wait)
        self.tell_wait()
        self.line.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_3)
        head.addWidget(IconMark("lock-outline", "accent", 32))
        head.addWidget(words(self.tr("Màn hình đang khóa"), "title"), 1)
        self._card.body.addLayout(head)
        told = self.tr("Những gì đang làm vẫn còn nguyên. Gõ mã PIN rồi bấm Enter.")
        self._card.body.addWidget(words(self.tr("Gõ mã PIN rồi bấm Enter.") if self._opening else told, "subtitle"))
        self._card.body.addWidget(self.field)
        self.open_button = ActButton(
            Act(self.tr("Mở khóa"), self.try_pin, key="Return", key_is_elsewhere=True), primary=True
        )
        self.forgotten_button = ActButton(Act(self.tr("Quên mã PIN"), self.show_forgotten))
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        line.addWidget(self.forgotten_button)
        if self._opening:
            line.addWidget(ActButton(Act(self.tr("Thoát"), self._leave)))
        line.addStretch(1)
        line.addWidget(self.open_button)
        self._card.body.addLayout(line)
        self._fill_forgotten()
        self._card.body.addWidget(self._forgotten)
        self._forgotten.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        middle = QHBoxLayout()  # no alignment: it would give the card less height than its wrapped words need
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        for button in (self.open_button, self.forgotten_button):
            button.setAutoDefault(False)
        self.line.returnPressed.connect(self.try_pin)
        self.passphrase.returnPressed.connect(self.try_passphrase)

    # --- the PIN ---

    def try_pin(self) -> None:
        """Open with the PIN that stands there; a wrong one is said, and how long to wait."""
        if not self.line.text() or pin.wait_left(self._store):
            self.tell_wait()
            return
        if pin.try_pin(self._store, self.line.text()):
            self._open()
            return
        self.line.clear()
        self.line.setFocus()
        self.field.show_problem(self.tr("Mã PIN không đúng. Hãy gõ lại."))
        self.tell_wait()

    def tell_wait(self) -> None:
        """Say how long to wait, second by second, and that a forgotten PIN may go."""
        left = pin.wait_left(self._store)
        self.open_button.setEnabled(not left)
        if left:
            told = self.tr("Đã gõ sai nhiều lần. Đợi {time} rồi thử lại; số liệu vẫn còn nguyên.")
            self.field.show_problem(told.format(time=_time_words(left)))
        elif self._waited:
            self.field.show_problem("")
        self._waited = bool(left)
        waiting = self._waited or pin.forgotten_left(self._store) is not None
        if waiting and not self._ticking.isActive():
            self._ticking.start()
        elif not waiting:
            self._ticking.stop()
        self._tell_forgotten()

    # --- forgotten ---

    def _fill_forgotten(self) -> None:
        column = QVBoxLayout(self._forgotten)
        column.setContentsMargins(0, SPACE_3, 0, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(self._forgotten_words)
        self.passphrase_button = ActButton(Act(self.tr("Mở bằng mật khẩu"), self.try_passphrase))
        self.remove_button = ActButton(Act(self.tr("Bỏ mã PIN và mở sổ"), self.remove_forgotten))
        self.ask_button = ActButton(Act(self.tr("Xin bỏ mã PIN sau 24 giờ"), self.ask_removal))
        for part in (self.passphrase_field, self.passphrase_button, self.ask_button, self.remove_button):
            column.addWidget(part)
        for button in (self.passphrase_button, self.remove_button, self.ask_button):
            button.setAutoDefault(False)

    def show_forgotten(self) -> None:
        """Show the ways that keep the data."""
        self._forgotten.show()
        self._tell_forgotten()
        (self.passphrase if self._has_passphrase() else self.ask_button).setFocus()

    def _has_passphrase(self) -> bool:
        try:
            return passphrases.is_set(self._store.home)
        except TosoError:  # the key's file is gone or broken: then it proves nothing
            return False

    def _tell_forgotten(self) -> None:
        has, left = self._has_passphrase(), pin.forgotten_left(self._store)
        for part in (self.passphrase_field, self.passphrase_button):
            part.setVisible(has)
        self.ask_button.setVisible(left is None)
        self.remove_button.setVisible(left == timedelta(0))
        self._forgotten_words.setText(self._forgotten_told(left, has=has))
        if left is not None:
            self._forgotten.show()

    def _forgotten_told(self, left: timedelta | None, *, has: bool) -> str:
        if left is None:
            told = self.tr("Không mất gì cả. Bấm nút dưới đây: 24 giờ sau bỏ được mã PIN, số liệu vẫn đủ.")
            by_passphrase = self.tr("Không mất gì cả. Gõ mật khẩu của khóa để bỏ mã PIN ngay, hoặc đợi 24 giờ.")
            return by_passphrase if has else told
        if left:
            told = self.tr("Có người đã xin bỏ mã PIN. Còn {time} nữa; gõ đúng mã PIN thì việc xin này hết hiệu lực.")
            return told.format(time=_time_words(left))
        return self.tr("Đã đủ 24 giờ: bây giờ bỏ được mã PIN. Vào rồi hãy đặt mã mới trong Cài đặt.")

    def ask_removal(self) -> None:
        """Begin the day of waiting."""
        pin.say_forgotten(self._store)
        self.tell_wait()

    def remove_forgotten(self) -> None:
        """Take the PIN away when the day is over."""
        if pin.remove_forgotten(self._store):
            self._open()

    def try_passphrase(self) -> None:
        """Take the PIN away by the key's passphrase."""
        try:
            pin.remove_with(self._store, lambda: credentials.load(self._store.home, self.passphrase.text()))
        except TosoError as error:
            self.passphrase_field.show_problem(error.message)
            self.passphrase.selectAll()
        else:
            self._open()

    # --- leaving ---

    def _open(self) -> None:
        self._ticking.stop()
        self.accept()  # first: a window that goes hands the keyboard on
        self.opened.emit()

    def _leave(self) -> None:
        super().reject()

    def reject(self) -> None:
        """Esc opens nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross leaves the program that is being started; over an open desk only the system's end passes."""
        if self._opening:
            self._leave()
        elif event.spontaneous():
            event.ignore()
            return
        event.accept()


def _time_words(left: timedelta) -> str:
    """A wait in words, rounded up: "15 giây", "3 phút", "24 giờ"."""
    seconds = -(-int(left.total_seconds() * 10) // 10)
    if seconds < 120:
        return f"{max(seconds, 1)} giây"
    minutes = -(-seconds // 60)
    return f"{minutes} phút" if minutes < 120 else f"{format_count(-(-minutes // 60))} giờ"


def unlock_first(store: Store) -> bool:
    """Ask for the PIN before anything of a home is shown; tell whether the desk may be opened."""
    if not pin.is_set(store):
        return True
    page = LockPage(store, opening=True)
    opened = bool(page.exec())
    page.deleteLater()
    return opened
