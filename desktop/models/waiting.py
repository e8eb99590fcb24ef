"""What waits to be handed over and what came: entries that the commune has not acknowledged, bundles both ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from desktop.clock import VIETNAM
from desktop.models.authors import TO_COMMUNE, Authors
from desktop.models.journal import VILLAGE
from desktop.models.ledger import acknowledged_by_all, exported_to
from desktop.models.store import Store
from desktop.models.succession import scopes_of


@dataclass(frozen=True)
class BundleOut:
    """The last bundle that this desk wrote; `acknowledged` says that the commune holds all of it."""

    number: int
    written_on: date
    entries: int
    acknowledged: bool


def held_by_commune(store: Store) -> dict[str, int]:
    """Author -> how far every desk of the commune that ever wrote to us has said that it holds it."""
    devices = store.rows(
        "SELECT id FROM device WHERE NOT deleted AND revoked_on IS NULL AND village_id IS NULL ORDER BY id"
    )
    return acknowledged_by_all(store, [device for (device,) in devices], silent_hold_nothing=False)


def unacknowledged_entries(store: Store) -> int:
    """How many of a village desk's own entries the commune has not said that it holds."""
    return _ahead_of(store, held_by_commune(store))


def unexported_entries(store: Store) -> int:
    """How many of a village desk's own entries no bundle has carried yet."""
    return _ahead_of(store, exported_to(store, TO_COMMUNE))


def _ahead_of(store: Store, known: Mapping[str, int]) -> int:
    authors = Authors(store)
    own = authors.written_here(*scopes_of(store, store.setting(VILLAGE) or ""))
    return sum(max(authors.held(author) - known.get(author, 0), 0) for author in own)


def last_bundle_out(store: Store) -> BundleOut | None:
    """The bundle that this desk wrote last, or None."""
    rows = store.rows(
        "SELECT number, handled_at, entries, cover FROM bundle WHERE direction = 'out'"
        " ORDER BY handled_at DESC, number DESC LIMIT 1"
    )
    if not rows:
        return None
    number, handled_at, entries, cover = rows[0]
    held = held_by_commune(store)
    received = all(held.get(author, 0) >= last for author, last in _last_sequences(cover).items())
    return BundleOut(number, local_day(handled_at), entries, received)


def _last_sequences(cover: str) -> dict[str, int]:
    """Author -> the last sequence that a cover says it carries; this desk wrote the cover itself."""
    ranges: dict[str, Any] = msgspec.json.decode(cover).get("ranges", {})
    return {author: int(last) for author, (_, last) in ranges.items()}


def held_counts(store: Store) -> dict[str | None, int]:
    """Village id -> how many of its bundles wait here for earlier ones."""
    return dict(store.rows("SELECT village_id, count(*) FROM bundle WHERE state = 'held' GROUP BY village_id"))


def local_day(instant: str) -> date:
    """The calendar day in Vietnam of an instant in ISO spelling."""
    return datetime.fromisoformat(instant).astimezone(VIETNAM).date()
