"""Who was in a team on any day, and what changed between two days or against the Decision (R027, R038, R072, Q4).

Lists are computed from the terms (memberships), which end and are never deleted. Values and reading only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.models.searching import name_order
from desktop.models.store import Store
from desktop.models.teams import ROLE_COLLABORATOR, ROLES

CAME, WENT, ROLE_CHANGED = "came", "went", "role"
_ROLE_PLACES = {role: place for place, role in enumerate(ROLES)}
_ONE_DAY = timedelta(days=1)
_TERMS = """
SELECT m.id, m.person_id, p.full_name, m.role, m.started_on, m.ended_on, COALESCE(m.end_reason, ''),
    COALESCE(m.in_decision, 0), COALESCE(m.composition, ''), COALESCE(p.phone, ''), COALESCE(g.name, '')
FROM membership m JOIN team t ON t.id = m.team_id AND t.village_id IS m.village_id
JOIN person p ON p.id = m.person_id LEFT JOIN collaborator_group g ON g.id = m.group_id AND NOT g.deleted
WHERE m.team_id = ? AND NOT m.deleted AND NOT p.deleted
ORDER BY m.started_on, m.id
"""


@dataclass(frozen=True)
class Term:
    """One person's time in the team in one role."""

    id: str
    person_id: str
    name: str
    role: str
    first: date
    last: date | None = None
    end_reason: str = ""
    in_decision: bool = False
    composition: str = ""
    phone: str = ""
    group: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it counts on a day; the last day counts."""
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def is_member(self) -> bool:
        """Whether it counts among the team's ten (collaborators do not, R034)."""
        return self.role != ROLE_COLLABORATOR


Roster = Mapping[str, Term]  # by person


@dataclass(frozen=True)
class RosterChange:
    """What happened to one person on a day: came, went (the first day without), or has another role."""

    day: date
    kind: str
    before: Term | None
    after: Term | None

    @property
    def term(self) -> Term:
        """The term that tells who it is about."""
        term = self.after or self.before
        assert term is not None  # noqa: S101 - a change is about somebody
        return term


@dataclass(frozen=True)
class DecisionLine:
    """One person's place by the Decision beside the place in fact; `kind` is '' where both are the same."""

    kind: str
    decided: Term | None
    actual: Term | None

    @property
    def term(self) -> Term:
        """The term that tells who it is about."""
        term = self.actual or self.decided
        assert term is not None  # noqa: S101 - a line is about somebody
        return term


def terms_of(store: Store, team_id: str) -> list[Term]:
    """Everybody's terms in a team, the earliest first."""
    return [
        Term(
            record, person, name, role, date.fromisoformat(first), date.fromisoformat(last) if last else None,
            reason, bool(decided), composition, phone, group,
        )
        for record, person, name, role, first, last, reason, decided, composition, phone, group in store.rows(
            _TERMS, [team_id]
        )
    ]  # fmt: skip


def roster_on(terms: Iterable[Term], day: date) -> dict[str, Term]:
    """Who is in the team on a day, by person; of two terms at once the one of the higher role speaks."""
    found: dict[str, Term] = {}
    for term in terms:
        if term.holds_on(day):
            other = found.get(term.person_id)
            found[term.person_id] = term if other is None else min(term, other, key=_rank)
    return found


def by_role(roster: Iterable[Term]) -> list[Term]:
    """Leaders first, then by tên (DOMAIN 4.2)."""
    return sorted(roster, key=lambda term: (_role_place(term), name_order(term.name), term.person_id))


def by_name(roster: Iterable[Term]) -> list[Term]:
    """By tên, then họ, then đệm (DOMAIN 4.2)."""
    return sorted(roster, key=lambda term: (name_order(term.name), term.person_id))


def changes_between(terms: Sequence[Term], first: date, last: date) -> list[RosterChange]:
    """Every change after the day `first` up to the day `last`, in order; who came and went again is told twice."""
    turns = {term.first for term in terms} | {term.last + _ONE_DAY for term in terms if term.last}
    found: list[RosterChange] = []
    before = roster_on(terms, first)
    for day in sorted(turn for turn in turns if first < turn <= last):
        after = roster_on(terms, day)
        found += _differences(before, after, day)
        before = after
    return found


def replayed(roster: Roster, changes: Iterable[RosterChange]) -> dict[str, Term]:
    """A list after changes were made to it."""
    found = dict(roster)
    for change in changes:
        if change.after is None:
            found.pop(change.term.person_id, None)
        else:
            found[change.term.person_id] = change.after
    return found


def against_decision(terms: Sequence[Term], day: date, decided_on: date | None) -> list[DecisionLine]:
    """The list of the Decision beside that of a day, by role (Q4).

    By the Decision are those whom it names and who had not gone before its date. Collaborators are in no Decision.
    """
    decided: dict[str, Term] = {}
    for term in terms:
        gone_before = decided_on is not None and term.last is not None and term.last < decided_on
        if term.in_decision and not gone_before:
            decided.setdefault(term.person_id, term)
    actual = {person: term for person, term in roster_on(terms, day).items() if term.is_member}
    lines = [DecisionLine(*_beside(decided.get(person), actual.get(person))) for person in {**decided, **actual}]
    return sorted(
        lines, key=lambda line: (line.kind == WENT, _role_place(line.term), name_order(line.term.name), line.term.id)
    )


def _beside(decided: Term | None, actual: Term | None) -> tuple[str, Term | None, Term | None]:
    if decided is None:
        return CAME, None, actual
    if actual is None:
        return WENT, decided, None
    return ("" if actual.role == decided.role else ROLE_CHANGED), decided, actual


def _differences(before: Roster, after: Roster, day: date) -> Iterator[RosterChange]:
    """What changed from one list to the next; by role within each kind."""
    told = [
        *(RosterChange(day, WENT, term, None) for person, term in before.items() if person not in after),
        *(RosterChange(day, CAME, None, term) for person, term in after.items() if person not in before),
        *(
            RosterChange(day, ROLE_CHANGED, before[person], term)
            for person, term in after.items()
            if person in before and (before[person].role, before[person].group) != (term.role, term.group)
        ),
    ]
    order = (WENT, CAME, ROLE_CHANGED)
    yield from sorted(told, key=lambda one: (order.index(one.kind), _role_place(one.term), name_order(one.term.name)))


def _rank(term: Term) -> tuple[int, date, str]:
    return _role_place(term), term.first, term.id


def _role_place(term: Term) -> int:
    return _ROLE_PLACES.get(term.role, len(_ROLE_PLACES))
