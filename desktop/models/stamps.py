"""Hybrid logical clock stamps: they follow the wall clock when it is sane, and run with cause and effect.

Only what is shown first rests on them: which of two values that did not know each other, and when a person wrote it. So
a stamp from a clock that stands years ahead is taken as it is, but does not pull other desks' clocks along.

A stamp is text of fixed width, so that later is greater in any language: `2026-11-22T08:12:33.123Z/0001`.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

EARLIEST = "2000-01-01T00:00:00.000Z/0000"
LATEST = "2199-12-31T23:59:59.999Z/ffff"
#: Walls stop a year before stamps do: beside a clock that stands at the end of time there is still room to count on.
_LAST_WALL = "2198-12-31T23:59:59.999Z"
#: No desk recorded anything before this day: a clock that says otherwise is wrong, and stamps seen are a better guide.
_FIRST_SANE = datetime(2025, 1, 1, tzinfo=UTC)
_END_OF_SANE = datetime(2190, 1, 1, tzinfo=UTC)
_FURTHEST_AHEAD = timedelta(days=366)
_SHAPE = re.compile(
    r"2[01]\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z/[0-9a-f]{4}",
    re.ASCII,
)

_SHAPES = re.compile(rf"(?:{_SHAPE.pattern}\n)*", re.ASCII)


def next_stamp(last: str, now: datetime) -> str:
    """The stamp of an event at `now` that comes after every stamp up to `last`, the latest that is believed.

    A clock that stands before `last` does not go back: the counter moves instead, and when it is full, the millisecond.
    A `last` that is not believed at `now` is left aside; a desk whose clock was put right goes on from the right time.
    Only after `LATEST`, which no clock leads to, is there nothing later; it is then given again.
    """
    wall = _wall(now)
    if last >= last_believed(now):
        return f"{wall}/0000"
    if wall > last[:24]:
        return f"{wall}/0000"
    counter = int(last[25:], 16) + 1
    if counter <= 0xFFFF:
        return f"{last[:24]}/{counter:04x}"
    return LATEST if last >= LATEST else f"{_spelled(instant(last) + timedelta(milliseconds=1))}/0000"


def last_believed(now: datetime) -> str:
    """The bound below which stamps are believed by a desk whose clock says `now`: a year ahead of a sane clock.

    A clock before 2025, or one at the end of time, is no judge of others, so nothing is doubted then.
    """
    return f"{_wall(now + _FURTHEST_AHEAD)}/0000" if _FIRST_SANE <= now < _END_OF_SANE else f"{LATEST}+"


def is_stamp(text: str) -> bool:
    """Whether the text is a stamp of a year that this format knows (2000 to 2199)."""
    return _SHAPE.fullmatch(text) is not None and (text[8:10] <= "28" or _is_day(text[:10]))


def are_stamps(texts: Sequence[str]) -> bool:
    """Whether all texts are stamps; asked of all at once because that is several times as quick."""
    joined = "\n".join([*texts, ""])
    fit = joined.count("\n") == len(texts) and _SHAPES.fullmatch(joined) is not None
    return fit and all(map(_is_day, {text[:10] for text in texts}))


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


def clock_was_wrong(at: datetime, here: datetime) -> bool:
    """Whether an instant cannot be when something was written, as far as a desk whose clock then said `here` can tell.

    Nothing was written before 2025, or more than a year from `here`, unless that clock stood before 2025 itself.
    """
    return at < _FIRST_SANE or (here >= _FIRST_SANE and abs(at - here) > _FURTHEST_AHEAD)
