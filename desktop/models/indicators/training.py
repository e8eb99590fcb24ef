"""Indicators about training (DOMAIN 3.4: TH01, TH02): courses in a period, and members taught in its year.

A village counts the courses that it wrote down itself; the commune adds its own. Where no course is on record nothing
was held, and that is a 0; where one was held but nobody's attendance was written down, who was taught is not known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.models.facts import Figure, PeriodFacts
from desktop.models.indicators.naming import PERSONS, make
from desktop.models.indicators.teams import Team
from desktop.models.store import Store
from desktop.models.training import TRAINING_FORMS

_FORM_CODES = {form: f"TH01-{form.replace('_', '-')}" for form in TRAINING_FORMS}
_COURSES = "SELECT id, village_id, form, held_on FROM training WHERE NOT deleted AND held_on BETWEEN ? AND ?"
_TICKS = """
SELECT a.person_id, a.attended FROM training_attendance a JOIN training t ON t.id = a.training_id AND NOT t.deleted
WHERE NOT a.deleted AND a.attended IS NOT NULL AND t.held_on BETWEEN ? AND ?
"""


@dataclass(frozen=True)
class Courses:
    """The courses of a period by who held them (None: the commune) and form, and who was taught in its year."""

    forms: Mapping[str | None, Sequence[str]]
    held_this_year: frozenset[str | None]  # who held any from the year's first day to the period's last
    taught: Mapping[str, bool]  # person -> whether the person was at a course of the year; others were not ticked


def courses_of(store: Store, period: PeriodFacts) -> Courses:
    """What the store says about the courses of a period and its year."""
    year, last = date(period.last_day.year, 1, 1).isoformat(), period.last_day.isoformat()
    forms: dict[str | None, list[str]] = {}
    for _, village, form, _ in store.rows(_COURSES, [period.first_day.isoformat(), last]):
        forms.setdefault(village, []).append(form)
    held = frozenset(village for _, village, _, _ in store.rows(_COURSES, [year, last]))
    taught: dict[str, bool] = {}
    for person, there in store.rows(_TICKS, [year, last]):
        taught[person] = taught.get(person, False) or bool(there)
    return Courses(forms, held, taught)


def training_figures(
    courses: Courses, teams: Iterable[Team], holders: Iterable[str | None], day: date
) -> Iterator[Figure]:
    """TH01 over the courses of some holders, TH02 over the members that teams have on a day."""
    own = [form for holder in holders for form in courses.forms.get(holder, ())]
    yield make("TH01", len(own))
    for form, code in _FORM_CODES.items():
        yield make(code, own.count(form))
    listed = list(teams)
    yield _taught(courses, listed, day)


def _taught(courses: Courses, teams: Sequence[Team], day: date) -> Figure:
    """TH02: whoever was at a course of the year, of all members of a day; a person in two teams counts once."""
    people = {term.person_id for team in teams for term in team.members(day)}
    ticked = people & courses.taught.keys()
    places = {None, *(team.village_id for team in teams)}
    nobody_ticked = bool(places & courses.held_this_year) and not ticked
    value = None if not teams or nobody_ticked else sum(courses.taught[person] for person in ticked)
    told = len(ticked) if places & courses.held_this_year else len(people)
    return make("TH02", value, len(people), answered=told, expected=len(people), per=PERSONS)
