"""The commune desk's rooms, and the ways between them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.ui.commune.bundles_room import BundlesRoom
from desktop.ui.commune.conflicts_room import TO_LOOK, ConflictsRoom
from desktop.ui.commune.enrolment_room import EnrolmentRoom
from desktop.ui.commune.forms_room import FormsRoom
from desktop.ui.commune.lists_room import ListsRoom
from desktop.ui.commune.receiving_room import ReceivingRoom
from desktop.ui.commune.report_room import ReportRoom
from desktop.ui.commune.results_room import ResultsRoom
from desktop.ui.commune.villages_room import VillagesRoom
from desktop.ui.desk import Desk
from desktop.ui.key_room import KeyRoom
from desktop.ui.rail import Room
from desktop.ui.requests.register_page import RegisterPage
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
            Room("villages", self.tr("Các thôn"), "home-group", lambda: VillagesRoom(desk, self), "Ctrl+1"),
            Room("inbox", self.tr("Hộp nhận"), "inbox-arrow-down-outline", lambda: ReceivingRoom(desk, self), "Ctrl+2"),
            Room("bundles", self.tr("Gói đã nhận"), "archive-outline", lambda: BundlesRoom(desk), "Ctrl+7"),
            Room("conflicts", self.tr("Chỗ khác nhau"), "compare-horizontal", self._conflicts, "Ctrl+3"),
            Room("report", self.tr("Báo cáo"), "file-document-outline", lambda: ReportRoom(desk), "Ctrl+4"),
            Room("forms", self.tr("Biểu mẫu"), "file-document-multiple-outline", lambda: FormsRoom(desk), "Ctrl+0"),
            Room("results", self.tr("Kết quả khảo sát"), "chart-bar", lambda: ResultsRoom(desk), "Ctrl+K"),
            Room("enrolment", self.tr("Ghi danh"), "shield-key-outline", lambda: EnrolmentRoom(desk), "Ctrl+5"),
            Room("requests", self.tr("Yêu cầu của dân"), "account-outline", lambda: RegisterPage(desk), "Ctrl+9"),
            Room("lists", self.tr("Thôn và kỳ"), "cog-outline", lambda: ListsRoom(desk), "Ctrl+6", at_foot=True),
            Room("key", self.tr("Khóa của máy"), "key-outline", lambda: KeyRoom(desk), "Ctrl+8", at_foot=True),
        ]

    def _conflicts(self) -> ConflictsRoom:
        return ConflictsRoom(self._desk, self)

    def open(self, room: str) -> None:
        """Open a room by its key."""
        if self.window:
            self.window.open_room(room)

    def show_village(self, village_id: str) -> None:
        """Show a village's page."""
        self.open("villages")
        room = self._page("villages")
        if isinstance(room, VillagesRoom):
            room.show_village(village_id)

    def show_findings(self) -> None:
        """Show what the rules find over all villages."""
        self.open("conflicts")
        room = self._page("conflicts")
        if isinstance(room, ConflictsRoom):
            room.show_view(TO_LOOK)

    def enrol_from(self, path: Path) -> None:
        """Go to Ghi danh with a file that asks for it."""
        self.open("enrolment")
        room = self._page("enrolment")
        if isinstance(room, EnrolmentRoom):
            room.take_files([path])

    def _page(self, room: str) -> object:
        return self.window.page(room) if self.window else None


def commune_rooms(desk: Desk) -> CommuneRooms:
    """The rooms of the commune's desk."""
    return CommuneRooms(desk)
