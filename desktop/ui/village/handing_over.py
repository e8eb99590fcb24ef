"""What the room Nộp về xã knows, without a window: what would go, what went, and what the commune has said it holds."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from desktop.models import village_queries as queries
from desktop.models.ledger import next_number
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.waiting import held_by_commune, local_day
from desktop.sync import carrying, merging
from desktop.sync.credentials import Credentials
from desktop.sync.merging import Outcome
from desktop.text import format_count
from desktop.ui.tasks import Progress


@dataclass(frozen=True)
class ToGo:
    """What the next bundle would carry."""

    number: int
    entries: int
    counts: dict[str, int]  # records by table


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
    return ToGo(next_number(store), shipment.entries, queries.record_counts(store, shipment.ranges))


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


def plan_files(store: Store, keys: Credentials, paths: list[Path], progress: Progress) -> list[tuple[Path, Outcome]]:
    """What each file would bring; nothing is written."""
    found = []
    for place, path in enumerate(paths):
        progress(f"Đang xem {path.name}", place / len(paths))
        found.append((path, merging.merge_file(store, keys, path, plan=True)))
    return sorted(found, key=lambda one: one[1].number)


def merge_files(store: Store, keys: Credentials, paths: list[Path], progress: Progress) -> list[Outcome]:
    """Merge the files one by one; each is in whole or not at all."""
    found = []
    for place, path in enumerate(paths):
        progress(f"Đang ghép {path.name}", place / len(paths))
        found.append(merging.merge_file(store, keys, path))
    return found
