"""Whether a store is whole: the file, the journal, rows that the journal explains, references that lead."""

from collections.abc import Callable, Iterator
from typing import Any

from desktop.errors import StoreError
from desktop.models import versions
from desktop.models.base import SharedModel
from desktop.models.entries import Entry, EntryError, read_entry, read_values
from desktop.models.rules.titles import title_of
from desktop.models.schema import SHARED_MODELS, TABLES
from desktop.models.scrubbing import erased_records, erased_row
from desktop.models.store import Store
from desktop.models.tallies import wrong_places

#: Columns that name another record, and the table where it should be.
_REFERENCES: dict[str, str] = {
    "team_id": "team",
    "person_id": "person",
    "household_id": "household",
    "session_id": "session",
    "period_id": "period",
    "round_id": "survey_round",
    "consent_id": "consent",
    "amends_id": "response",
    "response_id": "response",
    "task_id": "task",
    "join_application_id": "application",
    "leave_application_id": "application",
}
_LINES_A_QUERY = 5000


def health_problems(store: Store) -> list[str]:
    """What is broken, one Vietnamese sentence each, naming records by id only; [] when all is well."""
    looks: tuple[Callable[[Store], Iterator[str]], ...] = (
        _file,
        _holes,
        _lines,
        _heads,
        _unexplained,
        _tallies,
        _dangling,
    )
    found: list[str] = []
    for look in looks:
        try:
            found += look(store)
        except StoreError as error:  # what is damaged cannot be read to the end
            found.append(str(error))
    return found


def _file(store: Store) -> Iterator[str]:
    if store.rows("PRAGMA integrity_check(1)") != [("ok",)]:
        yield "Tệp sổ bị hỏng. Hãy khôi phục từ bản sao lưu gần nhất."


def _holes(store: Store) -> Iterator[str]:
    sql = (
        "SELECT author.author, author.held, count(journal.sequence), max(journal.sequence) FROM author "
        "LEFT JOIN journal ON journal.author_id = author.id GROUP BY author.id"
    )
    for author, held, count, last in store.rows(sql):
        if not held == count == (last or 0):
            yield f"Nhật ký của {author} có chỗ trống: có {count} dòng, đến số {last or 0}, đã ghi nhận {held}."


def _lines(store: Store) -> Iterator[str]:
    """Lines of the journal that cannot be read, or that are not what their place says."""
    for number, author in store.rows("SELECT id, author FROM author ORDER BY id"):
        last = 0
        while lines := store.rows(
            "SELECT sequence, entry FROM journal WHERE author_id = ? AND sequence > ? ORDER BY sequence LIMIT ?",
            [number, last, _LINES_A_QUERY],
        ):
            for sequence, line in lines:
                entry = _entry(line)
                if entry is None or (entry.author, entry.sequence) != (author, sequence):
                    yield f"Dòng {sequence} trong nhật ký của {author} bị hỏng."
            last = lines[-1][0]


def _heads(store: Store) -> Iterator[str]:
    """Undecided values that no line of the journal has written."""
    sql = (
        "SELECT table_name, record, field FROM head WHERE NOT EXISTS (SELECT 1 FROM journal "
        "WHERE journal.author_id = head.author_id AND journal.sequence = head.sequence)"
    )
    for table, record, name in store.rows(sql):
        yield f"{_named(TABLES[table], record, name)} có giá trị chưa quyết không có trong nhật ký."


def _unexplained(store: Store) -> Iterator[str]:
    """Rows with a value that the journal entry named by its version did not write."""
    erased = erased_records(store)
    for model in SHARED_MODELS:
        names = list(model.shared_fields())
        sql = f"SELECT id, versions, {', '.join([*names, *model.derived])} FROM {model.table()}"  # noqa: S608
        for record, text, *columns in store.rows(sql):
            values = dict(zip(names, columns, strict=False))
            look = _still_told if (model.table(), record) in erased else _strange
            for name in look(store, model, record, text, values):
                yield f"{_named(model, record, name)} không khớp nhật ký."
            if columns[len(names) :] != list(model.derive(values).values()):
                yield f"{model.title} {record}: khóa tìm kiếm không khớp các mục khác."


def _tallies(store: Store) -> Iterator[str]:
    """Scopes whose counts and digests are not those of their rows."""
    for scope, table in wrong_places(store):
        yield f"Số đếm của “{TABLES[table].title}” ({scope or 'xã'}) không khớp các mục."


def _strange(store: Store, model: type[SharedModel], record: str, text: str, values: dict[str, Any]) -> Iterator[str]:
    """The columns of a row that hold something else than their version wrote; what it did not write is unknown."""
    base, others = versions.read_all(text)
    told = {version: _written(store, model, record, version) for version in {base, *others.values()}}
    for name, value in values.items():
        written = told[others.get(name, base)]
        if written is None or written.get(name, False if name == "deleted" else None) != value:
            yield name


def _still_told(
    store: Store, model: type[SharedModel], _record: str, text: str, values: dict[str, Any]
) -> Iterator[str]:
    """The columns of an erased row that hold something else than an erased row does."""
    empty = erased_row(store, model, versions.read_all(text)[0])
    return (name for name, value in values.items() if value != empty[name])


def _written(
    store: Store, model: type[SharedModel], record: str, version: versions.Version
) -> dict[str, object] | None:
    line = store.value("SELECT entry FROM journal WHERE author_id = ? AND sequence = ?", version)
    entry = None if line is None else _entry(line)
    if entry is None or (entry.table, entry.record) != (model.table(), record):
        return None
    try:
        return read_values(entry, newer=True)
    except EntryError:
        return None


def _entry(line: bytes) -> Entry | None:
    try:
        return read_entry(bytes(line))
    except EntryError:
        return None


def _dangling(store: Store) -> Iterator[str]:
    for model in SHARED_MODELS:
        for name, target in _REFERENCES.items():
            if name in model.shared_fields():
                yield from _dangling_column(store, model, name, target)


def _dangling_column(store: Store, model: type[SharedModel], name: str, target: str) -> Iterator[str]:
    table = model.table()
    sql = (
        f"SELECT id FROM {table} WHERE {name} IS NOT NULL AND NOT deleted "  # noqa: S608 - our own names
        f"AND NOT EXISTS (SELECT 1 FROM {target} AS there WHERE there.id = {table}.{name})"
    )
    for (record,) in store.rows(sql):
        yield f"{_named(model, record, name)} chỉ đến một mục không có ở đây."


def _named(model: type[SharedModel], record: str, name: str) -> str:
    return f"{model.title} {record}: mục “{title_of(model.table(), name)}”"
