"""The commune's own bundles that a village's desk keeps sealed, so that it can give them back to a commune put back.

A village cannot sign for the commune; only the commune's own sealed bundles prove what it wrote. They lie in the store,
written by the transaction that merged them, so that a backup never has entries without their proof. How many there are
follows from the entries: a bundle that brings no more than another one of the same device is not kept beside it. One
that holds values of an erased record goes with them; the commune then sends its entries again (`proven`). Nothing is
opened, sealed or verified here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from desktop.models.store import Store

Range = tuple[int, int]


@dataclass(frozen=True)
class Kept:
    """A kept bundle without its bytes."""

    digest: str
    device: str  # of the commune, that made it
    name: str  # what its file is called when it is given back
    ranges: dict[str, Range]


def keep(store: Store, bundle: Kept, sealed: bytes) -> None:
    """Keep a bundle, and let go of those of the same device that bring nothing beyond it; inside a transaction."""
    others = [one for one in kept(store) if one.device == bundle.device and one.digest != bundle.digest]
    if any(_brings_all_of(one.ranges, bundle.ranges) for one in others):
        return
    for one in others:
        if _brings_all_of(bundle.ranges, one.ranges):
            _let_go(store, one)
    store.execute(
        "INSERT OR REPLACE INTO kept_bundle (digest, device, name, ranges, sealed) VALUES (?, ?, ?, ?, ?)",
        [bundle.digest, bundle.device, bundle.name, msgspec.json.encode(bundle.ranges).decode(), sealed],
    )


def _brings_all_of(one: Mapping[str, Range], other: Mapping[str, Range]) -> bool:
    return all(
        author in one and one[author][0] <= first and one[author][1] >= last for author, (first, last) in other.items()
    )


def _let_go(store: Store, bundle: Kept) -> None:
    store.execute("DELETE FROM kept_bundle WHERE digest = ?", [bundle.digest])


def kept(store: Store) -> list[Kept]:
    """All kept bundles as they arrived."""
    rows = store.rows("SELECT digest, device, name, ranges FROM kept_bundle ORDER BY rowid")
    return [
        Kept(digest, device, name, msgspec.json.decode(ranges, type=dict[str, Range]))
        for digest, device, name, ranges in rows
    ]


def sealed(store: Store, bundle: Kept) -> bytes:
    """The file's bytes as the commune made it."""
    return bytes(store.value("SELECT sealed FROM kept_bundle WHERE digest = ?", [bundle.digest]))


def forget_carriers(store: Store, entries: Iterable[tuple[str, int]]) -> None:
    """Let go of the bundles that carry any of these entries (author, sequence), because their values were erased."""
    wanted = list(entries)
    for bundle in kept(store) if wanted else ():
        ranges = bundle.ranges
        if any(author in ranges and ranges[author][0] <= sequence <= ranges[author][1] for author, sequence in wanted):
            _let_go(store, bundle)


def proven(store: Store) -> dict[str, int]:
    """Author -> up to where the kept bundles prove its entries without a hole."""
    found: dict[str, int] = {}
    spans = sorted((first, last, author) for one in kept(store) for author, (first, last) in one.ranges.items())
    for first, last, author in spans:
        if first <= found.get(author, 0) + 1:
            found[author] = max(last, found.get(author, 0))
    return found
