"""A search box that waits until typing pauses. It never rewrites what is being typed (DOMAIN 6: Unikey, Telex)."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from desktop.ui.icons import IconMark, icon
from desktop.ui.style import set_role

PAUSE_MS = 250  # Telex takes letters back and writes them again within this time


class SearchField(QLineEdit):
    """Searches while one types.

    Signals: searched(str) after a pause of 250 ms or at once on Enter; left_downwards() on the Down key.
    """

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self._sent = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._send)
        self.textChanged.connect(self._wait)
        self._lens = IconMark("magnify", "muted", 20, self)
        self._clear = self._clear_button()
        self._make_room()

    def _clear_button(self) -> QToolButton:
        button = QToolButton(self)
        set_role(button, "mini")
        button.setIcon(icon("close", "muted"))
        button.setToolTip(self.tr("Xóa chữ đang tìm (Esc)"))
        button.setAccessibleName(self.tr("Xóa chữ đang tìm"))
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc does the same, and Tab should go on to the list
        button.clicked.connect(self._start_afresh)
        button.hide()
        return button

    def take(self, text: str) -> None:
        """Go on typing here: `text` was typed while the list had the keyboard."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.end(False)
        self.insert(text)

    def _wait(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()

    def _send(self) -> None:
        self._pause.stop()
        if self.text() != self._sent:
            self._sent = self.text()
            self.searched.emit(self._sent)

    def _start_afresh(self) -> None:
        self.clear()
        self._send()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties a filled field (an empty one leaves Esc to the dialog), Enter searches now, Down leaves."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self._start_afresh()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._send()
        elif key == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """While an input method composes a word nothing is searched."""
        super().inputMethodEvent(event)
        if event.preeditString():
            self._pause.stop()
        elif self.text() != self._sent:
            self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lens and clear button in their places."""
        super().resizeEvent(event)
        middle = self.height() // 2
        self._lens.move(12, middle - self._lens.height() // 2)
        side = self._clear.sizeHint()
        self._clear.setGeometry(
            self.width() - side.width() - 8, middle - side.height() // 2, side.width(), side.height()
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_clear"):
            self._clear.setIcon(icon("close", "muted"))
            self._make_room()

    def _make_room(self) -> None:
        self.setTextMargins(self._lens.width() + 8, 0, self._clear.sizeHint().width() + 4, 0)
