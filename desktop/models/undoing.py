"""Taking back what a merged bundle brought (DESIGN 2: the journal is the undo).

Undoing writes entries like any other change: a field that the bundle wrote gets its earlier value, a record that the
bundle made is deleted. Its own entries stay in the journal, and it stays merged. What somebody has gone on from stays.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from desktop.clock import today
from desktop.errors import StoreError
from desktop.models import versions
from desktop.models.authors import Authors
from desktop.models.base import SharedModel
from desktop.models.conflicts import from_store
from desktop.models.decisions import Undoing
from desktop.models.entries import Entry, read_entry, read_values
from desktop.models.journal import ROLE, VILLAGE, Change, changing
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.succession import scopes_of
from desktop.models.versions import Version

Why = Literal["edited-later", "not-ours"]
Key = tuple[str, str]  # table, record
#: What is about machines, or was itself done to take something back for good.
_STAYS = {"key_escrow", "erasure", "undoing"}


@dataclass(frozen=True)
class Back:
    """A field that gets an earlier value, or, without a field, a record that is deleted again."""

    table: str
    record: str
    field: str | None
    now: Any = None
    then: Any = None


@dataclass(frozen=True)
class Left:
    """What is not taken back: somebody has gone on from it, or this desk may not write it."""

    table: str
    record: str
    field: str | None
    why: Why


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
    looked = _Looking(store, _brought(store, ranges, (first, last)))
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
            _put_back(change, one)
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


def _put_back(change: Change, one: Back) -> None:
    model = TABLES[one.table]
    if one.field is None:
        change.delete(model, one.record)
    else:
        change.decide(model, one.record, one.field, from_store(one.table, one.field, one.then))


@dataclass(frozen=True)
class _Brought:
    """The entries of a bundle that were new here when it was merged: their versions, and the fields that they wrote."""

    versions: frozenset[Version]
    fields: Mapping[Key, frozenset[str]]


def _brought(store: Store, ranges: Mapping[str, Sequence[int]], positions: tuple[int, int]) -> _Brought:
    authors = Authors(store)
    held: set[Version] = set()
    fields: dict[Key, set[str]] = defaultdict(set)
    for author, (first, last) in ranges.items():
        rows = store.rows(
            "SELECT author_id, sequence, entry FROM journal WHERE author_id = ? AND sequence BETWEEN ? AND ? "
            "AND position BETWEEN ? AND ?",
            [authors.number(author), first, last, *positions],
        )
        for number, sequence, line in rows:
            entry = read_entry(bytes(line))
            if entry.table in TABLES and entry.table not in _STAYS:
                held.add((number, sequence))
                fields[entry.table, entry.record] |= read_values(entry, newer=True).keys()
    return _Brought(frozenset(held), {key: frozenset(names) for key, names in fields.items()})


class _Looking:
    """Looks at every record that a bundle touched, and sorts its fields into what goes back and what is left."""

    def __init__(self, store: Store, brought: _Brought) -> None:
        self._store = store
        self._authors = Authors(store)
        self._brought = brought
        self._own_scopes = scopes_of(store, store.setting(VILLAGE) or "") if store.setting(ROLE) == "village" else None
        self.back: list[Back] = []
        self.left: list[Left] = []

    def look(self) -> None:
        """Look at all of them, in the order of tables and ids."""
        for key, names in sorted(self._brought.fields.items()):
            row, base, others = self._row(key)
            if self._own_scopes and not self._may_write(TABLES[key[0]], row):
                self.left.append(Left(*key, None, "not-ours"))
            elif base in self._brought.versions:
                self._look_at_new(key, row, {base, *others.values()})
            else:
                for name in sorted(names - {"village_id"}):
                    self._look_at_field(key, name, row[name], others.get(name, base))

    def _row(self, key: Key) -> tuple[dict[str, Any], Version, dict[str, Version]]:
        names = list(TABLES[key[0]].shared_fields())
        sql = f"SELECT versions, {', '.join(names)} FROM {key[0]} WHERE id = ?"  # noqa: S608 - our own names
        text, *columns = self._store.rows(sql, [key[1]])[0]
        return dict(zip(names, columns, strict=True)), *versions.read_all(text)

    def _may_write(self, model: type[SharedModel], row: Mapping[str, Any]) -> bool:
        return model.written_by_village and row["village_id"] in (self._own_scopes or ())

    def _look_at_new(self, key: Key, row: Mapping[str, Any], held: set[Version]) -> None:
        """A record that the bundle made goes, unless somebody has changed it since."""
        if row["deleted"]:
            return
        if held | {version for version, _ in self._heads(key)} <= self._brought.versions:
            self.back.append(Back(*key, None))
        else:
            self.left.append(Left(*key, None, "edited-later"))

    def _look_at_field(self, key: Key, name: str, now: Any, shown: Version) -> None:  # noqa: ANN401 - a column's value
        """A field goes back when the bundle's value is still the one shown, or stands undecided beside it."""
        heads = self._heads(key, name)
        others = [value for version, value in heads if version not in self._brought.versions]
        if shown in self._brought.versions:
            self.back.append(Back(*key, name, now, others[0] if others else self._before(name, shown)))
        elif len(others) < len(heads):
            self.back.append(Back(*key, name, now, now))
        else:
            self.left.append(Left(*key, name, "edited-later"))

    def _before(self, name: str, version: Version) -> Any:  # noqa: ANN401 - a column's value
        """The value that the bundle's entries wrote over, in the store's spelling."""
        entry = self._entry(version)
        while version in self._brought.versions:
            replaced = [self._authors.read(text) for text in entry.replaced.get(name, ())]
            earlier = [found for found in replaced if found is not None]
            if not earlier:
                return None
            version = max(earlier, key=self._rank)
            entry = self._entry(version)
        value = read_values(entry, newer=True).get(name, False if name == "deleted" else None)
        return int(value) if isinstance(value, bool) else value

    def _rank(self, version: Version) -> tuple[str, str, int]:
        """What decides which of several versions was shown."""
        return self._entry(version).stamp, self._authors.author(version[0]), version[1]

    def _entry(self, version: Version) -> Entry:
        line = self._store.value("SELECT entry FROM journal WHERE author_id = ? AND sequence = ?", version)
        return read_entry(bytes(line))

    def _heads(self, key: Key, name: str | None = None) -> list[tuple[Version, Any]]:
        """Undecided values beside those shown, of a field or of all, the later first, without the implied ones."""
        rows = self._store.rows(
            "SELECT author_id, sequence, value FROM head WHERE table_name = ? AND record = ? AND NOT implied "
            "AND (field = ? OR ? IS NULL) ORDER BY stamp DESC, author_id",
            [*key, name, name],
        )
        return [((author, sequence), msgspec.json.decode(value)) for author, sequence, value in rows]
