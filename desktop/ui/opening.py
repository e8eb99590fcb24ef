"""From an open store to the desk's window: which rooms it has, what its last line says."""

from PySide6.QtWidgets import QWidget

from desktop.models.request_register import erasures
from desktop.models.setup import COMMUNE_NAME, VILLAGE_NAME, commune_of, own_village
from desktop.ui.commune.rooms import commune_rooms
from desktop.ui.desk import Desk
from desktop.ui.help_dialog import HelpDialog
from desktop.ui.last_place import LastPlace
from desktop.ui.lock.locking import ScreenLock
from desktop.ui.rail import Place
from desktop.ui.standing import standing
from desktop.ui.undo_bar import Undoing
from desktop.ui.unlocking import CLOSED, unlock
from desktop.ui.village.rooms import village_rooms
from desktop.ui.window import DeskWindow


class Erased:
    """Knows whether anything was erased since it was last asked, here or by a bundle that came."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._known = desk, erasures(desk.store)

    def is_news(self) -> bool:
        """Whether values have left the store that pages may still show: a page that is open is then let go."""
        before, self._known = self._known, erasures(self._desk.store)
        return before != self._known


def desk_window(desk: Desk, parent: QWidget | None = None) -> DeskWindow:
    """The window of a village's or a commune's desk."""
    rooms = village_rooms(desk) if desk.is_village else commune_rooms(desk)
    window = DeskWindow(_place(desk), rooms(), desk.settings, parent)
    rooms.window = window

    def tell_status(_tables: object = None) -> None:
        window.set_status(*standing(desk))

    if desk.is_village:
        _bind_help(desk, window)
    Undoing(desk, window.menus, window.undo_bar, window)
    erased = Erased(desk)
    desk.changed.connect(lambda _tables: window.forget_pages() if erased.is_news() else None)
    window.answers[CLOSED] = lambda: unlock(desk, window)
    desk.changed.connect(tell_status)
    tell_status()
    ScreenLock(desk, window)
    LastPlace(window, desk.settings).go_back()
    return window


def _bind_help(desk: Desk, window: DeskWindow) -> None:
    """F1 opens the guide on the open room's page; it is made when it is first asked for."""
    opened: list[HelpDialog] = []

    def show(room: str) -> None:
        if not opened:
            opened.append(HelpDialog(desk, window))
        opened[0].show_room(room)

    window.help_wanted.connect(show)


def _place(desk: Desk) -> Place:
    commune = commune_of(desk.store)
    said = commune.name if commune else desk.store.setting(COMMUNE_NAME)
    name = f"xã {said}" if said else ""
    if not desk.is_village:
        return Place("", name)
    village = own_village(desk.store)
    return Place(f"Thôn {village.name if village else desk.store.setting(VILLAGE_NAME)}", name)
