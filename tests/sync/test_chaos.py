"""Random work on a commune and three laptops in two villages, with bundles that come in any order, twice, or never.

Whatever happened on the way: once everything has been sent again, every desk holds the same, every change is in every
journal that may have it, and the conflicts on record are exactly those that the entries themselves tell of.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.health import health_problems
from desktop.models.households import Household
from desktop.models.journal import changing
from tests.sync.desks import Desk, add_village, enrol, make_commune, make_village

_VALUES: dict[str, list[object]] = {
    "phone": ["0912345678", "0987654321", None],
    "people": [0, 3, 7],
    "note": ["a", "b", "c"],
}
_FIELDS = st.sampled_from(sorted(_VALUES))


class Chaos(RuleBasedStateMachine):
    """Two laptops of village 1, one of village 2, the commune, and a heap of sticks."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        home = Path(self._folder.name)
        self.stick = home / "usb"
        self.commune = make_commune(home / "xa")
        rows = [add_village(self.commune, "02107-01"), add_village(self.commune, "02107-02")]
        self.laptops = [make_village(home / f"may-{n}", seed=n + 2) for n in range(3)]
        for laptop, row in zip(self.laptops, (rows[0], rows[0], rows[1]), strict=True):
            enrol(self.commune, laptop, row, self.stick)
        self.heap: list[tuple[Desk, Path]] = []

    def _desk(self, which: int) -> Desk:
        return self.commune if which == 3 else self.laptops[which]

    def _households(self, desk: Desk) -> list[str]:
        return [row.id for row in desk.store.all(Household.select().where(~Household.deleted).order_by(Household.id))]

    @rule(which=st.integers(0, 2), count=st.integers(1, 3))
    def add(self, which: int, count: int) -> None:
        self.laptops[which].add_households(count)

    @rule(which=st.integers(0, 3), pick=st.integers(0, 9), field=_FIELDS, value=st.integers(0, 2))
    def edit(self, which: int, pick: int, field: str, value: int) -> None:
        desk = self._desk(which)
        desk.store.clock.advance(60 * (value - 1))  # type: ignore[attr-defined]
        found = self._households(desk)
        if found:
            desk.edit(found[pick % len(found)], **{field: _VALUES[field][value]})

    @rule(which=st.integers(0, 3), pick=st.integers(0, 9))
    def delete(self, which: int, pick: int) -> None:
        desk = self._desk(which)
        found = self._households(desk)
        if found:
            with changing(desk.store) as change:
                change.delete(Household, found[pick % len(found)])

    @rule(which=st.integers(0, 2), only_new=st.booleans(), downwards=st.booleans())
    def write_a_stick(self, which: int, only_new: bool, downwards: bool) -> None:
        laptop = self.laptops[which]
        if downwards:
            path = self.commune.export(self.stick, laptop, only_new=only_new)
            self.heap += [(other, path) for other in self.laptops if other.village_id == laptop.village_id]
        else:
            self.heap.append((self.commune, laptop.export(self.stick, only_new=only_new)))

    @rule(pick=st.integers(0, 99), again=st.booleans())
    def carry_a_stick(self, pick: int, again: bool) -> None:
        if self.heap:
            desk, path = self.heap[pick % len(self.heap)]
            assert desk.merge(path).verdict in {"merged", "already", "held"}
            if not again:
                self.heap.remove((desk, path))

    @rule(pick=st.integers(0, 99))
    def lose_a_stick(self, pick: int) -> None:
        if self.heap:
            self.heap.pop(pick % len(self.heap))

    def teardown(self) -> None:
        for _ in range(2):  # once for the entries, once for the receipts
            for laptop in self.laptops:
                assert self.commune.merge(laptop.export(self.stick)).verdict in {"merged", "already"}
            for laptop in self.laptops:
                assert laptop.merge(self.commune.export(self.stick, laptop)).verdict in {"merged", "already"}
        for laptop in self.laptops:
            scope = laptop.village_id
            assert table_digests(laptop.store, scope) == table_digests(self.commune.store, scope)
        for desk in (self.commune, *self.laptops):
            assert told(desk) == _expected(desk)
            assert health_problems(desk.store) == []
            desk.store.close()
        self._folder.cleanup()


def told(desk: Desk) -> set[tuple[str, str, str]]:
    """The conflicts that a desk shows, but for deletions."""
    return {
        (conflict.record, conflict.field, json.dumps(side.value))
        for conflict in conflicts(desk.store)
        for side in conflict.sides
        if conflict.field != "deleted"
    }


def _expected(desk: Desk) -> set[tuple[str, str, str]]:
    """The conflicts that follow from the journal: values that nobody wrote over, where there are several."""
    written: dict[tuple[str, str], dict[str, object]] = defaultdict(dict)
    replaced: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (line,) in desk.store.rows("SELECT entry FROM journal"):
        entry = json.loads(bytes(line))
        if entry["table"] != "household":
            continue
        for field in _VALUES:
            if field in entry["values"] or not entry["replaced"]:
                version = f"{entry['author']}:{entry['sequence']}"
                written[entry["record"], field][version] = entry["values"].get(field)
                replaced[entry["record"], field] |= set(entry["replaced"].get(field, ()))
    heads = {
        key: {v: value for v, value in values.items() if v not in replaced[key]} for key, values in written.items()
    }
    return {
        (record, field, json.dumps(value))
        for (record, field), values in heads.items()
        if len({json.dumps(value) for value in values.values()}) > 1
        for value in values.values()
    }


Chaos.TestCase.settings = settings(
    settings.default, max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestChaos = Chaos.TestCase
