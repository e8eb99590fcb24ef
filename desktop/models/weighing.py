"""Lays the desks' versions of a record side by side: who wrote what, when, how it came here, what else they changed.

Reading only; any number of records at once takes a few queries for each table.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop.models import versions
from desktop.models.arrivals import Arrivals
from desktop.models.authors import Authors
from desktop.models.conflicts import Conflict, Key, Side, by_record, conflicts
from desktop.models.decided import Decided, decided
from desktop.models.differing import DELETED, Also, DifferingField, DifferingRecord, Party, RecordLine, Written
from desktop.models.entries import Entry, read_values
from desktop.models.held_entries import journalled
from desktop.models.record_names import record_names
from desktop.models.rows import in_parts
from desktop.models.schema import TABLES
from desktop.models.stamps import clock_was_wrong, instant
from desktop.models.store import Store
from desktop.models.versions import Version
from desktop.models.writers import writers

#: Changes of the same desk within this time belong to the same piece of work.
_AROUND = timedelta(days=7)
_NEVER_SHOWN = frozenset({DELETED, "village_id"})


def weigh(store: Store, records: Collection[Key]) -> list[DifferingRecord]:
    """The records among these in which something differs, in the order of table and id."""
    found = by_record(conflicts(store, records))
    return _Scales(store, found).records() if found else []


class _Scales:
    """Everything that is needed about some records, read at once."""

    def __init__(self, store: Store, found: Mapping[Key, Sequence[Conflict]]) -> None:
        self._store, self._found = store, found
        self._authors, self._writers = Authors(store), writers(store)
        self._now = store.clock.now()
        self._rows = _rows(store, found)
        sides = {side.version for listed in found.values() for one in listed for side in one.sides}
        self._arrivals = Arrivals(store).of(sides)
        held = {version for row in self._rows.values() for version in row.versions.values()}
        self._entries = journalled(store, sides | held)
        before = (self._authors.read(one) for entry in self._entries.values() for one in _replaced(entry))
        self._entries.update(journalled(store, {version for version in before if version} - self._entries.keys()))
        self._names = record_names(store, found)
        self._earlier: dict[tuple[str, str, str], list[Decided]] = defaultdict(list)
        for one in decided(store, {record for _, record in found}):
            self._earlier[one.table, one.record, one.field].append(one)

    def records(self) -> list[DifferingRecord]:
        """The records side by side."""
        return [self._record(key, listed) for key, listed in self._found.items()]

    def _record(self, key: Key, listed: Sequence[Conflict]) -> DifferingRecord:
        fields = tuple(
            DifferingField(one.field, tuple(map(self._written, one.sides)), tuple(self._earlier[one.place]))
            for one in sorted(listed, key=lambda one: one.field == DELETED)
        )
        parties = self._parties(key, fields)
        arrived = [side.arrival.merged_at for one in fields for side in one.sides if side.arrival]
        row = self._rows[key]
        return DifferingRecord(
            *key,
            name=self._names.get(key, ""),
            village_id=row.values["village_id"],
            fields=fields,
            parties=parties,
            lines=tuple(_lines(row, fields, parties)),
            since=max(arrived, default=None),
        )

    def _written(self, side: Side) -> Written:
        arrival = self._arrivals.get(side.version)
        writer = self._writers[side.author]
        here = arrival.merged_at if arrival else side.written_at if writer.is_mine else self._now
        edited = read_values(self._entries[side.version], newer=True) if side.implied else {}
        return Written(
            value=side.value,
            version=side.version,
            writer=writer,
            at=side.written_at,
            clock_wrong=clock_was_wrong(side.written_at, here),
            arrival=arrival,
            implied=side.implied,
            edited=tuple(sorted(edited.keys() - _NEVER_SHOWN)),
        )

    def _parties(self, key: Key, fields: Sequence[DifferingField]) -> tuple[Party, ...]:
        wrote: dict[str, dict[str, Written]] = defaultdict(dict)
        for one in fields:
            for side in one.sides:
                own = wrote[self._desk(side)]
                if one.field not in own or own[one.field].at < side.at:
                    own[one.field] = side
        found = [
            Party(next(iter(own.values())).writer, own, self._also(key, desk, own, fields))
            for desk, own in wrote.items()
        ]
        return tuple(sorted(found, key=lambda one: (one.last.at, one.writer.told), reverse=True))

    def _desk(self, side: Written) -> str:
        """Who is one side: a device, or an author of whom no device is known."""
        return side.writer.device or self._authors.author(side.version[0])

    def _also(
        self, key: Key, desk: str, own: Mapping[str, Written], fields: Sequence[DifferingField]
    ) -> dict[str, Also]:
        """What the desk changed besides, around the time of what it wrote."""
        row = self._rows[key]
        in_question = {one.field for one in fields} | _NEVER_SHOWN
        found = {}
        for name, version in row.versions.items():
            entry = self._entries.get(version)
            if name in in_question or version == row.base or entry is None:
                continue
            author = self._authors.author(version[0])
            if (self._writers[author].device or author) == desk and _is_around(instant(entry.stamp), own):
                found[name] = Also(self._before(entry, name), row.values[name])
        return found

    def _before(self, entry: Entry, name: str) -> Any:  # noqa: ANN401 - a column's value
        """The value that an entry wrote over; None when it cannot be told."""
        version = next((self._authors.read(one) for one in entry.replaced.get(name, ())), None)
        before = self._entries.get(version) if version else None
        return read_values(before, newer=True).get(name) if before else None


@dataclass(frozen=True)
class _Row:
    """A record as it stands: its values in the store's spelling, and which entry wrote each."""

    values: Mapping[str, Any]
    versions: Mapping[str, Version]
    base: Version


def _rows(store: Store, wanted: Collection[Key]) -> dict[Key, _Row]:
    by_table: dict[str, list[str]] = defaultdict(list)
    for table, record in sorted(wanted):
        by_table[table].append(record)
    found = {}
    for table, ids in by_table.items():
        names = list(TABLES[table].shared_fields())
        for part in in_parts(ids):
            marks = ",".join("?" * len(part))
            sql = f"SELECT id, versions, {', '.join(names)} FROM {table} WHERE id IN ({marks})"  # noqa: S608 - ours
            for record, text, *columns in store.rows(sql, part):
                base, others = versions.read_all(text)
                of_each = {name: others.get(name, base) for name in names}
                found[table, record] = _Row(dict(zip(names, columns, strict=True)), of_each, base)
    return found


def _replaced(entry: Entry) -> Iterator[str]:
    """The versions that an entry wrote over, one for each of its fields."""
    return (seen[0] for seen in entry.replaced.values() if seen)


def _is_around(at: datetime, own: Mapping[str, Written]) -> bool:
    return any(abs(at - one.at) <= _AROUND for one in own.values())


def _lines(row: _Row, fields: Sequence[DifferingField], parties: Sequence[Party]) -> Iterator[RecordLine]:
    """The columns that say anything: in question, changed by one side, the same."""
    in_question = [one.field for one in fields if one.field != DELETED]
    besides = [name for name in row.values if any(name in party.also for party in parties)]
    rest = [name for name in row.values if name not in {*in_question, *besides, *_NEVER_SHOWN}]
    for name in [*in_question, *besides, *rest]:
        before = next((party.also[name].before for party in parties if name in party.also), row.values[name])
        values = tuple(_value_of(party, name, before) for party in parties)
        if any(value not in (None, "") for value in values):
            wrote = tuple(name in party.wrote or name in party.also for party in parties)
            yield RecordLine(name, values, wrote, name in in_question)


def _value_of(party: Party, name: str, otherwise: Any) -> Any:  # noqa: ANN401 - a column's value
    """A column in one party's version of the record: what others changed without it is as it was before."""
    if name in party.wrote:
        return party.wrote[name].value
    return party.also[name].after if name in party.also else otherwise
