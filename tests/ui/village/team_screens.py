"""The pages and dialogs of the room Tổ for `tests.ui.screens`."""

from collections.abc import Callable
from datetime import date

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from desktop.models.listing_people import ApplicationList
from desktop.models.roster_facts import roster_facts
from desktop.models.team_acts import leader_name
from desktop.models.teams import ROLE_LEADER, Application, Team
from desktop.reports.catalogue import roster_paper
from desktop.ui.desk import Desk
from desktop.ui.village.team.application_dialog import ApplicationDialog
from desktop.ui.village.team.channel_dialog import ChannelDialog
from desktop.ui.village.team.groups_dialog import GroupsDialog, SurplusDialog
from desktop.ui.village.team.history_page import HistoryPage
from desktop.ui.village.team.joining_dialogs import DecisionDialog, PersonDialog
from desktop.ui.village.team.member_dialogs import MemberDialog
from desktop.ui.village.team.print_dialog import PrintDialog
from desktop.ui.village.team.renewal_dialog import RenewalDialog
from desktop.ui.village.team.roster_page import RosterPage
from desktop.ui.village.team.skills_page import SkillsPage
from desktop.ui.village.team.succession_dialog import SuccessionDialog
from desktop.ui.village.team.team_page import LoggedPaper
from desktop.ui.village.team.training_dialog import TrainingDialog
from desktop.ui.village.team.training_page import TrainingPage
from desktop.ui.window import DeskWindow
from tests.ui.screen import Screen

Shown = Callable[[Desk, DeskWindow], QWidget]


def _page(key: str) -> Shown:
    def show(_desk: Desk, window: DeskWindow) -> QWidget:
        window.open_room(key)
        return window

    return show


def _roster(window: DeskWindow) -> tuple[RosterPage, Team]:
    window.open_room("roster")
    page = window.page("roster")
    assert isinstance(page, RosterPage)
    assert page._team is not None
    return page, page._team


def _dialog(make: Callable[[Desk, RosterPage, Team], QDialog]) -> Shown:
    def show(desk: Desk, window: DeskWindow) -> QWidget:
        dialog = make(desk, *_roster(window))
        dialog.show()
        return dialog

    return show


def _decision(desk: Desk, page: RosterPage, team: Team) -> QDialog:
    asked = page._applications()[0]
    return DecisionDialog(desk, team, asked, leader_name(desk.store, team, desk.day), agreed=True, parent=page)


def _application(desk: Desk, page: RosterPage, _team: Team) -> QDialog:
    row = ApplicationList(desk.store).rows(0, 1)[0]
    application = desk.store.get(Application, row.id)
    assert application is not None
    return ApplicationDialog(row, application, page)


def _paper(desk: Desk, page: RosterPage, team: Team) -> QDialog:
    facts = roster_facts(desk.store, team, desk.day, desk.day, sign=True)
    dialog = LoggedPaper(
        desk, "Danh sách Tổ", "danh-sach", lambda: roster_paper(facts), page, what="roster", records=1, about="Bản in"
    )
    dialog.show()
    for _ in range(400):
        if dialog.paper.pages:
            break
        QTest.qWait(20)
    return dialog


def _history(view: str) -> Shown:
    def show(_desk: Desk, window: DeskWindow) -> QWidget:
        window.open_room("history")
        page = window.page("history")
        assert isinstance(page, HistoryPage)
        page.first.show_date(date(2025, 7, 21))
        page.show_view(view)
        return window

    return show


def _skills(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("skills")
    page = window.page("skills")
    assert isinstance(page, SkillsPage)
    page.grid.setCurrentIndex(page.model.index(0, 1))
    return window


def _course(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("training")
    page = window.page("training")
    assert isinstance(page, TrainingPage)
    assert page._team is not None
    dialog = TrainingDialog(desk, page._team.village_id, None, page.people, window)
    dialog.show()
    return dialog


TEAM_SCREENS = [
    Screen("thon-to", "thon-01", _page("roster")),
    Screen("thon-to-don", "thon-01", _page("applications")),
    Screen("thon-to-lich-su", "thon-01", _history("day")),
    Screen("thon-to-thay-doi", "thon-01", _history("changes")),
    Screen("thon-to-quyet-dinh", "thon-01", _history("decision")),
    Screen("thon-to-tap-huan", "thon-01", _page("training")),
    Screen("thon-to-tap-huan-trong", "thon-02", _page("training")),
    Screen("thon-to-ky-nang", "thon-01", _skills),
    Screen("thon-to-danh-ba", "thon-01", _page("contacts")),
    Screen("thon-them-nguoi", "thon-01", _dialog(lambda desk, page, team: PersonDialog(desk, team, page))),
    Screen("thon-quyet-don", "thon-01", _dialog(_decision)),
    Screen("thon-to-mot-don", "thon-01", _dialog(_application)),
    Screen("thon-to-mot-nguoi", "thon-01", _dialog(
        lambda desk, page, team: MemberDialog(desk, page._members("thanh_vien")[0], page))),
    Screen("thon-to-thay-to-truong", "thon-01", _dialog(
        lambda desk, page, team: SuccessionDialog(desk, team, ROLE_LEADER, page))),
    Screen("thon-to-nhom", "thon-01", _dialog(lambda desk, page, team: GroupsDialog(desk, team, page))),
    Screen("thon-to-qua-dong", "thon-01", _dialog(lambda desk, page, team: SurplusDialog(desk, team, page))),
    Screen("thon-to-kien-toan", "thon-01", _dialog(lambda desk, page, team: RenewalDialog(desk, team, page))),
    Screen("thon-to-kenh", "thon-01", _dialog(lambda desk, page, team: ChannelDialog(desk, team, page))),
    Screen("thon-to-in", "thon-01", _dialog(lambda desk, page, team: PrintDialog(page))),
    Screen("thon-to-ban-in", "thon-01", _dialog(_paper)),
    Screen("thon-to-mot-lop", "thon-01", _course),
]  # fmt: skip
