"""The village desk's screens for `tests.ui.screens`."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
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


SCREENS = [
    Screen("thon-hom-nay", "thon-01", _room("today")),
    Screen("thon-ho-tro", "thon-01", _room("support")),
    Screen("thon-ghi-buoi", "thon-01", _session),
]
