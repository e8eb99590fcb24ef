"""Held bundles by sender: what is here, what is missing, and the file that asks for exactly that (DESIGN 3)."""

from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import TosoError
from desktop.models.authors import Authors
from desktop.models.journal import ROLE
from desktop.models.ledger import held_bundles
from desktop.models.places import Village
from desktop.models.store import Store
from desktop.sync import cover as covers
from desktop.sync import exporting
from desktop.sync.cover import Cover
from desktop.sync.credentials import Credentials
from desktop.sync.exporting import Exported
from desktop.sync.numbers_here import bundle_numbers

Range = tuple[int, int]


@dataclass(frozen=True)
class Gap:
    """A sender with bundles that wait for earlier ones."""

    sender: str
    device: str
    held: list[int]  # numbers of the bundles that wait
    told: str  # "Có gói 1-6 và 9; thiếu 7-8."
    village: str | None = None  # whose bundles they are; None for the commune's
    asks: dict[str, Range] = field(default_factory=dict)  # author -> first and last sequence that is missing

    @property
    def missing(self) -> int:
        """How many changes are missing, as far as the waiting bundles tell."""
        return sum(last - first + 1 for first, last in self.asks.values())


def gaps(store: Store) -> list[Gap]:
    """All senders with held bundles."""
    waiting: dict[tuple[str, str | None], list[Cover]] = {}
    for _, _, text in held_bundles(store):
        cover = covers.read(text.encode())
        waiting.setdefault((cover.sender.device, _village_of(store, cover)), []).append(cover)
    return [_gap(store, device, village, held) for (device, village), held in waiting.items()]


def _village_of(store: Store, cover: Cover) -> str | None:
    """Which village can fill the gap; bundles that the commune is given back came from the village they were for."""
    if store.setting(ROLE) == "commune" and cover.sender.role == "commune":
        return cover.recipient.village
    return cover.sender.village


def _gap(store: Store, device: str, village: str | None, held: list[Cover]) -> Gap:
    last, numbers = held[-1], [cover.number for cover in held]
    if village == last.sender.village:
        return Gap(last.sender.name, device, numbers, bundle_numbers(store, last), village, _asks(store, held))
    row = store.get(Village, village or "")
    told = f"Gói cũ của xã do thôn giao lại: số {', '.join(map(str, numbers))}."
    return Gap(f"thôn {row.name}" if row else last.sender.name, device, numbers, told, village, _asks(store, held))


def _asks(store: Store, held: list[Cover]) -> dict[str, Range]:
    """What must come before the first of the held bundles can be merged, and between them."""
    authors = Authors(store)
    wanted: dict[str, int] = {}
    for cover in held:
        for author, needed in cover.needs.items():
            wanted[author] = max(wanted.get(author, 0), needed)
        for author, (first, _) in cover.ranges.items():
            wanted[author] = max(wanted.get(author, 0), first - 1)
    here = {author: authors.held(author) for author in wanted}
    return {author: (here[author] + 1, last) for author, last in sorted(wanted.items()) if last > here[author]}


def ask_again(store: Store, credentials: Credentials, folder: Path, gap: Gap) -> Exported:
    """Write a file that asks a sender for what is missing. Raises TosoError as an export does, or when nothing is."""
    if not gap.asks:
        raise TosoError("Không thiếu gì của nơi gửi này.", "Xem lại: toso gaps.", code="missing")
    village = store.get(Village, gap.village) if gap.village else None
    return exporting.export(store, credentials, folder, village=village, asks=gap.asks)
