"""Roles that change from a day on, successions, groups of collaborators and renewed decisions."""

from datetime import date

import pytest

from desktop.models import checking
from desktop.models.acts import acting
from desktop.models.places import Village
from desktop.models.rules.findings import RuleBroken
from desktop.models.store import Store
from desktop.models.team_acts import (
    change_role,
    dissolve_group,
    is_full,
    leader_name,
    open_groups,
    renew_decision,
    succeed,
)
from desktop.models.team_history import against_decision, roster_on, terms_of
from desktop.models.teams import Application, CollaboratorGroup, Membership
from tests.makers import VILLAGE_ID, carry, changing
from tests.models.team_makers import add_person, admit, found_team, members, the_team

DAY = date(2025, 8, 10)
BEFORE = date(2025, 8, 9)


def roles_on(store: Store, team_id: str, day: date) -> dict[str, str]:
    return {term.name: term.role for term in roster_on(terms_of(store, team_id), day).values()}


def with_village(commune: Store, village: Store) -> None:
    """The village's row, as the commune's bundle brings it."""
    with changing(commune) as change:
        change.add(Village, village_id=VILLAGE_ID, record=VILLAGE_ID, code="02107-01", name="Nà Thử")
    carry(commune, village)


def test_another_role_holds_from_its_day_and_the_old_term_stays(village: Store) -> None:
    team = found_team(village, 5)
    with acting(village) as acts:
        change_role(acts, village, members(village)[3].id, "TK", DAY)
    assert roles_on(village, team.id, BEFORE)["Nông Văn 4"] == "TV"
    assert roles_on(village, team.id, DAY)["Nông Văn 4"] == "TK"
    assert len(roster_on(terms_of(village, team.id), DAY)) == 5
    old, new = village.all(
        Membership.select().where(Membership.person_id == members(village)[3].person_id).order_by(Membership.started_on)
    )
    assert (old.ended_on, old.end_reason) == (BEFORE, "kien_toan")
    assert (new.in_decision, new.enthusiastic, new.composition) == (True, True, "14")


def test_a_role_that_was_written_wrongly_is_corrected_in_its_term(village: Store) -> None:
    found_team(village, 5)
    first = members(village)[3]
    with acting(village) as acts:
        assert change_role(acts, village, first.id, "TK", first.started_on) == first.id
    assert len(members(village)) == 5


def test_a_new_leader_takes_over_and_the_old_one_stays_as_a_member(commune: Store, village: Store) -> None:
    with_village(commune, village)
    team = found_team(village, 5)
    successor = members(village)[4].person_id
    with acting(village) as acts:
        succeed(acts, village, team, "TT", successor, DAY, old_stays=True, by_office=True)
    assert roles_on(village, team.id, BEFORE) == {
        "Nông Văn 1": "TT", "Nông Văn 2": "TP", "Nông Văn 3": "TV", "Nông Văn 4": "TV", "Nông Văn 5": "TV",
    }  # fmt: skip
    now = roles_on(village, team.id, DAY)
    assert (now["Nông Văn 1"], now["Nông Văn 5"]) == ("TV", "TT")
    assert leader_name(village, team, DAY) == "Nông Văn 5"
    assert leader_name(village, team, BEFORE) == "Nông Văn 1"
    own = village.get(Village, VILLAGE_ID)
    assert own is not None
    assert own.head_id == successor


def test_a_new_village_head_comes_in_with_the_consent_that_the_office_gives(commune: Store, village: Store) -> None:
    with_village(commune, village)
    team = found_team(village, 5)
    head = add_person(village, "Lý A Thử")
    with acting(village) as acts:
        acts.set(Village, VILLAGE_ID, head_id=head)
    assert [one.rule for one in checking.team_findings(village, DAY) if one.rule == "R027"] == ["R027"]
    with acting(village) as acts:
        succeed(acts, village, team, "TT", head, DAY, old_stays=False, by_office=True)
    assert not [one for one in checking.team_findings(village, DAY) if one.rule in ("R027", "R037")]
    assert "Nông Văn 1" not in roles_on(village, team.id, DAY)
    (application,) = village.all(Application.select())
    assert (application.state, application.approver_name) == ("agreed", "Lý A Thử")


def test_the_first_deputy_needs_nobody_before(village: Store) -> None:
    team = found_team(village, 5)
    with acting(village) as acts:
        acts.release(members(village)[1].id, on=BEFORE, reason="chuyen_di")
    with acting(village) as acts:
        succeed(acts, village, team, "TP", members(village)[2].person_id, DAY, old_stays=True, by_office=False)
    assert roles_on(village, team.id, DAY)["Nông Văn 3"] == "TP"


def test_the_eleventh_is_refused_for_that_one_reason(village: Store) -> None:
    team = found_team(village, 10)
    with pytest.raises(RuleBroken) as refused:
        admit(village, team, "Lý A Thử")
    assert is_full(refused.value)
    admit(village, team, "Lý A Thử", role="CTV")
    with pytest.raises(RuleBroken) as other:
        admit(village, team, "Lý A Sai", role="TP")
    assert not is_full(other.value)


def test_a_group_ends_and_its_people_stay_collaborators(village: Store) -> None:
    team = found_team(village, 5)
    with acting(village) as acts:
        values = {"team_id": team.id, "name": "Xóm Trên", "founded_on": date(2025, 8, 1)}
        group = acts.add(CollaboratorGroup, village_id=VILLAGE_ID, **values)
    admit(village, team, "Lý A Thử", role="CTV", group_id=group)
    assert open_groups(village, team.id, DAY) == [(group, "Xóm Trên")]
    assert [term.group for term in terms_of(village, team.id) if not term.is_member] == ["Xóm Trên"]
    with acting(village) as acts:
        dissolve_group(acts, village, group, DAY)
    assert open_groups(village, team.id, DAY) == []
    assert open_groups(village, team.id, BEFORE) == [(group, "Xóm Trên")]
    assert [(term.role, term.group) for term in terms_of(village, team.id) if not term.is_member] == [("CTV", "")]


def test_a_member_who_becomes_a_collaborator_has_a_term_of_each(village: Store) -> None:
    team = found_team(village, 6)
    with acting(village) as acts:
        change_role(acts, village, members(village)[5].id, "CTV", DAY)
    assert sum(term.is_member for term in roster_on(terms_of(village, team.id), BEFORE).values()) == 6
    assert sum(term.is_member for term in roster_on(terms_of(village, team.id), DAY).values()) == 5


def test_a_renewed_decision_makes_both_lists_the_same(village: Store) -> None:
    team = found_team(village, 6)
    admit(village, team, "Lý A Thử", date(2025, 8, 1), role="TV")
    with acting(village) as acts:
        acts.release(members(village)[5].id, on=date(2025, 8, 2), reason="chuyen_di")
    before = against_decision(terms_of(village, team.id), DAY, team.decision_date)
    assert sorted(line.kind for line in before if line.kind) == ["came", "went"]
    named = [term.id for term in roster_on(terms_of(village, team.id), DAY).values()]
    with acting(village) as acts:
        renew_decision(acts, village, team, named, number="60/QĐ-UBND", on=DAY, signer="Chủ tịch")
    after = against_decision(terms_of(village, team.id), DAY, the_team(village, team.id).decision_date)
    assert not any(line.kind for line in after)
    assert len(after) == 6


def test_whom_a_renewed_decision_does_not_name_is_in_none(village: Store) -> None:
    team = found_team(village, 5)
    admit(village, team, "Lý A Thử", date(2025, 8, 1), role="TV")
    named = [term.id for term in roster_on(terms_of(village, team.id), DAY).values() if term.name != "Lý A Thử"]
    for number in ("60/QĐ-UBND", "61/QĐ-UBND"):
        everybody = [*named, *(term.id for term in terms_of(village, team.id) if term.name == "Lý A Thử")]
        with acting(village) as acts:
            listed = everybody if number.startswith("60") else named
            renew_decision(acts, village, team, listed, number=number, on=DAY, signer="Chủ tịch")
    lines = against_decision(terms_of(village, team.id), DAY, DAY)
    assert [line.term.name for line in lines if line.kind] == ["Lý A Thử"]
