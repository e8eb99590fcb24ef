"""Entries into rows: the only code that writes shared tables, used by local changes and by merges alike.

It takes entries in an order in which causes come before effects, a batch at a time inside the caller's transaction, and
works in sets: one read of the rows concerned, then a few statements. The rule for each field is in `fields`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import msgspec

from desktop.models.authors import Authors
from desktop.models.entries import Entry, EntryError, read_entry, read_values
from desktop.models.fields import FieldHead, after_write, ordered, without_idle_edits
from desktop.models.lines import AnyEntry, Incoming
from desktop.models.requests import Erasure
from desktop.models.rows import Row, in_parts, insert_rows, load_rows, shown_value, update_rows
from desktop.models.schema import TABLES
from desktop.models.scrubbing import erased_records, scrub
from desktop.models.store import Store
from desktop.models.tallies import Tallies
from desktop.models.versions import Version

Key = tuple[str, str]  # table, record
MOST_RECORDS = 300  # that are told by name


@dataclass
class Applied:
    """What a run of entries did, for the person and for the lists that have to refresh."""

    added: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    changed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lines: int = 0  # written to the journal, also those that a newer program's tables are for
    conflicts: set[tuple[str, str, str]] = field(default_factory=set)
    #: The first ones that were added or changed; all of them could be more than a person reads and memory likes.
    records: set[Key] = field(default_factory=set)
    erased: set[Key] = field(default_factory=set)

    @property
    def entries(self) -> int:
        """How many entries were applied."""
        return sum(self.added.values()) + sum(self.changed.values())

    @property
    def tables(self) -> frozenset[str]:
        """The tables whose records were added or changed."""
        return frozenset((*self.added, *self.changed))


class Applier:
    """Applies entries to one store within one transaction."""

    def __init__(self, store: Store, authors: Authors) -> None:
        self._store = store
        self._authors = authors
        self._rows: dict[Key, Row] = {}
        self._heads: dict[Key, dict[str, list[FieldHead]]] = {}
        self._touched_heads: set[tuple[str, str, str]] = set()
        self._position = authors.total
        self._tallies = Tallies(store, authors)
        self.erased = erased_records(store)
        self._any_heads = bool(store.value("SELECT EXISTS (SELECT 1 FROM head)"))
        self.result = Applied()

    def load(self, batch: Sequence[Incoming]) -> dict[Key, str | None]:
        """Read the rows that a batch is about. Call it before `apply`.

        Returned is in which village's scope (None: the commune's) each record is, or will be once it is made.
        """
        wanted: dict[str, set[str]] = defaultdict(set)
        for entry, _, _ in batch:
            wanted[entry.table].add(entry.record)
        self._rows = {}
        self._heads = defaultdict(dict)
        self._read(wanted)
        places = {key: row.village_id for key, row in self._rows.items()}
        if len(places) < sum(map(len, wanted.values())):  # some will be made
            for entry, _, values in batch:
                places.setdefault((entry.table, entry.record), values.get("village_id"))
        return places

    def apply(self, batch: Sequence[Incoming]) -> None:
        """Write a loaded batch: the journal, the rows, and what stays undecided."""
        self._write_journal(batch)
        for key, entry, values in self._make(batch):
            self._change(key, entry, values)
        self._flush()
        if any(entry.table == Erasure.table() for entry, _, _ in batch):
            self._erase()

    def _erase(self) -> None:
        """Take the values out of what was erased by the batch."""
        now = erased_records(self._store)
        scrub(self._store, now - self.erased)
        self.result.erased |= now - self.erased
        self.erased = now

    # --- reading ---

    def _read(self, wanted: Mapping[str, set[str]]) -> None:
        """Read rows and what stands undecided beside them."""
        known = {table: sorted(records) for table, records in wanted.items() if table in TABLES}
        for table, records in known.items():
            for record, row in load_rows(self._store, TABLES[table], records):
                self._rows[table, record] = row
        if self._any_heads:
            self._load_heads(known)

    def _load_heads(self, wanted: Mapping[str, Sequence[str]]) -> None:
        for table, records in wanted.items():
            for part in in_parts(records):
                marks = ",".join("?" * len(part))
                sql = (
                    "SELECT record, field, author_id, sequence, stamp, value, implied FROM head "  # noqa: S608
                    f"WHERE table_name = ? AND record IN ({marks})"
                )
                for record, name, author, sequence, stamp, value, implied in self._store.rows(sql, [table, *part]):
                    head = FieldHead(
                        (author, sequence),
                        stamp,
                        self._authors.author(author),
                        msgspec.json.decode(value),
                        implied=bool(implied),
                    )
                    self._heads[table, record].setdefault(name, []).append(head)

    # --- new records ---

    def _make(self, batch: Sequence[Incoming]) -> list[tuple[Key, AnyEntry, dict[str, Any]]]:
        """Insert the records that are new with this batch; return the entries that change a record."""
        made: dict[Key, tuple[AnyEntry, dict[str, Any]]] = {}
        changes: list[tuple[Key, AnyEntry, dict[str, Any]]] = []
        again: dict[str, set[str]] = defaultdict(set)  # new ones that the same batch changes
        for entry, _, values in batch:
            key = entry.table, entry.record
            if not values or key in self.erased:
                continue
            if key in self._rows:
                changes.append((key, entry, values))
            elif key in made:
                changes.append((key, entry, values))
                again[entry.table].add(entry.record)
            else:
                made[key] = entry, values
        if len(self.result.records) < MOST_RECORDS:
            self.result.records |= {*made, *(key for key, _, _ in changes)}
        self._insert(made)
        self._read(again)
        return changes

    def _insert(self, made: Mapping[Key, tuple[AnyEntry, dict[str, Any]]]) -> None:
        rows: dict[str, list[tuple[str, Version, dict[str, Any]]]] = defaultdict(list)
        version = self._authors.version
        for (table, record), (entry, values) in made.items():
            if entry.replaced:
                raise EntryError(f"{table} {record} is changed and was never made")
            if not _required(table) <= values.keys():
                raise EntryError(f"{table} {record}: no {', '.join(sorted(_required(table) - values.keys()))}")
            rows[table].append((record, version(entry.author, entry.sequence), values))
        for table, of_table in rows.items():
            insert_rows(self._store, TABLES[table], of_table)
            self._tallies.note_made(table, of_table)
            self.result.added[table] += len(of_table)

    # --- changed records ---

    def _change(self, key: Key, entry: AnyEntry, values: dict[str, Any]) -> None:
        row, heads = self._rows[key], self._heads.get(key)
        version = self._authors.version(entry.author, entry.sequence)
        self.result.changed[entry.table] += 1
        if not heads and self._follows(entry, row, values):
            row.write(values, version)
        else:
            values = values if entry.replaced else _whole(entry.table, values)
            self._weigh_fields(key, row, entry, values, version)
        if heads or row.deleted or "deleted" in values:
            self._weigh_deletion(key, row, entry, values, version)
        if "village_id" in values:
            row.village_id = row.writes.get("village_id", row.village_id)
        if "deleted" in row.writes:
            row.deleted = bool(row.writes["deleted"])

    def _follows(self, entry: AnyEntry, row: Row, values: dict[str, Any]) -> bool:
        """Whether an entry saw exactly what is held, all of it of one version: the usual case, told without a loop."""
        held = {row.version(name) for name in values} if row.others else {row.base}
        if len(held) != 1:
            return False
        seen = [self._authors.spell(*held)]
        return entry.replaced == dict.fromkeys(values, seen)

    def _weigh_fields(self, key: Key, row: Row, entry: AnyEntry, values: dict[str, Any], version: Version) -> None:
        """Write each field, or set the value against those that the entry did not see."""
        heads = self._heads.get(key, {})
        for name, value in values.items():
            if entry.replaced.get(name) == [self._authors.spell(row.version(name))] and not heads.get(name):
                row.write({name: value}, version)
            else:
                head = FieldHead(version, entry.stamp, entry.author, value)
                replaced = self._versions(entry.replaced.get(name, ()))
                self._settle(key, row, name, after_write(self._heads_of(key, row, name), head, replaced))

    def _versions(self, spelled: Iterable[str]) -> set[Version]:
        return {version for text in spelled if (version := self._authors.read(text)) is not None}

    def _weigh_deletion(self, key: Key, row: Row, entry: AnyEntry, values: dict[str, Any], version: Version) -> None:
        """Set an edit and a deletion that did not know each other against each other, whichever came first."""
        beside = self._heads.get(key, {}).get("deleted", ())
        if values.get("deleted"):
            unseen = self._edits_unseen(key, row, version, self._witnessed(key, row))
        elif "deleted" in values:
            unseen = []
        elif row.deleted or any(head.value for head in beside):
            unseen = [FieldHead(version, entry.stamp, entry.author, 0, implied=True)]
        else:
            return
        over = self._written_over([version])
        heads = [head for head in self._heads_of(key, row, "deleted") if not (head.implied and head.version in over)]
        known = {head.version for head in heads}
        heads.extend(head for head in unseen if head.version not in known)
        self._settle(key, row, "deleted", without_idle_edits(ordered(heads)))

    def _witnessed(self, key: Key, row: Row) -> set[Version]:
        """All versions that the standing deletions and restorations knew of."""
        return self._written_over(head.version for head in self._heads_of(key, row, "deleted") if not head.implied)

    def _edits_unseen(self, key: Key, row: Row, version: Version, over: set[Version]) -> list[FieldHead]:
        """The heads of a record's other fields that a deletion did not see, each as a wish that the record stays.

        One that another of them has written over, in any field and be it by steps, has given its place to that one.
        """
        heads = self._heads.get(key, {})
        held: dict[Version, None] = {}  # in the order of the fields
        for name in TABLES[key[0]].shared_fields():
            if name != "deleted":
                held.update(dict.fromkeys([row.version(name), *(head.version for head in heads.get(name, ()))]))
        unseen = [one for one in held if one != version and one not in over]
        followed = self._written_over(unseen)
        told = [(one, self._journalled(one)) for one in unseen if one not in followed]
        return [FieldHead(one, written.stamp, written.author, 0, implied=True) for one, written in told]

    def _written_over(self, versions: Iterable[Version]) -> set[Version]:
        """What entries were written over in any field, and what those were, by whatever steps."""
        waiting, found = list(versions), set[Version]()
        while waiting:
            version = waiting.pop()
            if self._is_held(version):  # a sender may name versions that never were
                replaced = self._journalled(version).replaced
                before = set().union(*map(self._versions, replaced.values())) - found
                waiting.extend(before)
                found |= before
        return found

    def _heads_of(self, key: Key, row: Row, name: str) -> list[FieldHead]:
        """All heads of a field, the one shown first."""
        version = row.version(name)
        others = self._heads.get(key, {}).get(name, [])
        written = self._journalled(version)
        implied = name == "deleted" and bool(written.replaced) and "deleted" not in read_values(written, newer=True)
        shown = FieldHead(
            version,
            written.stamp,
            written.author,
            shown_value(self._store, TABLES[key[0]], key[1], row, name),
            implied=implied,
        )
        return [shown, *others]

    def _is_held(self, version: Version) -> bool:
        sql = "SELECT EXISTS (SELECT 1 FROM journal WHERE author_id = ? AND sequence = ?)"
        return bool(self._store.value(sql, version))

    def _journalled(self, version: Version) -> Entry:
        line = self._store.value("SELECT entry FROM journal WHERE author_id = ? AND sequence = ?", version)
        if line is None:
            raise EntryError(f"names version {version}, which is not held")
        return read_entry(bytes(line))

    def _settle(self, key: Key, row: Row, name: str, heads: list[FieldHead]) -> None:
        """Show the first head of a field and keep the others beside it."""
        shown, *others = heads
        if shown.version != row.version(name):
            row.write({name: shown.value}, shown.version)
        if others or self._heads.get(key, {}).get(name):
            self._heads[key][name] = others
            self._touched_heads.add((*key, name))
        if any(other.value != shown.value for other in others):
            self.result.conflicts.add((*key, name))

    # --- writing ---

    def _write_journal(self, batch: Sequence[Incoming]) -> None:
        number = self._authors.number
        self._store.execute_many(
            "INSERT INTO journal (author_id, sequence, position, entry) VALUES (?, ?, ?, ?)",
            [
                (number(entry.author), entry.sequence, position, line)
                for position, (entry, line, _) in enumerate(batch, self._position + 1)
            ],
        )
        self._position += len(batch)
        self.result.lines += len(batch)

    def _flush(self) -> None:
        edited: dict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
        for (table, record), row in self._rows.items():
            if row.writes:
                edited[table, tuple(row.writes)].append(row)
                self._tallies.note(table, record, row)
        for (table, names), rows in edited.items():
            update_rows(self._store, TABLES[table], names, rows)
        self._tallies.write()
        self._write_heads()

    def _write_heads(self) -> None:
        for table, record, name in sorted(self._touched_heads):
            self._store.execute(
                "DELETE FROM head WHERE table_name = ? AND record = ? AND field = ?", [table, record, name]
            )
            self._store.execute_many(
                "INSERT INTO head (table_name, record, field, author_id, sequence, stamp, value, implied) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (table, record, name, *head.version, head.stamp, _json(head.value), head.implied)
                    for head in self._heads[table, record][name]
                ],
            )
            self._any_heads = True
        self._touched_heads.clear()


def _json(value: Any) -> str:  # noqa: ANN401 - a column's value
    """A value beside the one shown, spelled as SQLite gives the column back: flags are 0 and 1."""
    return msgspec.json.encode(int(value) if isinstance(value, bool) else value).decode()


def _whole(table: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a first entry of a record that is held already, made by two desks: it is a version of every field.

    What it leaves out it says to be unknown, as it would have if it had come first; only the scope is not written over.
    """
    unknown = dict.fromkeys(name for name in TABLES[table].shared_fields() if name != "village_id")
    return {**unknown, "deleted": False, **values}


@cache
def _required(table: str) -> set[str]:
    """The columns that a record's first entry must give."""
    fields = TABLES[table].shared_fields()
    return {name for name, column in fields.items() if not column.null and column.default is None}
