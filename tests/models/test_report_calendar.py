"""The days of periods: calendar months and NĐ 09/2019, over the ends of years, and how they follow each other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.facts import PeriodFacts
from desktop.models.report_calendar import (
    CALENDAR,
    CALENDARS,
    DECREE_09,
    HALF,
    MONTH,
    MONTHS,
    QUARTER,
    YEAR,
    begun_periods,
    coming_periods,
    period_before,
    place_of,
    place_on,
    sudden_period,
)

ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("kind", "calendar", "day", "name", "first", "last"),
    [
        (MONTH, CALENDAR, "2025-07-22", "tháng 7 năm 2025", "2025-07-01", "2025-07-31"),
        (MONTH, CALENDAR, "2024-02-29", "tháng 2 năm 2024", "2024-02-01", "2024-02-29"),
        (MONTH, CALENDAR, "2025-12-31", "tháng 12 năm 2025", "2025-12-01", "2025-12-31"),
        (QUARTER, CALENDAR, "2025-09-30", "quý III năm 2025", "2025-07-01", "2025-09-30"),
        (QUARTER, CALENDAR, "2025-12-31", "quý IV năm 2025", "2025-10-01", "2025-12-31"),
        (HALF, CALENDAR, "2025-06-30", "6 tháng đầu năm 2025", "2025-01-01", "2025-06-30"),
        (HALF, CALENDAR, "2025-07-01", "6 tháng cuối năm 2025", "2025-07-01", "2025-12-31"),
        (YEAR, CALENDAR, "2025-12-31", "năm 2025", "2025-01-01", "2025-12-31"),
        (MONTH, DECREE_09, "2025-12-14", "tháng 12 năm 2025", "2025-11-15", "2025-12-14"),
        (MONTH, DECREE_09, "2025-12-15", "tháng 1 năm 2026", "2025-12-15", "2026-01-14"),
        (MONTH, DECREE_09, "2026-01-01", "tháng 1 năm 2026", "2025-12-15", "2026-01-14"),
        (MONTH, DECREE_09, "2024-03-01", "tháng 3 năm 2024", "2024-02-15", "2024-03-14"),
        (QUARTER, DECREE_09, "2025-12-15", "quý I năm 2026", "2025-12-15", "2026-03-14"),
        (QUARTER, DECREE_09, "2025-12-14", "quý IV năm 2025", "2025-09-15", "2025-12-14"),
        (HALF, DECREE_09, "2026-06-14", "6 tháng đầu năm 2026", "2025-12-15", "2026-06-14"),
        (HALF, DECREE_09, "2026-06-15", "6 tháng cuối năm 2026", "2026-06-15", "2026-12-14"),
        (YEAR, DECREE_09, "2025-12-14", "năm 2025", "2024-12-15", "2025-12-14"),
        (YEAR, DECREE_09, "2025-12-31", "năm 2026", "2025-12-15", "2026-12-14"),
    ],
)
def test_a_day_is_in_the_period_of_the_text(
    kind: str, calendar: str, day: str, name: str, first: str, last: str
) -> None:
    found = place_on(kind, calendar, date.fromisoformat(day)).facts()
    assert (found.name, found.first_day.isoformat(), found.last_day.isoformat()) == (name, first, last)


@given(kind=st.sampled_from(list(MONTHS)), calendar=st.sampled_from(CALENDARS), day=DAYS)
def test_periods_follow_each_other_without_gap_or_overlap(kind: str, calendar: str, day: date) -> None:
    place = place_on(kind, calendar, day)
    here, before = place.facts(), place.before().facts()
    assert here.first_day <= day <= here.last_day
    assert before.last_day + ONE_DAY == here.first_day
    assert place.before().after() == place
    assert place_of(here) == place
    assert period_before(here) == before


def test_the_periods_of_a_year_are_its_parts() -> None:
    for calendar in CALENDARS:
        year = place_on(YEAR, calendar, date(2026, 5, 5)).facts()
        for kind in (MONTH, QUARTER, HALF):
            parts = begun_periods(kind, calendar, year.last_day, 12 // MONTHS[kind])
            assert parts[-1].first_day == year.first_day
            assert parts[0].last_day == year.last_day


def test_what_is_offered_is_near_the_day() -> None:
    day = date(2026, 1, 3)
    begun = [one.name for one in begun_periods(MONTH, CALENDAR, day, 3)]
    assert begun == ["tháng 1 năm 2026", "tháng 12 năm 2025", "tháng 11 năm 2025"]
    coming = [one.name for one in coming_periods(QUARTER, CALENDAR, day, 3)]
    assert coming == ["quý IV năm 2025", "quý I năm 2026", "quý II năm 2026"]


def test_a_sudden_period_is_called_by_its_days_and_has_none_before_it() -> None:
    few = sudden_period(date(2025, 9, 1), date(2025, 9, 6))
    assert few.name == "đợt từ ngày 01/9/2025 đến ngày 06/9/2025"
    assert sudden_period(date(2025, 9, 6), date(2025, 9, 6)).name == "đợt ngày 06/9/2025"
    assert sudden_period(date(2025, 9, 1), date(2025, 9, 6), "đợt cao điểm").name == "đợt cao điểm"
    assert period_before(few) is None
    assert period_before(PeriodFacts("", MONTH, "tháng lạ", date(2025, 9, 2), date(2025, 9, 30))) is None
