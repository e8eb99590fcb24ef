"""Rows of shared tables read and written in sets, while entries are applied to them. Nothing is decided here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop.models import versions
from desktop.models.base import SharedModel
from desktop.models.store import Store
from desktop.models.versions import Version

_IDS_A_QUERY = 500
#: A row as the store holds it: village, whether deleted, and the fields that another version wrote than the base.
Before = tuple[str | None, bool, dict[str, Version]]


class Row:
    """A record while entries are applied to it: what the store holds, and what is to be written."""

    __slots__ = ("base", "before", "deleted", "others", "rowid", "sources", "village_id", "writes")

    def __init__(
        self,
        base: Version,
        others: dict[str, Version],
        village_id: str | None,
        deleted: bool,
        sources: Sequence[Any] = (),
    ) -> None:
        self.base = base
        self.others = others
        self.village_id = village_id
        self.deleted = deleted
        self.before: Before | None = None
        self.rowid = 0  # where SQLite keeps it, found once for reading and writing
        self.sources = sources  # the columns that derived columns follow from, as the store holds them
        self.writes: dict[str, Any] = {}

    def version(self, name: str) -> Version:
        """Which entry wrote a field."""
        return self.others.get(name, self.base)

    def write(self, values: Mapping[str, Any], version: Version) -> None:
        """Set fields to what an entry gives."""
        self.writes.update(values)
        self.others = {**self.others, **dict.fromkeys(values, version)}  # `before` keeps what it was


def in_parts(items: Sequence[str]) -> Iterable[Sequence[str]]:
    """Ids in lots that fit one query."""
    for start in range(0, len(items), _IDS_A_QUERY):
        yield items[start : start + _IDS_A_QUERY]


def load_rows(store: Store, model: type[SharedModel], records: Sequence[str]) -> Iterable[tuple[str, Row]]:
    """The rows among `records` that the store holds."""
    columns = ", ".join(["rowid", "id", "versions", "village_id", "deleted", *model.derived_from])
    for part in in_parts(records):
        marks = ",".join("?" * len(part))
        sql = f"SELECT {columns} FROM {model.table()} WHERE id IN ({marks})"  # noqa: S608 - our own names
        for held in store.rows(sql, part):
            rowid, record, text, village_id, deleted = held[:5]
            base, others = versions.read_all(text)
            row = Row(base, others, village_id, deleted == 1, held[5:])
            row.rowid = rowid
            row.before = village_id, row.deleted, others
            yield record, row


def insert_rows(store: Store, model: type[SharedModel], made: Iterable[tuple[str, Version, Mapping[str, Any]]]) -> None:
    """Write the rows that records' first entries make; what an entry leaves out is unknown, and the record is alive."""
    names = [name for name in model.shared_fields() if name != "deleted"]
    columns = ", ".join(["id", "versions", "deleted", *names, *model.derived])
    marks = ", ".join("?" * (3 + len(names) + len(model.derived)))
    store.execute_many(
        f"INSERT INTO {model.table()} ({columns}) VALUES ({marks})",  # noqa: S608 - our own names
        [
            (
                record,
                versions.spell(version),
                values.get("deleted", False),
                *map(values.get, names),
                *(model.derive(values).values() if model.derived else ()),
            )
            for record, version, values in made
        ],
    )


def update_rows(store: Store, model: type[SharedModel], names: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Write the same fields of rows that the store holds, and what derives from them."""
    derives = not set(names).isdisjoint(model.derived_from)
    sets = ", ".join(f"{name} = ?" for name in ("versions", *names, *(model.derived if derives else ())))
    store.execute_many(
        f"UPDATE {model.table()} SET {sets} WHERE rowid = ?",  # noqa: S608 - our own names
        [_updated(model, row, derives=derives) for row in rows],
    )


def _updated(model: type[SharedModel], row: Row, *, derives: bool) -> list[Any]:
    """A held row's written columns in the order of the UPDATE; `writes` keeps the order of the names."""
    derived: Iterable[Any] = ()
    if derives:
        derived = model.derive(dict(zip(model.derived_from, row.sources, strict=True)) | row.writes).values()
    return [versions.spell_all(row.base, row.others), *row.writes.values(), *derived, row.rowid]


def shown_value(store: Store, model: type[SharedModel], record: str, row: Row, name: str) -> Any:  # noqa: ANN401
    """The value of a field that a person sees now, in the store's spelling."""
    if name in row.writes:
        return row.writes[name]
    return store.value(f"SELECT {name} FROM {model.table()} WHERE id = ?", [record])  # noqa: S608 - our own names
