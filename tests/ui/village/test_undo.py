"""Ctrl+Z and Ctrl+Y at the window: what was deleted comes back, text fields keep their own undo, the menu says what."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop.models.households import Household
from desktop.ui.desk import Desk
from desktop.ui.list_page import ListPage
from desktop.ui.village.households_room import HouseholdsRoom
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.acting import CTRL, press_on

DeskAndWindow = tuple[Desk, DeskWindow]


def delete_a_home(desk: Desk) -> tuple[str, str]:
    """Delete the first household; gives its id and its head."""
    record, head = desk.store.rows("SELECT id, head_name FROM household WHERE NOT deleted ORDER BY id")[0]
    with desk.acting() as acts:
        acts.delete(Household, record)
    return record, head


def is_there(desk: Desk, record: str) -> bool:
    home = desk.store.get(Household, record)
    return home is not None and not home.deleted


def undo_action(window: DeskWindow) -> QAction:
    """The menu's first act, as it reads when Sửa is opened."""
    menu = next(one for one in window.menuBar().findChildren(QMenu) if "Sửa" in one.title().replace("&", ""))
    menu.aboutToShow.emit()
    return menu.actions()[0]


def test_what_was_deleted_is_told_with_the_way_back_and_ctrl_z_takes_it(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    record, head = delete_a_home(desk)
    assert window.undo_bar.told().startswith(f"Đã làm: Xóa hộ dân {head}")
    assert f"Hoàn tác: Xóa hộ dân {head}"[:40] in undo_action(window).text().replace("&", "")
    press_on(window, Qt.Key.Key_Z, CTRL)
    assert is_there(desk, record)
    assert window.undo_bar.told().startswith("Đã hoàn tác: Xóa hộ dân")
    press_on(window, Qt.Key.Key_Y, CTRL)
    assert not is_there(desk, record)


def test_the_button_of_the_line_does_the_same(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    record, _ = delete_a_home(desk)
    assert window.undo_bar.offered is not None
    window.undo_bar.offered.click()
    assert is_there(desk, record)


def test_an_edit_is_not_told_but_can_be_taken_back(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    record, people = desk.store.rows("SELECT id, people FROM household WHERE NOT deleted AND people > 1 ORDER BY id")[0]
    with desk.acting() as acts:
        acts.set(Household, record, people=people + 1)
    assert window.undo_bar.told() == ""
    press_on(window, Qt.Key.Key_Z, CTRL)
    assert desk.store.value("SELECT people FROM household WHERE id = ?", [record]) == people


def test_a_field_of_text_keeps_its_own_undo(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    record, _ = delete_a_home(desk)
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    page = room.shown
    assert isinstance(page, ListPage)
    page.go_to_search()
    settle()
    QTest.keyClicks(page.search, "ab")
    QTest.keyClick(page.search, Qt.Key.Key_Z, CTRL)
    assert page.search.text() == ""
    assert not is_there(desk, record)


def test_with_nothing_done_lately_ctrl_z_does_nothing(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    desk.store.execute("DELETE FROM done_act")
    before = desk.store.value("SELECT count(*) FROM journal")
    press_on(window, Qt.Key.Key_Z, CTRL)
    assert desk.store.value("SELECT count(*) FROM journal") == before
    assert undo_action(window).text().replace("&", "") == "Hoàn tác"
