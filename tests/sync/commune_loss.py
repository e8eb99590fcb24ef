"""What a commune that was put back must get back: entries of its own earlier lives that only villages hold.

Villages give them back with the commune's own sealed bundles (docs/decisions/0013-what-a-commune-lost.md), so wherever
everything was exchanged `only_villages_hold` is empty.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.models.authors import DEVICE
from desktop.models.base import json_text
from desktop.models.schema import SHARED_MODELS
from tests.sync.desks import Desk
from tests.sync.order.verdicts import Line, journal

Record = tuple[str, str]  # table, id


def only_villages_hold(commune: Desk, villages: Iterable[Desk]) -> dict[Line, bytes]:
    """The entries that a village got from the commune's desk and that the commune does not hold now."""
    here = journal(commune)
    device = commune.store.setting(DEVICE)
    found: dict[Line, bytes] = {}
    for village in villages:
        written = {author for (author,) in village.store.rows("SELECT author FROM author WHERE device = ?", [device])}
        found.update({k: v for k, v in journal(village).items() if k[0] in written and k not in here})
    return found


def differing(commune: Desk, village: Desk) -> set[Record]:
    """The records that the village's desk and the commune's share for it hold differently."""
    found: set[Record] = set()
    for model in SHARED_MODELS:
        names = ", ".join(["id", *model.shared_fields()])
        shared = " OR village_id IS NULL" if model.published else ""
        sql = f"SELECT {names} FROM {model.table()} WHERE village_id = ?{shared}"
        here, there = (
            {row[0]: json_text(list(row)) for row in desk.store.rows(sql, [village.village_id])}
            for desk in (commune, village)
        )
        found |= {(model.table(), record) for record in here.keys() | there if here.get(record) != there.get(record)}
    return found
