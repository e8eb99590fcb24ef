"""Clocks that stand in 2005 and in 2038, and clocks that jump: nothing is refused, everybody ends with the same.

Only what people see first rests on a clock; order, trust and identity do not (DESIGN 2-4).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.clock import ScriptedClock, SystemClock, new_id, today
from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.entries import read_entry
from desktop.models.health import health_problems
from desktop.models.households import Household
from desktop.models.journal import changing
from tests.sync.desks import Circle, Desk, add_village, enrol, make_commune, make_village

EARLY, NOW, LATE = (datetime(year, 11, 22, 1, 0, tzinfo=UTC) for year in (2005, 2026, 2038))
YEARS = {"2005": EARLY, "2026": NOW, "2038": LATE}


def at(desk: Desk, instant: datetime, seed: int) -> Desk:
    """Set a desk's clock."""
    desk.store.clock = ScriptedClock(instant, seed)
    return desk


def make_years(folder: Path, commune_at: datetime = NOW) -> Circle:
    """A commune, and three villages whose laptops stand in 2005, 2026 and 2038."""
    commune = at(make_commune(folder / "xa"), commune_at, 100)
    villages = []
    for number, instant in enumerate((EARLY, NOW, LATE), start=1):
        laptop = at(make_village(folder / f"thon-{number:02d}", number + 1, f"Thôn {number}"), instant, 100 + number)
        enrol(commune, laptop, add_village(commune, f"02107-{number:02d}", f"Thôn {number}"), folder / "usb")
        villages.append(laptop)
    return Circle(commune, villages, folder / "usb")


@pytest.fixture
def years(tmp_path: Path) -> Iterator[Circle]:
    made = make_years(tmp_path)
    yield made
    made.close()


def exchange(circle: Circle) -> None:
    """Everybody hands over and gets back, twice: once for the entries, once for the receipts."""
    for _ in range(2):
        for village in circle.villages:
            assert circle.commune.merge(village.export(circle.stick)).verdict in {"merged", "already"}
        for village in circle.villages:
            assert village.merge(circle.commune.export(circle.stick, village)).verdict in {"merged", "already"}


def is_one(circle: Circle) -> bool:
    """Whether every village holds what the commune holds of it, and every store is whole."""
    same = all(
        table_digests(village.store, village.village_id) == table_digests(circle.commune.store, village.village_id)
        for village in circle.villages
    )
    return same and not any(health_problems(desk.store) for desk in (circle.commune, *circle.villages))


def last_stamp(desk: Desk) -> str:
    """The stamp of the last entry that this desk wrote itself."""
    lines = desk.store.rows(
        "SELECT entry FROM journal JOIN author ON author.id = journal.author_id WHERE author.mine"
        " ORDER BY journal.position DESC LIMIT 1"
    )
    return read_entry(bytes(lines[0][0])).stamp


def stamps_held(desk: Desk) -> list[str]:
    """All stamps in a desk's journal, sorted."""
    return sorted(read_entry(bytes(line)).stamp for (line,) in desk.store.rows("SELECT entry FROM journal"))


@pytest.mark.parametrize("year", YEARS)
def test_a_commune_of_any_year_enrols_laptops_of_any_year(year: str, tmp_path: Path) -> None:
    """A certificate is never refused by a clock, neither the laptop's nor the commune's."""
    circle = make_years(tmp_path, YEARS[year])
    for village in circle.villages:
        village.add_households(2)
    exchange(circle)
    assert is_one(circle)
    circle.close()


@pytest.mark.parametrize("seed", range(4))
def test_bundles_of_all_years_in_any_order_lead_to_the_same(years: Circle, seed: int) -> None:
    chance = random.Random(seed)
    heap: list[tuple[Desk, Path]] = []
    for _ in range(3):
        for village in years.villages:
            homes = village.add_households(2)
            village.edit(homes[0], note="thôn ghi")
            heap.append((years.commune, village.export(years.stick, only_new=True)))
            village.edit(homes[0], people=5)
            heap += [(years.commune, village.export(years.stick))] * 2
            heap.append((village, years.commune.export(years.stick, village)))
    chance.shuffle(heap)
    verdicts = {desk.merge(path).verdict for desk, path in heap}
    assert verdicts <= {"merged", "already", "held"}
    exchange(years)
    assert is_one(years)
    assert not years.commune.store.rows("SELECT 1 FROM bundle WHERE state = 'held'")
    for village in years.villages:
        assert len(village.store.all(Household.select().where(Household.people == 5))) == 3


def test_the_laptop_of_2038_pulls_nobody_along(years: Circle) -> None:
    *_, ordinary, late = years.villages
    late.add_households(3)
    assert last_stamp(late).startswith("2038-11-22")
    exchange(years)
    years.commune.edit(_homes(years.commune, late)[0], note="xã ghi")
    assert last_stamp(years.commune).startswith("2026-11-22")
    exchange(years)
    ordinary.add_households(1)
    assert last_stamp(ordinary).startswith("2026-11-22")
    assert today(ordinary.store.clock).year == 2026


def test_a_decision_of_today_stands_against_a_value_of_2038(years: Circle) -> None:
    late = years.villages[-1]
    (home,) = late.add_households(1)
    exchange(years)
    late.edit(home, phone="0912345678")
    years.commune.edit(home, phone="0987654321")
    exchange(years)
    assert len(conflicts(years.commune.store)) == len(conflicts(late.store)) == 1
    with changing(years.commune.store) as change:
        change.decide(Household, home, "phone", "0900000000")
    exchange(years)
    assert conflicts(years.commune.store) == conflicts(late.store) == []
    assert years.commune.household(home).phone == late.household(home).phone == "0900000000"


def test_a_laptop_of_2005_counts_on_from_what_it_has_seen(years: Circle) -> None:
    early = years.villages[0]
    exchange(years)
    seen = stamps_held(early)[-1]
    assert seen.startswith("2026-")
    early.add_households(2)
    assert last_stamp(early) > seen
    assert last_stamp(early).startswith("2026-")


@pytest.mark.parametrize("jumps", [(NOW, LATE, EARLY, NOW), (EARLY, LATE, NOW), (LATE, NOW, EARLY)])
def test_a_clock_that_jumps_keeps_the_order_of_what_one_person_did(years: Circle, jumps: tuple[datetime, ...]) -> None:
    laptop = years.villages[1]
    (home,) = laptop.add_households(1)
    for number, instant in enumerate(jumps):
        at(laptop, instant, 200 + number).edit(home, note=f"lần {number}")
        if number % 2:
            exchange(years)
    exchange(years)
    last = f"lần {len(jumps) - 1}"
    assert years.commune.household(home).note == laptop.household(home).note == last
    assert conflicts(years.commune.store) == []
    assert is_one(years)


def test_a_clock_that_was_put_right_writes_the_right_day_again(years: Circle) -> None:
    """Also what the laptop itself wrote in 2038 does not hold it there."""
    late = years.villages[-1]
    (home,) = late.add_households(1)
    exchange(years)
    at(late, NOW, 300).edit(home, note="đồng hồ đã chỉnh")
    assert last_stamp(late).startswith("2026-11-22")
    exchange(years)
    assert years.commune.household(home).note == "đồng hồ đã chỉnh"
    assert is_one(years)


def test_ids_are_unique_where_clocks_stand_still() -> None:
    """A dead battery sets the clock to the same second every morning."""

    class Stopped(SystemClock):
        def now(self) -> datetime:
            return EARLY

    made = [new_id(Stopped()) for _ in range(5000)]
    assert len(set(made)) == len(made)
    assert {record[:13] for record in made} == {made[0][:13]}


def test_no_record_of_any_desk_shares_its_id(years: Circle) -> None:
    for village in years.villages:
        for instant in (EARLY, NOW, LATE):
            at(village, instant, int(village.village_id[-1]) * 50 + instant.year).add_households(4)
    exchange(years)
    held = [row.id for row in years.commune.store.all(Household.select())]
    assert len(set(held)) == len(held) == 36


def _homes(desk: Desk, village: Desk) -> list[str]:
    query = Household.select().where(Household.village_id == village.village_id).order_by(Household.id)
    return [row.id for row in desk.store.all(query)]
