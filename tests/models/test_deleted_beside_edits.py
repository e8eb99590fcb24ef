"""A deletion beside edits that it did not see: what stands undecided is the same whichever came first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.conflicts import conflicts, decide
from desktop.models.digests import table_digests
from desktop.models.health import health_problems
from desktop.models.households import Household
from desktop.models.store import Store
from tests.makers import VILLAGE_ID, add_household, carry, changing, make_store


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Store]]:
    """A commune and two laptops of one village that all hold one household."""
    made = [make_store(tmp_path / "xa", "commune", seed=1)]
    made += [make_store(tmp_path / f"may-{n}", "village", VILLAGE_ID, seed=n + 2) for n in range(2)]
    yield made
    for store in made:
        store.close()


def edit(store: Store, record: str, **values: object) -> None:
    with changing(store) as change:
        change.set(Household, record, **values)


def heads(store: Store) -> set[tuple[str, object]]:
    return {(side.author, side.value) for one in conflicts(store) for side in one.sides}


@pytest.mark.parametrize("chain", [2, 3])
@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_an_edit_over_another_takes_its_place(desks: list[Store], order: tuple[int, int], chain: int) -> None:
    """The first edit still shows in one field; the second wrote over another field of it, the third over the second."""
    commune, first, second = desks
    with changing(first) as change:
        record = add_household(change, VILLAGE_ID)
    carry(first, commune)
    carry(commune, second)
    edit(first, record, head_name="Nông Văn Một", note="ghi chú")
    for number in range(2, chain + 1):
        edit(first, record, head_name=f"Nông Văn {number}", phone=f"090000000{number}")
    with changing(second) as change:
        change.delete(Household, record)
    for laptop in order:
        carry(desks[laptop], commune)
    carry(commune, first)
    carry(commune, second)
    (one,) = conflicts(commune)
    assert sorted(side.value for side in one.sides) == [0, 1]
    assert heads(first) == heads(second) == heads(commune)
    with changing(commune) as change:
        decide(change, one, 1, reason="đã chuyển đi", decided_by="cán bộ xã")
    carry(commune, first)
    carry(commune, second)
    for desk in desks:
        assert conflicts(desk) == []
        assert desk.value("SELECT deleted FROM household WHERE id = ?", [record]) == 1
        assert desk.value("SELECT count(*) FROM head") == 0
        assert table_digests(desk, VILLAGE_ID) == table_digests(commune, VILLAGE_ID)
        assert health_problems(desk) == []


@pytest.mark.parametrize("late", ["the restoration", "the second edit"])
def test_an_edit_is_forgotten_once_nothing_is_deleted(desks: list[Store], late: str) -> None:
    """An edit that a deletion did not see, then a restoration, and another edit over the first: in either order."""
    commune, first, second = desks
    with changing(first) as change:
        record = add_household(change, VILLAGE_ID)
    carry(first, commune)
    carry(commune, second)
    edit(first, record, note="ghi chú")
    carry(first, commune)
    with changing(second) as change:
        change.delete(Household, record)
    carry(second, commune)
    edit(second, record, deleted=False)
    edit(first, record, note="ghi chú thêm", hamlet="Nà Ngòn")
    for laptop in (first, second) if late == "the restoration" else (second, first):
        carry(laptop, commune)
    assert conflicts(commune) == []
    assert commune.value("SELECT count(*) FROM head") == 0
    carry(commune, first)
    carry(commune, second)
    with changing(first) as change:
        change.delete(Household, record)
    carry(first, commune)
    carry(commune, second)
    for desk in desks:
        assert conflicts(desk) == []
        assert desk.value("SELECT deleted FROM household WHERE id = ?", [record]) == 1
        assert desk.value("SELECT count(*) FROM head") == 0
        assert table_digests(desk, VILLAGE_ID) == table_digests(commune, VILLAGE_ID)
