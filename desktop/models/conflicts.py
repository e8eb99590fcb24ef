"""Values that were written without knowing each other and wait for a person (chỗ khác nhau).

Read in sets: however many there are, it takes a few queries. Who may decide, and on what grounds, is in `settling`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from desktop.models import versions
from desktop.models.authors import Authors
from desktop.models.base import JSONField, json_text
from desktop.models.decisions import Decision
from desktop.models.entries import Entry, read_values
from desktop.models.held_entries import journalled
from desktop.models.journal import Change
from desktop.models.rows import in_parts
from desktop.models.schema import TABLES
from desktop.models.stamps import instant
from desktop.models.store import Store
from desktop.models.versions import Version

Key = tuple[str, str]  # table, record
Place = tuple[str, str, str]  # table, record, field


@dataclass(frozen=True)
class Side:
    """One of the values: what, when, by which author and in which entry."""

    value: Any  # in the store's spelling
    written_at: datetime
    author: str
    is_mine: bool
    #: The value is "not deleted", because somebody went on editing the record.
    implied: bool = False
    version: Version = (0, 0)


@dataclass(frozen=True)
class Conflict:
    """A field with several values; the one shown stands first."""

    table: str
    record: str
    field: str
    sides: tuple[Side, ...]

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.table, self.record, self.field


def conflicts(store: Store, records: Collection[Key] | None = None) -> list[Conflict]:
    """The fields whose heads hold different values, in the order of table, record and field; of all records or some."""
    authors = Authors(store)
    heads = _heads(store, records, authors)
    shown = _shown(store, heads, authors)
    return [
        Conflict(*place, (shown[place], *others))
        for place, others in heads.items()
        if place in shown and any(other.value != shown[place].value for other in others)
    ]


def differing(store: Store) -> list[Place]:
    """Where the conflicts are and nothing more: what counting them takes."""
    pairs = store.rows("SELECT DISTINCT table_name, field FROM head")
    found: list[Place] = []
    for table, name in pairs:
        sql = (
            f"SELECT DISTINCT head.record FROM head JOIN {table} held ON held.id = head.record "  # noqa: S608 - ours
            f"WHERE head.table_name = ? AND head.field = ? AND json_extract(head.value, '$') IS NOT held.{name}"
        )
        found += [(table, record, name) for (record,) in store.rows(sql, [table, name])]
    return sorted(found)


def _heads(store: Store, records: Collection[Key] | None, authors: Authors) -> dict[Place, list[Side]]:
    """The values beside the ones shown, by place, the latest first."""
    sql = "SELECT table_name, record, field, author_id, sequence, stamp, value, implied FROM head"
    rows: list[Any] = []
    if records is None:
        rows = store.rows(f"{sql} ORDER BY table_name, record, field, stamp DESC, author_id")
    else:
        for table, ids in _by_table(records).items():
            for part in in_parts(ids):
                marks = ",".join("?" * len(part))
                rows += store.rows(f"{sql} WHERE table_name = ? AND record IN ({marks})", [table, *part])
        rows.sort(key=lambda row: row[5], reverse=True)
        rows.sort(key=lambda row: row[:3])
    found: dict[Place, list[Side]] = defaultdict(list)
    for table, record, name, number, sequence, stamp, value, implied in rows:
        author = authors.author(number)
        side = Side(
            msgspec.json.decode(value),
            instant(stamp),
            author,
            authors.is_mine(author),
            bool(implied),
            (number, sequence),
        )
        found[table, record, name].append(side)
    return found


def _by_table(records: Iterable[Key]) -> dict[str, list[str]]:
    wanted: dict[str, list[str]] = defaultdict(list)
    for table, record in sorted(set(records)):
        wanted[table].append(record)
    return wanted


def _shown(store: Store, places: Iterable[Place], authors: Authors) -> dict[Place, Side]:
    """The values that the records themselves show."""
    values: dict[Place, tuple[Any, Version, bool]] = {}
    for table, ids in _by_table((table, record) for table, record, _ in places).items():
        asked = sorted({name for where, _, name in places if where == table})
        for part in in_parts(ids):
            sql = f"SELECT id, versions, {', '.join(asked)} FROM {table} WHERE id IN ({','.join('?' * len(part))})"  # noqa: S608 - our own names
            for record, text, *columns in store.rows(sql, part):
                base, others = versions.read_all(text)
                for name, value in zip(asked, columns, strict=True):
                    version = others.get(name, base)
                    values[table, record, name] = value, version, version == base
    entries = journalled(store, {version for place, (_, version, _) in values.items() if place in places})
    return {
        place: _side(authors, entries[version], value, version, place[2], is_first=is_first)
        for place, (value, version, is_first) in values.items()
        if version in entries
    }


def _side(authors: Authors, entry: Entry, value: Any, version: Version, name: str, *, is_first: bool) -> Side:  # noqa: ANN401 - a column's value
    is_edit = not is_first and bool(entry.replaced)
    implied = name == "deleted" and is_edit and "deleted" not in read_values(entry, newer=True)
    return Side(value, instant(entry.stamp), entry.author, authors.is_mine(entry.author), implied, version)


def decide(
    change: Change, conflict: Conflict, value: object, *, reason: str, decided_by: str, settled: list[str] | None = None
) -> None:
    """Settle a conflict with a value (one of the sides or a third), and record that, with the reason.

    `settled` are the versions that were weighed, as entries spell them.
    """
    model = TABLES[conflict.table]
    carried = from_store(conflict.table, conflict.field, value)
    change.decide(model, conflict.record, conflict.field, carried)
    change.add(
        Decision,
        village_id=change.village_of(model, conflict.record),
        about_table=conflict.table,
        about_id=conflict.record,
        field=conflict.field,
        chosen=carried,
        put_aside=put_aside(conflict, value),
        settled=settled,
        reason=reason,
        decided_by=decided_by,
    )


def put_aside(conflict: Conflict, value: object) -> list[Any]:
    """The values that are not chosen, each once, as entries carry them."""
    left: list[Any] = []
    for side in conflict.sides:
        if side.value != value and side.value not in left:
            left.append(side.value)
    return [from_store(conflict.table, conflict.field, one) for one in left]


def from_store(table: str, field: str, value: Any) -> Any:  # noqa: ANN401 - a column's value
    """A column's value in the store's spelling as entries carry it: flags as true and false, JSON as values."""
    column = TABLES[table].shared_fields()[field]
    if value is None:
        return None
    match type(column).__name__:
        case "BooleanField":
            return bool(value)
        case "JSONField":
            return column.python_value(value)
    return value


def in_store(table: str, field: str, value: Any) -> Any:  # noqa: ANN401 - a column's value
    """The inverse: a value as entries carry it, in the store's spelling."""
    return json_text(value) if value is not None and _is_json(table, field) else value


def _is_json(table: str, field: str) -> bool:
    return isinstance(TABLES[table].shared_fields()[field], JSONField)


def by_record(found: Iterable[Conflict]) -> Mapping[Key, list[Conflict]]:
    """Conflicts by the record that they are about."""
    grouped: dict[Key, list[Conflict]] = defaultdict(list)
    for one in found:
        grouped[one.table, one.record].append(one)
    return grouped
