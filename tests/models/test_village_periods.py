"""Periods that a village begins by itself: whose they are, who sees them, and what becomes of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import StoreError
from desktop.models import commune_queries
from desktop.models.acts import acting
from desktop.models.facts import PeriodFacts
from desktop.models.indicators.handed_in import village_reports
from desktop.models.journal import changing
from desktop.models.periods import open_periods
from desktop.models.report_calendar import CALENDAR, DECREE_09, MONTH, SUDDEN, place_on, sudden_period
from desktop.models.reporting import Period, VillageReport
from desktop.models.store import Store
from desktop.models.village_periods import (
    PeriodRow,
    begin_period,
    calendar_in_use,
    drop_period,
    join_commune,
    joined_by,
    own_reports,
    periods_with_reports,
)
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, carry, make_store
from tests.models.record_makers import JULY, add_period, add_villages

DAY = date(2025, 8, 1)
OWN_DAYS = sudden_period(date(2025, 7, 25), date(2025, 7, 31))


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "thon", "village", VILLAGE_ID, seed=1) as opened:
        yield opened


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "xa", "commune", seed=2) as opened:
        with changing(opened) as change:
            add_villages(change, "Nà Quang", "Nà Bản")
        yield opened


def rows(store: Store) -> list[PeriodRow]:
    return periods_with_reports(store, VILLAGE_ID, DAY)


def begin(store: Store, period: PeriodFacts = OWN_DAYS) -> str:
    with acting(store) as acts:
        return begin_period(acts, rows(store), VILLAGE_ID, period)


def test_an_own_period_has_its_draft_and_no_day_on_which_it_is_due(village: Store) -> None:
    begin(village)
    (row,) = rows(village)
    assert (row.kind, row.own, row.state, row.due_on) == (SUDDEN, True, "nhap", None)
    assert [one.name for one in open_periods(village, DAY)] == [OWN_DAYS.name]


def test_the_same_days_are_not_begun_twice(village: Store) -> None:
    begin(village)
    with pytest.raises(StoreError, match="đã có rồi"):
        begin(village)
    assert len(rows(village)) == 1


def test_the_commune_sees_it_with_the_village_and_not_among_its_own(village: Store, commune: Store) -> None:
    record = begin(village)
    (row,) = rows(village)
    with acting(village) as acts:
        acts.set(VillageReport, row.report_id or "", state="da_gui", sent_on=DAY)
    carry(village, commune)
    assert commune_queries.periods(commune) == []
    assert open_periods(commune, DAY) == []
    assert [one.id for one in own_reports(commune, VILLAGE_ID, DAY)] == [record]
    assert own_reports(commune, OTHER_VILLAGE_ID, DAY) == []
    assert village_reports(commune, record)[VILLAGE_ID].state == "da_gui"


def test_a_draft_of_an_own_period_is_not_shown_to_the_commune(village: Store, commune: Store) -> None:
    begin(village)
    carry(village, commune)
    assert own_reports(commune, VILLAGE_ID, DAY) == []


def test_another_villages_period_is_not_among_ours(village: Store, commune: Store) -> None:
    with changing(commune) as change:
        change.add(
            Period, village_id=OTHER_VILLAGE_ID, kind=MONTH, name=JULY.name, first_day=JULY.first_day,
            last_day=JULY.last_day,
        )  # fmt: skip
    assert periods_with_reports(commune, VILLAGE_ID, DAY) == []


def test_the_report_goes_over_to_the_communes_period_of_the_same_days(village: Store, commune: Store) -> None:
    own = begin(village, place_on(MONTH, CALENDAR, date(2025, 7, 5)).facts())
    with changing(commune) as change:
        theirs = add_period(change)
    assert joined_by(rows(village), rows(village)[0]) is None
    carry(commune, village)
    mine = next(row for row in rows(village) if row.own)
    target = joined_by(rows(village), mine)
    assert target is not None
    assert target.id == theirs
    with acting(village) as acts:
        join_commune(acts, mine, target)
    (row,) = rows(village)
    assert (row.id, row.own, row.report_id) == (theirs, False, mine.report_id)
    assert own not in [one.id for one in rows(village)]


def test_what_the_commune_has_taken_does_not_go_over(village: Store, commune: Store) -> None:
    begin(village, place_on(MONTH, CALENDAR, date(2025, 7, 5)).facts())
    carry(village, commune)
    with changing(commune) as change:
        add_period(change)
        change.set(VillageReport, rows(village)[0].report_id or "", state="da_tiep_nhan", received_on=DAY)
    carry(commune, village)
    listed = rows(village)
    assert joined_by(listed, next(row for row in listed if row.own)) is None


def test_an_own_period_is_dropped_with_its_draft_but_not_once_it_is_sent(village: Store) -> None:
    begin(village)
    (row,) = rows(village)
    with acting(village) as acts:
        acts.set(VillageReport, row.report_id or "", state="da_gui", sent_on=DAY)
    with pytest.raises(StoreError, match="chưa xóa gì"), acting(village) as acts:
        drop_period(acts, rows(village)[0])
    with acting(village) as acts:
        acts.set(VillageReport, row.report_id or "", state="nhap", sent_on=None)
    with acting(village) as acts:
        drop_period(acts, rows(village)[0])
    assert rows(village) == []


def test_the_calendar_is_that_of_the_communes_latest_period(commune: Store) -> None:
    assert calendar_in_use(commune) == CALENDAR
    with changing(commune) as change:
        add_period(change)
        add_period(change, place_on(MONTH, DECREE_09, date(2025, 8, 1)).facts())
        change.add(Period, kind=SUDDEN, name="đợt", first_day=date(2025, 8, 2), last_day=date(2025, 8, 3))
    assert calendar_in_use(commune) == DECREE_09
