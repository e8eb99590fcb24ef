"""Long work: result, stop, errors by their class, and nothing left running behind a closed window."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled, TosoError
from desktop.ui import tasks
from desktop.ui.messages import Message
from desktop.ui.tasks import Progress, Task, run_task


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    window.button = QPushButton("Ghép", window)  # type: ignore[attr-defined]
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog comes at once, so that no test waits."""
    monkeypatch.setattr(tasks, "SHOW_AFTER_MS", 0)


def finished(qtbot: QtBot, task: Task[Any]) -> None:
    done: list[bool] = []
    task.finished.connect(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))


def until_stopped(progress: Progress) -> None:
    """Work that ends only when it is stopped."""
    pause = Event()
    while True:
        progress("Đang đọc tệp", 0.25)
        pause.wait(0.005)


def answered(act: Callable[[Message], None]) -> None:
    """Answer the next message with `act`, from within its own loop."""

    def look() -> None:
        open_one = QApplication.activeModalWidget()
        if isinstance(open_one, Message):
            timer.stop()
            act(open_one)

    timer = QTimer(QApplication.instance())
    timer.timeout.connect(look)
    timer.start(10)


def test_result_comes_back_on_the_uis_thread(qtbot: QtBot, desk: QWidget):
    results: list[tuple[int, bool]] = []

    def work(progress: Progress) -> int:
        progress("Đang cộng", 0.5)
        assert current_thread() is not main_thread()
        return 42

    def done(total: int) -> None:
        results.append((total, current_thread() is main_thread()))

    task = run_task(desk, "Đang cộng số liệu", work, done)
    qtbot.waitUntil(lambda: bool(results))
    assert results == [(42, True)]
    assert task.dialog is None


def test_short_work_shows_no_dialog(qtbot: QtBot, desk: QWidget):
    done: list[None] = []
    run_task(desk, "Nhanh", lambda progress: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert not [widget for widget in desk.findChildren(QDialog) if widget.isVisible()]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("how", ["button", "escape", "close"])
def test_long_work_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot, desk: QWidget, how: str):
    done: list[None] = []
    task = run_task(desk, "Đang ghép số liệu", until_stopped, done.append)
    qtbot.waitUntil(lambda: task.dialog is not None and task.dialog.isVisible())
    dialog = task.dialog
    assert dialog is not None
    assert dialog.isModal()
    qtbot.waitUntil(lambda: dialog._bar.value() == 250)  # type: ignore[attr-defined]
    if how == "button":
        QTest.mouseClick(dialog._stop, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    elif how == "escape":
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        dialog.close()
    finished(qtbot, task)
    assert done == []
    assert not [box for box in QApplication.topLevelWidgets() if isinstance(box, Message) and box.isVisible()]


def test_error_for_people_is_told_with_its_advice(qtbot: QtBot, desk: QWidget):
    def work(progress: Progress) -> None:
        raise TosoError("USB đã đầy.", "Hãy dùng USB khác.")

    told: list[str] = []

    def read(message: Message) -> None:
        told.append(message.accessibleName())
        message.accept()

    answered(read)
    run_task(desk, "Đang ghi", work, lambda nothing: pytest.fail("never done"))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["USB đã đầy."]


def test_bug_shows_details_without_what_was_typed(qtbot: QtBot, desk: QWidget):
    def work(progress: Progress) -> None:
        name = "Lường Văn Hòa"
        raise ValueError(name)

    shown: list[str] = []

    def read(message: Message) -> None:
        details = message.findChild(QPlainTextEdit)
        assert isinstance(details, QPlainTextEdit)
        shown.append(details.toPlainText())
        message.reject()

    answered(read)
    run_task(desk, "Đang ghi", work, lambda nothing: pytest.fail("never done"))
    qtbot.waitUntil(lambda: bool(shown))
    assert "ValueError" in shown[0]
    assert "test_tasks.py" in shown[0]
    assert "Lường" not in shown[0]


def test_a_second_press_does_not_start_the_work_again(qtbot: QtBot, desk: QWidget):
    presses: list[bool] = []
    button: QPushButton = desk.button  # type: ignore[attr-defined]
    button.clicked.connect(lambda: presses.append(True))
    gate = Event()
    task = run_task(desk, "Đang ghép", lambda progress: gate.wait(5), lambda ok: None)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert presses == []
    gate.set()
    finished(qtbot, task)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert presses == [True]


def test_work_uses_the_executor_that_owns_the_store(qtbot: QtBot, desk: QWidget):
    names: list[str] = []
    with ThreadPoolExecutor(1, thread_name_prefix="store") as executor:
        run_task(desk, "Đang đọc", lambda progress: current_thread().name, names.append, executor=executor)
        qtbot.waitUntil(lambda: bool(names))
    assert names[0].startswith("store")


def test_work_stops_with_its_window(qtbot: QtBot):
    stopped = Event()

    def work(progress: Progress) -> None:
        try:
            until_stopped(progress)
        except Cancelled:
            stopped.set()
            raise

    window = QWidget()
    window.show()
    run_task(window, "Đang ghép", work, lambda nothing: pytest.fail("never done"))
    window.deleteLater()
    qtbot.waitUntil(stopped.is_set)
