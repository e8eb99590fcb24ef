"""Which entries go to whom, and what each side is known to hold: ranges, needs, `seen` and acknowledgements.

Store in, plain values out; nothing is sealed or applied here.
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.models.authors import DEVICE, TO_ALL, Authors
from desktop.models.exchange import causes_outside
from desktop.models.journal import ROLE, VILLAGE
from desktop.models.ledger import acknowledged_by_all, exported_to
from desktop.models.places import Device, Village
from desktop.models.returning import proven
from desktop.models.store import Store
from desktop.models.succession import scopes_of
from desktop.sync import keys
from desktop.sync.cover import Recipient

Vector = dict[str, int]


@dataclass(frozen=True)
class Destination:
    """The other side: the commune's desks (`village` None), one of them, or one village with all its devices."""

    village: str | None
    code: str | None
    name: str
    devices: tuple[Device, ...]
    desk: str | None = None  # the device's id, for a bundle between two desks of the commune

    @property
    def name_in_ledger(self) -> str:
        """What the ledger calls the destination."""
        return self.village or self.desk or "commune"

    @property
    def recipient(self) -> Recipient:
        """The destination as covers name it."""
        return Recipient(role="village" if self.village else "commune", village=self.village, code=self.code)


@dataclass(frozen=True)
class Shipment:
    """What a bundle carries: per author the first and last sequence, and what the receiver must hold before."""

    ranges: dict[str, tuple[int, int]]
    needs: Vector

    @property
    def entries(self) -> int:
        """How many entries that is."""
        return sum(last - first + 1 for first, last in self.ranges.values())


def to_commune(store: Store) -> Destination:
    """The commune as a village's desk knows it."""
    devices = good_devices(store, None)
    return Destination(None, store.setting("commune_code"), "xã", tuple(devices))


def to_village(store: Store, village: Village) -> Destination:
    """A village as the commune's desk knows it."""
    return Destination(village.id, village.code, village.name, tuple(good_devices(store, village.id)))


def commune_keys(store: Store, own: Ed25519PublicKey) -> list[Ed25519PublicKey]:
    """The keys of the commune's desks, `own` among them: each must be able to open again what one of them sent."""
    others = [keys.read_public_line(device.public_key) for device in good_devices(store, None)]
    return list({keys.public_blob(key): key for key in (own, *others)}.values())


def good_devices(store: Store, village: str | None) -> list[Device]:
    """The devices of a village, or with None of the commune, that are enrolled and in force."""
    query = Device.select().where(~Device.deleted, Device.revoked_on.is_null())
    query = query.where(Device.village_id.is_null() if village is None else Device.village_id == village)
    return store.all(query.order_by(Device.id))


def unacknowledged(store: Store, to: Destination, *, only_new: bool = False) -> Shipment:
    """Everything for a destination that it has not said it holds; with `only_new`, that no earlier bundle carried.

    A device that has said nothing holds nothing; of several devices the one furthest behind counts, and the others pass
    over what they hold.
    """
    authors = Authors(store)
    held_there = acknowledged(store, to)
    if only_new:
        held_there = _further(held_there, exported_to(store, to.name_in_ledger))
    ranges, needs = {}, {}
    for author in _authors_for(store, authors, to):
        known, here = held_there.get(author, 0), authors.held(author)
        if here > known:
            ranges[author] = (known + 1, here)
        if known:
            needs[author] = known
    return Shipment(ranges, needs)


def with_causes(store: Store, shipment: Shipment) -> Shipment:
    """The shipment with all that its entries were written over among its needs.

    A village hands in its own streams and writes over others' too; a commune that holds less than it did must get those
    first. The commune hands on every stream of its village, so what it brings needs nothing that is not named already.
    """
    if store.setting(ROLE) != "village":
        return shipment
    return Shipment(shipment.ranges, _further(shipment.needs, causes_outside(store, shipment.ranges)))


def _further(one: Vector, other: Vector) -> Vector:
    """Per author, the further of two."""
    return {author: max(one.get(author, 0), other.get(author, 0)) for author in {*one, *other}}


def _authors_for(store: Store, authors: Authors, to: Destination) -> list[str]:
    """The streams that a destination may have: a village its own and everybody's, the commune what was written here."""
    if store.setting(ROLE) == "village":
        return authors.written_here(*scopes_of(store, store.setting(VILLAGE) or ""))
    if to.desk:
        return sorted(authors.known())
    audiences = {TO_ALL, *scopes_of(store, to.village or "")}
    return [author for author in authors.known() if authors.audience(author) in audiences]


def acknowledged(store: Store, to: Destination) -> Vector:
    """How far all devices of a destination have said, in verified bundles, that they hold each author.

    The commune's desks hand on to each other what they get, so one that has never written to us waits for the others.
    """
    devices = [device.id for device in to.devices]
    return acknowledged_by_all(store, devices, silent_hold_nothing=to.village is not None or to.desk is not None)


def seen_for(store: Store, to: Destination) -> Vector:
    """The receipt: how far this desk holds every author that the destination knows of.

    A village owns up only to what it could give back: of others' entries, those that a bundle of the commune proves.
    Whatever it no longer can (an erasure took the bundle along) the commune so sends again, without being asked.
    """
    authors = Authors(store)
    if store.setting(ROLE) == "village":
        proof, own = proven(store), set(authors.written_here())
        held = authors.seen()
        seen = {author: last if author in own else min(last, proof.get(author, 0)) for author, last in held.items()}
        return {author: last for author, last in seen.items() if last}
    if to.desk:
        return authors.seen()
    return authors.seen(TO_ALL, *(scopes_of(store, to.village) if to.village else ()))


def audiences_of(store: Store, shipment: Shipment) -> dict[str, str]:
    """For whom the authors of a shipment write, where that is not the sender's own village."""
    authors, own = Authors(store), store.setting(VILLAGE)
    told = {author: authors.audience(author) for author in shipment.ranges}
    return {author: audience for author, audience in told.items() if audience and audience != own}


def devices_of(store: Store, shipment: Shipment) -> dict[str, str]:
    """Which other desks wrote what a shipment carries, so that its receiver can tell people who wrote what."""
    authors, own = Authors(store), store.setting(DEVICE)
    known = {author: authors.device(author) for author in shipment.ranges}
    return {author: device for author, device in known.items() if device and device != own}
