"""What the room Nộp về xã knows, without a window: what would go, what went, and what the commune has said it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from desktop.errors import TosoError
from desktop.models import village_queries as queries
from desktop.models.ledger import next_number
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.waiting import held_by_commune, local_day
from desktop.sync import carrying, merging, parcels
from desktop.sync.credentials import Credentials
from desktop.sync.merging import Outcome
from desktop.sync.parcels import Parcel
from desktop.sync.seal import peek
from desktop.text import format_count
from desktop.ui.tasks import Progress


@dataclass(frozen=True)
class ToGo:
    """What the next bundle would carry."""

    number: int
    entries: int
    counts: dict[str, int]  # records by table
    ranges: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Written:
    """A bundle that this desk wrote; `received` only when the commune has said, in a verified bundle, to hold it."""

    number: int
    on: date
    entries: int
    file_name: str
    received: bool


def to_go(store: Store) -> ToGo:
    """What has not been acknowledged: a lost stick loses nothing, the next bundle carries it again."""
    shipment = carrying.unacknowledged(store, carrying.to_commune(store))
    counts = queries.record_counts(store, shipment.ranges)
    return ToGo(next_number(store), shipment.entries, counts, shipment.ranges)


def written(store: Store) -> list[Written]:
    """The bundles that this desk wrote, the latest first."""
    held = held_by_commune(store)
    found = []
    for number, at, entries, name, cover in queries.bundles_written(store):
        ranges: dict[str, tuple[int, int]] = msgspec.json.decode(cover).get("ranges", {})
        received = all(held.get(author, 0) >= last for author, (_, last) in ranges.items())
        found.append(Written(number, local_day(at), entries, name, received))
    return found


def counts_words(counts: dict[str, int]) -> str:
    """Records by table in words: "1 buổi hỗ trợ, 2 hộ dân"."""
    named = [(TABLES[table].title, count) for table, count in counts.items() if table in TABLES]
    parts = [f"{format_count(count)} {title[:1].lower()}{title[1:]}" for title, count in sorted(named)]
    return ", ".join(parts)


@dataclass(frozen=True)
class Looked:
    """What was brought and what it would bring; `passed_over` counts what is not meant for this laptop or known."""

    found: list[tuple[Parcel, Outcome]]
    passed_over: int = 0
    more: bool = False  # there is more than is looked at


def look(store: Store, keys: Credentials, paths: Sequence[Path], progress: Progress) -> Looked:
    """What each bundle in these files and folders would bring; nothing is written.

    A stick goes back and forth: the village's own bundles, those of other villages and those that were taken long ago
    lie on it too. Only of a file that somebody chose alone is everything told.
    """
    brought = parcels.find(paths, lambda path: progress(f"Đang tìm gói trong {path.name}"))
    found = []
    for place, parcel in enumerate(brought.parcels):
        progress(f"Đang xem {parcel.name}", place / len(brought.parcels))
        found.append((parcel, merging.merge_parcel(store, keys, parcel, plan=True)))
    meant = [each for each in found if _is_meant(*each)] if len(found) > 1 else found
    return Looked(sorted(meant, key=lambda one: one[1].number), len(found) - len(meant), brought.more)


def _is_meant(parcel: Parcel, outcome: Outcome) -> bool:
    """Whether a bundle on the stick is for this laptop and new, or broken so that nobody knows."""
    if outcome.verdict == "already" or outcome.reason in ("not-for-us", "wrong-commune"):
        return False
    try:
        return outcome.verdict != "refused" or peek(parcel.read()).cover.kind == "changes"
    except TosoError:
        return True


def merge_all(store: Store, keys: Credentials, brought: Sequence[Parcel], progress: Progress) -> list[Outcome]:
    """Merge the bundles one by one; each is in whole or not at all."""
    found = []
    for place, parcel in enumerate(brought):
        progress(f"Đang ghép {parcel.name}", place / len(brought))
        found.append(merging.merge_parcel(store, keys, parcel))
    return found
