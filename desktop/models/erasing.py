"""Erasing a person's data on request (DESIGN 2, DOMAIN 5): which records go, and that it was done.

The values leave this store at once, other desks with the next bundle (`scrubbing`). Copies in files, such as kept
bundles and backups, are the matter of `desktop.sync` and of people.
"""

from dataclasses import dataclass

from desktop.clock import today
from desktop.errors import StoreError
from desktop.models.journal import changing
from desktop.models.requests import DataRequest, Erasure
from desktop.models.schema import TABLES
from desktop.models.scrubbing import Key, erased_records
from desktop.models.store import Store

#: Records that go with the one that is erased: table -> the column that names it.
_GOES_WITH: dict[str, dict[str, str]] = {
    "household": {name: "household_id" for name in ("consent", "response", "opinion", "commitment")},
    "person": {},
    "photo": {},
}


@dataclass(frozen=True)
class Erased:
    """What an erasure did."""

    records: tuple[Key, ...]


def records_to_erase(store: Store, table: str, record: str) -> list[Key]:
    """A record and all that holds values of the same people: consents, answers, copies, decisions about them."""
    homes = [record, *_copies(store, record)] if table == "household" else [record]
    keys = [(table, home) for home in homes]
    for other, column in _GOES_WITH.get(table, {}).items():
        sql = f"SELECT id FROM {other} WHERE {column} = ? ORDER BY id"  # noqa: S608 - our own names
        keys += [(other, found) for home in homes for (found,) in store.rows(sql, [home])]
    for about_table, about_id in list(keys):
        sql = "SELECT id FROM photo WHERE about_table = ? AND about_id = ? ORDER BY id"
        keys += [("photo", found) for (found,) in store.rows(sql, [about_table, about_id])]
    for about_table, about_id in list(keys):
        sql = "SELECT id FROM decision WHERE about_table = ? AND about_id = ? ORDER BY id"
        keys += [("decision", found) for (found,) in store.rows(sql, [about_table, about_id])]
    done = erased_records(store)
    return [key for key in keys if key not in done]


def _copies(store: Store, household: str) -> list[str]:
    """The same household in the village that was split, or in the one that was made of it (`splitting`).

    It is known by its code. One without a code is known by all that was copied, and only when no other is like it:
    to erase somebody else's data would be worse than to leave a copy.
    """
    rows = store.rows(
        "SELECT DISTINCT other.id, own.code FROM household own JOIN village_change c ON c.kind = 'tach'"
        " JOIN household other ON other.id <> own.id AND NOT other.deleted AND other.code IS own.code"
        " WHERE NOT c.deleted AND own.id = ?1 AND (own.code IS NOT NULL OR (other.head_name, other.hamlet, other.phone,"
        " other.people) IS (own.head_name, own.hamlet, own.phone, own.people))"
        " AND ((own.village_id, other.village_id, own.status) = (c.village_id, c.into_id, ?2)"
        " OR (other.village_id, own.village_id, other.status) = (c.village_id, c.into_id, ?2)) ORDER BY other.id",
        [household, "da_chuyen_di"],
    )
    known = len(rows) == 1 or all(code for _, code in rows)
    return [found for found, _ in rows] if known else []


def erase(store: Store, table: str, record: str, *, request_id: str | None = None) -> Erased:
    """Erase a household or a person for good, in one transaction. Raises StoreError; nothing is erased then.

    The request that asked for it is answered with today's date.
    """
    if table not in _GOES_WITH:
        raise StoreError(
            "Loại mục này không chứa dữ liệu cá nhân để xóa.", "Hãy chọn một hộ hoặc một người.", code="kind"
        )
    keys = records_to_erase(store, table, record)
    day = today(store.clock)
    with changing(store) as change:
        if request_id:
            change.set(DataRequest, request_id, answered_on=day)
        for about_table, about_id in keys:
            village_id = change.village_of(TABLES[about_table], about_id)
            change.delete(TABLES[about_table], about_id)
            change.add(
                Erasure,
                village_id=village_id,
                about_table=about_table,
                about_id=about_id,
                erased_on=day,
                request_id=request_id,
            )
    store.forget_traces()
    return Erased(tuple(keys))
