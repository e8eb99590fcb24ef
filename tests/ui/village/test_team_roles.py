"""Roles in the team: who takes over, from when; the eleventh; groups of collaborators."""

from datetime import date

from PySide6.QtWidgets import QAbstractButton

from desktop.models.team_acts import leader_name, open_groups
from desktop.models.team_history import roster_on, terms_of
from desktop.models.teams import Membership, Person, Team
from desktop.ui.desk import Desk
from desktop.ui.messages import Message
from desktop.ui.village.team.groups_dialog import GroupsDialog, SurplusDialog
from desktop.ui.village.team.joining_dialogs import DecisionDialog, PersonDialog
from desktop.ui.village.team.member_dialogs import MemberDialog
from desktop.ui.village.team.roster_page import RosterPage
from desktop.ui.village.team.succession_dialog import SuccessionDialog
from desktop.ui.window import DeskWindow
from tests.ui.village.acting import count
from tests.ui.village.conftest import Answering

DeskAndWindow = tuple[Desk, DeskWindow]


def _roster(window: DeskWindow) -> tuple[RosterPage, Team]:
    window.open_room("roster")
    page = window.page("roster")
    assert isinstance(page, RosterPage)
    assert page._team is not None
    return page, page._team


def _roles(desk: Desk, team: Team) -> dict[str, str]:
    return {term.name: term.role for term in roster_on(terms_of(desk.store, team.id), desk.day).values()}


def test_a_new_leader_is_written_and_the_old_one_stays(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    page, team = _roster(window)
    old = leader_name(desk.store, team, desk.day)
    successor = page._members("thanh_vien")[-1]
    dialog = SuccessionDialog(desk, team, "TT", page)
    dialog.try_to_save()
    assert dialog.form.fields["who"].problem
    dialog.who.show_code(successor.person_id)
    dialog.try_to_save()
    assert dialog.result() == 1
    dialog.deleteLater()
    roles = _roles(desk, team)
    assert (roles[successor.name], roles[old]) == ("TT", "TV")
    assert not [one for one in page._findings() if one.rule == "R027"]


def test_somebody_new_can_take_over_by_name(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    page, team = _roster(window)
    dialog = SuccessionDialog(desk, team, "TP", page)
    dialog.who.show_code("new")
    dialog.name.setText("lý a thử")
    dialog.before.show_code("goes")
    dialog.try_to_save()
    assert dialog.result() == 1
    dialog.deleteLater()
    assert _roles(desk, team)["Lý A Thử"] == "TP"


def test_a_role_changes_from_a_day_on(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    page, team = _roster(window)
    row = page._members("thanh_vien")[-1]
    dialog = MemberDialog(desk, row, page)
    dialog.role.show_code("TK")
    dialog.birth_date.setText("1985")
    dialog.union.setChecked(True)
    dialog.try_to_save()
    assert dialog.result() == 1
    dialog.deleteLater()
    assert _roles(desk, team)[row.name] == "TK"
    old = desk.store.get(Membership, row.id)
    person = desk.store.get(Person, row.person_id)
    assert old is not None
    assert person is not None
    assert (old.role, (desk.day - old.ended_on).days) == ("TV", 1)
    assert (person.birth_date, person.birth_precision, person.youth_union_member) == (date(1985, 1, 1), "nam", True)


def _fill(desk: Desk, page: RosterPage, team: Team) -> None:
    """Members by the Decision until the team is full."""
    size = sum(role != "CTV" for role in _roles(desk, team).values())
    for number in range(size, 10):
        dialog = PersonDialog(desk, team, page)
        dialog.full_name.setText(f"Nông Văn Thử {'ab'[number % 2]}")
        dialog.lives.setChecked(True)
        dialog.way.show_code("decision")
        dialog.try_to_save()
        assert dialog.result() == 1
        dialog.deleteLater()


def test_the_eleventh_is_offered_the_collaborators(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    page, team = _roster(window)
    _fill(desk, page, team)
    asked = page._applications()[0]
    said: list[bool] = []

    def answer(message: Message) -> None:
        said.append(True)
        message.accept() if len(said) > 1 else message.reject()

    answering(Message, answer)
    dialog = DecisionDialog(desk, team, asked, "Tổ trưởng", agreed=True, parent=page)
    dialog.try_to_save()
    assert dialog.form.problems.isVisibleTo(dialog)
    assert asked.name not in _roles(desk, team)
    dialog.try_to_save()
    assert dialog.result() == 1
    dialog.deleteLater()
    assert _roles(desk, team)[asked.name] == "CTV"


def test_groups_are_made_renamed_and_ended(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    page, team = _roster(window)
    ((first, _),) = open_groups(desk.store, team.id, desk.day)

    def saved(group: str, name: str, *, ends: bool = False) -> GroupsDialog:
        dialog = GroupsDialog(desk, team, page)
        dialog.group.show_code(group)
        dialog._show_group()
        dialog.name.setText(name)
        dialog.dissolve.setChecked(ends)
        dialog.try_to_save()
        return dialog

    assert saved("new", "Nhóm thanh niên").form.fields["name"].problem
    assert saved("new", "Nhóm xóm Trên").result() == 1
    assert saved(first, "Nhóm xóm Dưới").result() == 1
    assert [name for _, name in open_groups(desk.store, team.id, desk.day)] == ["Nhóm xóm Dưới", "Nhóm xóm Trên"]
    assert saved(first, "Nhóm xóm Dưới", ends=True).result() == 1
    assert [name for _, name in open_groups(desk.store, team.id, desk.day)] == ["Nhóm xóm Trên"]
    assert count(desk, "membership", "role = 'CTV' AND ended_on IS NULL AND group_id IS NULL") == 2


def test_members_become_collaborators_in_a_new_group(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    page, team = _roster(window)
    dialog = SurplusDialog(desk, team, page)
    dialog.try_to_save()
    assert dialog.form.fields["people"].problem
    record, box = next(iter(dialog.people.items()))
    box.setChecked(True)
    dialog.name.setText("Nhóm xóm Trên")
    dialog.try_to_save()
    assert dialog.result() == 1
    dialog.deleteLater()
    name = box.text()
    assert _roles(desk, team)[name] == "CTV"
    old = desk.store.get(Membership, record)
    assert old is not None
    assert old.role == "TV"


def test_what_is_typed_about_somebody_survives_a_power_cut(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    page, team = _roster(window)
    dialog = PersonDialog(desk, team, page)
    dialog.full_name.setText("lý a thử")
    dialog.birth_date.setText("7/1985")
    dialog.lives.setChecked(True)
    dialog.criteria.show_keys(["open_minded"])
    dialog.keep()
    dialog.deleteLater()
    again = PersonDialog(desk, team, page)
    assert (again.full_name.text(), again.birth_date.text(), again.lives.isChecked()) == ("lý a thử", "7/1985", True)
    assert again.ticked()["open_minded"] is True
    again.try_to_save()
    assert again.result() == 1
    again.deleteLater()
    third = PersonDialog(desk, team, page)
    assert third.full_name.text() == ""
    third.deleteLater()


def test_a_young_student_s_guardian_is_asked_with_the_decision(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    page, team = _roster(window)
    dialog = PersonDialog(desk, team, page)
    dialog.full_name.setText("Lý A Thử")
    dialog.birth_date.setText("05/09/2010")
    dialog.lives.setChecked(True)
    dialog.try_to_save()
    dialog.deleteLater()
    asked = next(one for one in page._applications() if one.name == "Lý A Thử")
    decision = DecisionDialog(desk, team, asked, "Tổ trưởng", agreed=True, parent=page)
    assert "guardian_consent" in decision.form.fields
    decision.composition.show_code("13")
    decision.try_to_save()
    assert "giám hộ" in " ".join(one.accessibleName() for one in decision.form.problems.findChildren(QAbstractButton))
    decision.guardian.setChecked(True)
    decision.try_to_save()
    assert decision.result() == 1
    decision.deleteLater()
    assert _roles(desk, team)["Lý A Thử"] == "TV"
    old = next(one for one in page._applications() if one.kind == "join")
    assert "guardian_consent" not in DecisionDialog(desk, team, old, "x", agreed=False, parent=page).form.fields
