"""When an entry came to this desk and with which bundle. Reading only."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop.models.held_entries import positions
from desktop.models.store import Store
from desktop.models.versions import Version

_Merged = tuple[int, int, str, str]  # first and last position, digest, when


@dataclass(frozen=True)
class Arrival:
    """The bundle that brought an entry: its number, who sent it, when it was merged here."""

    number: int
    sender: str
    merged_at: datetime


class Arrivals:
    """The bundles that were merged here, by the places of their entries in the journal; read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._merged: list[_Merged] = store.rows(
            "SELECT first_position, last_position, digest, handled_at FROM bundle"
            " WHERE direction = 'in' AND first_position IS NOT NULL ORDER BY first_position"
        )

    def moments(self, wanted: Iterable[Version]) -> dict[Version, datetime]:
        """When entries were merged here; what was written here is left out."""
        return {version: datetime.fromisoformat(bundle[3]) for version, bundle in self._bundles(wanted).items()}

    def of(self, wanted: Iterable[Version]) -> dict[Version, Arrival]:
        """With which bundles entries came; what was written here is left out."""
        found = self._bundles(wanted)
        told = {bundle: self._told(bundle) for bundle in set(found.values())}
        return {version: told[bundle] for version, bundle in found.items()}

    def _bundles(self, wanted: Iterable[Version]) -> dict[Version, _Merged]:
        found = {}
        for version, position in positions(self._store, wanted).items():
            place = bisect_right(self._merged, position, key=lambda one: one[0])
            if place and self._merged[place - 1][1] >= position:
                found[version] = self._merged[place - 1]
        return found

    def _told(self, bundle: _Merged) -> Arrival:
        sql = "SELECT number, COALESCE(json_extract(cover, '$.sender.name'), '') FROM bundle WHERE digest = ?"
        ((number, sender),) = self._store.rows(sql, [bundle[2]])
        return Arrival(number, sender, datetime.fromisoformat(bundle[3]))
