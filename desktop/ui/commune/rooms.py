"""The commune desk's rooms, and the ways between them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.ui.commune.conflicts_room import ConflictsRoom
from desktop.ui.commune.enrolment_room import EnrolmentRoom
from desktop.ui.commune.inbox_room import InboxRoom
from desktop.ui.commune.report_room import ReportRoom
from desktop.ui.commune.villages_room import VillagesRoom
from desktop.ui.desk import Desk
from desktop.ui.rail import Room
from desktop.ui.window import DeskWindow


class CommuneRooms(QObject):
    """Called, it gives the rooms; once `window` is set, pages can open other rooms."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.window: DeskWindow | None = None

    def __call__(self) -> Sequence[Room]:
        """The rooms in the order of the rail."""
        desk = self._desk
        return [
            Room("villages", self.tr("Các thôn"), "home-group", lambda: VillagesRoom(desk, self.open), "Ctrl+1"),
            Room("inbox", self.tr("Nhận từ thôn"), "inbox-arrow-down-outline", lambda: InboxRoom(desk), "Ctrl+2"),
            Room("conflicts", self.tr("Chỗ khác nhau"), "compare-horizontal", lambda: ConflictsRoom(desk), "Ctrl+3"),
            Room("report", self.tr("Báo cáo"), "file-document-outline", lambda: ReportRoom(desk), "Ctrl+4"),
            Room("enrolment", self.tr("Ghi danh máy"), "laptop", lambda: EnrolmentRoom(desk), "Ctrl+5"),
        ]

    def open(self, room: str) -> None:
        """Open a room by its key."""
        if self.window:
            self.window.open_room(room)


def commune_rooms(desk: Desk) -> CommuneRooms:
    """The rooms of a commune's desk."""
    return CommuneRooms(desk)
