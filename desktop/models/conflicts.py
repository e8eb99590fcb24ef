"""Values that were written without knowing each other and wait for a person (chỗ khác nhau)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from desktop.models import versions
from desktop.models.authors import Authors
from desktop.models.decisions import Decision
from desktop.models.entries import read_entry
from desktop.models.journal import Change
from desktop.models.schema import TABLES
from desktop.models.stamps import instant
from desktop.models.store import Store


@dataclass(frozen=True)
class Side:
    """One of the values: what, when, and by which author."""

    value: Any
    written_at: datetime
    author: str
    is_mine: bool
    #: The value is "not deleted", because somebody went on editing the record.
    implied: bool = False


@dataclass(frozen=True)
class Conflict:
    """A field with several values; the one shown stands first."""

    table: str
    record: str
    field: str
    sides: tuple[Side, ...]


def conflicts(store: Store) -> list[Conflict]:
    """All fields whose heads hold different values, in the order of table, record and field."""
    authors = Authors(store)
    found: dict[tuple[str, str, str], list[Side]] = {}
    for table, record, field, number, stamp, value, implied in store.rows(
        "SELECT table_name, record, field, author_id, stamp, value, implied FROM head "
        "ORDER BY table_name, record, field, stamp DESC, author_id"
    ):
        author = authors.author(number)
        side = Side(msgspec.json.decode(value), instant(stamp), author, authors.is_mine(author), bool(implied))
        found.setdefault((table, record, field), []).append(side)
    listed = []
    for (table, record, field), others in found.items():
        shown = _shown(store, authors, table, record, field)
        if any(other.value != shown.value for other in others):
            listed.append(Conflict(table, record, field, (shown, *others)))
    return listed


def _shown(store: Store, authors: Authors, table: str, record: str, field: str) -> Side:
    sql = f"SELECT versions, {field} FROM {table} WHERE id = ?"  # noqa: S608 - names come from our own table
    text, value = store.rows(sql, [record])[0]
    base, others = versions.read_all(text)
    version = others.get(field, base)
    line = store.value("SELECT entry FROM journal WHERE author_id = ? AND sequence = ?", version)
    author = authors.author(version[0])
    return Side(value, instant(read_entry(bytes(line)).stamp), author, authors.is_mine(author))


def decide(change: Change, conflict: Conflict, value: object, *, reason: str, decided_by: str) -> None:
    """Settle a conflict with a value (one of the sides or a third), and record that, with the reason."""
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
        put_aside=[from_store(conflict.table, conflict.field, s.value) for s in conflict.sides if s.value != value],
        reason=reason,
        decided_by=decided_by,
    )


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
