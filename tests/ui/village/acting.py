"""What a person does with the keyboard, for the tests of the village desk."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.desk import Desk
from tests.ui.keyboard import send_letter
from tests.ui.screen import settle

NO, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def focused() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
    """Press a key where the keyboard is."""
    press_on(focused(), key, modifier)


def type_in(text: str) -> None:
    """Type where the keyboard is; an open list of offers is taken with Enter."""
    for letter in text:
        send_letter(focused(), letter)
    settle()


def press_on(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
    """Press a key of a window's or a dialog's; a button that a key presses is down for 100 ms before it acts."""
    QTest.keyClick(widget, key, modifier)
    if modifier != NO or key >= Qt.Key.Key_F1:
        QTest.qWait(130)
    settle()


def count(desk: Desk, table: str, where: str = "1") -> int:
    """How many living records of a table there are."""
    return int(desk.store.value(f"SELECT count(*) FROM {table} WHERE NOT deleted AND {where}"))
