"""The inbox of conflicts: one line a record, with what it is, where, which columns differ and for how long.

Read in sets and held in memory; narrowed, searched and sorted here, handed out a page at a time.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.models import versions
from desktop.models.arrivals import Arrivals
from desktop.models.conflict_words import differing_told
from desktop.models.conflicts import Key, differing
from desktop.models.differing import DELETED
from desktop.models.held_entries import version_columns
from desktop.models.paging import ordered
from desktop.models.placing import villages_of
from desktop.models.record_names import record_names
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.versions import Version
from desktop.text import fold, text_sort_key

COMMUNE = ""  # where a village's id would stand


@dataclass(frozen=True)
class InboxLine:
    """A record with columns that differ."""

    table: str
    record: str
    name: str  # of the record, or what it is when it has no name
    village_id: str  # COMMUNE for the commune's own
    village: str  # "" for the commune's own
    fields: tuple[str, ...]
    since: datetime | None  # when this desk learned of it; None when it cannot be told

    @property
    def key(self) -> Key:
        """Which record it is."""
        return self.table, self.record

    @property
    def kind(self) -> str:
        """What it is: "Hộ dân"."""
        return TABLES[self.table].title

    @property
    def is_about_deletion(self) -> bool:
        """Whether somebody deleted what somebody else went on editing."""
        return DELETED in self.fields

    @property
    def told_fields(self) -> str:
        """What differs, in words."""
        return differing_told(self.table, self.fields)


class ConflictInbox:
    """The lines in their order; `refresh` reads anew, everything else stays."""

    sortable = ("name", "fields", "village", "since")

    def __init__(self, store: Store) -> None:
        self._store = store
        self._search = ""
        self._village: str | None = None
        self._table: str | None = None
        self._sort = ("since", False)
        self._all: dict[Key, InboxLine] = {}
        self._shown: list[Key] = []
        self.refresh()

    @property
    def total(self) -> int:
        """How many records there are without search and filters."""
        return len(self._all)

    @property
    def total_fields(self) -> int:
        """How many columns differ in all of them."""
        return sum(len(line.fields) for line in self._all.values())

    def villages(self) -> Counter[tuple[str, str]]:
        """Village id and name -> how many records."""
        return Counter((line.village_id, line.village) for line in self._all.values())

    def tables(self) -> Counter[str]:
        """Table -> how many records."""
        return Counter(line.table for line in self._all.values())

    def count(self) -> int:
        """How many lines are shown."""
        return len(self._shown)

    def rows(self, offset: int, limit: int) -> Sequence[InboxLine]:
        """Some of the lines."""
        return [self._all[key] for key in self._shown[offset : offset + limit]]

    def keys(self) -> list[Key]:
        """The records that are shown, in their order."""
        return list(self._shown)

    def search(self, text: str) -> None:
        """Keep what has these words in its name, its place or its columns."""
        self._search = text
        self._arrange()

    def narrow(self, *, village: str | None, table: str | None) -> None:
        """Keep one village's records (COMMUNE for the commune's own) and one table's; None keeps all."""
        self._village, self._table = village, table
        self._arrange()

    def sort(self, key: str, *, descending: bool) -> None:
        """Order by a column from now on; a key that is not sortable is a bug of the caller."""
        if key not in self.sortable:
            raise KeyError(key)
        self._sort = (key, descending)
        self._arrange()

    def refresh(self) -> None:
        """Read the store again."""
        self._all = {line.key: line for line in _read(self._store)}
        self._arrange()

    def _arrange(self) -> None:
        wanted = fold(self._search).split()
        kept = {
            _spelled(line.key): line
            for line in self._all.values()
            if (self._village is None or line.village_id == self._village)
            and (self._table is None or line.table == self._table)
            and all(part in fold(f"{line.name} {line.village} {line.kind} {line.told_fields}") for part in wanted)
        }
        key, descending = self._sort
        self._shown = [
            kept[one].key for one in ordered(kept, lambda one: _SORTS[key](kept[one]), descending=descending)
        ]


_SORTS: dict[str, Callable[[InboxLine], Any]] = {
    "name": lambda line: text_sort_key(line.name),
    "fields": lambda line: text_sort_key(line.told_fields),
    "village": lambda line: text_sort_key(line.village),
    "since": lambda line: line.since,
}


def _spelled(key: Key) -> str:
    return ":".join(key)


def _read(store: Store) -> list[InboxLine]:
    """All lines, records in the order of table and id."""
    fields: dict[Key, list[str]] = defaultdict(list)
    for table, record, name in differing(store):
        fields[table, record].append(name)
    named = record_names(store, fields)
    places = villages_of(store, fields)
    villages = dict(store.rows("SELECT id, name FROM village"))
    since = _since(store, fields)
    return [
        InboxLine(
            table=table,
            record=record,
            name=named.get((table, record)) or TABLES[table].title,
            village_id=places.get((table, record)) or COMMUNE,
            village=villages.get(places.get((table, record)), ""),
            fields=tuple(names),
            since=since.get((table, record)),
        )
        for (table, record), names in fields.items()
    ]


def _since(store: Store, fields: Mapping[Key, Sequence[str]]) -> dict[Key, datetime]:
    """When the last of the values in question came to this desk; those that were written here did not come."""
    wrote: dict[Key, set[Version]] = defaultdict(set)
    for table, record, name, author, sequence in store.rows(
        "SELECT table_name, record, field, author_id, sequence FROM head"
    ):
        if name in fields.get((table, record), ()):
            wrote[table, record].add((author, sequence))
    for (table, record), text in version_columns(store, fields):
        base, others = versions.read_all(text)
        wrote[table, record].update(others.get(name, base) for name in fields[table, record])
    moments = Arrivals(store).moments({version for listed in wrote.values() for version in listed})
    return {
        key: max(arrived)
        for key, listed in wrote.items()
        if (arrived := [moments[version] for version in listed if version in moments])
    }
