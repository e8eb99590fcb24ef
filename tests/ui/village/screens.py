"""The village desk's screens for `tests.ui.screens`."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.models.listing_households import HouseholdRow
from desktop.ui.desk import Desk
from desktop.ui.village.household_dialog import HouseholdDialog
from desktop.ui.village.households_room import HouseholdsRoom
from desktop.ui.village.support_room import SupportRoom
from desktop.ui.window import DeskWindow
from tests.ui.screen import Screen


def _room(key: str) -> Callable[[Desk, DeskWindow], QWidget]:
    def show(_desk: Desk, window: DeskWindow) -> QWidget:
        window.open_room(key)
        return window

    return show


def _session(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("support")
    room = window.page("support")
    assert isinstance(room, SupportRoom)
    room.record()
    return window


def _household(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    room.list.search.setText("lương")
    room.list.searched.emit("luong")
    row = room.list.view.chosen_row()
    assert isinstance(row, HouseholdRow)
    room.show_household(row.id)
    return window


def _search(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    room.list.search.setText("luong v")
    room.list.searched.emit("luong v")
    return window


def _household_dialog(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("households")
    dialog = HouseholdDialog(desk, None, window)
    dialog.phone.setText("12345")
    dialog.try_to_save()
    dialog.show()
    return dialog


SCREENS = [
    Screen("thon-hom-nay", "thon-01", _room("today")),
    Screen("thon-ho-dan", "thon-01", _room("households")),
    Screen("thon-ho-dan-tim", "thon-01", _search),
    Screen("thon-mot-ho", "thon-01", _household),
    Screen("thon-them-ho", "thon-01", _household_dialog),
    Screen("thon-ho-tro", "thon-01", _room("support")),
    Screen("thon-ghi-buoi", "thon-01", _session),
]
