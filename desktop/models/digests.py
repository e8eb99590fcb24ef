"""Counts and digests of shared tables, so that two desks can tell whether they hold the same (DESIGN 8, `status`)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.models.base import SharedModel, json_text
from desktop.models.schema import SHARED_MODELS
from desktop.models.store import Store


@dataclass(frozen=True)
class TableDigest:
    """How many records of a table are alive, and the SHA-256 of all its rows, deleted ones included."""

    count: int
    digest: str


def table_digests(store: Store, village_id: str | None = None) -> dict[str, TableDigest]:
    """The digest of every shared table; with `village_id`, of what that village's desk should hold.

    The digest runs over the rows in the order of their ids, each as a JSON array of its id and its shared columns.
    """
    return {model.table(): _digest(store, model, village_id) for model in SHARED_MODELS}


def _digest(store: Store, model: type[SharedModel], village_id: str | None) -> TableDigest:
    names = list(model.shared_fields())
    sql = f"SELECT id, {', '.join(names)} FROM {model.table()}"  # noqa: S608 - our own names
    parameters: list[object] = []
    if village_id is not None:
        sql += " WHERE village_id = ?" + (" OR village_id IS NULL" if model.published else "")
        parameters.append(village_id)
    rows = store.rows(sql + " ORDER BY id", parameters)
    deleted = names.index("deleted") + 1
    return TableDigest(sum(1 for row in rows if not row[deleted]), _sha256(rows))


def _sha256(rows: Iterable[tuple[object, ...]]) -> str:
    total = hashlib.sha256()
    for row in rows:
        total.update(json_text(list(row)).encode())
        total.update(b"\n")
    return total.hexdigest()
