"""Hybrid logical clock stamps: they follow the wall clock when it is sane and never run against cause and effect.

A stamp is text of fixed width, so that later is greater in any language: `2026-11-22T08:12:33.123Z/0001`.
"""

import re
from datetime import UTC, date, datetime, timedelta

EARLIEST = "2000-01-01T00:00:00.000Z/0000"
LATEST = "2199-12-31T23:59:59.999Z/ffff"
#: Walls stop a year before stamps do: beside a clock that stands at the end of time there is still room to count on.
_LAST_WALL = "2198-12-31T23:59:59.999Z"
_SHAPE = re.compile(
    r"2[01]\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z/[0-9a-f]{4}",
    re.ASCII,
)


def next_stamp(last: str, now: datetime) -> str:
    """The stamp of an event at `now` that comes after every stamp up to `last`.

    A clock that stands before `last` does not go back: the counter moves instead, and when it is full, the millisecond.
    Only after `LATEST`, which no clock leads to, is there nothing later; it is then given again.
    """
    wall = _wall(now)
    if wall > last[:24]:
        return f"{wall}/0000"
    counter = int(last[25:], 16) + 1
    if counter <= 0xFFFF:
        return f"{last[:24]}/{counter:04x}"
    return LATEST if last >= LATEST else f"{_spelled(instant(last) + timedelta(milliseconds=1))}/0000"


def is_stamp(text: str) -> bool:
    """Whether the text is a stamp of a year that this format knows (2000 to 2199)."""
    return _SHAPE.fullmatch(text) is not None and (text[8:10] <= "28" or _is_day(text[:10]))


def instant(stamp: str) -> datetime:
    """The wall clock part of a stamp, in UTC."""
    return datetime.fromisoformat(stamp[:23]).replace(tzinfo=UTC)


def _wall(now: datetime) -> str:
    """The instant with milliseconds, kept inside the years that clocks are believed in."""
    return min(max(_spelled(now), EARLIEST[:24]), _LAST_WALL)


def _spelled(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).isoformat(timespec='milliseconds')[:23]}Z"


def _is_day(text: str) -> bool:
    """Whether the calendar has the day; 2025-02-30 has the right digits and is none."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
