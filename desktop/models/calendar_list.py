"""The team's work calendar: who does what session when (R073), week by week, and who is wanted twice at one time.

Reading, and noting which session came of an entry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from desktop.models.acts import Acts
from desktop.models.store import Store
from desktop.models.village_queries import guide_names
from desktop.models.work import PlannedSession


@dataclass(frozen=True)
class Planned:
    """An entry of the calendar; `names` are the helpers' names in the order of `helpers`, "" of one not known here."""

    id: str
    held_on: date
    begins_at: str  # "19:30", "" when no time was set
    ends_at: str
    kind: str
    place: str
    helpers: tuple[str, ...]
    names: tuple[str, ...]
    content: str
    session_id: str | None
    cancelled_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.session_id is None and self.cancelled_on is None

    @property
    def who(self) -> str:
        """The helpers' names in one line."""
        return ", ".join(name for name in self.names if name)

    @property
    def hours(self) -> str:
        """From when until when, as in 19:30-21:00; what was not set is left out."""
        return "-".join(part for part in (self.begins_at, self.ends_at) if part)


_PLANNED = """
SELECT id, held_on, begins_at, ends_at, kind, place, helpers, content,
    (SELECT s.id FROM session s WHERE s.id = planned_session.session_id AND NOT s.deleted), cancelled_on
FROM planned_session WHERE NOT deleted AND held_on BETWEEN ?1 AND ?2 AND (?3 IS NULL OR village_id = ?3)
ORDER BY held_on, begins_at IS NULL, begins_at, id
"""


def planned_between(store: Store, first: date, last: date, village_id: str | None = None) -> list[Planned]:
    """The entries from the first to the last day, in the order of time; those of a day without a time come last."""
    names = guide_names(store)
    found = []
    rows = store.rows(_PLANNED, [first.isoformat(), last.isoformat(), village_id])
    for record, on, begins, ends, kind, place, helpers, content, session, cancelled in rows:
        ids = tuple(one for one in msgspec.json.decode(helpers or "[]") if isinstance(one, str))
        known = tuple(names.get(one, "") for one in ids)
        off = date.fromisoformat(cancelled) if cancelled else None
        words = (place or "", ids, known, content or "")
        found.append(Planned(record, date.fromisoformat(on), begins or "", ends or "", kind, *words, session, off))
    return found


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday around a day (DOMAIN 4.6)."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def clashes(entry: Planned, others: Iterable[Planned]) -> list[tuple[str, Planned]]:
    """Helpers of an entry who are planned elsewhere at the same time: (name, the other entry).

    An entry without a time meets none; one without an end lasts until the next begins.
    """
    found = []
    for other in others:
        if other.id != entry.id and other.held_on == entry.held_on and _meets(entry, other):
            pairs = zip(entry.helpers, entry.names, strict=True)
            found += [(name, other) for helper, name in pairs if helper in other.helpers and name]
    return found


def _meets(one: Planned, other: Planned) -> bool:
    if not (one.begins_at and other.begins_at) or one.cancelled_on or other.cancelled_on:
        return False
    if one.begins_at == other.begins_at:
        return True
    first, second = sorted((one, other), key=lambda entry: entry.begins_at)
    return bool(first.ends_at) and second.begins_at < first.ends_at


def wanted_twice(entries: Sequence[Planned]) -> dict[str, list[str]]:
    """Entry id -> names of its helpers who are wanted elsewhere at the same time; entries without such are left out."""
    found = {entry.id: sorted({name for name, _ in clashes(entry, entries)}) for entry in entries}
    return {record: names for record, names in found.items() if names}


def note_held(acts: Acts, planned_id: str, session_id: str) -> None:
    """Note which session came of an entry."""
    acts.set(PlannedSession, planned_id, session_id=session_id)
