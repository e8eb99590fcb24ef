"""What the commune lost when it was put back, given back by a village: the commune's own bundles, as they were sealed.

A village keeps them as it merges them (`desktop.models.returning`). When the device that made one says, in a verified
bundle, that it holds less than that bundle brought, the bundle goes along on the next stick, byte for byte; nobody has
to ask or to choose. The commune takes it in by its own signature (docs/decisions/0013-what-a-commune-lost.md).
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from desktop import files
from desktop.models import returning
from desktop.models.exchange import Written, entries_of
from desktop.models.journal import ROLE
from desktop.models.ledger import acknowledged_by
from desktop.models.places import Device
from desktop.models.returning import Kept
from desktop.models.scrubbing import holds_erased
from desktop.models.store import Store
from desktop.sync import carrying
from desktop.sync.carrying import Shipment
from desktop.sync.cover import Cover
from desktop.sync.seal import Trust, is_own_history
from desktop.sync.trust import revoked_after

_LARGEST = 256 << 20  # bytes of returned bundles on one stick; the rest goes with the next


def keep(store: Store, cover: Cover, data: bytes, lines: Callable[[], Iterable[bytes]]) -> None:
    """Keep a bundle of the commune that was just merged; inside the transaction of the merge.

    One that still has values of an erased record is not kept: `lines` gives what it brings.
    """
    if store.setting(ROLE) != "village" or cover.sender.role != "commune" or not cover.ranges:
        return
    if holds_erased(store, lines()):
        return
    digest = hashlib.sha256(data).hexdigest()
    name = f"{cover.number:04d}-{cover.sender.life[-4:]}"
    returning.keep(store, Kept(digest, cover.sender.device, name, cover.ranges), data)


def says_ours(store: Store, cover: Cover, trust: Trust) -> bool:
    """Whether a bundle says that a desk of this commune made it for a village; only a signature would prove it."""
    sender = store.get(Device, cover.sender.device)
    return is_own_history(cover, trust.role) and sender is not None and sender.role == "commune"


def to_return(store: Store) -> list[Kept]:
    """The kept bundles that bring something which the device that made them says to hold no more."""
    commune = carrying.to_commune(store)
    in_force = {device.id for device in commune.devices}
    by_all = carrying.acknowledged(store, commune)
    found = []
    for bundle in returning.kept(store):
        # A desk that has ended gets nothing any more; what it wrote is then owed to the others.
        holds = acknowledged_by(store, bundle.device) if bundle.device in in_force else by_all
        if any(holds.get(author, 0) < last for author, (_, last) in bundle.ranges.items()):
            found.append(bundle)
    return [one for one in found if _still_counts(store, one)]


def _still_counts(store: Store, bundle: Kept) -> bool:
    """Whether the commune takes it: of a desk that was ended, only what counted then."""
    good = revoked_after(store.get(Device, bundle.device))
    return good is None or all(last <= good.get(author, 0) for author, (_, last) in bundle.ranges.items())


def in_turns(store: Store, own: Shipment, given_back: Sequence[Kept], holds: Mapping[str, int]) -> list[Shipment]:
    """The village's own shipment, cut so that it and what is given back can be merged in turns.

    What the commune wrote was written over entries of the village, and those over the commune's: a part ends where an
    entry builds on one of these. `holds` is what the commune has said to hold.
    """
    there = dict(holds)
    waiting = [list(entries_of(store, bundle.ranges)) for bundle in given_back]
    entries = list(entries_of(store, own.ranges))
    parts: list[Shipment] = []
    done = 0
    while done < len(entries):
        _take_in(there, waiting)
        until = done
        while until < len(entries) and entries[until].can_follow(there):
            there[entries[until].author] = entries[until].sequence
            until += 1
        if until == done:  # something else is missing; the rest waits there as one bundle
            until = len(entries)
        parts.append(_part(entries[done:until]))
        done = until
    return parts or [own]


def _take_in(there: dict[str, int], waiting: list[list[Written]]) -> None:
    """Count in what the commune can take of the returned bundles by now, again and again until there is nothing."""
    taken = True
    while taken:
        taken = False
        for entries in waiting:
            for entry in entries:
                if entry.can_follow(there):
                    there[entry.author] = entry.sequence
                    taken = True
            entries[:] = [entry for entry in entries if not entry.is_held(there)]


def _part(entries: Sequence[Written]) -> Shipment:
    ranges: dict[str, tuple[int, int]] = {}
    for entry in entries:
        ranges[entry.author] = ranges.get(entry.author, (entry.sequence, 0))[0], entry.sequence
    return Shipment(ranges, {author: first - 1 for author, (first, _) in ranges.items() if first > 1})


def give_back(store: Store, bundles: Iterable[Kept], folder: Path, start: str) -> tuple[Path, ...]:
    """Write bundles into a folder, each under a name that begins with `start`. Raises FileProblem."""
    written: list[Path] = []
    left = _LARGEST
    for bundle in bundles:
        data = returning.sealed(store, bundle)
        left -= len(data)
        if left < 0 and written:
            break
        written.append(files.write_checked(folder / f"{start}-{bundle.name}.toso", data))
    return tuple(written)


__all__ = ["give_back", "in_turns", "keep", "says_ours", "to_return"]
