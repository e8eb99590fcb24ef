"""A room of several pages: names in a strip, each page built when first looked at, Ctrl+PageDown goes round."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.ui.parts.page import Page
from desktop.ui.rail import Place, Room
from desktop.ui.settings import ForgetfulSettings
from desktop.ui.window import DeskWindow
from tests.ui.village.acting import press_on

INNER = (
    Room("tasks", "Nhiệm vụ", build=lambda: Page("Nhiệm vụ")),
    Room("opinions", "Ý kiến người dân", build=lambda: Page("Ý kiến")),
    Room("calendar", "Lịch", build=lambda: Page("Lịch")),
)


@pytest.fixture
def window(qtbot: QtBot) -> DeskWindow:
    """A window with one plain room and one of three pages."""
    rooms = [
        Room("today", "Hôm nay", "weather-sunny", lambda: Page("Hôm nay")),
        Room("work", "Việc", "format-list-checks", inner=INNER),
    ]
    made = DeskWindow(Place("Thôn Nà Quang", "xã Thanh Thịnh"), rooms, ForgetfulSettings())
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_room_opens_on_its_first_page_and_builds_no_other(window: DeskWindow) -> None:
    assert not window.is_built("work")
    assert not window.is_built("tasks")
    window.open_room("work")
    assert window.room == "tasks"
    assert window.is_built("tasks")
    assert not window.is_built("opinions")


def test_an_inner_page_is_opened_by_its_own_key_and_is_there_again_when_one_comes_back(window: DeskWindow) -> None:
    window.open_room("calendar")
    assert window.page("calendar").isVisible()
    assert window.page("calendar") is window.page("calendar")
    window.open_room("today")
    assert not window.page("calendar").isVisible()
    window.open_room("work")
    assert window.room == "calendar"


def test_the_keyboard_goes_round_the_pages_and_the_strip_says_where_one_is(window: DeskWindow) -> None:
    window.open_room("work")
    names = {button.accessibleName(): button for button in window.page("work").findChildren(QAbstractButton)}
    seen = []
    for _ in range(3):
        press_on(window.page("work"), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        seen.append(window.room)
        assert [name for name, button in names.items() if button.isChecked()] == [
            {"tasks": "Nhiệm vụ", "opinions": "Ý kiến người dân", "calendar": "Lịch"}[window.room]
        ]
    assert seen == ["opinions", "calendar", "tasks"]
    press_on(window.page("work"), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert window.room == "calendar"


def test_a_press_on_a_name_opens_its_page(window: DeskWindow) -> None:
    window.open_room("work")
    opened: list[str] = []
    window.room_opened.connect(opened.append)
    for button in window.page("work").findChildren(QAbstractButton):
        if button.accessibleName() == "Ý kiến người dân":
            button.click()
    assert opened == ["opinions"]
    assert window.page("opinions").isVisible()


def test_forgetting_pages_keeps_the_one_that_is_seen(window: DeskWindow) -> None:
    window.open_room("opinions")
    window.open_room("tasks")
    kept = window.page("tasks")
    window.forget_pages()
    assert not window.is_built("today")
    assert not window.is_built("opinions")
    assert window.page("tasks") is kept
