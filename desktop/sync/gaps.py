"""Held bundles by sender: what is here and what is missing, in words (DESIGN 3)."""

from dataclasses import dataclass

from desktop.models.ledger import held_bundles
from desktop.models.store import Store
from desktop.sync import cover as covers
from desktop.sync.merging import bundle_numbers


@dataclass(frozen=True)
class Gap:
    """A sender with bundles that wait for earlier ones."""

    sender: str
    device: str
    held: list[int]  # numbers of the bundles that wait
    told: str  # "Có gói 1-6 và 9; thiếu 7-8."


def gaps(store: Store) -> list[Gap]:
    """All senders with held bundles."""
    waiting: dict[str, list[covers.Cover]] = {}
    for _, _, text in held_bundles(store):
        cover = covers.read(text.encode())
        waiting.setdefault(cover.sender.device, []).append(cover)
    return [
        Gap(held[-1].sender.name, device, [cover.number for cover in held], bundle_numbers(store, held[-1]))
        for device, held in waiting.items()
    ]
