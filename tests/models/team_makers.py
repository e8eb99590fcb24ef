"""Makers of teams in a store; they go past the rules, so that a test can begin with a team that breaks them."""

from datetime import date
from typing import Any

from desktop.models.acts import acting
from desktop.models.store import Store
from desktop.models.teams import Membership, Person, Team
from tests.makers import VILLAGE_ID, changing

DAY = date(2025, 8, 1)
MEMBER: dict[str, Any] = {
    "composition": "14",
    "enthusiastic": True,
    "open_minded": True,
    "digitally_skilled": True,
    "good_communicator": True,
}


def add_person(store: Store, name: str, village_id: str | None = VILLAGE_ID, **values: Any) -> str:
    given = {"full_name": name, "lives_in_area": True, **values}
    with changing(store) as change:
        return change.add(Person, village_id=village_id, **given)


def found_team(store: Store, size: int, village_id: str | None = VILLAGE_ID) -> Team:
    """A team as founded by decision, past all rules, so that a test can begin with one that breaks them."""
    people = [add_person(store, f"Nông Văn {number}", village_id) for number in range(1, size + 1)]
    with changing(store) as change:
        team = change.add(
            Team,
            village_id=village_id,
            level="village" if village_id else "commune",
            name="Tổ thôn Nà Thử" if village_id else "Tổ xã",
            decision_number="15/QĐ-UBND",
            decision_date=date(2025, 7, 22),
            decision_signer="Chủ tịch",
        )
        for place, person in enumerate(people):
            role = ("TT", "TP")[place] if place < 2 else "TV"
            begun = {"started_on": date(2025, 7, 22), "in_decision": True, "role": role, "position": place, **MEMBER}
            change.add(Membership, village_id=village_id, team_id=team, person_id=person, **begun)
    return the_team(store, team)


def the_team(store: Store, record: str) -> Team:
    row = store.get(Team, record)
    assert row is not None
    return row


def members(store: Store) -> list[Membership]:
    """All memberships, the founding ones first in their order."""
    return store.all(Membership.select().order_by(Membership.position.is_null(), Membership.position))


def admit(store: Store, team: Team, name: str, on: date = DAY, **values: Any) -> None:
    """Somebody new applies, is agreed to and joins, all in one act."""
    join(store, team, add_person(store, name, team.village_id), on, **values)


def join(store: Store, team: Team, person: str, on: date = DAY, **values: Any) -> None:
    with acting(store) as acts:
        application = acts.propose(team, person, joining=True, on=on)
        acts.decide(team, application, agreed=True, on=on, by="Tổ trưởng")
        acts.admit(team, person, application, on=on, **{"role": "TV", **MEMBER, **values})
