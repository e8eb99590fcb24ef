"""The lists of members and of applications for the screens. Teams are small, so a list is read whole. Reading only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import catalogues
from desktop.models.paging import PagedList, ordered
from desktop.models.searching import matches, name_order
from desktop.models.store import Store
from desktop.models.teams import ROLE_COLLABORATOR, ROLES
from desktop.text import text_sort_key

MEMBERS, COLLABORATORS, PAST = "thanh_vien", "ctv", "da_thoi"
_STATE_PLACES = {state: place for place, state in enumerate(("proposed", "agreed", "refused"))}
_ROLE_PLACES = {role: place for place, role in enumerate(ROLES)}
_ALL_MEMBERS = """
SELECT m.id, m.person_id, t.id, t.name, COALESCE(v.name, ''), p.full_name, m.role, COALESCE(m.composition, ''),
    COALESCE(p.phone, ''), m.started_on, m.ended_on, COALESCE(g.name, '')
FROM membership m JOIN team t ON t.id = m.team_id JOIN person p ON p.id = m.person_id
LEFT JOIN collaborator_group g ON g.id = m.group_id AND NOT g.deleted
LEFT JOIN village v ON v.id = m.village_id
WHERE NOT m.deleted AND NOT t.deleted AND NOT p.deleted AND m.village_id IS t.village_id
    AND (?1 IS NULL OR t.village_id = ?1) AND m.started_on <= ?2
"""
_ALL_APPLICATIONS = """
SELECT a.id, a.person_id, t.id, t.name, COALESCE(p.full_name, ''), a.kind, a.submitted_on, a.state, a.decided_on,
    COALESCE(a.approver, ''), COALESCE(a.approver_name, ''), COALESCE(a.document_number, '')
FROM application a JOIN team t ON t.id = a.team_id LEFT JOIN person p ON p.id = a.person_id
WHERE NOT a.deleted AND NOT t.deleted AND (?1 IS NULL OR t.village_id = ?1)
"""


@dataclass(frozen=True)
class MemberRow:
    """A membership as a list shows it."""

    id: str
    person_id: str
    team_id: str
    team: str
    village: str  # "" for the commune's own team
    name: str
    role: str
    role_label: str
    composition_label: str
    phone: str
    since: date
    until: date | None
    kind: str  # thanh_vien, ctv
    group: str = ""  # the collaborators' group


@dataclass(frozen=True)
class ApplicationRow:
    """An application as a list shows it."""

    id: str
    person_id: str
    team_id: str
    team: str
    name: str
    kind: str
    kind_label: str
    submitted_on: date
    state: str
    state_label: str
    decided_on: date | None
    approver: str  # whose consent, and the name
    document_number: str


class MemberList(PagedList[MemberRow]):
    """Who is in the teams of a village on a day (`village_id` None: of all), leaders first; PAST are those who left."""

    sortable = ("name", "role", "composition", "phone", "since", "until", "team")

    def __init__(
        self, store: Store, day: date, village_id: str | None = None, *, search: str = "", filter: str = ""
    ) -> None:
        super().__init__(store, search=search, filter=filter)
        self.day = day
        self.village_id = village_id
        self._rows: Mapping[str, MemberRow] = {}

    def _ordered(self) -> list[str]:
        rows = self.store.rows(_ALL_MEMBERS, [self.village_id, self.day.isoformat()])
        listed = [row for row in map(_member, rows) if self._keeps(row)]
        listed.sort(key=_usual_order)
        self._rows = {row.id: row for row in listed}
        column, descending = self._sort or ("", False)
        return ordered(self._rows, lambda record: _member_key(self._rows[record], column), descending=descending)

    def _keeps(self, row: MemberRow) -> bool:
        is_past = row.until is not None and row.until < self.day
        right_kind = is_past if self._filter == PAST else not is_past and self._filter in ("", row.kind)
        return right_kind and matches(self._search, f"{row.name} {row.phone} {row.team}")

    def _read(self, ids: Sequence[str]) -> Mapping[str, MemberRow]:
        return {record: self._rows[record] for record in ids}


def _member(row: Sequence[Any]) -> MemberRow:
    record, person, team_id, team, village, name, role, composition, phone, since, until, group = row
    return MemberRow(
        id=record,
        person_id=person,
        team_id=team_id,
        team=team,
        village=village,
        name=name,
        role=role,
        role_label=catalogues.labels("roles").get(role, role),
        composition_label=catalogues.labels("compositions").get(composition, ""),
        phone=phone,
        since=date.fromisoformat(since),
        until=date.fromisoformat(until) if until else None,
        kind=COLLABORATORS if role == ROLE_COLLABORATOR else MEMBERS,
        group=group,
    )


def _usual_order(row: MemberRow) -> tuple[str, str, int, str]:
    """By village and team, then leaders first, then by name."""
    role = _ROLE_PLACES.get(row.role, len(_ROLE_PLACES))
    return text_sort_key(row.village), text_sort_key(row.team), role, name_order(row.name)


def _member_key(row: MemberRow, column: str) -> Any:  # noqa: ANN401 - what a column is ordered by
    """None sorts last; without a column every row is equal and the first order stays."""
    return {
        "": 0,
        "name": name_order(row.name),
        "role": _ROLE_PLACES.get(row.role),
        "composition": row.composition_label or None,
        "phone": row.phone or None,
        "since": row.since,
        "until": row.until,
        "team": text_sort_key(row.team),
    }[column]


class ApplicationList(PagedList[ApplicationRow]):
    """The applications to a village's teams (`village_id` None: to all), waiting ones first; a filter is a state."""

    sortable = ("name", "kind", "submitted_on", "state", "decided_on", "team")

    def __init__(self, store: Store, village_id: str | None = None, *, search: str = "", filter: str = "") -> None:
        super().__init__(store, search=search, filter=filter)
        self.village_id = village_id
        self._rows: Mapping[str, ApplicationRow] = {}

    def _ordered(self) -> list[str]:
        listed = map(_application, self.store.rows(_ALL_APPLICATIONS, [self.village_id]))
        kept = [row for row in listed if self._filter in ("", row.state) and matches(self._search, row.name)]
        kept.sort(key=lambda row: (name_order(row.name), row.id))
        kept.sort(key=lambda row: row.submitted_on, reverse=True)
        kept.sort(key=lambda row: row.state != "proposed")
        self._rows = {row.id: row for row in kept}
        column, descending = self._sort or ("", False)
        return ordered(self._rows, lambda record: _application_key(self._rows[record], column), descending=descending)

    def _read(self, ids: Sequence[str]) -> Mapping[str, ApplicationRow]:
        return {record: self._rows[record] for record in ids}


def _application(row: Sequence[Any]) -> ApplicationRow:
    record, person, team_id, team, name, kind, submitted, state, decided, approver, approver_name, number = row
    office = catalogues.labels("approvers").get(approver, "")
    return ApplicationRow(
        id=record,
        person_id=person,
        team_id=team_id,
        team=team,
        name=name,
        kind=kind,
        kind_label=catalogues.labels("application_kinds").get(kind, kind),
        submitted_on=date.fromisoformat(submitted),
        state=state,
        state_label=catalogues.labels("application_states").get(state, state),
        decided_on=date.fromisoformat(decided) if decided else None,
        approver=": ".join(text for text in (office, approver_name) if text),
        document_number=number,
    )


def _application_key(row: ApplicationRow, column: str) -> Any:  # noqa: ANN401 - what a column is ordered by
    return {
        "": 0,
        "name": name_order(row.name),
        "kind": row.kind,
        "submitted_on": row.submitted_on,
        "state": _STATE_PLACES.get(row.state),
        "decided_on": row.decided_on,
        "team": text_sort_key(row.team),
    }[column]
