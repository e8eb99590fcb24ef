"""Desks that have seen the same entries hold the same, whatever the order; nothing is lost silently (DESIGN 4)."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desktop.models.conflicts import conflicts, decide
from desktop.models.digests import table_digests
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.store import Store
from tests.makers import VILLAGE_ID, add_household, carry, make_store

DESKS = st.integers(0, 3)
FIELDS = st.sampled_from(["head_name", "phone", "people", "note"])
VALUES: dict[str, list[object]] = {
    "head_name": ["A B", "C D", "E F"],
    "phone": [None, "0912345678"],
    "people": [None, 0, 3],
    "note": ["x", "y"],
}


def everything(store: Store) -> object:
    """All that two desks of one village must agree on: rows, conflicts and undecided values."""
    tables = {name: found for name, found in table_digests(store, VILLAGE_ID).items()}
    undecided = [
        (c.table, c.record, c.field, sorted((repr(s.value), s.written_at, s.author) for s in c.sides))
        for c in conflicts(store)
    ]
    return tables, undecided


class Desks(RuleBasedStateMachine):
    """A commune and three laptops of one village; every path between laptops leads through the commune."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        home = Path(self._folder.name)
        self.commune = make_store(home / "xa", "commune", seed=1)
        self.desks = [self.commune]
        self.desks += [make_store(home / f"m{n}", "village", VILLAGE_ID, seed=n + 2) for n in range(3)]
        self.count = 0

    def teardown(self) -> None:
        for _ in range(2):
            for desk in self.desks[1:]:
                carry(desk, self.commune)
            for desk in self.desks[1:]:
                carry(self.commune, desk)
        states = [everything(desk) for desk in self.desks]
        for desk in self.desks:
            desk.close()
        self._folder.cleanup()
        for state in states[1:]:
            assert state == states[0]

    def records(self, desk: Store, *, alive: bool = True) -> list[str]:
        return [row.id for row in desk.all(Household.select().order_by(Household.id)) if not (alive and row.deleted)]

    @rule(desk=DESKS)
    def add(self, desk: int) -> None:
        self.count += 1
        with changing(self.desks[desk]) as change:
            add_household(change, head_name=f"Hộ Số {self.count}")

    @rule(desk=DESKS, pick=st.integers(0, 5), name=FIELDS, value=st.integers(0, 2), data=st.booleans())
    def edit(self, desk: int, pick: int, name: str, value: int, data: bool) -> None:
        store = self.desks[desk]
        store.clock.advance(1 if data else -7)  # type: ignore[attr-defined]
        found = self.records(store)
        if found:
            with changing(store) as change:
                change.set(Household, found[pick % len(found)], **{name: VALUES[name][value % len(VALUES[name])]})

    @rule(desk=DESKS, pick=st.integers(0, 5))
    def delete(self, desk: int, pick: int) -> None:
        found = self.records(self.desks[desk])
        if found:
            with changing(self.desks[desk]) as change:
                change.delete(Household, found[pick % len(found)])

    @rule(desk=DESKS, pick=st.integers(0, 5))
    def restore(self, desk: int, pick: int) -> None:
        found = self.records(self.desks[desk], alive=False)
        if found:
            with changing(self.desks[desk]) as change:
                change.set(Household, found[pick % len(found)], deleted=False)

    @rule(desk=DESKS, pick=st.integers(0, 5))
    def settle(self, desk: int, pick: int) -> None:
        found = conflicts(self.desks[desk])
        if found:
            chosen = found[pick % len(found)]
            with changing(self.desks[desk]) as change:
                decide(change, chosen, chosen.sides[pick % len(chosen.sides)].value, reason="", decided_by="")

    @rule(desk=st.integers(1, 3))
    def up(self, desk: int) -> None:
        carry(self.desks[desk], self.commune)

    @rule(desk=st.integers(1, 3))
    def down(self, desk: int) -> None:
        carry(self.commune, self.desks[desk])

    @invariant()
    def again_is_nothing(self) -> None:
        assert carry(self.desks[1], self.desks[0]) >= 0


Desks.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestDesks = Desks.TestCase


@pytest.fixture
def pair(tmp_path: Path) -> list[Store]:
    return [make_store(tmp_path / "xa", "commune", seed=1), make_store(tmp_path / "m", "village", VILLAGE_ID, seed=2)]


def test_concurrent_edits_of_one_field_are_a_conflict_and_of_two_fields_are_none(pair: list[Store]) -> None:
    commune, village = pair
    with changing(village) as change:
        home = add_household(change)
    carry(village, commune)
    with changing(village) as change:
        change.set(Household, home, phone="0912345678", note="thôn")
    with changing(commune) as change:
        change.set(Household, home, phone="0987654321", people=7)
    carry(village, commune)
    carry(commune, village)
    for desk in pair:
        (found,) = conflicts(desk)
        assert found.field == "phone"
        assert {side.value for side in found.sides} == {"0912345678", "0987654321"}
        row = desk.get(Household, home)
        assert row is not None
        assert (row.note, row.people) == ("thôn", 7)


@pytest.mark.parametrize("later", [0, 1])
def test_of_two_values_the_later_is_shown_on_both_desks(pair: list[Store], later: int) -> None:
    commune, village = pair
    with changing(village) as change:
        home = add_household(change)
    carry(village, commune)
    pair[later].clock.advance(60)  # type: ignore[attr-defined]
    for desk, phone in zip(pair, ("0987654321", "0912345678"), strict=True):
        with changing(desk) as change:
            change.set(Household, home, phone=phone)
    carry(village, commune)
    carry(commune, village)
    for desk in pair:
        row = desk.get(Household, home)
        assert row is not None
        assert row.phone == ("0987654321", "0912345678")[later]


def test_equal_values_are_no_conflict(pair: list[Store]) -> None:
    commune, village = pair
    with changing(village) as change:
        home = add_household(change)
    carry(village, commune)
    for desk in pair:
        with changing(desk) as change:
            change.set(Household, home, phone="0912345678")
    carry(village, commune)
    assert conflicts(commune) == []
    with changing(commune) as change:
        change.set(Household, home, phone="0900000000")
    assert conflicts(commune) == []


@pytest.mark.parametrize("deleter", [0, 1])
def test_delete_against_edit_is_a_conflict_on_both_desks(pair: list[Store], deleter: int) -> None:
    commune, village = pair
    with changing(village) as change:
        home = add_household(change)
    carry(village, commune)
    with changing(pair[deleter]) as change:
        change.delete(Household, home)
    with changing(pair[1 - deleter]) as change:
        change.set(Household, home, phone="0912345678")
    carry(village, commune)
    carry(commune, village)
    for desk in pair:
        assert [(c.field, len(c.sides)) for c in conflicts(desk)] == [("deleted", 2)]
    with changing(commune) as change:
        decide(change, conflicts(commune)[0], 0, reason="hộ vẫn ở", decided_by="Cán bộ xã")
    carry(commune, village)
    for desk in pair:
        assert conflicts(desk) == []
        row = desk.get(Household, home)
        assert row is not None
        assert not row.deleted
