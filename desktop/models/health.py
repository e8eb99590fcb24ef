"""Whether a store is whole: the file, the journal, rows that the journal explains, references that lead."""

from collections.abc import Iterator

from desktop.models import versions
from desktop.models.base import SharedModel
from desktop.models.entries import read_entry, read_values
from desktop.models.schema import SHARED_MODELS
from desktop.models.store import Store

#: Columns that name another record, and the table where it should be.
_REFERENCES: dict[str, str] = {
    "team_id": "team",
    "person_id": "person",
    "household_id": "household",
    "session_id": "session",
    "period_id": "period",
    "round_id": "survey_round",
    "consent_id": "consent",
    "join_application_id": "application",
    "leave_application_id": "application",
}


def health_problems(store: Store) -> list[str]:
    """What is broken, one Vietnamese sentence each, naming records by id only; [] when all is well."""
    return [*_file(store), *_holes(store), *_unexplained(store), *_dangling(store)]


def _file(store: Store) -> Iterator[str]:
    told = store.rows("PRAGMA integrity_check(5)")
    if told != [("ok",)]:
        yield f"Tệp sổ bị hỏng: {told[0][0]}. Hãy khôi phục từ bản sao lưu."


def _holes(store: Store) -> Iterator[str]:
    sql = (
        "SELECT author.author, author.held, count(journal.sequence), max(journal.sequence) FROM author "
        "LEFT JOIN journal ON journal.author_id = author.id GROUP BY author.id"
    )
    for author, held, count, last in store.rows(sql):
        if not held == count == (last or 0):
            yield f"Nhật ký của {author} có chỗ trống: có {count} dòng, đến số {last}, đã ghi nhận {held}."


def _unexplained(store: Store) -> Iterator[str]:
    """Rows with a value that the journal entry named by its version did not write."""
    for model in SHARED_MODELS:
        names = list(model.shared_fields())
        sql = f"SELECT id, versions, {', '.join(names)} FROM {model.table()}"  # noqa: S608 - our own names
        for record, text, *values in store.rows(sql):
            base, others = versions.read_all(text)
            told = {version: _written(store, version, record) for version in {base, *others.values()}}
            for name, value in zip(names, values, strict=True):
                written = told[others.get(name, base)]
                if written is None or (name in written and written[name] != value):
                    yield f"{model.table()} {record}: mục {name} không khớp nhật ký."


def _written(store: Store, version: versions.Version, record: str) -> dict[str, object] | None:
    line = store.value("SELECT entry FROM journal WHERE author_id = ? AND sequence = ?", version)
    if line is None:
        return None
    entry = read_entry(bytes(line))
    return read_values(entry, newer=True) if entry.record == record else None


def _dangling(store: Store) -> Iterator[str]:
    for model in SHARED_MODELS:
        for name, target in _REFERENCES.items():
            if name in model.shared_fields():
                yield from _dangling_column(store, model, name, target)


def _dangling_column(store: Store, model: type[SharedModel], name: str, target: str) -> Iterator[str]:
    table = model.table()
    sql = (
        f"SELECT id FROM {table} WHERE {name} IS NOT NULL AND NOT deleted "  # noqa: S608 - our own names
        f"AND NOT EXISTS (SELECT 1 FROM {target} WHERE {target}.id = {table}.{name})"
    )
    for (record,) in store.rows(sql):
        yield f"{table} {record}: mục {name} chỉ đến một {target} không có ở đây."
