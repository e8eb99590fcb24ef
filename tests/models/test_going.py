"""What exactly goes in the next bundle, and whether the reports go along."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.models.acts import acting
from desktop.models.authors import Authors
from desktop.models.going import ADDED, CHANGED, DELETED, GoingRecords, reports_going
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.report_calendar import sudden_period
from desktop.models.reporting import VillageReport
from desktop.models.store import Store
from desktop.models.village_periods import begin_period, periods_with_reports
from tests.makers import VILLAGE_ID, add_household, carry, make_store
from tests.models.record_makers import add_period

DAY = date(2025, 8, 1)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "thon", "village", VILLAGE_ID, seed=1) as opened:
        yield opened


def ranges(store: Store, first: int = 1) -> dict[str, tuple[int, int]]:
    authors = Authors(store)
    return {author: (first, authors.held(author)) for author in authors.written_here(VILLAGE_ID)}


def test_each_record_comes_once_with_what_became_of_it(village: Store) -> None:
    with changing(village) as change:
        home, other = add_household(change, head_name="Nông Văn A"), add_household(change, head_name="Hoàng Thị B")
    before = next(iter(ranges(village).values()))[1]
    with changing(village) as change:
        change.set(Household, home, phone="0912345678")
        change.delete(Household, other)
        add_household(change, head_name="Lý Văn C")
    rows = GoingRecords(village, ranges(village, before + 1))
    assert {row.name: row.change for row in rows.rows(0, 10)} == {
        "Nông Văn A": CHANGED,
        "Hoàng Thị B": DELETED,
        "Lý Văn C": ADDED,
    }
    assert {row.kind for row in rows.rows(0, 10)} == {"Hộ dân"}
    rows.sort("name", descending=True)
    assert [row.name for row in rows.rows(0, 1)] == ["Nông Văn A"]


def test_a_new_record_that_was_changed_is_still_new(village: Store) -> None:
    with changing(village) as change:
        home = add_household(change)
    with changing(village) as change:
        change.set(Household, home, phone="0912345678")
    rows = GoingRecords(village, ranges(village))
    assert [(row.change, rows.count()) for row in rows.rows(0, 5)] == [(ADDED, 1)]


def test_a_draft_that_is_due_does_not_go_and_a_sent_one_does(village: Store, tmp_path: Path) -> None:
    with make_store(tmp_path / "xa", "commune", seed=2) as commune:
        with changing(commune) as change:
            period = add_period(change)  # due on 5 August
        carry(commune, village)
    found = reports_going(village, DAY)
    assert ([one.id for one in found.unfinished], found.going) == ([period], ())
    assert reports_going(village, date(2025, 7, 20)).unfinished == ()  # not due yet
    with acting(village) as acts:
        record = acts.add(VillageReport, village_id=VILLAGE_ID, period_id=period, state="nhap")
    assert [one.state for one in reports_going(village, DAY).unfinished] == ["nhap"]
    with acting(village) as acts:
        acts.set(VillageReport, record, state="da_gui", sent_on=DAY)
    found = reports_going(village, DAY)
    assert ([one.report_id for one in found.going], found.unfinished) == ([record], ())


def test_an_own_period_is_wanted_once_it_has_ended(village: Store) -> None:
    with acting(village) as acts:
        begin_period(
            acts, periods_with_reports(village, VILLAGE_ID, DAY), VILLAGE_ID, sudden_period(date(2025, 7, 30), DAY)
        )
    assert reports_going(village, DAY).unfinished == ()
    assert len(reports_going(village, date(2025, 8, 2)).unfinished) == 1
