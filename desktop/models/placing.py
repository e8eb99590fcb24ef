"""In which village's scope records are: findings and conflicts name a table and a record, people think of villages."""

from collections.abc import Iterable

from desktop.models.schema import TABLES
from desktop.models.store import Store

_IDS_A_QUERY = 500
Record = tuple[str, str]  # table, id


def villages_of(store: Store, records: Iterable[Record]) -> dict[Record, str | None]:
    """The village whose scope each record is in, None for the commune's own; records that are not here are left out."""
    wanted: dict[str, set[str]] = {}
    for table, record in records:
        if table in TABLES:
            wanted.setdefault(table, set()).add(record)
    found: dict[Record, str | None] = {}
    for table, ids in wanted.items():
        listed = sorted(ids)
        for start in range(0, len(listed), _IDS_A_QUERY):
            part = listed[start : start + _IDS_A_QUERY]
            marks = ",".join("?" * len(part))
            sql = f"SELECT id, village_id FROM {table} WHERE id IN ({marks})"  # noqa: S608 - our own names
            found.update({(table, record): village for record, village in store.rows(sql, part)})
    return found
