"""How Vietnamese is typed: input methods that compose, and Unikey, which takes letters back and sends others."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def compose(field: QWidget, preedit: str, commit: str = "") -> None:
    """One event of an input method: what is being composed, and what is done."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def telex(field: QWidget, keys: str) -> None:
    """Unikey's way: letters as keys of any alphabet; "<" is a Backspace that it sends by itself."""
    for key in keys:
        if key == "<":
            QTest.keyClick(field, Qt.Key.Key_Backspace)
        else:
            send_letter(field, key)


def send_letter(field: QWidget, letter: str) -> None:
    """A key that carries any letter; QTest.keyClicks itself aborts on letters outside Latin-1."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
