"""The room Cài đặt: choices count at once, the PIN is set here, the folder is told, the log is shown as it stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.models import pin
from desktop.models.access_log import PRINTED, log_access
from desktop.ui.desk import Desk
from desktop.ui.lock.locking import ScreenLock
from desktop.ui.lock.pin_dialog import NoPinDialog, PinDialog
from desktop.ui.settings_room.access_page import AccessPage
from desktop.ui.settings_room.settings_page import SettingsPage
from desktop.ui.style import current_look
from desktop.ui.tokens import Look, TextSize, Theme
from desktop.ui.window import DeskWindow, kept_look
from tests.ui.screen import settle
from tests.ui.village.conftest import Answering
from tests.ui.village.newcomer import newcomer


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Desk, DeskWindow, SettingsPage]]:
    with newcomer(tmp_path / "thon") as (desk, window):
        window.open_room("settings")
        settle()
        page = window.page("program")
        assert isinstance(page, SettingsPage)
        yield desk, window, page


def test_theme_and_size_are_worn_at_once_and_kept(opened: tuple[Desk, DeskWindow, SettingsPage]):
    desk, _window, page = opened
    page.theme.show_code(Theme.DARK.value)
    page.theme.code_changed.emit(Theme.DARK.value)
    page.size_field.show_code(str(TextSize.LARGE.value))
    page.size_field.code_changed.emit(str(TextSize.LARGE.value))
    wanted = Look(Theme.DARK, TextSize.LARGE)
    assert current_look() == wanted
    assert kept_look(desk.settings) == wanted


def test_the_pin_is_set_changed_and_taken_away_here(
    opened: tuple[Desk, DeskWindow, SettingsPage], answering: Answering
):
    desk, window, page = opened

    def fill(dialog: PinDialog) -> None:
        dialog.new.setText("2580")
        dialog.again.setText("2580")
        dialog.try_to_save()

    answering(PinDialog, fill)
    page.pin_button.click()
    assert pin.is_set(desk.store)
    page.minutes.show_code("30")
    page.minutes.code_changed.emit("30")
    assert pin.minutes(desk.store) == 30
    page._lock()
    lock = window.findChild(ScreenLock)
    assert isinstance(lock, ScreenLock)
    assert lock.page is not None
    lock.page.line.setText("2580")
    lock.page.try_pin()
    settle()

    def leave(dialog: NoPinDialog) -> None:
        dialog.old.setText("2580")
        dialog.try_to_save()

    answering(NoPinDialog, leave)
    page.remove_pin()
    assert not pin.is_set(desk.store)


def test_the_folder_is_told_copied_and_opened(opened: tuple[Desk, DeskWindow, SettingsPage]):
    desk, _window, page = opened
    page.copy_path()
    assert QGuiApplication.clipboard().text() == str(desk.store.home)
    asked: list[Path] = []

    def refuse(path: Path) -> bool:
        asked.append(path)
        return False

    page.open = refuse
    page._open_folder()
    assert asked == [desk.store.home]
    assert page.banner is not None


def test_the_log_shows_what_was_done_the_latest_first(opened: tuple[Desk, DeskWindow, SettingsPage]):
    desk, window, _page = opened
    window.open_room("access")
    page = window.page("access")
    assert isinstance(page, AccessPage)
    assert page.view.rows_model() is not None
    log_access(desk.store, "roster", PRINTED, records=9)
    pin.set_pin(desk.store, "2580")
    page.arrive()
    model = page.view.rows_model()
    assert model is not None
    shown = [[model.index(row, column).data() for column in (1, 2, 4)] for row in range(model.rowCount())]
    assert shown == [["Đặt hoặc đổi", "Mã PIN", "-"], ["In", "Danh sách Tổ", "9"]]
