"""What the rules find in a store: states are read from the tables and handed to the pure rules.

After a merge findings are shown, never used to refuse somebody's record; before a local change they can block it.
"""

from collections import defaultdict
from datetime import date

from desktop.models import catalogues
from desktop.models.places import Commune, Milestone, Parameter, Village
from desktop.models.rules.findings import Finding
from desktop.models.rules.people import team_people_findings
from desktop.models.rules.plan import milestone_kept, one_commune
from desktop.models.rules.states import JoinOrLeave, Limits, Member, TeamState
from desktop.models.rules.teams import TEAM_RULES, commune_findings
from desktop.models.store import Store
from desktop.models.teams import Application, Membership, Person, Team

#: Changes of these tables can break a rule about teams.
TEAM_TABLES = frozenset({"team", "membership", "application", "person", "village", "commune", "parameter"})


def findings(store: Store, day: date) -> list[Finding]:
    """Everything that the rules find on a day, errors first."""
    found = team_findings(store, day)
    for milestone in store.all(Milestone.select().where(~Milestone.deleted)):
        found += milestone_kept(milestone.id, milestone.name, milestone.before, milestone.done_on, day)
    order = {"ERR": 0, "WARN": 1, "INFO": 2}
    return sorted(found, key=lambda finding: (order[finding.severity.value], finding.rule, finding.record))


def team_findings(store: Store, day: date) -> list[Finding]:
    """What the rules of R015-R040 find."""
    teams = team_states(store)
    compositions = catalogues.labels("compositions")
    found = one_commune([row.id for row in store.all(Commune.select().where(~Commune.deleted))])
    if store.setting("role") == "commune":
        villages = Village.select().where(~Village.deleted, Village.closed_on.is_null())
        found += commune_findings(teams, [(row.id, row.name) for row in store.all(villages)], day)
    for team in teams:
        for rule in TEAM_RULES:
            found += rule(team, day)
        found += team_people_findings(team, day, compositions)
    return found


def team_states(store: Store) -> list[TeamState]:
    """All teams that stand, with their people and applications."""
    members = _members(store)
    applications = _applications(store)
    villages = {row.id: row for row in store.all(Village.select())}
    limits = _limits(store)
    teams = store.all(Team.select().where(~Team.deleted, Team.dissolved_on.is_null()).order_by(Team.level, Team.name))
    return [
        TeamState(
            id=row.id,
            level=row.level,
            name=row.name,
            members=tuple(members[row.id]),
            applications=tuple(applications[row.id]),
            village_id=row.village_id,
            head_id=villages[row.village_id].head_id if row.village_id in villages else None,
            youth_secretary_id=villages[row.village_id].youth_secretary_id if row.village_id in villages else None,
            decision_number=row.decision_number or "",
            decision_date=row.decision_date,
            decision_signer=row.decision_signer or "",
            limits=limits[row.level],
        )
        for row in teams
    ]


def _members(store: Store) -> dict[str, list[Member]]:
    people = {row.id: row for row in store.all(Person.select())}
    members: dict[str, list[Member]] = defaultdict(list)
    for row in store.all(Membership.select().where(~Membership.deleted).order_by(Membership.id)):
        person = people.get(row.person_id)
        if person is not None:
            members[row.team_id].append(_member(row, person))
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
        criteria=(row.enthusiastic, row.open_minded, row.digitally_skilled, row.good_communicator),
        in_decision=bool(row.in_decision),
        join_application_id=row.join_application_id,
        leave_application_id=row.leave_application_id,
    )


def _applications(store: Store) -> dict[str, list[JoinOrLeave]]:
    found: dict[str, list[JoinOrLeave]] = defaultdict(list)
    for row in store.all(Application.select().where(~Application.deleted)):
        found[row.team_id].append(
            JoinOrLeave(
                row.id, row.team_id, row.person_id, row.kind, row.state, row.submitted_on, row.decided_on, row.approver
            )
        )
    return found


def _limits(store: Store) -> dict[str, Limits]:
    """The sizes of teams by level, from the commune's parameters; the plan's where none are set."""
    given: dict[str, dict[str, int]] = {"commune": {}, "village": {}}
    for row in store.all(Parameter.select().where(~Parameter.deleted)):
        given[row.level][row.name] = row.value
    return {
        level: Limits(values.get("max_members", Limits.most), values.get("min_members", Limits.least))
        for level, values in given.items()
    }
