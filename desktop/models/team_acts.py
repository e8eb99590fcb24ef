"""Acts on a team that take several changes: another role from a day on, a new leader, a group of collaborators.

All are called inside an open act; the rules are looked at when it ends.
"""

from collections.abc import Collection
from datetime import date, timedelta

from desktop.models.acts import Acts
from desktop.models.places import Village
from desktop.models.rules.findings import RuleBroken
from desktop.models.store import Store
from desktop.models.teams import (
    ROLE_COLLABORATOR,
    ROLE_DEPUTY,
    ROLE_LEADER,
    ROLE_MEMBER,
    CollaboratorGroup,
    Membership,
    Team,
)

_KEPT = (
    *("team_id", "person_id", "composition", "join_application_id", "in_decision", "position"),
    *("enthusiastic", "open_minded", "digitally_skilled", "good_communicator"),
)
_BY_OFFICE = {
    ROLE_LEADER: "Trưởng thôn là Tổ trưởng theo Kế hoạch (II.3.1.3).",
    ROLE_DEPUTY: "Bí thư Chi Đoàn là Tổ phó theo Kế hoạch (II.3.1.3).",
}
_OFFICES = {ROLE_LEADER: "head_id", ROLE_DEPUTY: "youth_secretary_id"}
_ONE_DAY = timedelta(days=1)


def is_full(broken: RuleBroken) -> bool:
    """Whether an act was refused for one reason alone: the team has as many members as it may have (R019)."""
    return {finding.rule for finding in broken.findings} == {"R019"}


def change_role(acts: Acts, store: Store, membership_id: str, role: str, on: date, group: str | None = None) -> str:
    """Give a member another role from a day on and give the term's id; the old term ends the day before (R027, R072).

    From the first day of the term on it is a correction, and no second term begins.
    """
    term = _term(store, membership_id)
    kept_group = group if role == ROLE_COLLABORATOR else None
    if on <= term.started_on:
        acts.set(Membership, membership_id, role=role, group_id=kept_group)
        return membership_id
    acts.release(membership_id, on=on - _ONE_DAY, reason="kien_toan")
    values = {name: getattr(term, name) for name in _KEPT}
    return acts.add(Membership, village_id=term.village_id, started_on=on, role=role, group_id=kept_group, **values)


def succeed(
    acts: Acts, store: Store, team: Team, role: str, person_id: str, on: date, *, old_stays: bool, by_office: bool
) -> None:
    """Let a person take over the leader's or the deputy's role from a day on; the one before stays or goes (R027).

    Who is not in the team yet comes in by office, which is written down as the consent that R037 asks for.
    With `by_office` the village's head or youth secretary is this person from now on.
    """
    for record in _holding(store, team, on, role=role):
        if old_stays:
            change_role(acts, store, record, ROLE_MEMBER, on)
        else:
            acts.release(record, on=on - _ONE_DAY, reason="het_nhiem_ky")
    own = _holding(store, team, on, person=person_id)
    if own:
        change_role(acts, store, own[0], role, on)
    else:
        _come_in(acts, store, team, role, person_id, on)
    if by_office and team.village_id and store.get(Village, team.village_id):
        acts.set(Village, team.village_id, **{_OFFICES[role]: person_id})


def _come_in(acts: Acts, store: Store, team: Team, role: str, person_id: str, on: date) -> None:
    name = store.value("SELECT full_name FROM person WHERE id = ?", [person_id]) or ""
    application = acts.propose(team, person_id, joining=True, on=on, wish=_BY_OFFICE[role])
    leader = name if role == ROLE_LEADER else leader_name(store, team, on) or name
    acts.decide(team, application, agreed=True, on=on, by=leader, remark=_BY_OFFICE[role])
    composition = "01" if role == ROLE_LEADER else "02"
    acts.admit(team, person_id, application, on=on, role=role, composition=composition)


def leader_name(store: Store, team: Team, day: date) -> str:
    """Who leads the team on a day; '' for nobody."""
    found = _holding(store, team, day, role=ROLE_LEADER)
    sql = "SELECT p.full_name FROM membership m JOIN person p ON p.id = m.person_id WHERE m.id = ?"
    return str(store.value(sql, found[:1])) if found else ""


def renew_decision(
    acts: Acts, store: Store, team: Team, named: Collection[str], *, number: str, on: date, signer: str
) -> None:
    """Write down the Chairman's new decision (kiện toàn): its number, and the memberships that it names (Q4).

    Who is in the team and not named is in no Decision from now on, provided that an application brought them in.
    """
    acts.set(Team, team.id, decision_number=number, decision_date=on, decision_signer=signer)
    for record in _holding(store, team, on):
        if record in named:
            acts.set(Membership, record, in_decision=True)
        elif _term(store, record).join_application_id:
            acts.set(Membership, record, in_decision=False)


def dissolve_group(acts: Acts, store: Store, group_id: str, on: date) -> None:
    """End a group of collaborators; its people stay collaborators without a group (R040)."""
    acts.set(CollaboratorGroup, group_id, dissolved_on=on)
    sql = "SELECT id FROM membership WHERE NOT deleted AND group_id = ? AND COALESCE(ended_on, '9999') > ?"
    for (record,) in store.rows(sql, [group_id, on.isoformat()]):
        acts.set(Membership, record, group_id=None)


def open_groups(store: Store, team_id: str, day: date) -> list[tuple[str, str]]:
    """Id and name of the collaborators' groups that stand on a day, the oldest first."""
    return store.rows(
        "SELECT id, name FROM collaborator_group WHERE NOT deleted AND team_id = ? AND founded_on <= ?"
        " AND COALESCE(dissolved_on, '9999') > ? ORDER BY founded_on, name, id",
        [team_id, day.isoformat(), day.isoformat()],
    )


def _holding(store: Store, team: Team, day: date, *, role: str = "", person: str = "") -> list[str]:
    """The memberships that hold on a day, of one role or of one person."""
    return [
        record
        for (record,) in store.rows(
            "SELECT id FROM membership WHERE NOT deleted AND team_id = ?1 AND village_id IS ?2 AND started_on <= ?3"
            " AND COALESCE(ended_on, '9999') >= ?3 AND ?4 IN ('', role) AND ?5 IN ('', person_id)"
            " ORDER BY started_on DESC, id",
            [team.id, team.village_id, day.isoformat(), role, person],
        )
    ]


def _term(store: Store, membership_id: str) -> Membership:
    term = store.get(Membership, membership_id)
    assert term is not None  # noqa: S101 - the caller read it from this store
    return term
