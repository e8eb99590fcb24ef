"""A bundle waits for what its entries were written over, whoever wrote that; only what is new is carried."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.authors import Authors
from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.exchange import causes_outside
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.store import Store
from desktop.sync.seal import peek
from tests.sync.desks import Circle, Desk, enrol, make_circle, make_village


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    """A commune and a village with two laptops."""
    made = make_circle(tmp_path)
    second = make_village(tmp_path / "may-2", seed=9)
    enrol(made.commune, second, made.village.village, made.stick)
    made.villages.append(second)
    yield made
    made.close()


def set_back(circle: Circle, kept: Path) -> None:
    """Put the commune's home back as it was kept."""
    home, clock = circle.commune.store.home, circle.commune.store.clock
    circle.commune.store.close()
    shutil.rmtree(home)
    shutil.copytree(kept, home)
    circle.commune = Desk(Store.open(home, clock), circle.commune.keys)


def keep(circle: Circle, place: Path) -> Path:
    circle.commune.store.copy_to(circle.commune.store.home / "aside.db")
    shutil.copytree(circle.commune.store.home, place, ignore=shutil.ignore_patterns("toso.db*"))
    (place / "aside.db").rename(place / "toso.db")
    return place


def up(circle: Circle, laptop: Desk) -> Path:
    return laptop.export(circle.stick)


def down(circle: Circle) -> None:
    path = circle.commune.export(circle.stick, circle.village)
    for laptop in circle.villages:
        assert laptop.merge(path).verdict in {"merged", "already"}


def test_a_restored_commune_holds_what_builds_on_the_other_laptops_lost_entries(circle: Circle, tmp_path: Path) -> None:
    first, second = circle.villages
    kept = keep(circle, tmp_path / "kept")
    (home,) = second.add_households(1)
    second.edit(home, phone="0912345678")
    circle.commune.merge(up(circle, second))
    down(circle)
    first.edit(home, phone="0987654321")
    set_back(circle, kept)
    for laptop in circle.villages:  # who believes no more that the commune holds it
        laptop.merge(circle.commune.export(circle.stick, laptop))
    held = circle.commune.merge(up(circle, first))
    assert (held.verdict, held.reason) == ("held", "gap")
    merged = circle.commune.merge(up(circle, second))
    assert (merged.verdict, [one.verdict for one in merged.released]) == ("merged", ["merged"])
    down(circle)
    for desk in (circle.commune, first, second):
        assert conflicts(desk.store) == []
        assert desk.household(home).phone == "0987654321"
        assert table_digests(desk.store, first.village_id) == table_digests(second.store, first.village_id)


def test_what_is_written_over_nothing_foreign_needs_nothing_foreign(circle: Circle) -> None:
    circle.commune.store.clock.advance(60)  # type: ignore[attr-defined]
    homes = circle.village.add_households(3)
    for home in homes:
        circle.village.edit(home, people=7)
    assert peek(up(circle, circle.village).read_bytes()).cover.needs == {}


def test_a_note_that_looks_like_a_version_is_no_cause(circle: Circle) -> None:
    village = circle.village
    strange = "0198636f-0000-7000-8000-0000000000a1:7"
    (home,) = village.add_households(1, note=strange)
    village.edit(home, note=f'"{strange}" "replaced":{{}}')
    village.edit(home, note=strange)
    assert peek(up(circle, village).read_bytes()).cover.needs == {}


def test_causes_are_the_last_versions_outside_of_the_ranges(circle: Circle) -> None:
    village, commune = circle.villages[0], circle.commune
    (home,) = village.add_households(1)
    commune.merge(up(circle, village))
    commune.edit(home, phone="0912345678", note="xã")
    commune.edit(home, phone="0987654321")
    village.merge(commune.export(circle.stick, village))
    village.edit(home, phone="0900000000")
    (own, last), (theirs, second) = (written_with(village, text) for text in (b"0900000000", b"0987654321"))
    assert causes_outside(village.store, {own: (1, last)}) == {theirs: second}
    assert causes_outside(village.store, {own: (1, last - 1)}) == {}
    with changing(village.store) as change:
        change.delete(Household, home)
    assert causes_outside(village.store, {own: (last + 1, last + 1)}) == {own: last, theirs: second - 1}
    assert causes_outside(village.store, {}) == {}


def written_with(desk: Desk, text: bytes) -> tuple[str, int]:
    """The author and sequence of the one line with a text."""
    sql = "SELECT author, sequence, entry FROM journal JOIN author ON author.id = journal.author_id"
    ((author, sequence),) = [(author, n) for author, n, line in desk.store.rows(sql) if text in bytes(line)]
    return author, sequence


def test_only_new_does_not_carry_back_what_the_village_handed_in(circle: Circle) -> None:
    first, second = circle.villages
    first.add_households(20)
    circle.commune.merge(up(circle, first))
    down(circle)
    circle.commune.merge(up(circle, second))
    (other,) = second.add_households(1)
    circle.commune.merge(up(circle, second))
    path = circle.commune.export(circle.stick, first, only_new=True)
    fresh = peek(path.read_bytes()).cover
    assert fresh.ranges.keys().isdisjoint(Authors(first.store).written_here())
    assert first.merge(path).verdict == "merged"
    assert first.household(other)
