"""Dialogs: one sentence, one question, verbs on buttons, Enter that never destroys, bugs without personal data."""

import sys

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled, TosoError
from desktop.ui.messages import BugHook, Message, ask, bug_details, bug_message, show_error, tell


def press(key: Qt.Key, seen: list[Message]) -> None:
    """Press `key` in the next message that opens."""

    def look() -> None:
        message = QApplication.activeModalWidget()
        if isinstance(message, Message):
            timer.stop()
            seen.append(message)
            QTest.keyClick(QApplication.focusWidget() or message, key)

    timer = QTimer(QApplication.instance())
    timer.timeout.connect(look)
    timer.start(10)


@pytest.mark.parametrize(
    ("key", "destructive", "answer"),
    [
        (Qt.Key.Key_Return, False, True),
        (Qt.Key.Key_Escape, False, False),
        (Qt.Key.Key_Return, True, False),
        (Qt.Key.Key_Escape, True, False),
    ],
)
def test_enter_agrees_only_where_nothing_is_destroyed(qtbot: QtBot, key: Qt.Key, destructive: bool, answer: bool):
    seen: list[Message] = []
    press(key, seen)
    assert ask(None, "Xóa hộ này?", "Xóa hộ này", "Giữ lại", destructive=destructive) is answer
    assert len(seen) == 1


def test_an_error_is_told_and_read(qtbot: QtBot):
    seen: list[Message] = []
    press(Qt.Key.Key_Return, seen)
    tell(None, TosoError("USB đã đầy.", "Hãy dùng USB khác."))
    assert len(seen) == 1


def test_cancelled_is_silent(qtbot: QtBot):
    show_error(None, Cancelled())
    assert QApplication.activeModalWidget() is None


def failure() -> BaseException:
    """An error whose words and locals hold a name."""
    try:
        name = "Nông Thị Hiền 0912345678"
        raise KeyError(name)
    except KeyError as error:
        try:
            raise RuntimeError("while saving " + name) from error
        except RuntimeError as outer:
            return outer


def test_details_say_where_and_nothing_that_was_typed():
    details = bug_details(failure())
    assert "RuntimeError" in details
    assert "KeyError" in details
    assert "ui/test_messages.py:" in details
    assert "Hiền" not in details
    assert "0912" not in details


def test_details_end_even_when_errors_point_at_each_other():
    first, second = ValueError(), ValueError()
    first.__context__, second.__context__ = second, first
    assert bug_details(first).count("ValueError") == 2


def test_details_can_be_copied_by_keyboard(qtbot: QtBot):
    message = bug_message(None, "Tổ Số 0.1.0\n  ui/window.py:1 open_room")
    qtbot.addWidget(message)
    message.show()
    shown = message.findChild(QPlainTextEdit)
    assert isinstance(shown, QPlainTextEdit)
    assert shown.isReadOnly()
    assert shown.tabChangesFocus()
    copy = next(button for button in message.findChildren(QPushButton) if button.text() == "Chép chi tiết")
    QTest.keyClick(copy, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == shown.toPlainText()
    assert message.height() <= 560


def test_hook_shows_bugs_logs_them_and_does_not_pile_up(qtbot: QtBot):
    log: list[str] = []
    hook = BugHook(log.append)
    seen: list[Message] = []

    def again() -> None:
        hook(ValueError, ValueError("second"), None)
        press(Qt.Key.Key_Escape, seen)

    QTimer.singleShot(30, again)
    hook(ValueError, ValueError("first"), None)
    assert len(seen) == 1
    assert len(log) == 2


def test_hook_is_installed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    hook = BugHook()
    hook.install()
    assert sys.excepthook is hook
