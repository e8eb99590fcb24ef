"""Indicators out of the support sessions (DOMAIN 3.4: HD01-HD05, CQ-1, CQ-2, KT-4) and the services that were given.

Visits (lượt) and new people are never mixed. Where no session was held, nothing was given, and that is a 0; where
sessions were held but what was given was not written down, it is not known.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from desktop.models import catalogues
from desktop.models.facts import Figure, PeriodFacts, ServiceFacts
from desktop.models.indicators.naming import LINES, SESSIONS, make
from desktop.models.sessions import SESSION_KINDS
from desktop.models.store import Store
from desktop.models.succession import homes_on

HOME_VISIT = "DN"
ONLINE_SERVICES = ("CQ03", "CQ04", "CQ05", "CQ06")  # CQ-1
IDENTITY, SHOPS = ("CQ01",), ("KT04", "KT05", "KT06")  # CQ-2, KT-4
SET_UP = 2  # outcome: installed or registered

# Rows are counted by Python: half the time of GROUP BY, which sorts them.
_HELD = "NOT s.deleted AND s.held_on BETWEEN ?1 AND ?2"
_SESSIONS = f"SELECT s.village_id, s.kind FROM session s WHERE {_HELD}"  # noqa: S608 - constants of this module
# A session without lines comes as one row without a service, a visit that names nobody as one without a household.
_LINES = f"""
SELECT s.village_id, l.service_code, l.outcome, l.visits, l.new_people
FROM session s
LEFT JOIN session_line l ON l.session_id = s.id AND l.village_id IS s.village_id AND NOT l.deleted
WHERE {_HELD}
"""  # noqa: S608
_HOMES = f"""
SELECT s.village_id, a.household_id
FROM session s LEFT JOIN attendance a ON a.session_id = s.id AND NOT a.deleted
    AND a.household_id NOT IN (SELECT id FROM household WHERE deleted)
WHERE {_HELD} AND s.kind = '{HOME_VISIT}'
"""  # noqa: S608
_REACHED = """
SELECT h.village_id, count(*), sum(EXISTS (
    SELECT 1 FROM attendance a JOIN session s ON s.id = a.session_id
    WHERE a.household_id = h.id AND NOT a.deleted AND NOT s.deleted AND s.held_on <= ?1))
FROM household h WHERE NOT h.deleted AND h.status = 'dang_cu_tru' GROUP BY h.village_id
"""
_EVER_HELD = """
SELECT DISTINCT h.village_id FROM household h
WHERE EXISTS (SELECT 1 FROM session s WHERE s.village_id = h.village_id AND NOT s.deleted AND s.held_on <= ?1)
"""


class LineSum(NamedTuple):
    """Lines of one service and outcome, added up; new people over the `asked` lines that know them."""

    code: str
    outcome: int | None
    lines: int
    visits: int
    asked: int
    new_people: int

    def plus(self, other: "LineSum") -> "LineSum":
        """Both together."""
        sums = (one + two for one, two in zip(self[2:], other[2:], strict=True))
        return LineSum(self.code, self.outcome, *sums)


@dataclass(frozen=True)
class Tally:
    """What a village did in a period."""

    sessions: Mapping[str, int] = field(default_factory=dict)  # by kind
    without_lines: int = 0  # sessions that do not say what was given
    lines: tuple[LineSum, ...] = ()
    homes: frozenset[str] = frozenset()  # households that were visited
    nameless_visits: int = 0  # home visits that name no household
    households: int = 0
    reached: int = 0  # of the households, those that were ever in a session
    ever_held: bool = False  # whether there ever was a session

    @property
    def held(self) -> int:
        """All sessions."""
        return sum(self.sessions.values())


def activity_tallies(store: Store, period: PeriodFacts) -> dict[str | None, Tally]:
    """Village id -> what was done there; None stands for the commune's own team."""
    first, last = period.first_day.isoformat(), period.last_day.isoformat()
    homes = homes_on(store, period.last_day)
    found: dict[str | None, dict[str, Any]] = defaultdict(_nothing)

    def at(village_id: str | None) -> dict[str, Any]:
        """The parts of the village that the record's village is part of by the end of the period."""
        return found[homes.get(village_id, village_id)]

    for (village_id, kind), held in _counted(store, _SESSIONS, first, last):
        at(village_id)["sessions"][kind] += held
    for (village_id, code, outcome, visits, people), lines in _counted(store, _LINES, first, last):
        if code is None:
            at(village_id)["without_lines"] += lines
        else:
            more = LineSum(
                code, outcome, lines, visits * lines, *((0, 0) if people is None else (lines, people * lines))
            )
            sums = at(village_id)["lines"]
            sums[code, outcome] = sums[code, outcome].plus(more) if (code, outcome) in sums else more
    for (village_id, household), visits in _counted(store, _HOMES, first, last):
        if household is None:
            at(village_id)["nameless_visits"] += visits
        else:
            at(village_id)["homes"].add(household)
    for village_id, households, reached in store.rows(_REACHED, [last]):
        at(village_id)["households"] += households
        at(village_id)["reached"] += reached
    for (village_id,) in store.rows(_EVER_HELD, [last]):
        at(village_id)["ever_held"] = True
    return {village_id: _tally(**parts) for village_id, parts in found.items()}


def _nothing() -> dict[str, Any]:
    counts: dict[str, Any] = dict.fromkeys(("without_lines", "nameless_visits", "households", "reached"), 0)
    return counts | {"sessions": Counter(), "lines": {}, "homes": set()}


def _counted(store: Store, sql: str, first: str, last: str) -> Iterable[tuple[Any, int]]:
    """Each different row, and how often it comes."""
    return Counter(store.rows(sql, [first, last])).items()


def _tally(*, lines: Mapping[Any, LineSum], homes: Iterable[str], **parts: Any) -> Tally:  # noqa: ANN401 - its fields
    return Tally(lines=tuple(lines.values()), homes=frozenset(homes), **parts)


def activity_figures(tally: Tally) -> Iterator[Figure]:
    """The figures of what was done."""
    yield make("HD01", tally.held)
    for kind in SESSION_KINDS:
        yield make(f"HD01-{kind}", tally.sessions.get(kind, 0))
    yield _visits(tally, "HD02", lambda line: True)
    yield _new_people(tally, "HD03", lambda line: True)
    yield _homes(tally)
    yield make("HD05", _never_reached(tally))
    yield _visits(tally, "CQ-1", lambda line: line.code in ONLINE_SERVICES)
    yield _set_up(tally, "CQ-2", IDENTITY)
    yield _set_up(tally, "KT-4", SHOPS)


def _nothing_written(tally: Tally) -> bool:
    """Whether sessions were held, and none of them says what was given."""
    return tally.held > 0 and not tally.lines


def _visits(tally: Tally, code: str, wanted: Callable[[LineSum], bool]) -> Figure:
    """A sum of visits, over the sessions that say what was given."""
    value = None if _nothing_written(tally) else sum(line.visits for line in tally.lines if wanted(line))
    return make(code, value, answered=tally.held - tally.without_lines, expected=tally.held, per=SESSIONS)


def _new_people(tally: Tally, code: str, wanted: Callable[[LineSum], bool]) -> Figure:
    """A sum of new people, over the lines that know them."""
    lines = [line for line in tally.lines if wanted(line)]
    asked, expected = sum(line.asked for line in lines), sum(line.lines for line in lines)
    unknown = _nothing_written(tally) or (expected and not asked)
    value = None if unknown else sum(line.new_people for line in lines)
    return make(code, value, answered=asked, expected=expected, per=LINES)


def _set_up(tally: Tally, code: str, services: Iterable[str]) -> Figure:
    """New people for whom something was set up; a line that only introduced it is a known nothing."""
    listed = [line for line in tally.lines if line.code in services]
    counted = [line for line in listed if line.outcome is not None and line.outcome >= SET_UP]
    only_shown = sum(line.lines for line in listed if line.outcome is not None and line.outcome < SET_UP)
    answered = only_shown + sum(line.asked for line in counted)
    expected = sum(line.lines for line in listed)
    unknown = _nothing_written(tally) or (expected and not answered)
    value = None if unknown else sum(line.new_people for line in counted)
    return make(code, value, answered=answered, expected=expected, per=LINES)


def _homes(tally: Tally) -> Figure:
    """HD04: households that were visited at home, over the visits that name a household."""
    visits = tally.sessions.get(HOME_VISIT, 0)
    value = None if visits and not tally.homes else len(tally.homes)
    return make("HD04", value, answered=visits - tally.nameless_visits, expected=visits, per=SESSIONS)


def _never_reached(tally: Tally) -> int | None:
    """HD05; not known without a register of households, or when sessions never name a household."""
    if not tally.households or (tally.ever_held and not tally.reached):
        return None
    return tally.households - tally.reached


def services_given(store: Store, lines: Iterable[LineSum]) -> tuple[ServiceFacts, ...]:
    """What was given of each service, in the catalogue's order; a sum over an unknown number of people is unknown."""
    places = _catalogue(store)
    by_code: dict[str, list[LineSum]] = {}
    for line in lines:
        by_code.setdefault(line.code, []).append(line)
    unlisted = len(places)
    ordered = sorted(by_code, key=lambda code: (places[code][0] if code in places else unlisted, code))
    return tuple(_service(code, *places.get(code, (unlisted, code, code[:2]))[1:], by_code[code]) for code in ordered)


def _service(code: str, name: str, pillar: str, lines: list[LineSum]) -> ServiceFacts:
    all_known = all(line.asked == line.lines for line in lines)
    new_people = sum(line.new_people for line in lines) if all_known else None
    return ServiceFacts(code, name, pillar, sum(line.visits for line in lines), new_people)


def _catalogue(store: Store) -> dict[str, tuple[int, str, str]]:
    """Service code -> its place, name and pillar: as the commune keeps them, else as they ship."""
    rows = store.rows(
        "SELECT code, name, pillar FROM service WHERE NOT deleted ORDER BY position IS NULL, position, code, id"
    )
    if not rows:
        rows = [(str(row["code"]), str(row["name"]), str(row["pillar"])) for row in catalogues.services()]
    found: dict[str, tuple[int, str, str]] = {}
    for place, (code, name, pillar) in enumerate(rows):
        found.setdefault(code, (place, name, pillar))
    return found
