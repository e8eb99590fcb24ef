"""Hôm nay: the day's numbers, and every line leads to its room."""

from PySide6.QtCore import Qt

from desktop.models.teams import Application
from desktop.ui.desk import Desk
from desktop.ui.parts.todo_row import TodoRow
from desktop.ui.today_page import TodayPage
from desktop.ui.window import DeskWindow
from tests.ui.village.acting import CTRL, press_on

DeskAndWindow = tuple[Desk, DeskWindow]


def _rows(window: DeskWindow) -> list[TodoRow]:
    page = window.page("today")
    assert isinstance(page, TodayPage)
    return [row for row in page.findChildren(TodoRow) if row.isVisible()]


def test_every_line_opens_its_room(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    opened = []
    for place in range(len(_rows(window))):
        _rows(window)[place].click()
        opened.append(window.room)
        window.open_room("today")
    assert {"reports", "applications", "survey", "handover"} <= set(opened)


def test_the_three_keys_work_from_any_room(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    window.open_room("team")
    for key, room in ((Qt.Key.Key_F9, "handover"), (Qt.Key.Key_F3, "survey"), (Qt.Key.Key_F2, "support")):
        press_on(window, key)
        assert window.room == room
    for number, room in enumerate(
        ("today", "households", "survey", "support", "roster", "tasks", "handover", "reports", "program"), 1
    ):
        press_on(window, Qt.Key(Qt.Key.Key_0 + number), CTRL)
        assert window.room == room


def test_numbers_follow_what_is_recorded(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    before = len(_rows(window))
    with desk.acting() as acts:
        for (record,) in desk.store.rows("SELECT id FROM application WHERE state = 'proposed'"):
            acts.delete(Application, record)
    assert len(_rows(window)) < before
