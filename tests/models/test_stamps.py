"""Stamps rise whatever the clock does, and a text is a stamp only when it names an instant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.models.stamps import EARLIEST, LATEST, instant, is_stamp, last_believed, next_stamp

DEAD_BATTERY = datetime(1990, 1, 1, tzinfo=UTC)


def instants(first: datetime, last: datetime) -> st.SearchStrategy[datetime]:
    span = (last - first) // timedelta(microseconds=1)
    return st.integers(0, span).map(lambda past: first + timedelta(microseconds=past))


CLOCKS = instants(DEAD_BATTERY, datetime(2300, 1, 1, tzinfo=UTC))
ONE_YEAR = instants(datetime(2025, 6, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))
BEFORE_SANE = datetime(2024, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)  # from 2025 on a clock may doubt what is later
WALLS = instants(datetime(2000, 1, 2, tzinfo=UTC), datetime(2198, 12, 30, tzinfo=UTC))


@given(st.lists(ONE_YEAR | instants(DEAD_BATTERY, BEFORE_SANE), min_size=1, max_size=20))
def test_stamps_rise_within_a_year_and_with_a_dead_battery(clocks: list[datetime]) -> None:
    last = EARLIEST
    for now in clocks:
        stamp = next_stamp(last, now)
        assert stamp > last
        assert is_stamp(stamp)
        last = stamp


@given(WALLS, CLOCKS, st.sampled_from(["0000", "fffe", "ffff"]))
@example(datetime(2183, 5, 6, 7, 8, 9, 123000, tzinfo=UTC), DEAD_BATTERY, "ffff")
def test_a_stamp_comes_after_any_other_that_is_believed(wall: datetime, now: datetime, counter: str) -> None:
    last = f"{wall.isoformat(timespec='milliseconds')[:23]}Z/{counter}"
    assert is_stamp(last)
    assert is_stamp(next_stamp(last, now))
    if last < last_believed(now):
        assert next_stamp(last, now) > last
    else:
        assert timedelta() <= now - instant(next_stamp(last, now)) < timedelta(milliseconds=1)


def test_a_clock_that_ran_years_ahead_is_left_behind_when_it_is_put_right() -> None:
    ahead, right = datetime(2038, 1, 19, tzinfo=UTC), datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    assert next_stamp(next_stamp(EARLIEST, ahead), right) == "2026-03-01T08:00:00.000Z/0000"


def test_a_month_ahead_is_followed() -> None:
    ahead, right = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    assert next_stamp(next_stamp(EARLIEST, ahead), right) == "2026-04-01T00:00:00.000Z/0001"


@pytest.mark.parametrize("year", [1, 1990, 2024, 9999])
def test_a_clock_that_cannot_be_right_doubts_nobody(year: int) -> None:
    assert last_believed(datetime(year, 12, 31, tzinfo=UTC)) > LATEST


@given(WALLS)
def test_a_sane_clock_is_followed_to_the_millisecond(now: datetime) -> None:
    stamp = next_stamp(EARLIEST, now)
    assert stamp.endswith("/0000")
    assert timedelta() <= now - instant(stamp) < timedelta(milliseconds=1)


def test_a_clock_that_stands_still_counts() -> None:
    now = datetime(2025, 8, 1, 1, 0, tzinfo=UTC)
    first = next_stamp(EARLIEST, now)
    assert [first, next_stamp(first, now)] == ["2025-08-01T01:00:00.000Z/0000", "2025-08-01T01:00:00.000Z/0001"]


def test_a_full_counter_moves_the_millisecond_across_a_year() -> None:
    assert next_stamp("2025-12-31T23:59:59.999Z/ffff", DEAD_BATTERY) == "2026-01-01T00:00:00.000Z/0000"


def test_the_end_of_time_is_not_passed() -> None:
    assert next_stamp(LATEST, DEAD_BATTERY) == LATEST
    assert is_stamp(EARLIEST)
    assert is_stamp(LATEST)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-08-01",
        "2025-08-01T01:00:00.000Z",
        "2025-08-01T01:00:00.000Z/00000",
        "2025-08-01T01:00:00.000Z/000G",
        "2025-08-01T01:00:00.000Z/ABCD",
        "2025-08-01T01:00:00.000Z/0000\n",
        "2025-08-01 01:00:00.000Z/0000",
        "2025-00-01T01:00:00.000Z/0000",
        "2025-13-01T01:00:00.000Z/0000",
        "2025-08-00T01:00:00.000Z/0000",
        "2025-02-29T01:00:00.000Z/0000",
        "2025-02-30T01:00:00.000Z/0000",
        "2025-04-31T01:00:00.000Z/0000",
        "2025-08-01T24:00:00.000Z/0000",
        "2025-08-01T01:60:00.000Z/0000",
        "2025-08-01T01:00:60.000Z/0000",
        "1999-12-31T23:59:59.999Z/0000",
        "2200-01-01T00:00:00.000Z/0000",
        "٢٠٢٥-08-01T01:00:00.000Z/0000",
    ],
)
def test_what_is_no_stamp(text: str) -> None:
    assert not is_stamp(text)


def test_a_leap_day_is_one() -> None:
    assert is_stamp("2024-02-29T01:00:00.000Z/0000")
