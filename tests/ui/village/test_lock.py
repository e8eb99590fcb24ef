"""The locked screen: what covers what, what gets through, what is back afterwards, and when it comes by itself."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.clock import ScriptedClock
from desktop.models import pin
from desktop.models.access_log import WRONG_PIN, access_count
from desktop.sync import passphrases
from desktop.ui.desk import Desk
from desktop.ui.lock.covering import Cover
from desktop.ui.lock.lock_page import LockPage, unlock_first
from desktop.ui.lock.locking import ScreenLock
from desktop.ui.lock.pin_dialog import NoPinDialog, PinDialog
from desktop.ui.tasks import run_task
from desktop.ui.village.household_dialog import HouseholdDialog
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.newcomer import newcomer

PIN = "2580"
_SHIFT = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Desk, DeskWindow]]:
    with newcomer(tmp_path / "thon") as (desk, window):
        pin.set_pin(desk.store, PIN)
        yield desk, window


def lock_of(window: DeskWindow) -> ScreenLock:
    found = window.findChild(ScreenLock)
    assert isinstance(found, ScreenLock)
    return found


def locked(window: DeskWindow) -> LockPage:
    """Lock by the key that everybody uses."""
    QTest.keyClick(window, Qt.Key.Key_L, _SHIFT)
    settle()
    page = lock_of(window).page
    assert page is not None
    return page


def enter(page: LockPage, typed: str) -> None:
    QTest.keyClicks(page.line, typed)
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    settle()


def covers_of(widget: QWidget) -> list[Cover]:
    return [cover for cover in widget.findChildren(Cover) if not cover.isHidden()]


def test_the_cover_hides_the_window_its_title_and_lets_no_shortcut_through(opened: tuple[Desk, DeskWindow]):
    _desk, window = opened
    title, room = window.windowTitle(), window.room
    page = locked(window)
    (cover,) = covers_of(window)
    assert cover.geometry() == window.rect()
    assert window.windowTitle() == page.windowTitle() == "Tổ Số"
    for key in (Qt.Key.Key_2, Qt.Key.Key_L):
        QTest.keyClick(window, key, _SHIFT)
        QTest.keyClick(page, key, _SHIFT)
    settle()
    assert window.room == room
    window.resize(1100, 700)
    settle()
    assert cover.geometry() == window.rect()
    enter(page, PIN)
    assert lock_of(window).page is None
    assert (covers_of(window), window.windowTitle()) == ([], title)
    QTest.keyClick(window, Qt.Key.Key_2, _SHIFT)
    assert window.room == "households"


def test_nothing_of_the_desk_can_be_read_on_the_page(opened: tuple[Desk, DeskWindow]):
    _desk, window = opened
    page = locked(window)
    told = " ".join(
        [page.windowTitle(), *(child.property("text") or "" for child in page.findChildren(QWidget))]
    )  # the village's and everybody's name
    assert "Nà Quang" not in told
    assert "Thử" not in told
    assert "Màn hình đang khóa" in told


def test_a_wrong_pin_opens_nothing_esc_neither_and_both_leave_the_keyboard_on_the_line(
    opened: tuple[Desk, DeskWindow],
):
    desk, window = opened
    page = locked(window)
    enter(page, "9999")
    assert page.field.problem
    assert page.line.text() == ""
    QTest.keyClick(page, Qt.Key.Key_Escape)
    page.close()
    settle()
    assert lock_of(window).page is page
    assert access_count(desk.store, WRONG_PIN) == 1


def test_after_many_wrong_ones_the_page_says_how_long_to_wait_and_then_takes_the_right_one(
    opened: tuple[Desk, DeskWindow],
):
    desk, window = opened
    page = locked(window)
    for _ in range(4):
        enter(page, "9999")
    assert "15 giây" in page.field.problem
    enter(page, PIN)
    assert lock_of(window).page is page
    assert isinstance(desk.store.clock, ScriptedClock)
    desk.store.clock.advance(15)
    page.tell_wait()
    assert page.field.problem == ""
    page.line.clear()
    enter(page, PIN)
    assert lock_of(window).page is None


def test_a_dialog_that_waits_is_covered_takes_no_letter_and_is_back_with_what_was_typed(
    opened: tuple[Desk, DeskWindow],
):
    desk, window = opened
    dialog = HouseholdDialog(desk, None, window)
    seen: list[tuple[list[Cover], str, bool]] = []

    def go_through() -> None:
        head = dialog.findChildren(QLineEdit)[0]
        dialog.activateWindow()
        settle()
        head.setFocus()
        QTest.keyClicks(head, "Nong")
        lock_of(window).lock()
        settle()
        page = lock_of(window).page
        assert page is not None
        QTest.keyClicks(head, "xxx")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        QTest.keyClick(dialog, Qt.Key.Key_Return, _SHIFT)
        seen.append((covers_of(dialog), dialog.windowTitle(), dialog.isVisible()))
        assert QApplication.activeModalWidget() is page
        enter(page, PIN)
        seen.append((covers_of(dialog), head.text(), dialog.isVisible()))
        assert QApplication.focusWidget() is head

    def go_through_and_end() -> None:
        try:
            go_through()
        finally:
            dialog.done(0)

    QTimer.singleShot(0, go_through_and_end)
    dialog.exec()
    (while_locked, title, there), (after, text, there_after) = seen
    assert (len(while_locked), title, there) == (1, "Tổ Số", True)
    assert (after, text, there_after) == ([], "Nong", True)


def test_a_long_task_goes_on_behind_and_what_it_shows_stays_below_the_page(
    opened: tuple[Desk, DeskWindow], qtbot: QtBot
):
    _desk, window = opened
    go_on = Event()
    done: list[int] = []
    with ThreadPoolExecutor(1) as own:
        run_task(window, "Đang làm việc dài", lambda _progress: int(go_on.wait(20)), done.append, executor=own)
        page = locked_by_act(window)
        qtbot.waitUntil(lambda: any(w is not window for w in lock_of(window).covers.covered))
        settle()
        assert QApplication.activeModalWidget() is page
        go_on.set()
        qtbot.waitUntil(lambda: done == [1])
    told = QDialog(window)
    told.setWindowTitle("Nông Văn Thử")
    told.setModal(True)
    told.show()
    settle()
    assert told.windowTitle() == "Tổ Số"
    assert len(covers_of(told)) == 1
    assert QApplication.activeModalWidget() is page
    enter(page, PIN)
    assert (told.windowTitle(), told.isVisible()) == ("Nông Văn Thử", True)
    told.close()


def locked_by_act(window: DeskWindow) -> LockPage:
    lock_of(window).lock()
    settle()
    page = lock_of(window).page
    assert page is not None
    return page


# --- by itself ---


@pytest.fixture
def waiting(opened: tuple[Desk, DeskWindow]) -> tuple[ScreenLock, Callable[[float], None]]:
    """The lock, and what lets time pass and looks."""
    desk, window = opened
    lock = lock_of(window)

    def wait(minutes: float) -> None:
        assert isinstance(desk.store.clock, ScriptedClock)
        desk.store.clock.advance(minutes * 60)
        lock.idle.look()

    lock.idle.note()
    return lock, wait


def test_after_ten_minutes_without_a_touch_it_locks_by_itself_and_each_touch_begins_anew(
    opened: tuple[Desk, DeskWindow], waiting: tuple[ScreenLock, Callable[[float], None]]
):
    lock, wait = waiting
    handle = opened[1].windowHandle()
    wait(9.9)
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    wait(9.9)
    QTest.mouseMove(handle)
    settle()
    wait(9.9)
    QGuiApplication.inputMethod().cursorRectangleChanged.emit()
    wait(9.9)
    assert lock.page is None
    wait(0.2)
    assert lock.page is not None


def test_other_minutes_count_and_a_clock_that_goes_back_begins_anew(
    opened: tuple[Desk, DeskWindow], waiting: tuple[ScreenLock, Callable[[float], None]]
):
    lock, wait = waiting
    pin.keep_minutes(opened[0].store, 30)
    wait(29)
    wait(-10_000)
    wait(29)
    assert lock.page is None
    wait(1)
    assert lock.page is not None


def test_without_a_pin_nothing_locks_by_itself_and_the_key_asks_for_one_first(
    opened: tuple[Desk, DeskWindow], waiting: tuple[ScreenLock, Callable[[float], None]]
):
    lock, wait = waiting
    desk, window = opened
    pin.remove(desk.store)
    wait(600)
    assert lock.page is None

    def fill() -> None:
        dialog = window.findChild(PinDialog)
        assert isinstance(dialog, PinDialog)
        for line in (dialog.new, dialog.again):
            line.setText("1357")
        dialog.try_to_save()

    QTimer.singleShot(0, fill)
    page = locked(window)
    enter(page, "1357")
    assert lock.page is None


# --- the PIN itself ---


def test_changing_and_taking_away_ask_for_the_pin_in_use(opened: tuple[Desk, DeskWindow]):
    desk, window = opened
    change = PinDialog(desk, window)
    for line in (change.new, change.again):
        line.setText("1357")
    change.old.setText("1111")
    change.try_to_save()
    assert change.form.fields["old"].problem
    change.again.setText("1358")
    change.try_to_save()
    assert change.form.fields["again"].problem
    change.again.setText("1357")
    change.old.setText(PIN)
    change.try_to_save()
    assert pin.try_pin(desk.store, "1357")
    leave = NoPinDialog(desk, window)
    leave.old.setText(PIN)
    leave.try_to_save()
    assert pin.is_set(desk.store)
    leave.old.setText("1357")
    leave.try_to_save()
    assert not pin.is_set(desk.store)


# --- forgotten ---


def test_a_forgotten_pin_goes_by_the_passphrase_of_the_key(opened: tuple[Desk, DeskWindow]):
    desk, window = opened
    passphrases.change(desk.store.home, "", "hoa ban trắng")
    page = locked(window)
    page.forgotten_button.click()
    page.passphrase.setText("sai mật khẩu")
    page.passphrase_button.click()
    assert page.passphrase_field.problem
    page.passphrase.setText("hoa ban trắng")
    page.passphrase_button.click()
    assert lock_of(window).page is None
    assert not pin.is_set(desk.store)


def test_without_a_passphrase_it_goes_after_a_day_and_the_page_says_so_meanwhile(opened: tuple[Desk, DeskWindow]):
    desk, window = opened
    page = locked(window)
    page.forgotten_button.click()
    assert page.passphrase_field.isHidden()
    page.ask_button.click()
    assert page.remove_button.isHidden()
    assert isinstance(desk.store.clock, ScriptedClock)
    desk.store.clock.advance(24 * 3600)
    page.tell_wait()
    page.remove_button.click()
    assert lock_of(window).page is None
    assert not pin.is_set(desk.store)


# --- at the start ---


def test_at_the_start_the_page_comes_first_and_leaving_it_opens_nothing(
    opened: tuple[Desk, DeskWindow], monkeypatch: pytest.MonkeyPatch
):
    desk, _window = opened

    def leave(page: LockPage) -> None:
        page.close()

    def type_pin(page: LockPage) -> None:
        enter(page, PIN)

    answers: Iterator[Callable[[LockPage], None]] = iter([leave, type_pin])

    def run(page: LockPage) -> int:
        page.show()
        next(answers)(page)
        return page.result()

    monkeypatch.setattr(LockPage, "exec", run)
    assert not unlock_first(desk.store)
    assert unlock_first(desk.store)
    pin.remove(desk.store)
    assert unlock_first(desk.store)
