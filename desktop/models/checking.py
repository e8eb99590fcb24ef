"""What the rules find in a store: states are read from the tables and handed to the pure rules.

After a merge findings are shown, never used to refuse somebody's record; before a local change they can block it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from peewee import Field

from desktop.models import catalogues
from desktop.models.places import Commune, Milestone, Parameter, Village
from desktop.models.rules.findings import Finding, warning
from desktop.models.rules.people import team_people_findings
from desktop.models.rules.plan import milestone_kept, one_commune
from desktop.models.rules.states import COMMUNE, VILLAGE, JoinOrLeave, Limits, Member, TeamState
from desktop.models.rules.teams import TEAM_RULES, commune_findings, one_team_a_place
from desktop.models.store import Store
from desktop.models.teams import Application, Membership, Person, Team

#: Changes of these tables can break a rule about teams.
TEAM_TABLES = frozenset({"team", "membership", "application", "person", "village", "commune", "parameter"})
#: A team's id and the village whose scope the team is in; what another village wrote about the team does not count.
Place = tuple[str, str | None]


def findings(store: Store, day: date) -> list[Finding]:
    """Everything that the rules find on a day, errors first."""
    found = team_findings(store, day)
    for milestone in store.all(Milestone.select().where(~Milestone.deleted)):
        found += milestone_kept(milestone.id, milestone.name, milestone.before, milestone.done_on, day)
    order = {"ERR": 0, "WARN": 1, "INFO": 2}
    return sorted(found, key=lambda finding: (order[finding.severity.value], finding.rule, finding.record))


def days_ahead(store: Store, day: date) -> list[date]:
    """The days to come on which somebody will join a team."""
    begins = Membership.select(Membership.started_on).where(~Membership.deleted, Membership.started_on > day).distinct()
    return sorted(row.started_on for row in store.all(begins))


def team_findings(store: Store, day: date) -> list[Finding]:
    """What the rules of R015-R040 find."""
    members = _members(store)
    teams = _team_states(store, day, members)
    found = one_commune([row.id for row in store.all(Commune.select().where(~Commune.deleted))])
    found += one_team_a_place(teams)
    if store.setting("role") == "commune":
        villages = store.all(Village.select().where(~Village.deleted, _stands(Village.closed_on, day)))
        found += commune_findings(teams, [(row.id, row.name) for row in villages], day)
    compositions = catalogues.labels("compositions")
    for team in teams:
        for rule in TEAM_RULES:
            found += rule(team, day)
        found += team_people_findings(team, day, compositions)
    return found + _from_elsewhere(teams, members)


def _stands(closed_on: Field, day: date) -> Any:  # noqa: ANN401 - a condition
    """Whether what closes on a day still stands; the last day counts."""
    return closed_on.is_null() | (closed_on >= day)


def _team_states(store: Store, day: date, members: Mapping[Place, Sequence[Member]]) -> list[TeamState]:
    """All teams that stand on a day, with their people and applications."""
    applications = _applications(store)
    villages = {row.id: row for row in store.all(Village.select())}
    limits = _limits(store)
    stand = Team.select().where(~Team.deleted, _stands(Team.dissolved_on, day))
    states = []
    for row in store.all(stand.order_by(Team.level, Team.name, Team.id)):
        level = _level(row)
        village = villages.get(row.village_id or "")
        states.append(
            TeamState(
                id=row.id,
                level=level,
                name=row.name,
                members=tuple(members.get((row.id, row.village_id), ())),
                applications=tuple(applications[row.id, row.village_id]),
                village_id=row.village_id,
                head_id=village.head_id if village else None,
                youth_secretary_id=village.youth_secretary_id if village else None,
                decision_number=row.decision_number or "",
                decision_date=row.decision_date,
                decision_signer=row.decision_signer or "",
                limits=limits[level],
            )
        )
    return states


def _level(row: Team) -> str:
    """The team's level; where another program wrote none that is known, its scope tells."""
    if row.level in (COMMUNE, VILLAGE):
        return str(row.level)
    return VILLAGE if row.village_id else COMMUNE


def _from_elsewhere(teams: Sequence[TeamState], members: Mapping[Place, Sequence[Member]]) -> list[Finding]:
    """Memberships that were written outside the scope of their team; they are said, not counted."""
    names = {team.id: team.name for team in teams}
    own = {(team.id, team.village_id) for team in teams}
    return [
        warning(
            "R072",
            "membership",
            member.id,
            f"{member.name}: nơi khác ghi vào {names[place[0]]}, không được tính.",
            "Hãy hỏi nơi đã ghi, rồi xóa dòng đó ở nơi ấy.",
        )
        for place, listed in members.items()
        if place not in own and place[0] in names
        for member in listed
    ]


def _members(store: Store) -> dict[Place, list[Member]]:
    people = {row.id: row for row in store.all(Person.select())}
    members: dict[Place, list[Member]] = defaultdict(list)
    for row in store.all(Membership.select().where(~Membership.deleted).order_by(Membership.id)):
        person = people.get(row.person_id)
        if person is not None:
            members[row.team_id, row.village_id].append(_member(row, person))
    return members


def _member(row: Membership, person: Person) -> Member:
    return Member(
        id=row.id,
        person_id=row.person_id,
        name=person.full_name,
        role=row.role,
        started_on=row.started_on,
        ended_on=row.ended_on,
        end_reason=row.end_reason,
        composition=row.composition,
        position_title=person.position_title or "",
        birth_date=person.birth_date,
        guardian_consent=person.guardian_consent,
        lives_in_area=person.lives_in_area,
        works_in_area=person.works_in_area,
        residence_village_id=person.residence_village_id,
        criteria=(row.enthusiastic, row.open_minded, row.digitally_skilled, row.good_communicator),
        in_decision=bool(row.in_decision),
        join_application_id=row.join_application_id,
        leave_application_id=row.leave_application_id,
    )


def _applications(store: Store) -> dict[Place, list[JoinOrLeave]]:
    found: dict[Place, list[JoinOrLeave]] = defaultdict(list)
    for row in store.all(Application.select().where(~Application.deleted)):
        found[row.team_id, row.village_id].append(
            JoinOrLeave(
                row.id, row.team_id, row.person_id, row.kind, row.state, row.submitted_on, row.decided_on, row.approver
            )
        )
    return found


def _limits(store: Store) -> dict[str, Limits]:
    """The sizes of teams by level, from the commune's parameters; the plan's where none are set."""
    given: dict[str, dict[str, int]] = {COMMUNE: {}, VILLAGE: {}}
    for row in store.all(Parameter.select().where(~Parameter.deleted).order_by(Parameter.id)):
        given.setdefault(row.level, {})[row.name] = row.value
    return {
        level: Limits(values.get("max_members", Limits.most), values.get("min_members", Limits.least))
        for level, values in given.items()
    }
