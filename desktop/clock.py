"""Time and identity: the clock that is handed to whoever needs one, and UUIDv7 ids made from it.

Nothing else in the program asks the operating system what time it is, so that tests and the demo can live in any month.
"""

import random
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

VIETNAM = timezone(timedelta(hours=7), "ICT")


class Clock(Protocol):
    """Where the time and fresh random bits come from."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    def random_bits(self, count: int) -> int:
        """Return `count` fresh random bits."""


class SystemClock:
    """The operating system's clock and entropy."""

    def __init__(self) -> None:
        self._random = random.SystemRandom()

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)

    def random_bits(self, count: int) -> int:
        """Return `count` bits of the system's entropy."""
        return self._random.getrandbits(count)


class ScriptedClock:
    """A clock that stands still until it is moved; every id it helps to make follows from its seed."""

    def __init__(self, start: datetime, seed: int = 0) -> None:
        self._now = start.astimezone(UTC)
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose; keys never come from here

    def now(self) -> datetime:
        """The scripted instant in UTC."""
        return self._now

    def move_to(self, instant: datetime) -> None:
        """Set the clock to `instant`; going backwards is allowed, as it is on a laptop with a dead battery."""
        self._now = instant.astimezone(UTC)

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self._now += timedelta(seconds=seconds)

    def random_bits(self, count: int) -> int:
        """Return `count` bits that follow from the seed."""
        return self._random.getrandbits(count)


class ShiftedClock(SystemClock):
    """The operating system's clock moved by a constant: a desk of the demo goes on from the demo's last day."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._shift = start.astimezone(UTC) - datetime.now(UTC)

    def now(self) -> datetime:
        """The instant that has passed since `start`, in UTC."""
        return datetime.now(UTC) + self._shift


def today(clock: Clock) -> date:
    """The calendar day in Vietnam, which is what people mean by today."""
    return clock.now().astimezone(VIETNAM).date()


def new_id(clock: Clock) -> str:
    """Make a UUIDv7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, then random bits."""
    milliseconds = int(clock.now().timestamp() * 1000) & ((1 << 48) - 1)
    value = (milliseconds << 80) | (0x7 << 76) | (clock.random_bits(12) << 64) | (0b10 << 62) | clock.random_bits(62)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def day_of_id(record: str) -> date:
    """The calendar day in Vietnam on which a UUIDv7 was made, as its device's clock had it."""
    return datetime.fromtimestamp(int(record.replace("-", "")[:12], 16) / 1000, VIETNAM).date()
