"""Hybrid logical clock stamps: they follow the wall clock when it is sane and never run against cause and effect.

A stamp is text of fixed width, so that later is greater in any language: `2026-11-22T08:12:33.123Z/0001`.
"""

import re
from datetime import UTC, datetime

EARLIEST = "2000-01-01T00:00:00.000Z/0000"
LATEST = "2199-12-31T23:59:59.999Z/ffff"
_SHAPE = re.compile(r"2[01]\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d\.\d{3}Z/[0-9a-f]{4}", re.ASCII)


def next_stamp(last: str, now: datetime) -> str:
    """The stamp of an event at `now` that comes after every stamp up to `last`.

    A clock that stands before `last` does not go back: the counter moves instead, and when it is full, the millisecond.
    """
    wall = _wall(now)
    if wall > last[:24]:
        return f"{wall}/0000"
    counter = int(last[25:], 16) + 1
    if counter <= 0xFFFF:
        return f"{last[:24]}/{counter:04x}"
    return f"{_wall(datetime.fromtimestamp(instant(last).timestamp() + 0.001, UTC))}/0000"


def is_stamp(text: str) -> bool:
    """Whether the text is a stamp of a year that this format knows (2000 to 2199)."""
    return _SHAPE.fullmatch(text) is not None


def instant(stamp: str) -> datetime:
    """The wall clock part of a stamp, in UTC."""
    return datetime.fromisoformat(stamp[:23]).replace(tzinfo=UTC)


def _wall(now: datetime) -> str:
    """The instant with milliseconds, kept inside the years that stamps can tell."""
    text = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"
    return min(max(text, EARLIEST[:24]), LATEST[:24])
