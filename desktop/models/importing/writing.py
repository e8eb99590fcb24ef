"""Writes the agreed rows of a list in one act and accounts for every row; nothing is written when anything is amiss.

What the person did not choose is done as the plan says: new households are added, those that are there stay.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.clock import new_id
from desktop.errors import StoreError
from desktop.models import village_queries as queries
from desktop.models.acts import Acts, acting
from desktop.models.households import Household
from desktop.models.importing.batches import Batch, keep_batch
from desktop.models.importing.headings import CODE, KEPT_KINDS
from desktop.models.importing.planning import (
    HAVE,
    MAYBE,
    NEW,
    REFUSED,
    ImportPlan,
    PlannedRow,
    plan_import,
)
from desktop.models.journal import VILLAGE
from desktop.models.rules.findings import RuleBroken
from desktop.models.setup import own_village
from desktop.models.store import Store
from desktop.text import fold

ADD, UPDATE, SKIP = "add", "update", "skip"
Progress = Callable[[str, float | None], None]
_TELL_EVERY = 25


@dataclass(frozen=True)
class Choice:
    """What to do with one row; an update takes the named columns from the list."""

    act: str  # add, update, skip
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Agreed:
    """What the person agreed to: the list's name and plan, and where they chose otherwise, by row number."""

    plan: ImportPlan
    source: str = ""
    choices: Mapping[int, Choice] = field(default_factory=dict)

    def choice(self, one: PlannedRow) -> Choice:
        """What is done with a row."""
        chosen = self.choices.get(one.row.number)
        if chosen is None or not may_choose(one, chosen.act):
            return Choice(ADD if one.verdict == NEW else SKIP)
        return chosen


def may_choose(one: PlannedRow, act: str) -> bool:
    """Whether an act makes sense for a row."""
    if act == ADD:
        return one.verdict in (NEW, MAYBE)
    return act == SKIP or (one.verdict in (HAVE, MAYBE) and bool(one.household_id and one.differences))


def take_all_differences(plan: ImportPlan, *, only_blanks: bool = False) -> dict[int, Choice]:
    """Choices that take the list's values for the households that are there; with `only_blanks` where ours has none."""
    choices = {}
    for one in plan.rows:
        kinds = frozenset(
            each.kind for each in one.differences if each.kind != CODE and (not only_blanks or each.ours is None)
        )
        if one.verdict == HAVE and kinds:
            choices[one.row.number] = Choice(UPDATE, kinds)
    return choices


def write_import(store: Store, agreed: Agreed, progress: Progress | None = None) -> Batch:
    """Write what was agreed; raises StoreError, and Cancelled out of `progress`: nothing is written then.

    The register is looked at again first: a plan that no longer fits is refused.
    """
    village_id = store.setting(VILLAGE)
    if not village_id:
        raise StoreError("Chỉ máy thôn nhập được danh sách hộ; chưa ghi gì.", "Hãy nhập trên máy của thôn.")
    with store.transaction():
        _must_still_fit(store, village_id, agreed.plan)
        with acting(store) as acts:
            writing = _Writing(store, acts, village_id, agreed)
            writing.write(progress or (lambda _words, _part: None))
            ranges = acts.ranges
        after = int(store.value("SELECT count(*) FROM household WHERE NOT deleted AND village_id = ?", [village_id]))
        batch = writing.batch(new_id(store.clock), ranges, after)
        if after != batch.before + batch.added:
            raise StoreError(
                "Số hộ trong sổ không tăng đúng bằng số hộ thêm mới; chưa ghi gì.",
                "Hãy thử lại. Nếu vẫn vậy, báo người hỗ trợ.",
                code="not-grown",
            )
        keep_batch(store, batch)
    return batch


def _must_still_fit(store: Store, village_id: str, plan: ImportPlan) -> None:
    if plan_import(store, village_id, plan.source) != plan:
        raise StoreError("Sổ vừa có thay đổi mới; chưa ghi gì.", "Hãy xem lại bảng rồi bấm ghi lại.", code="changed")


class _Writing:
    """One list on its way into the register."""

    def __init__(self, store: Store, acts: Acts, village_id: str, agreed: Agreed) -> None:
        self._store, self._acts, self._village_id, self._agreed = store, acts, village_id, agreed
        village = own_village(store)
        self._prefix, _, number = queries.next_household_code(store, village.code if village else "").rpartition("-")
        self._next = int(number) if number else 0
        codes = store.rows("SELECT code FROM household WHERE NOT deleted AND code IS NOT NULL")
        self._codes = {fold(code) for (code,) in codes}
        self._codes |= {fold(str(one.row.values[CODE])) for one in self._to_add() if one.row.values.get(CODE)}
        self._used: set[str] = {fold(code) for (code,) in codes}
        self.added = self.updated = self.skipped = self.refused = 0

    def _to_add(self) -> list[PlannedRow]:
        return [one for one in self._agreed.plan.rows if self._agreed.choice(one).act == ADD]

    def write(self, progress: Progress) -> None:
        """Go through all rows."""
        total = len(self._agreed.plan.rows)
        for place, one in enumerate(self._agreed.plan.rows):
            if place % _TELL_EVERY == 0:
                progress(f"Đang ghi dòng {place + 1} trong {total}", place / total)
            try:
                self._write_row(one)
            except RuleBroken as broken:
                raise StoreError(
                    f"Dòng {one.row.number} ({one.row.name}): {broken.message} Chưa ghi gì.",
                    broken.advice or "Hãy bỏ qua dòng đó rồi ghi lại.",
                    code="rule",
                ) from broken
        progress("Đang hoàn thành", None)

    def _write_row(self, one: PlannedRow) -> None:
        choice = self._agreed.choice(one)
        if one.verdict == REFUSED:
            self.refused += 1
        elif choice.act == ADD:
            self._add(one)
        elif choice.act == UPDATE and self._update(one, choice.kinds):
            self.updated += 1
        else:
            self.skipped += 1

    def _add(self, one: PlannedRow) -> None:
        values: dict[str, Any] = {kind: one.row.values.get(kind) for kind in KEPT_KINDS}
        values[CODE] = self._code(values[CODE])
        self._acts.add(Household, village_id=self._village_id, status="dang_cu_tru", **values)
        self.added += 1

    def _code(self, wanted: str | None) -> str | None:
        """The row's own code when it is free, else the next one of the village."""
        if wanted and fold(wanted) not in self._used:
            self._used.add(fold(wanted))
            return wanted
        if not self._prefix:
            return None
        while (code := f"{self._prefix}-{self._next:03}") in self._codes:
            self._next += 1
        self._codes.add(code)
        return code

    def _update(self, one: PlannedRow, kinds: frozenset[str]) -> bool:
        values = {each.kind: each.theirs for each in one.differences if each.kind in kinds}
        if CODE in values and fold(str(values[CODE])) in self._used:
            del values[CODE]
        return bool(values) and self._acts.set(Household, str(one.household_id), **values)

    def batch(self, batch_id: str, ranges: Mapping[str, tuple[int, int]], after: int) -> Batch:
        """The account of it."""
        return Batch(
            batch_id, self._store.clock.now().isoformat(), self._agreed.source, len(self._agreed.plan.rows),
            self.added, self.updated, self.skipped, self.refused, self._agreed.plan.before, after, dict(ranges),
        )  # fmt: skip
