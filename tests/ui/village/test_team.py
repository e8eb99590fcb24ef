"""The team: applications, the leader's decisions, limits told in words, going out."""

from desktop.models.teams import Application, Membership
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.village.team.joining_dialogs import DecisionDialog, PersonDialog
from desktop.ui.village.team.member_dialogs import LeavingDialog
from desktop.ui.village.team.roster_page import RosterPage
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.acting import count
from tests.ui.village.conftest import Answering

DeskAndWindow = tuple[Desk, DeskWindow]


def _room(window: DeskWindow) -> RosterPage:
    window.open_room("team")
    room = window.page("roster")
    assert isinstance(room, RosterPage)
    return room


def _propose(desk: Desk, room: RosterPage, name: str) -> None:
    assert room._team is not None
    dialog = PersonDialog(desk, room._team, room)
    dialog.full_name.setText(name)
    dialog.lives.setChecked(True)
    dialog.try_to_save()
    assert dialog.result() == 1
    dialog.deleteLater()


def test_an_application_waits_and_the_leader_agrees(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    room = _room(window)
    members = count(desk, "membership")
    _propose(desk, room, "lý a thử")
    assert count(desk, "membership") == members
    asked = next(one for one in room._applications() if one.name == "Lý A Thử")
    assert room._team is not None
    dialog = DecisionDialog(desk, room._team, asked, room._leader(), agreed=True, parent=room)
    dialog.role.show_code("CTV")
    dialog.composition.show_code("14")
    dialog.try_to_save()
    dialog.deleteLater()
    decided = desk.store.get(Application, asked.id)
    assert decided is not None
    assert (decided.state, decided.approver, decided.approver_name) == ("agreed", "team_leader", room._leader())
    joined = desk.store.first(Membership.select().where(Membership.person_id == asked.person_id))
    assert joined is not None
    assert (joined.role, joined.join_application_id, joined.started_on) == ("CTV", asked.id, desk.day)


def test_a_refusal_needs_its_reason(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    room = _room(window)
    _propose(desk, room, "Lý A Thử")
    asked = next(one for one in room._applications() if one.name == "Lý A Thử")
    assert room._team is not None
    dialog = DecisionDialog(desk, room._team, asked, room._leader(), agreed=False, parent=room)
    dialog.try_to_save()
    assert dialog.form.fields["remark"].problem
    dialog.remark.setText("Chưa thu xếp được thời gian")
    dialog.try_to_save()
    dialog.deleteLater()
    decided = desk.store.get(Application, asked.id)
    assert decided is not None
    assert decided.state == "refused"


def test_a_second_deputy_is_refused_in_words(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    room = _room(window)
    _propose(desk, room, "Lý A Thử")
    asked = next(one for one in room._applications() if one.name == "Lý A Thử")
    members = count(desk, "membership")
    assert room._team is not None
    dialog = DecisionDialog(desk, room._team, asked, room._leader(), agreed=True, parent=room)
    dialog.role.show_code("TP")
    dialog.try_to_save()
    assert dialog.form.problems.isVisibleTo(dialog)
    assert count(desk, "membership") == members
    dialog.deleteLater()


def test_who_asks_to_leave_hands_in_an_application_first(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    room = _room(window)
    row = room._members("thanh_vien")[-1]
    assert room._team is not None
    dialog = LeavingDialog(desk, room._team, row, room)
    dialog.reason.show_code("tu_nguyen")
    dialog.try_to_save()
    dialog.deleteLater()
    asked = next(one for one in room._applications() if one.person_id == row.person_id)
    assert asked.kind == "leave"
    decision = DecisionDialog(desk, room._team, asked, room._leader(), agreed=True, parent=room)
    decision.try_to_save()
    decision.deleteLater()
    left = desk.store.get(Membership, row.id)
    assert left is not None
    assert (left.ended_on, left.end_reason, left.leave_application_id) == (desk.day, "tu_nguyen", asked.id)


def test_the_leader_s_yes_and_no_open_their_own_dialogs(desk_and_window: DeskAndWindow, answering: Answering):
    desk, window = desk_and_window
    room = _room(window)
    _propose(desk, room, "lý a thử")
    titles: list[str] = []
    answering(DecisionDialog, lambda dialog: titles.append(dialog.windowTitle()))
    for label in ("Đồng ý", "Không đồng ý"):
        wanted = f"{label}: Lý A Thử"
        next(one for one in room.findChildren(ActButton) if one.accessibleName() == wanted).click()
        settle()
    assert "không" not in titles[0].lower()
    assert "không" in titles[1].lower()
