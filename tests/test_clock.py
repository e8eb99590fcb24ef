"""The clock and the ids made from it."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from desktop.clock import VIETNAM, ScriptedClock, ShiftedClock, SystemClock, new_id, today

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
START = datetime(2025, 7, 22, 1, 30, tzinfo=UTC)

instants = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
seeds = st.integers(0, 2**32)


def milliseconds(instant: datetime) -> int:
    """Whole milliseconds since 1970, computed without floats."""
    return (instant - EPOCH) // timedelta(milliseconds=1)


@given(instants, seeds)
def test_an_id_is_a_uuid_of_version_7_as_rfc_9562_draws_it(instant: datetime, seed: int) -> None:
    text = new_id(ScriptedClock(instant, seed))
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", text)
    value = uuid.UUID(text)
    assert (value.version, value.variant) == (7, uuid.RFC_4122)
    assert value.int >> 80 == milliseconds(instant)


@given(instants, instants, seeds)
def test_ids_sort_by_the_time_they_were_made(one: datetime, other: datetime, seed: int) -> None:
    earlier, later = sorted((one, other))
    clock = ScriptedClock(earlier, seed)
    first = new_id(clock)
    clock.move_to(later)
    second = new_id(clock)
    assert first < second or milliseconds(earlier) == milliseconds(later)


@given(seeds)
def test_the_same_seed_gives_the_same_ids(seed: int) -> None:
    one, other = ScriptedClock(START, seed), ScriptedClock(START, seed)
    ids = [new_id(one) for _ in range(20)]
    assert ids == [new_id(other) for _ in range(20)]
    assert len(set(ids)) == 20


def test_another_seed_gives_other_ids() -> None:
    assert new_id(ScriptedClock(START, 1)) != new_id(ScriptedClock(START, 2))


def test_all_74_random_bits_are_random() -> None:
    clock = ScriptedClock(START, 7)
    values = [uuid.UUID(new_id(clock)).int & ((1 << 80) - 1) for _ in range(200)]
    always, ever = values[0], values[0]
    for value in values:
        always, ever = always & value, ever | value
    fixed = (0xF << 76) | (0b11 << 62)
    assert always | fixed == fixed
    assert ever == (1 << 80) - 1 - (0x8 << 76) - (0b01 << 62)


def test_a_scripted_clock_stands_still_until_it_is_moved_also_backwards() -> None:
    clock = ScriptedClock(START)
    assert clock.now() == clock.now() == START
    clock.advance(90)
    assert clock.now() == START + timedelta(seconds=90)
    clock.move_to(START - timedelta(days=400))
    assert clock.now() == START - timedelta(days=400)


def test_every_clock_speaks_utc() -> None:
    scripted = ScriptedClock(datetime(2025, 7, 22, 8, 30, tzinfo=VIETNAM))
    assert scripted.now() == START
    scripted.move_to(datetime(2025, 7, 22, 3, 30, tzinfo=timezone(timedelta(hours=2))))
    assert scripted.now() == START
    assert scripted.now().utcoffset() == SystemClock().now().utcoffset() == timedelta(0)


def test_today_is_the_day_in_vietnam() -> None:
    assert today(ScriptedClock(datetime(2025, 7, 22, 16, 59, 59, tzinfo=UTC))) == date(2025, 7, 22)
    assert today(ScriptedClock(datetime(2025, 7, 22, 17, 0, tzinfo=UTC))) == date(2025, 7, 23)


def test_the_systems_clock_goes_and_its_bits_differ() -> None:
    clock = SystemClock()
    assert clock.now() <= clock.now()
    bits = {clock.random_bits(62) for _ in range(50)}
    assert len(bits) == 50
    assert max(bits) < 1 << 62


def test_a_shifted_clock_goes_on_from_its_start() -> None:
    start = datetime(2025, 9, 6, 1, 0, tzinfo=UTC)
    clock = ShiftedClock(start)
    first = clock.now()
    assert start <= first < start + timedelta(hours=1)
    assert clock.now() >= first
