"""The lists that were taken in on this desk, each as a batch that can be taken back whole, also after a restart.

What somebody has gone on from stays, and why is said. A batch's account is this desk's own and never travels.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import msgspec

from desktop.errors import StoreError
from desktop.models.acts import acting
from desktop.models.record_names import record_name
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.taking_back import Back, Looking, brought_by

_KEPT = "import:"
_MOST = 10


@dataclass(frozen=True)
class Batch:
    """The account of a list: rows = added + updated + skipped + refused; households before and after."""

    id: str
    at: str  # ISO, UTC
    source: str
    rows: int
    added: int
    updated: int
    skipped: int
    refused: int
    before: int
    after: int
    ranges: dict[str, tuple[int, int]]
    undone_at: str = ""

    @property
    def adds_up(self) -> bool:
        """Whether every row is accounted for and the register grew by what was added."""
        rows = self.added + self.updated + self.skipped + self.refused
        return rows == self.rows and self.after == self.before + self.added


@dataclass(frozen=True)
class Stays:
    """A record that cannot be taken back, and why."""

    told: str
    why: str


@dataclass(frozen=True)
class BatchUndo:
    """What taking a batch back would do."""

    back: tuple[Back, ...]
    stays: tuple[Stays, ...]

    @property
    def records(self) -> int:
        """How many households would be put back or deleted."""
        return len({(one.table, one.record) for one in self.back})


def keep_batch(store: Store, batch: Batch) -> None:
    """Remember a batch; call it inside the act's transaction. Only the last ten are kept."""
    if not batch.ranges:  # nothing was written, there is nothing to take back
        return
    store.set_setting(f"{_KEPT}{batch.id}", msgspec.json.encode(batch).decode())
    store.execute(
        "DELETE FROM setting WHERE name IN (SELECT name FROM setting WHERE substr(name, 1, ?) = ?"
        " ORDER BY name DESC LIMIT -1 OFFSET ?)",
        [len(_KEPT), _KEPT, _MOST],
    )


def batches(store: Store) -> list[Batch]:
    """The lists that were taken in, the latest first."""
    sql = "SELECT value FROM setting WHERE substr(name, 1, ?) = ? ORDER BY name DESC"
    found = [msgspec.json.decode(text, type=Batch) for (text,) in store.rows(sql, [len(_KEPT), _KEPT])]
    return sorted(found, key=lambda one: (one.at, max(last for _, last in one.ranges.values())), reverse=True)


def plan_batch_undo(store: Store, batch: Batch) -> BatchUndo:
    """What taking a batch back would do as the register stands now."""
    looked = Looking(store, brought_by(store, batch.ranges))
    looked.look()
    used = _used(store, [one.record for one in looked.back if one.field is None])
    back = tuple(one for one in looked.back if one.record not in used)
    stays = {one.record: "đã được sửa tiếp sau khi nhập" for one in looked.left}
    stays.update(used)
    return BatchUndo(back, tuple(Stays(record_name(store, "household", one), why) for one, why in stays.items()))


def _used(store: Store, households: list[str]) -> dict[str, str]:
    """Households that other records speak of -> which."""
    wanted = set(households)
    used: dict[str, set[str]] = defaultdict(set)
    for name, model in TABLES.items():
        for column in ("household_id", "merged_into_id", "split_from_id"):
            if column in model.shared_fields():
                sql = f"SELECT DISTINCT {column} FROM {name} WHERE NOT deleted AND {column} IS NOT NULL"  # noqa: S608
                for (record,) in store.rows(sql):
                    if record in wanted:
                        used[record].add(model.title.lower())
    return {record: f"đã có {', '.join(sorted(titles))}" for record, titles in used.items()}


def undo_batch(store: Store, batch: Batch) -> BatchUndo:
    """Take a batch back in one act and tell what was done and what stays; raises StoreError when nothing can."""
    with store.transaction():
        plan = plan_batch_undo(store, batch)
        if not plan.back:
            raise StoreError(
                "Lần nhập này không còn gì để hoàn tác: các hộ đã được xóa, đã hoàn tác hoặc đã được dùng tiếp.",
                "Hãy mở từng hộ để sửa bằng tay.",
                code="undone",
            )
        with acting(store) as acts:
            for one in sorted(plan.back, key=lambda each: each.field is None):
                acts.put_back(one)
        keep_batch(store, replace(batch, undone_at=store.clock.now().isoformat()))
    return plan
