"""How far single records have come on their way to the commune: not in a bundle yet, in bundle n, or received.

"Received" rests on what the commune has said in a verified bundle and on nothing else. Reading only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from desktop.models.authors import Authors
from desktop.models.journal import VILLAGE
from desktop.models.paging import marks
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.succession import scopes_of
from desktop.models.versions import Version, read_all
from desktop.models.waiting import held_by_commune

UNSENT, IN_BUNDLE, RECEIVED = "unsent", "in_bundle", "received"


@dataclass(frozen=True)
class Carried:
    """How far a record has come; `bundle` is the number of the last bundle that carries it, while it is on its way."""

    state: str
    bundle: int | None = None


def carried(store: Store, table: str, records: Sequence[str]) -> dict[str, Carried]:
    """Record -> how far what this desk wrote of it has come; records that only others wrote are received."""
    if table not in TABLES or not records:
        return {}
    look = _Look(store)
    rows = store.rows(f"SELECT id, versions FROM {table} WHERE id IN ({marks(records)})", records)  # noqa: S608 - a table
    return {record: look.at(_versions(text)) for record, text in rows}


def _versions(text: str) -> list[Version]:
    if not text:
        return []
    base, others = read_all(text)
    return [base, *others.values()]


class _Look:
    """What the commune holds and what bundles carried, read once."""

    def __init__(self, store: Store) -> None:
        authors = Authors(store)
        own = authors.written_here(*scopes_of(store, store.setting(VILLAGE) or ""))
        self._own = {authors.number(author): author for author in own}
        self._held = held_by_commune(store)
        self._bundles = [
            (number, msgspec.json.decode(cover).get("ranges", {}))
            for number, cover in store.rows(
                "SELECT number, cover FROM bundle WHERE direction = 'out' ORDER BY handled_at DESC, number DESC"
            )
        ]

    def at(self, versions: Iterable[Version]) -> Carried:
        waiting = [
            (author, sequence)
            for number, sequence in versions
            if (author := self._own.get(number)) and sequence > self._held.get(author, 0)
        ]
        if not waiting:
            return Carried(RECEIVED)
        for number, ranges in self._bundles:
            if all(_is_in(ranges, *one) for one in waiting):
                return Carried(IN_BUNDLE, number)
        return Carried(UNSENT)


def _is_in(ranges: Mapping[str, Sequence[int]], author: str, sequence: int) -> bool:
    """Whether a bundle, or the commune before it, has the entry: bundles begin after what was acknowledged."""
    return author in ranges and sequence <= ranges[author][1]
