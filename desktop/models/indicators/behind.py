"""The records that make a village's figure, with what each adds to it: their sum is the figure (a test holds this).

Which records count is said where the figure is computed; here the same question is asked record by record.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from desktop.models.facts import PeriodFacts
from desktop.models.indicators.activity import HOME_VISIT, IDENTITY, ONLINE_SERVICES, SET_UP, SHOPS
from desktop.models.indicators.survey import answers_behind, is_of_answers
from desktop.models.indicators.teams import FLAGS, Term, joined_in, teams_on
from desktop.models.indicators.training import courses_of
from desktop.models.store import Store
from desktop.models.succession import homes_on
from desktop.models.survey_rounds import DONE, RESPONSES, STATES_OF, round_on

SESSION, LINE, HOUSEHOLD, PERSON = "session", "session_line", "household", "person"
OPINION, INITIATIVE, COMMITMENT, TRAINING = "opinion", "initiative", "commitment", "training"


class Part(NamedTuple):
    """A record behind a figure: what it adds to the value, and to the number that a rate is out of."""

    table: str
    record: str
    adds: int
    base: int = 0


def records_behind(store: Store, village_id: str, period: PeriodFacts, code: str) -> list[Part]:
    """The records of one figure of a village; none for a code that no record is behind."""
    if is_of_answers(code):
        return _of_answers(store, village_id, period, code)
    if code in _TEAM:
        return list(_of_team(store, village_id, period, _TEAM[code]))
    if code in FLAGS:
        return list(_flagged(store, village_id, period, FLAGS[code]))
    if code in _OWN:
        return list(_OWN[code](store, village_id, period))
    make = _OTHERS.get(code)
    return list(make(store, _mine(store, village_id, period), period)) if make else []


def has_records(code: str) -> bool:
    """Whether records can be shown behind a figure of this code."""
    return is_of_answers(code) or code in _TEAM or code in FLAGS or code in _OWN or code in _OTHERS


_Mine = Callable[[str | None], bool]


def _mine(store: Store, village_id: str, period: PeriodFacts) -> _Mine:
    """Whether the records of a scope are counted in the village by the end of the period."""
    homes = homes_on(store, period.last_day)
    return lambda scope: homes.get(scope, scope) == village_id


def _days(period: PeriodFacts) -> tuple[str, str]:
    return period.first_day.isoformat(), period.last_day.isoformat()


# --- what was done ---


def _sessions(store: Store, mine: _Mine, period: PeriodFacts) -> Iterator[Part]:
    """HD01: the sessions of the period."""
    rows = store.rows(
        "SELECT village_id, id FROM session WHERE NOT deleted AND held_on BETWEEN ? AND ? ORDER BY held_on, id",
        _days(period),
    )
    return (Part(SESSION, record, 1) for village, record in rows if mine(village))


def _lines(
    counts: Callable[[str, int | None], bool], column: str
) -> Callable[[Store, _Mine, PeriodFacts], Iterator[Part]]:
    """A sum of visits or new people over the lines that count; a line that does not know its number is left out."""

    def read(store: Store, mine: _Mine, period: PeriodFacts) -> Iterator[Part]:
        rows = store.rows(
            f"SELECT s.village_id, l.id, l.service_code, l.outcome, l.{column} FROM session s"  # noqa: S608 - a column
            " JOIN session_line l ON l.session_id = s.id AND l.village_id IS s.village_id AND NOT l.deleted"
            " WHERE NOT s.deleted AND s.held_on BETWEEN ? AND ? ORDER BY s.held_on, s.id, l.id",
            _days(period),
        )
        for village, record, code, outcome, number in rows:
            if mine(village) and number is not None and counts(code, outcome):
                yield Part(LINE, record, number)

    return read


def _set_up(*codes: str) -> Callable[[str, int | None], bool]:
    return lambda code, outcome: code in codes and outcome is not None and outcome >= SET_UP


def _visited(store: Store, mine: _Mine, period: PeriodFacts) -> Iterator[Part]:
    """HD04: the households that were visited at home, each once."""
    rows = store.rows(
        "SELECT s.village_id, a.household_id FROM session s JOIN attendance a ON a.session_id = s.id AND NOT a.deleted"
        " AND a.household_id NOT IN (SELECT id FROM household WHERE deleted)"
        " WHERE NOT s.deleted AND s.held_on BETWEEN ?1 AND ?2 AND s.kind = ?3",
        [*_days(period), HOME_VISIT],
    )
    homes = sorted({household for village, household in rows if mine(village)})
    return (Part(HOUSEHOLD, household, 1) for household in homes)


def _never_reached(store: Store, mine: _Mine, period: PeriodFacts) -> Iterator[Part]:
    """HD05: the resident households that no session ever named by the end of the period."""
    rows = store.rows(
        "SELECT h.village_id, h.id FROM household h WHERE NOT h.deleted AND h.status = 'dang_cu_tru' AND NOT EXISTS ("
        " SELECT 1 FROM attendance a JOIN session s ON s.id = a.session_id"
        " WHERE a.household_id = h.id AND NOT a.deleted AND NOT s.deleted AND s.held_on <= ?) ORDER BY h.id",
        [period.last_day.isoformat()],
    )
    return (Part(HOUSEHOLD, household, 1) for village, household in rows if mine(village))


# --- the survey ---


def _of_answers(store: Store, village_id: str, period: PeriodFacts, code: str) -> list[Part]:
    mine, round_ = _mine(store, village_id, period), round_on(store, period.last_day)
    return [
        Part(HOUSEHOLD, record, value, base)
        for village, record, value, base in sorted(answers_behind(store, round_, code), key=lambda row: row[1])
        if mine(village)
    ]


def _surveyed(store: Store, mine: _Mine, period: PeriodFacts) -> Iterator[Part]:
    """KS-1: every resident household; those that are done count."""
    round_ = round_on(store, period.last_day)
    rows = store.rows(
        f"{RESPONSES}{STATES_OF} SELECT village_id, id, state FROM states"  # noqa: S608 - constants
        " WHERE status = 'dang_cu_tru' ORDER BY id",
        round_.parameters,
    )
    return (Part(HOUSEHOLD, record, int(state == DONE), 1) for village, record, state in rows if mine(village))


# --- what was written down beside sessions ---


def _written(table: str, day: str, where: str) -> Callable[[Store, _Mine, PeriodFacts], Iterator[Part]]:
    """The living records of a table that a condition on the period's days (?1, ?2) lets count, by their day."""

    def read(store: Store, mine: _Mine, period: PeriodFacts) -> Iterator[Part]:
        rows = store.rows(
            f"SELECT village_id, id FROM {table} WHERE NOT deleted AND {where} AND ?1 <= ?2"  # noqa: S608 - constants
            f" ORDER BY {day}, id",
            _days(period),
        )
        return (Part(table, record, 1) for village, record in rows if mine(village))

    return read


def _courses(store: Store, village_id: str, period: PeriodFacts) -> Iterator[Part]:
    """TH01: the courses that the village wrote down itself."""
    rows = store.rows(
        "SELECT id FROM training WHERE NOT deleted AND village_id = ? AND held_on BETWEEN ? AND ? ORDER BY held_on, id",
        [village_id, *_days(period)],
    )
    return (Part(TRAINING, record, 1) for (record,) in rows)


def _taught(store: Store, village_id: str, period: PeriodFacts) -> Iterator[Part]:
    """TH02: every member; those who were at a course of the year count."""
    taught = courses_of(store, period).taught
    members = sorted(_members(_terms(store, village_id, period), period), key=_by_begin)
    people = dict.fromkeys(term.person_id for term in members)
    return (Part(PERSON, person, int(taught.get(person, False)), 1) for person in people)


# --- the team ---

_Select = Callable[[Sequence[Term], PeriodFacts], Sequence[Term]]


def _of_team(store: Store, village_id: str, period: PeriodFacts, select: _Select) -> Iterator[Part]:
    """The persons of some terms, each once, in the order in which they came."""
    terms = _terms(store, village_id, period)
    people = dict.fromkeys(term.person_id for term in sorted(select(terms, period), key=_by_begin))
    return (Part(PERSON, person, 1) for person in people)


def _terms(store: Store, village_id: str, period: PeriodFacts) -> list[Term]:
    own = [team for team in teams_on(store, period.last_day) if team.village_id == village_id]
    return [term for team in own for term in team.terms]


def _by_begin(term: Term) -> tuple[object, str]:
    return term.started_on, term.person_id


def _members(terms: Sequence[Term], period: PeriodFacts) -> list[Term]:
    return [term for term in terms if term.is_member and term.on(period.last_day)]


def _others(terms: Sequence[Term], period: PeriodFacts) -> list[Term]:
    return [term for term in terms if not term.is_member and term.on(period.last_day)]


def _came(terms: Sequence[Term], period: PeriodFacts) -> list[Term]:
    return joined_in([term for term in terms if term.is_member], period)


def _flagged(store: Store, village_id: str, period: PeriodFacts, flag: Callable[[Term], bool | None]) -> Iterator[Part]:
    """TC05: the members of whom it is known, each once; those who are so count."""
    members = sorted(_members(_terms(store, village_id, period), period), key=_by_begin)
    known = dict.fromkeys(term.person_id for term in members if flag(term) is not None)
    are = {term.person_id for term in members if flag(term)}
    return (Part(PERSON, person, int(person in are), 1) for person in known)


_TEAM: Mapping[str, _Select] = {"TC02": _members, "TC03": _others, "TC06": _came}
_OTHERS: Mapping[str, Callable[[Store, _Mine, PeriodFacts], Iterator[Part]]] = {
    "HD01": _sessions,
    "HD02": _lines(lambda _code, _outcome: True, "visits"),
    "HD03": _lines(lambda _code, _outcome: True, "new_people"),
    "HD04": _visited,
    "HD05": _never_reached,
    "CQ-1": _lines(lambda code, _outcome: code in ONLINE_SERVICES, "visits"),
    "CQ-2": _lines(_set_up(*IDENTITY), "new_people"),
    "KT-4": _lines(_set_up(*SHOPS), "new_people"),
    "KS-1": _surveyed,
    "HD06": _written(OPINION, "received_on", "received_on BETWEEN ?1 AND ?2"),
    "HD06-tra-loi": _written(
        OPINION, "received_on", "received_on BETWEEN ?1 AND ?2 AND state = 'da_tra_loi' AND answered_on <= ?2"
    ),
    "HD07": _written(INITIATIVE, "begun_on", "begun_on BETWEEN ?1 AND ?2"),
    "KT-6": _written(COMMITMENT, "signed_on", "signed_on <= ?2 AND COALESCE(ended_on, '9999') > ?2"),
}
#: Those of the village's own scope and team alone, whatever has gone into it.
_OWN: Mapping[str, Callable[[Store, str, PeriodFacts], Iterator[Part]]] = {"TH01": _courses, "TH02": _taught}
