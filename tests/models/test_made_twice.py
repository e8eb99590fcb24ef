"""One record made by two desks: each first entry is a version of every field, so it does not matter which came first.

It happens when the commune was put back and enrols a laptop again that it had enrolled before.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.health import health_problems
from desktop.models.households import Household
from desktop.models.store import Store
from tests.makers import VILLAGE_ID, add_household, carry, changing, make_store

RECORD = "0198636f-0000-7000-8000-00000000c001"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Store]]:
    """A commune and two laptops of one village."""
    made = [make_store(tmp_path / "xa", "commune", seed=1)]
    made += [make_store(tmp_path / f"may-{n}", "village", VILLAGE_ID, seed=n + 2) for n in range(2)]
    yield made
    for store in made:
        store.close()


def make(store: Store, **values: object) -> None:
    with changing(store) as change:
        add_household(change, VILLAGE_ID, record=RECORD, **values)


def shown(store: Store) -> set[tuple[str, frozenset[object]]]:
    return {(one.field, frozenset(side.value for side in one.sides)) for one in conflicts(store)}


def exchange(desks: list[Store]) -> None:
    commune, *laptops = desks
    for _ in range(2):
        for laptop in laptops:
            carry(laptop, commune)
        for laptop in laptops:
            carry(commune, laptop)


@pytest.mark.parametrize("first", [1, 2])
def test_what_one_leaves_out_stands_against_what_the_other_wrote(desks: list[Store], first: int) -> None:
    """The commune gets either laptop's first; the laptops each have their own before the other's."""
    make(desks[first], phone="0912345678", people=3)
    make(desks[3 - first], hamlet="Nà Ngòn", people=3)
    carry(desks[first], desks[0])
    exchange(desks)
    for desk in desks:
        assert shown(desk) == {("phone", frozenset({"0912345678", None})), ("hamlet", frozenset({"Nà Ngòn", None}))}
        assert table_digests(desk, VILLAGE_ID) == table_digests(desks[0], VILLAGE_ID)
        assert health_problems(desk) == []


def test_made_twice_alike_is_no_conflict(desks: list[Store]) -> None:
    for desk in desks:
        make(desk, note="như nhau")
    exchange(desks)
    assert [shown(desk) for desk in desks] == [set(), set(), set()]


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_deleting_ones_own_does_not_delete_the_others(desks: list[Store], order: tuple[int, int]) -> None:
    make(desks[1])
    with changing(desks[1]) as change:
        change.delete(Household, RECORD)
    make(desks[2])
    for laptop in order:
        carry(desks[laptop], desks[0])
    exchange(desks)
    for desk in desks:
        assert shown(desk) == {("deleted", frozenset({0, 1}))}
        assert not any(side.implied for one in conflicts(desk) for side in one.sides)
        assert table_digests(desk, VILLAGE_ID) == table_digests(desks[0], VILLAGE_ID)
        assert health_problems(desk) == []
