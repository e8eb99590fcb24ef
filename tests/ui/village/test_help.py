"""F1: every room has its page, the dialog keeps nothing waiting, and the guide can be printed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.guide import picture_of, read_guide
from desktop.ui.desk import Desk
from desktop.ui.help_dialog import HelpDialog
from desktop.ui.window import DeskWindow
from tests.ui.inspecting import cut_words, nameless, unreached
from tests.ui.screen import settle
from tests.ui.screens import all_screens
from tests.ui.village.acting import press_on

DeskAndWindow = tuple[Desk, DeskWindow]


def help_of(window: DeskWindow) -> HelpDialog:
    window.activateWindow()
    settle()
    press_on(window, Qt.Key.Key_F1)
    settle()
    (dialog,) = window.findChildren(HelpDialog)
    return dialog


def words_of(dialog: HelpDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("room", "title"), [("households", "Hộ dân"), ("support", "Hỗ trợ"), ("reports", "Báo cáo"), ("today", "Hôm nay")]
)
def test_f1_opens_the_page_of_the_open_room(desk_and_window: DeskAndWindow, room: str, title: str) -> None:
    _, window = desk_and_window
    window.open_room(room)
    dialog = help_of(window)
    assert title in words_of(dialog)
    page = read_guide().page_of(room)
    assert all(step in words_of(dialog) for step in page.steps)
    assert cut_words(dialog) == []
    assert nameless(dialog) == []
    assert unreached(dialog) == []
    dialog.close()


def test_there_is_one_dialog_and_the_window_stays_usable(desk_and_window: DeskAndWindow) -> None:
    _, window = desk_and_window
    first = help_of(window)
    assert not first.isModal()
    window.open_room("team")
    assert help_of(window) is first
    assert read_guide().pages[first.pages.currentIndex().row()].title == "Tổ"
    first.close()


def test_every_room_of_the_village_desk_has_a_page_of_its_own(desk_and_window: DeskAndWindow) -> None:
    _, window = desk_and_window
    told = {room for page in read_guide().pages for room in page.rooms}
    assert set(window.rooms()) <= told


def test_every_picture_of_the_guide_is_a_screen_and_ships() -> None:
    names = {screen.name for screen in all_screens()}
    for page in read_guide().pages:
        assert page.picture in names
        assert isinstance(picture_of(page), Path)
