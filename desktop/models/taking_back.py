"""Taking changes back: which fields get an earlier value and which records are deleted again, and what must stay.

The journal is the undo (DESIGN 2): taking back writes entries like any other change, and what somebody has gone on from
stays. Whose changes those are, a bundle's or an act of this desk, is the matter of `undoing` and `act_undo`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from desktop.models import versions
from desktop.models.authors import Authors
from desktop.models.base import SharedModel
from desktop.models.conflicts import from_store
from desktop.models.entries import Entry, read_entry, read_values
from desktop.models.journal import ROLE, VILLAGE, Change
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.succession import scopes_of
from desktop.models.versions import Version

Why = Literal["edited-later", "not-ours"]
Key = tuple[str, str]  # table, record
Ranges = Mapping[str, Sequence[int]]  # author -> first and last sequence number
Positions = tuple[int, int]  # first and last in the journal
EVERYWHERE: Positions = (0, 2**62)
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


def put_back(change: Change, one: Back) -> None:
    """Write one of them."""
    model = TABLES[one.table]
    if one.field is None:
        change.delete(model, one.record)
    else:
        change.decide(model, one.record, one.field, from_store(one.table, one.field, one.then))


@dataclass(frozen=True)
class Brought:
    """Entries that are to be taken back: their versions, and the fields that they wrote."""

    versions: frozenset[Version]
    fields: Mapping[Key, frozenset[str]]

    def makes(self, store: Store, key: Key) -> bool:
        """Whether a record of theirs was made by them."""
        text = store.value(f"SELECT versions FROM {key[0]} WHERE id = ?", [key[1]])  # noqa: S608 - our own names
        return versions.read_all(str(text))[0] in self.versions


def brought_by(store: Store, ranges: Ranges, positions: Positions = EVERYWHERE) -> Brought:
    """The entries of these authors' ranges, of those that stand at these places of the journal."""
    authors = Authors(store)
    sql = (
        "SELECT author_id, sequence, entry FROM journal WHERE author_id = ? AND sequence BETWEEN ? AND ? "
        "AND position BETWEEN ? AND ?"
    )
    return _brought(
        row
        for author, (first, last) in ranges.items()
        for row in store.rows(sql, [authors.number(author), first, last, *positions])
    )


def _brought(rows: Iterable[tuple[int, int, bytes]]) -> Brought:
    held: set[Version] = set()
    fields: dict[Key, set[str]] = defaultdict(set)
    for number, sequence, line in rows:
        entry = read_entry(bytes(line))
        if entry.table in TABLES and entry.table not in _STAYS:
            held.add((number, sequence))
            fields[entry.table, entry.record] |= read_values(entry, newer=True).keys()
    return Brought(frozenset(held), {key: frozenset(names) for key, names in fields.items()})


class Looking:
    """Looks at every record that the entries touched, and sorts its fields into what goes back and what is left."""

    def __init__(self, store: Store, brought: Brought) -> None:
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
