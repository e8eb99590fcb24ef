"""Who was at which course, when last, and how well members say they can do what is taught (R045-R049).

Small lists that are read whole; `rate` and `tick` are the two acts, called inside an open one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from desktop.models import catalogues
from desktop.models.acts import Acts
from desktop.models.store import Store
from desktop.models.training import SkillRating, TrainingAttendance

LEVELS = range(4)
_OTHER = "khac"  # a course can teach something else; nobody can rate it
_MONTHS_VALID = 12  # R047: a course longer ago should be held again
_COURSES = """
SELECT t.id, t.village_id, t.name, t.held_on, t.ended_on, t.form, t.topics, COALESCE(t.organiser, ''),
    COALESCE(t.partners, ''), COALESCE(t.place, ''), COALESCE(t.note, '')
FROM training t WHERE NOT t.deleted ORDER BY t.held_on DESC, t.name, t.id
"""
_ATTENDED = """
SELECT a.training_id, a.person_id, MAX(a.attended) FROM training_attendance a
WHERE NOT a.deleted GROUP BY a.training_id, a.person_id
"""
_RATED = """
SELECT person_id, topic, level, rated_on FROM skill_rating
WHERE NOT deleted AND rated_on <= ? ORDER BY rated_on, id
"""


@dataclass(frozen=True)
class Course:
    """A training course with who was there: person -> yes, no, or not ticked yet (None)."""

    id: str
    own: bool  # written down by this village
    name: str
    held_on: date
    ended_on: date | None
    form: str
    topics: tuple[str, ...]
    organiser: str
    partners: str
    place: str
    note: str
    attendance: Mapping[str, bool | None]

    @property
    def came(self) -> frozenset[str]:
        """The persons who were there."""
        return frozenset(person for person, there in self.attendance.items() if there)


@dataclass(frozen=True)
class Trained:
    """How often a member was taught, and when last (R047)."""

    times: int
    last: date | None

    def is_due(self, day: date) -> bool:
        """Whether it never was or is longer ago than twelve months."""
        return self.last is None or self.last < months_before(day, _MONTHS_VALID)


@dataclass(frozen=True)
class Rating:
    """How well somebody says to master a topic (0-3), and since when that is known."""

    level: int
    on: date


def skill_topics() -> dict[str, str]:
    """The topics that are rated: the plan's, without "other" (R045); code -> what people read."""
    return {code: label for code, label in catalogues.labels("training_topics").items() if code != _OTHER}


def courses(store: Store) -> list[Course]:
    """All courses of the commune and of this village, the latest first."""
    attended: dict[str, dict[str, bool | None]] = {}
    for training, person, there in store.rows(_ATTENDED):
        attended.setdefault(training, {})[person] = None if there is None else bool(there)
    return [
        Course(
            record, village is not None, name, date.fromisoformat(held), date.fromisoformat(ended) if ended else None,
            form, _codes(topics), organiser, partners, place, note, attended.get(record, {}),
        )
        for record, village, name, held, ended, form, topics, organiser, partners, place, note in store.rows(_COURSES)
    ]  # fmt: skip


def _codes(topics: str | None) -> tuple[str, ...]:
    """A list of codes; what another program wrote in its place is none."""
    told = msgspec.json.decode(topics) if topics else []
    return tuple(code for code in told if isinstance(code, str)) if isinstance(told, list) else ()


def trained_by(held: Sequence[Course], person: str, day: date) -> Trained:
    """How often a person was at a course up to a day."""
    days = [course.held_on for course in held if course.held_on <= day and person in course.came]
    return Trained(len(days), max(days, default=None))


def ratings(store: Store, day: date) -> dict[tuple[str, str], Rating]:
    """(person, topic) -> the latest rating up to a day; levels that no scale has are passed over."""
    return {
        (person, topic): Rating(level, date.fromisoformat(on))
        for person, topic, level, on in store.rows(_RATED, [day.isoformat()])
        if level in LEVELS
    }


def rate(acts: Acts, store: Store, village_id: str | None, person: str, topic: str, level: int, on: date) -> None:
    """Write how well a person says to master a topic; said again on the same day it is corrected (R048)."""
    said = store.rows(
        "SELECT id FROM skill_rating WHERE NOT deleted AND person_id = ? AND topic = ? AND rated_on = ?"
        " ORDER BY id DESC LIMIT 1",
        [person, topic, on.isoformat()],
    )
    if said:
        acts.set(SkillRating, said[0][0], level=level)
    else:
        acts.add(SkillRating, village_id=village_id, person_id=person, topic=topic, level=level, rated_on=on)


def unrate(acts: Acts, store: Store, person: str, topic: str) -> None:
    """Take back the latest rating of a topic, as after a slip of the finger; the one before it counts again."""
    said = store.rows(
        "SELECT id FROM skill_rating WHERE NOT deleted AND person_id = ? AND topic = ?"
        " ORDER BY rated_on DESC, id DESC LIMIT 1",
        [person, topic],
    )
    for (record,) in said:
        acts.delete(SkillRating, record)


def tick(acts: Acts, store: Store, village_id: str | None, training: str, came: Mapping[str, bool | None]) -> None:
    """Write who was at a course; None stands for not ticked yet and takes an earlier tick back."""
    rows = store.rows(
        "SELECT id, person_id FROM training_attendance WHERE NOT deleted AND training_id = ? ORDER BY id", [training]
    )
    known = {person: record for record, person in rows}
    for person, there in came.items():
        if person in known:
            acts.set(TrainingAttendance, known[person], attended=there)
        elif there is not None:
            acts.add(TrainingAttendance, village_id=village_id, training_id=training, person_id=person, attended=there)


def spread(store: Store, people: Collection[str], day: date) -> tuple[int, int]:
    """R049: in how many sessions of twelve months one of these trained people helped, and how many they are."""
    since = months_before(day, _MONTHS_VALID).isoformat()
    rows = store.rows("SELECT id, person_id FROM membership WHERE NOT deleted")
    seats = {membership for membership, person in rows if person in people}
    held = store.rows(
        "SELECT helpers FROM session WHERE NOT deleted AND held_on BETWEEN ? AND ?", [since, day.isoformat()]
    )
    return sum(not seats.isdisjoint(_codes(helpers)) for (helpers,) in held), len(set(people))


def months_before(day: date, months: int) -> date:
    """The same day some months ago, or the last one of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, min(last, day.day))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def due_for_training(held: Sequence[Course], people: Iterable[str], day: date) -> list[str]:
    """Who was never taught or longer ago than twelve months (R047)."""
    return [person for person in people if trained_by(held, person, day).is_due(day)]
