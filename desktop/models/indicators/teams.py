"""Indicators about the teams (DOMAIN 3.4: TC01-TC06), as they stand on the last day of a period.

A person in two teams is one person in a sum over both. Collaborators (CTV) are no members (R034).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from desktop.models.facts import Figure, PeriodFacts
from desktop.models.indicators.naming import PERSONS, make
from desktop.models.rules.states import COMMUNE, VILLAGE, Limits
from desktop.models.store import Store
from desktop.models.teams import ROLE_COLLABORATOR

_ONE_DAY = timedelta(days=1)
_TEAMS = """
SELECT id, village_id, level, COALESCE(decision_number, '') <> '' AND COALESCE(decision_date, '9999') <= ?1
FROM team WHERE NOT deleted AND COALESCE(dissolved_on, '9999') >= ?1 AND COALESCE(founded_on, '') <= ?1
"""
_PEOPLE = """
SELECT m.team_id, m.person_id, m.role, m.started_on, m.ended_on, m.composition, p.gender, p.youth_union_member
FROM membership m JOIN team t ON t.id = m.team_id AND t.village_id IS m.village_id
LEFT JOIN person p ON p.id = m.person_id
WHERE NOT m.deleted AND NOT COALESCE(p.deleted, 0)
"""


class Term(NamedTuple):
    """One person's time in one team, in one role."""

    team_id: str
    person_id: str
    role: str
    started_on: date
    ended_on: date | None
    composition: str | None
    gender: str | None
    youth_union: bool | None

    @property
    def is_member(self) -> bool:
        """Whether it counts in the team's size."""
        return self.role != ROLE_COLLABORATOR

    def on(self, day: date) -> bool:
        """Whether it holds on a day; the last day counts."""
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True)
class Team:
    """A team that stands, with everybody who was ever in it."""

    id: str
    village_id: str | None
    level: str
    by_decision: bool
    terms: tuple[Term, ...]
    limits: Limits

    def members(self, day: date) -> list[Term]:
        """Its members on a day."""
        return [term for term in self.terms if term.is_member and term.on(day)]


def teams_on(store: Store, day: date) -> list[Team]:
    """The teams that stand on a day."""
    terms: dict[str, list[Term]] = {}
    for row in store.rows(_PEOPLE):
        term = _term(*row)
        terms.setdefault(term.team_id, []).append(term)
    limits = team_limits(store)
    return [
        Team(record, village_id, level, bool(by_decision), tuple(terms.get(record, ())), limits[level])
        for record, village_id, level, by_decision in store.rows(_TEAMS, [day.isoformat()])
    ]


def _term(
    team_id: str,
    person_id: str,
    role: str,
    started: str,
    ended: str | None,
    composition: str | None,
    gender: str | None,
    youth_union: int | None,
) -> Term:
    last = date.fromisoformat(ended) if ended else None
    in_union = None if youth_union is None else bool(youth_union)
    return Term(team_id, person_id, role, date.fromisoformat(started), last, composition or None, gender, in_union)


def team_limits(store: Store) -> Mapping[str, Limits]:
    """The sizes of teams by level, from the commune's parameters; the plan's where none are set (R020, R032)."""
    given: dict[str, dict[str, int]] = {COMMUNE: {}, VILLAGE: {}}
    for level, name, value in store.rows("SELECT level, name, value FROM parameter WHERE NOT deleted ORDER BY id"):
        given.setdefault(level, {})[name] = value
    return {
        level: Limits(values.get("max_members", Limits.most), values.get("min_members", Limits.least))
        for level, values in given.items()
    }


def sizes(teams: Sequence[Team], day: date) -> tuple[int | None, int | None]:
    """How many members and how many collaborators teams have on a day; not known without a team."""
    if not teams:
        return None, None
    members = [term for team in teams for term in team.members(day)]
    others = [term for team in teams for term in team.terms if not term.is_member and term.on(day)]
    return _people(members), _people(others)


def team_figures(teams: Sequence[Team], period: PeriodFacts) -> Iterator[Figure]:
    """The figures of one village or of several; without a team nothing is known of its members."""
    day = period.last_day
    members = [term for team in teams for term in team.members(day)]
    size, others = sizes(teams, day)
    yield make("TC02", size)
    yield make("TC03", others)
    yield from _outside_limits(teams, day)
    for code, flag in FLAGS.items():
        yield _share(code, members, flag)
    terms = [term for team in teams for term in team.terms if term.is_member]
    yield make("TC06", _people(joined_in(terms, period)) if teams else None)
    yield make("TC06-ra", _people(_went(terms, period)) if teams else None)


def founded_figures(teams: Sequence[Team], villages: Sequence[str], *, with_commune: bool) -> Iterator[Figure]:
    """TC01: villages whose team has its decision, and the commune's own team."""
    founded = {team.village_id for team in teams if team.by_decision and team.level == VILLAGE}
    yield make("TC01", len(founded & set(villages)), len(villages))
    if with_commune:
        own = any(team.by_decision for team in teams if team.level == COMMUNE)
        yield make("TC01-xa", int(own), 1)


def _people(terms: Sequence[Term]) -> int:
    return len({term.person_id for term in terms})


def _outside_limits(teams: Sequence[Team], day: date) -> Iterator[Figure]:
    """TC04: teams that are smaller or larger than they should be; the name tells the limits that count."""
    small = sum(_people(team.members(day)) < team.limits.least for team in teams) if teams else None
    large = sum(_people(team.members(day)) > team.limits.most for team in teams) if teams else None
    both = None if small is None or large is None else small + large
    limits = next((team.limits for team in teams if team.level == VILLAGE), Limits())
    for code, value in (("TC04", both), ("TC04-duoi", small), ("TC04-tren", large)):
        figure = make(code, value)
        name = figure.name.replace("dưới 5", f"dưới {limits.least}").replace("trên 10", f"trên {limits.most}")
        yield replace(figure, name=name)


def _of(*compositions: str) -> Callable[[Term], bool | None]:
    return lambda term: None if term.composition is None else term.composition in compositions


#: TC05: code -> whether a member is one; None when it is not known.
FLAGS: Mapping[str, Callable[[Term], bool | None]] = {
    "TC05-nu": lambda term: None if term.gender is None else term.gender == "nu",
    "TC05-doan-vien": lambda term: term.youth_union,
    "TC05-giao-vien": _of("07"),
    "TC05-y-te": _of("08"),
    "TC05-doanh-nghiep": _of("10", "11", "12"),
    "TC05-hoc-sinh": _of("13"),
}


def _share(code: str, members: Sequence[Term], flag: Callable[[Term], bool | None]) -> Figure:
    """How many of the members of whom it is known are so."""
    known = {term.person_id for term in members if flag(term) is not None}
    are = {term.person_id for term in members if flag(term)}
    value = len(are) if known else None
    return make(code, value, len(known), answered=len(known), expected=_people(members), per=PERSONS)


def joined_in(terms: Sequence[Term], period: PeriodFacts) -> list[Term]:
    """Members who began in the period; who only changed the role was there before."""
    return [
        term
        for term in terms
        if period.first_day <= term.started_on <= period.last_day
        and not any(other.started_on < term.started_on and _goes_over(other, term) for other in terms)
    ]


def _went(terms: Sequence[Term], period: PeriodFacts) -> list[Term]:
    """Members who ended in the period and did not go on in another role."""
    return [
        term
        for term in terms
        if term.ended_on
        and period.first_day <= term.ended_on <= period.last_day
        and not any(_outlasts(other, term.ended_on) and _goes_over(term, other) for other in terms)
    ]


def _goes_over(earlier: Term, later: Term) -> bool:
    """Whether two terms of one person in one team follow each other without a day between."""
    if earlier is later or (earlier.team_id, earlier.person_id) != (later.team_id, later.person_id):
        return False
    return earlier.ended_on is None or later.started_on <= earlier.ended_on + _ONE_DAY


def _outlasts(term: Term, day: date) -> bool:
    return term.ended_on is None or term.ended_on > day
