"""The team's calendar as an iCalendar file (RFC 5545) for telephones, Outlook and Google (decision 0024).

Kind, place, hours and the helpers' names go out, nothing else: notes may name residents. Each entry keeps its record's
id as UID, so that a file that is taken in again changes entries and never doubles them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from desktop.models import catalogues
from desktop.models.calendar_list import Planned
from desktop.reports.content_lines import content_bytes, escaped
from desktop.text import one_line

_ZONE = "Asia/Ho_Chi_Minh"
#: Vietnam keeps one time all the year round.
_TIMEZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_DAY = timedelta(days=1)


def calendar_file(team: str, entries: Sequence[Planned], made_at: datetime) -> bytes:
    """The entries as the bytes of an .ics file, in their order; the same bytes for the same entries and instant."""
    return content_bytes(_lines(team, entries, made_at))


def _lines(team: str, entries: Iterable[Planned], made_at: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//To So//Lich cua To//VI", "CALSCALE:GREGORIAN")
    yield f"X-WR-CALNAME:{escaped(one_line(team))}"
    yield from _TIMEZONE
    for entry in entries:
        yield from _event(entry, f"{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    yield "END:VCALENDAR"


def _event(entry: Planned, stamp: str) -> Iterator[str]:
    kind = catalogues.labels("session_kinds").get(entry.kind, entry.kind).partition(" (")[0]
    yield from ("BEGIN:VEVENT", f"UID:{entry.id}", f"DTSTAMP:{stamp}")
    yield from _hours(entry)
    yield f"SUMMARY:{escaped(kind)}"
    if entry.place:
        yield f"LOCATION:{escaped(one_line(entry.place))}"
    if entry.who:
        yield f"DESCRIPTION:{escaped(f'Người làm: {entry.who}')}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled_on else 'CONFIRMED'}"
    yield "END:VEVENT"


def _hours(entry: Planned) -> Iterator[str]:
    """An entry without a time takes the whole day; its end is then the day after."""
    if not entry.begins_at:
        yield f"DTSTART;VALUE=DATE:{_day(entry.held_on)}"
        yield f"DTEND;VALUE=DATE:{_day(entry.held_on + _DAY)}"
        return
    for name, at in (("DTSTART", entry.begins_at), ("DTEND", entry.ends_at)):
        if at:
            yield f"{name};TZID={_ZONE}:{_day(entry.held_on)}T{at.replace(':', '')}00"


def _day(on: date) -> str:
    return f"{on:%Y%m%d}"
