"""Taking back what a merged bundle brought (DESIGN 2: the journal is the undo).

Undoing writes entries like any other change: a field that the bundle wrote gets its earlier value, a record that the
bundle made is deleted. Its own entries stay in the journal, and it stays merged. What somebody has gone on from stays.
"""

from dataclasses import dataclass

import msgspec

from desktop.clock import today
from desktop.errors import StoreError
from desktop.models.decisions import Undoing
from desktop.models.journal import VILLAGE, changing
from desktop.models.store import Store
from desktop.models.taking_back import Back, Left, Looking, brought_by, put_back


@dataclass(frozen=True)
class Plan:
    """What undoing a bundle would do; nothing is written yet."""

    digest: str
    device: str
    number: int
    village_id: str | None
    back: tuple[Back, ...]
    left: tuple[Left, ...]

    @property
    def records(self) -> int:
        """How many records would be put back."""
        return len({(one.table, one.record) for one in self.back})


@dataclass(frozen=True)
class Batch:
    """A bundle that was merged here with changes of its own."""

    digest: str
    device: str
    number: int
    village_id: str | None
    entries: int
    file_name: str
    handled_at: str  # ISO, UTC
    undone_at: str | None


def batches(store: Store) -> list[Batch]:
    """All merged bundles that brought changes, the latest first."""
    sql = (
        "SELECT digest, device, number, village_id, entries, file_name, handled_at, undone_at FROM bundle "
        "WHERE state = 'merged' AND direction = 'in' AND first_position IS NOT NULL ORDER BY last_position DESC"
    )
    return [Batch(*row) for row in store.rows(sql)]


def plan_undo(store: Store, digest: str) -> Plan:
    """Tell what undoing a merged bundle would do. Raises StoreError when there is no such bundle or it is undone."""
    rows = store.rows(
        "SELECT device, number, village_id, cover, first_position, last_position, undone_at FROM bundle "
        "WHERE digest = ? AND state = 'merged' AND direction = 'in'",
        [digest],
    )
    if not rows or rows[0][4] is None:
        raise StoreError("Không có gói nào như vậy để hoàn tác.", "Hãy chọn một gói đã ghép.", code="missing")
    device, number, village_id, cover, first, last, undone_at = rows[0]
    if undone_at:
        raise StoreError("Gói này đã hoàn tác rồi; không làm lại.", "Xem nhật ký của gói.", code="undone")
    ranges = msgspec.json.decode(cover)["ranges"]
    looked = Looking(store, brought_by(store, ranges, (first, last)))
    looked.look()
    return Plan(digest, device, number, village_id, tuple(looked.back), tuple(looked.left))


def undo(store: Store, plan: Plan, *, reason: str, decided_by: str) -> None:
    """Take back what the plan says, in one transaction, and keep that and why it was done.

    Raises StoreError when the store has changed since the plan was made; nothing is written then.
    """
    with changing(store) as change:
        if plan_undo(store, plan.digest) != plan:
            raise StoreError(
                "Sổ vừa có thay đổi mới; chưa hoàn tác gì.", "Hãy xem lại danh sách rồi bấm lại.", code="changed"
            )
        for one in sorted(plan.back, key=lambda back: back.field is None):
            put_back(change, one)
        change.add(
            Undoing,
            village_id=plan.village_id or store.setting(VILLAGE),
            device_id=plan.device,
            number=plan.number,
            records=plan.records,
            kept=len({(one.table, one.record) for one in plan.left}),
            undone_on=today(store.clock),
            reason=reason,
            decided_by=decided_by,
        )
        store.execute("UPDATE bundle SET undone_at = ? WHERE digest = ?", [store.clock.now().isoformat(), plan.digest])
