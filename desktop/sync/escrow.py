"""A laptop's key in the commune's keeping: sealed with age to the commune's key, carried as a record like any other.

The laptop makes it when it is enrolled, so that it comes to the commune in the first bundle; a courier, another village
and the village's other laptop read nothing of it. What the commune does with it is in `recovery`; why it is kept at
all, in docs/decisions/0009-key-life.md.
"""

from collections.abc import Sequence

import pyrage  # type: ignore[import-untyped, unused-ignore]  # has no stubs
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.clock import today
from desktop.errors import TosoError
from desktop.models import versions
from desktop.models.authors import DEVICE, Authors
from desktop.models.journal import VILLAGE, changing
from desktop.models.places import Device, KeyEscrow
from desktop.models.store import Store
from desktop.sync import carrying, keys
from desktop.sync.keys import DeviceKey

_LARGEST = 64 * 1024  # letters of a sealed key that are looked at; an honest one has about 900


def keep(store: Store, key: DeviceKey, authority: Ed25519PublicKey) -> None:
    """Write this laptop's key, sealed to the commune, unless that was done; sealed keys of other devices stay."""
    if not rows_of(store, store.setting(DEVICE) or ""):
        renew(store, key, authority)


def renew(store: Store, key: DeviceKey, authority: Ed25519PublicKey) -> None:
    """Write this laptop's key, sealed to the commune's key as it is now, in the place of what was sealed before."""
    device = store.setting(DEVICE) or ""
    with changing(store) as change:
        for row in rows_of(store, device):
            change.delete(KeyEscrow, row.id)
        change.add(
            KeyEscrow,
            village_id=store.setting(VILLAGE),
            device_id=device,
            sealed=sealed(key, authority),
            made_on=today(store.clock),
        )


def drop(store: Store, device: str) -> None:
    """Mark a device's sealed key deleted: the device has ended."""
    with changing(store) as change:
        for row in rows_of(store, device):
            change.delete(KeyEscrow, row.id)


def rows_of(store: Store, device: str) -> list[KeyEscrow]:
    """The sealed keys of a device, the latest first."""
    query = KeyEscrow.select().where(~KeyEscrow.deleted, KeyEscrow.device_id == device)
    return store.all(query.order_by(KeyEscrow.id.desc()))


def is_delivered(store: Store) -> bool:
    """Whether the commune has said, in a verified bundle, that it holds this laptop's sealed key."""
    told = carrying.acknowledged(store, carrying.to_commune(store))
    authors = Authors(store)
    for row in rows_of(store, store.setting(DEVICE) or ""):
        (author, sequence), _ = versions.read_all(row.versions)
        if told.get(authors.author(author), 0) >= sequence:
            return True
    return False


def sealed(key: DeviceKey, authority: Ed25519PublicKey) -> str:
    """The private key, without a passphrase, as an armored age file that only `authority`'s owner opens."""
    recipient = pyrage.ssh.Recipient.from_str(keys.public_line(authority))
    sealed_key: bytes = pyrage.encrypt(key.to_openssh(), [recipient], armored=True)
    return sealed_key.decode()


def opened(store: Store, own: Sequence[DeviceKey], device: Device) -> DeviceKey:
    """The private key of a device, as one of the commune's keys `own` opens it. Raises TosoError `no-escrow`.

    Any laptop of a village could write a record of this table, so only a key that belongs to the device's enrolment
    counts.
    """
    identities = [pyrage.ssh.Identity.from_buffer(key.to_openssh()) for key in own]
    for row in rows_of(store, device.id):
        key = _unsealed(row.sealed, identities)
        if key is not None and key.fingerprint == device.fingerprint:
            return key
    raise TosoError(
        f"Xã không giữ khóa dự phòng nào mở được của {device.name}.",
        "Trên máy thôn, mở Khóa của máy, lập khóa mới rồi ghi danh lại; số liệu còn nguyên.",
        code="no-escrow",
    )


def _unsealed(text: str, identities: list[pyrage.ssh.Identity]) -> DeviceKey | None:
    """The key inside; None for anything that is no key sealed to us."""
    if len(text) > _LARGEST:
        return None
    try:
        return keys.read_private(pyrage.decrypt(text.encode(), identities))
    except (pyrage.DecryptError, keys.KeyProblem):
        return None
