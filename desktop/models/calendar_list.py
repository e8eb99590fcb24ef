"""The team's work calendar: who does what session when (R073), week by week, and who is wanted twice at one time.

Reading, and noting which session came of an entry.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from desktop.models.acts import Acts
from desktop.models.store import Store
from desktop.models.village_queries import drop_typed, guide_names, keep_typed, typed
from desktop.models.work import PlannedSession

_BEGUN = "planned-begun:"


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


_HOURS = re.compile(r"(\d{1,2})(?:\s*[:.hg]\s*(\d{2})?)?(?:\s*(?:giờ|phút))?", re.IGNORECASE)


def read_time(typed: str) -> str | None:
    """A time of the day as "19:30" out of 19:30, 19h30, 19.30, 19h or 7; None when it is none."""
    found = _HOURS.fullmatch(typed.strip())
    if not found:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None


# --- what came of an entry ---

_RECORDED = """
SELECT s.id FROM session s JOIN planned_session p ON p.id = ?1
WHERE s.id > ?2 AND NOT s.deleted AND NOT p.deleted AND p.session_id IS NULL AND s.village_id IS p.village_id
    AND (s.held_on, s.kind) = (p.held_on, p.kind)
    AND s.id NOT IN (SELECT session_id FROM planned_session WHERE session_id IS NOT NULL AND NOT deleted)
ORDER BY s.id LIMIT 1
"""


def begin_recording(store: Store, planned_id: str) -> None:
    """Remember on this desk that somebody goes on to record the session of an entry."""
    latest = store.value("SELECT max(id) FROM session") or ""
    keep_typed(store, f"{_BEGUN}{planned_id}", {"after": latest})


def recorded_since(store: Store) -> list[tuple[str, str]]:
    """(entry, session) where recording was begun and a session of that day and kind has come since."""
    found = []
    for planned, kept in typed(store, _BEGUN).items():
        session = store.value(_RECORDED, [planned, kept.get("after", "")])
        if session:
            found.append((planned, str(session)))
    return found


def note_recorded(acts: Acts, pairs: Sequence[tuple[str, str]]) -> None:
    """Note which session came of which entry; raises RuleBroken."""
    for planned, session in pairs:
        acts.set(PlannedSession, planned, session_id=session)


def end_recording(store: Store, planned_id: str) -> None:
    """Remember it no more."""
    drop_typed(store, f"{_BEGUN}{planned_id}")
