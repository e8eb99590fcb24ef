"""Opens the window where it was after a crash or a power cut. Settings keep ids, no names.

Leaving the program in the ordinary way forgets the place: the next day begins with Hôm nay.
"""

from PySide6.QtCore import QObject, QTimer

from desktop.ui.settings import Settings
from desktop.ui.village.households_room import HouseholdsRoom
from desktop.ui.window import DeskWindow

_ROOM, _HOUSEHOLD = "window.room", "window.household"
_LOOK_EVERY_MS = 3_000


class LastPlace(QObject):
    """Notes now and then which room is open, and which household in it."""

    def __init__(self, window: DeskWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.note)
        self._timer.start(_LOOK_EVERY_MS)
        window.closing.connect(self.forget)

    def note(self) -> None:
        """Keep where the window is now."""
        room = self._window.room
        page = self._window.page(room)
        household = page.open_household if isinstance(page, HouseholdsRoom) else ""
        self._settings.keep(_HOUSEHOLD, household)
        self._settings.keep(_ROOM, room)

    def forget(self) -> None:
        """The window is closed as it should be."""
        self._timer.stop()
        self._settings.keep(_HOUSEHOLD, "")
        self._settings.keep(_ROOM, "")

    def go_back(self) -> None:
        """Open what was open when the program was cut off; a room that is no more is passed over."""
        room, household = self._settings.get(_ROOM), self._settings.get(_HOUSEHOLD)
        if room not in self._window.rooms():
            return
        self._window.open_room(room)
        page = self._window.page(room)
        if household and isinstance(page, HouseholdsRoom):
            page.show_household(household)
