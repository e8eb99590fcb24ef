"""The village desk's rooms, and the ways between them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.models.session_queries import FollowUp
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.key_room import KeyRoom
from desktop.ui.menus import Menu
from desktop.ui.rail import Room
from desktop.ui.requests.register_page import RegisterPage
from desktop.ui.settings_room.access_page import AccessPage
from desktop.ui.settings_room.settings_page import SettingsPage
from desktop.ui.village.commitments_page import CommitmentsPage
from desktop.ui.village.decided_room import DecidedRoom
from desktop.ui.village.follow_ups_page import FollowUpsPage
from desktop.ui.village.handover_room import HandoverRoom
from desktop.ui.village.households_room import HouseholdsRoom
from desktop.ui.village.report_room import ReportRoom
from desktop.ui.village.session_entry import SessionEntry
from desktop.ui.village.support_room import SupportRoom
from desktop.ui.village.survey_room import SurveyRoom
from desktop.ui.village.team.applications_page import ApplicationsPage
from desktop.ui.village.team.contacts_page import ContactsPage
from desktop.ui.village.team.history_page import HistoryPage
from desktop.ui.village.team.roster_page import RosterPage
from desktop.ui.village.team.skills_page import SkillsPage
from desktop.ui.village.team.training_page import TrainingPage
from desktop.ui.village.today import today_page
from desktop.ui.village.work.work_rooms import work_rooms
from desktop.ui.window import DeskWindow


class VillageRooms(QObject):
    """Called, it gives the rooms; once `window` is set, pages can open other rooms and the keys F2, F3, F9 work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._window: DeskWindow | None = None

    def __call__(self) -> Sequence[Room]:
        """The rooms in the order of the rail."""
        desk = self._desk
        return [
            Room("today", self.tr("Hôm nay"), "weather-sunny", lambda: today_page(desk, self), "Ctrl+1"),
            Room("households", self.tr("Hộ dân"), "home-group", lambda: HouseholdsRoom(desk, self), "Ctrl+2"),
            Room("survey", self.tr("Khảo sát"), "clipboard-check-outline", lambda: SurveyRoom(desk), "Ctrl+3"),
            Room("help", self.tr("Hỗ trợ"), "hand-heart", shortcut="Ctrl+4", inner=self._support()),
            Room("team", self.tr("Tổ"), "account-group", shortcut="Ctrl+5", inner=self._team()),
            Room("work", self.tr("Việc & ý kiến"), "format-list-checks", shortcut="Ctrl+6", inner=self._work()),
            Room("sending", self.tr("Nộp về xã"), "usb-flash-drive-outline", shortcut="Ctrl+7", inner=self._sending()),
            Room("reports", self.tr("Báo cáo"), "file-document-outline", lambda: ReportRoom(desk, self), "Ctrl+8"),
            Room(
                "settings", self.tr("Cài đặt"), "cog-outline", shortcut="Ctrl+9", inner=self._settings(), at_foot=True
            ),
        ]

    def _support(self) -> tuple[Room, ...]:
        """What was given, and what was promised."""
        desk = self._desk
        return (
            Room("support", self.tr("Buổi hỗ trợ"), build=lambda: SupportRoom(desk)),
            Room("follow_ups", self.tr("Hẹn hỗ trợ lại"), build=lambda: FollowUpsPage(desk, self.record_follow_up)),
            Room("commitments", self.tr("Cam kết chất lượng"), build=lambda: CommitmentsPage(desk)),
        )

    def _team(self) -> tuple[Room, ...]:
        """Who is in the team, comes and goes, what they learn, how they are reached."""
        desk = self._desk
        return (
            Room("roster", self.tr("Danh sách"), build=lambda: RosterPage(desk, self)),
            Room("applications", self.tr("Đơn vào, ra"), build=lambda: ApplicationsPage(desk)),
            Room("history", self.tr("Lịch sử"), build=lambda: HistoryPage(desk)),
            Room("training", self.tr("Tập huấn"), build=lambda: TrainingPage(desk)),
            Room("skills", self.tr("Kỹ năng"), build=lambda: SkillsPage(desk)),
            Room("contacts", self.tr("Danh bạ"), build=lambda: ContactsPage(desk)),
        )

    def _work(self) -> tuple[Room, ...]:
        """What is asked of the team and what residents say."""
        return work_rooms(self._desk, self, self._requests)

    def _sending(self) -> tuple[Room, ...]:
        """Both directions between village and commune, and what came of them."""
        desk = self._desk
        return (
            Room("handover", self.tr("Nộp và nhận"), build=self._handover),
            Room("decided", self.tr("Xã quyết định"), build=lambda: DecidedRoom(desk)),
        )

    def _handover(self) -> HandoverRoom:
        return HandoverRoom(self._desk, open_reports=lambda: self.open("reports"))

    def _settings(self) -> tuple[Room, ...]:
        """The program on one computer."""
        desk = self._desk
        return (
            Room("program", self.tr("Chương trình"), build=lambda: SettingsPage(desk)),
            Room("key", self.tr("Khóa của máy"), build=lambda: KeyRoom(desk)),
            Room("access", self.tr("Nhật ký truy cập"), build=lambda: AccessPage(desk)),
        )

    def _requests(self) -> RegisterPage:
        return RegisterPage(self._desk, self.hand_over, self.show_household)

    @property
    def window(self) -> DeskWindow | None:
        """The desk's window, once there is one."""
        return self._window

    @window.setter
    def window(self, window: DeskWindow) -> None:
        self._window = window
        for act in (
            Act(self.tr("Ghi buổi hỗ trợ"), self.record_session, key="F2"),
            Act(self.tr("Khảo sát hộ tiếp theo"), self.survey_next, key="F3"),
            Act(self.tr("Nộp về xã"), self.hand_over, key="F9"),
        ):
            window.menus.add(Menu.FILE, act)

    def open(self, room: str) -> None:
        """Open a room by its key."""
        if self._window:
            self._window.open_room(room)

    def record_session(self) -> None:
        """Go to the form of a support session."""
        self.open("support")
        room = self._page("support")
        if isinstance(room, SupportRoom):
            room.record()

    def record_planned(self, entry: SessionEntry) -> None:
        """Go to the form of a support session with what the calendar knows of it."""
        self.open("support")
        room = self._page("support")
        if isinstance(room, SupportRoom):
            room.record_with(entry)

    def show_session(self, session_id: str) -> None:
        """Show a support session that was recorded."""
        self.open("support")
        room = self._page("support")
        if isinstance(room, SupportRoom):
            room.show_session(session_id)

    def record_follow_up(self, promised: FollowUp) -> None:
        """Go to the form of the session that gives help which was promised."""
        self.open("support")
        room = self._page("support")
        if isinstance(room, SupportRoom):
            room.record_follow_up(promised)

    def survey_next(self) -> None:
        """Begin with the next household that has no answers yet."""
        self.open("survey")
        room = self._page("survey")
        if isinstance(room, SurveyRoom):
            room.survey_next()

    def survey(self, household_id: str) -> None:
        """Begin or go on with a household's interview."""
        self.open("survey")
        room = self._page("survey")
        if isinstance(room, SurveyRoom):
            room.survey(household_id)

    def show_household(self, household_id: str) -> None:
        """Show a household's page."""
        self.open("households")
        room = self._page("households")
        if isinstance(room, HouseholdsRoom):
            room.show_household(household_id)

    def show_households(self, which: str) -> None:
        """Show the households of a filter."""
        self.open("households")
        room = self._page("households")
        if isinstance(room, HouseholdsRoom):
            room.narrow(which)
            room.show_list()

    def ask_about(self, table: str, record: str) -> None:
        """Write down what somebody asks for about their data, in the register."""
        self.open("requests")
        room = self._page("requests")
        if isinstance(room, RegisterPage):
            room.add((table, record))

    def hand_over(self) -> None:
        """Go to the room where bundles are written and received."""
        self.open("handover")

    def _page(self, room: str) -> object:
        return self._window.page(room) if self._window else None


def village_rooms(desk: Desk) -> VillageRooms:
    """The rooms of a village's desk."""
    return VillageRooms(desk)
