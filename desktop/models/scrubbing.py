"""How the values of erased records leave a store: the journal's lines and the rows are rewritten without them.

What stays is that something was there: ids, authors, numbers and stamps, so that streams keep their order and nothing
is taken for lost. An erasure is an entry itself; every desk that holds it rewrites what it holds of the record, and
whatever of it still arrives, to the same bytes. Which records are erased is decided in `erasing`.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

import msgspec
from peewee import CharField, Field, TextField

from desktop.models import versions
from desktop.models.authors import Authors
from desktop.models.base import ID_LENGTH, JSONField, SharedModel
from desktop.models.entries import Entry, raw_values, read_entry, read_values, write_entry
from desktop.models.returning import forget_carriers
from desktop.models.rows import Row
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.tallies import Tallies

#: The tables that hold what belongs to residents. A village writes erasures, and a laptop's revocation, for one, is
#: in its scope too: nothing else can be erased, whatever an erasure says.
PERSONAL = frozenset({"commitment", "consent", "decision", "household", "opinion", "person", "photo", "response"})
BLANK = "(đã xóa)"  # in a text that must not be empty
Key = tuple[str, str]  # table, record
_RECORD = '"record":"'
#: Columns that say where a record belongs or that it is gone.
_STRUCTURE = {"village_id", "deleted", "about_table", "about_id", "field"}

#: A form that is being typed about the record; an opinion that is being typed names its household inside.
_FORGET_TYPED = (
    "DELETE FROM setting WHERE substr(name, 1, 6) = 'typed:'"
    " AND (instr(name, ?1) OR (name GLOB 'typed:opinion:*' AND instr(value, ?1)))"
)


def erased_records(store: Store) -> set[Key]:
    """The records that were erased; a village's word counts for its own scope alone."""
    found: set[Key] = set()
    rows = store.rows("SELECT about_table, about_id, village_id FROM erasure")
    for table, record, village_id in rows:
        if table in PERSONAL:
            held = store.rows(f"SELECT village_id FROM {table} WHERE id = ?", [record])  # noqa: S608 - a known table
            if held and held[0][0] == village_id:
                found.add((table, record))
    return found


def without_values(entry: Entry) -> tuple[Entry, bytes]:
    """An entry and its line as every desk keeps them once their record is erased."""
    model = TABLES[entry.table]
    fields = model.shared_fields()
    values: dict[str, Any] = msgspec.json.decode(entry.values)
    kept = {name: _emptied(fields[name], value) for name, value in values.items() if name in fields}
    erased = msgspec.structs.replace(entry, values=raw_values(kept))
    return erased, write_entry(erased)


def _emptied(field: Field, value: Any) -> Any:  # noqa: ANN401 - a JSON value
    """What stands in a column once it is erased; references and what must not be empty and names nobody stay."""
    if field.name in _STRUCTURE or (isinstance(field, CharField) and field.max_length == ID_LENGTH):
        return value
    if field.null:
        return None
    if isinstance(field, JSONField):
        return {}
    return BLANK if isinstance(field, TextField | CharField) and not field.choices else value


def scrub(store: Store, keys: Iterable[Key]) -> None:
    """Rewrite what this store holds of erased records: journal, rows, undecided values; inside a transaction."""
    store.execute("PRAGMA secure_delete = ON")  # what is freed is overwritten
    tallies = Tallies(store, Authors(store))
    wanted, scrubbed = set(keys), []
    for number, sequence, entry in list(_entries_of(store, wanted)):
        scrubbed.append((entry.author, sequence))
        store.execute(
            "UPDATE journal SET entry = ? WHERE author_id = ? AND sequence = ?",
            [without_values(entry)[1], number, sequence],
        )
    for key in sorted(wanted):
        _scrub_row(store, tallies, key)
        store.execute("DELETE FROM head WHERE table_name = ? AND record = ?", list(key))
        store.execute(_FORGET_TYPED, [key[1]])
    tallies.write()
    forget_carriers(store, scrubbed)


def holds_erased(store: Store, lines: Iterable[bytes]) -> bool:
    """Whether any of these lines still has values of a record that was erased here."""
    erased = erased_records(store)
    ids = {record.encode() for _, record in erased}
    for line in lines if erased else ():
        start = line.find(_RECORD.encode()) + len(_RECORD)
        if line[start : start + ID_LENGTH] in ids:
            entry = read_entry(line)
            if (entry.table, entry.record) in erased and without_values(entry)[1] != line:
                return True
    return False


def _entries_of(store: Store, keys: Set[Key]) -> Iterator[tuple[int, int, Entry]]:
    """All entries of the records, found in one walk: the journal has no index on records, and erasing is rare.

    In the one spelling of lines the record comes second, behind the author: its id follows the first such name.
    """
    record = f"CAST(substr(entry, instr(entry, CAST('{_RECORD}' AS BLOB)) + {len(_RECORD)}, {ID_LENGTH}) AS TEXT)"
    rows = store.database.execute_sql(
        f"SELECT author_id, sequence, entry FROM journal WHERE {record} IN (SELECT value FROM json_each(?))",  # noqa: S608
        [msgspec.json.encode([record for _, record in keys]).decode()],
    )
    for number, sequence, line in rows:
        entry = read_entry(bytes(line))
        if (entry.table, entry.record) in keys:
            yield number, sequence, entry


def _scrub_row(store: Store, tallies: Tallies, key: Key) -> None:
    """An erased row is its first entry without values, and deleted: the same on every desk, whatever came when."""
    model = TABLES[key[0]]
    sql = f"SELECT versions, village_id, deleted FROM {key[0]} WHERE id = ?"  # noqa: S608 - our own names
    for text, village_id, deleted in store.rows(sql, [key[1]]):
        base, others = versions.read_all(text)
        row = Row(base, {}, village_id, True)
        row.before = village_id, bool(deleted), others
        row.writes = erased_row(store, model, base)
        names = [*row.writes, *model.derived]
        sets = ", ".join(f"{name} = ?" for name in ("versions", *names))
        columns = [versions.spell(base), *row.writes.values(), *model.derive(row.writes).values()]
        store.execute(f"UPDATE {key[0]} SET {sets} WHERE id = ?", [*columns, key[1]])  # noqa: S608 - our own names
        tallies.note(*key, row)


def erased_row(store: Store, model: type[SharedModel], base: versions.Version) -> dict[str, Any]:
    """The columns of an erased row, in the store's spelling; `base` is the record's first entry."""
    line = store.value("SELECT entry FROM journal WHERE author_id = ? AND sequence = ?", base)
    first: Mapping[str, Any] = read_values(without_values(read_entry(bytes(line)))[0], newer=True)
    return {name: first.get(name) for name in model.shared_fields()} | {"deleted": True}
