"""A bundle of a revoked laptop that was made before the loss and arrives after it: looked at, and let in.

By itself such a bundle is refused, for a thief can write any date on one. The officer who knows that the village made
it raises the cut of the revocation to what it carries; the word travels to the village's other laptops like the
revocation itself. Ending a laptop is `enrolment.revoke`.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from desktop import files
from desktop.errors import TosoError
from desktop.models.journal import changing
from desktop.models.places import Device
from desktop.models.store import Store
from desktop.sync import merging
from desktop.sync.cover import Cover
from desktop.sync.credentials import Credentials
from desktop.sync.merging import Outcome
from desktop.sync.parcels import read_bundle
from desktop.sync.seal import peek
from desktop.text import one_line

_TAKEN = ("merged", "already", "held")


class _NotWrittenError(Exception):
    """Ends a transaction so that nothing of it stays."""


def look(store: Store, own: Credentials, device: Device, path: Path) -> Outcome:
    """What letting this bundle in would bring; nothing is written. Raises TosoError for a bundle of somebody else."""
    data, cover = _read(device, path)
    outcome = _refused_by_default(path)
    try:
        with store.transaction():
            outcome = _planned(store, own, device, cover, data, path)
            raise _NotWrittenError
    except _NotWrittenError:
        return outcome


def let_in(store: Store, own: Credentials, device: Device, path: Path) -> Outcome:
    """Let this bundle count all the same and merge it; when it cannot be merged, the revocation stays as it was."""
    data, cover = _read(device, path)
    outcome = _refused_by_default(path)
    try:
        with store.transaction():
            outcome = _planned(store, own, device, cover, data, path)
            if outcome.verdict not in _TAKEN:
                raise _NotWrittenError
    except _NotWrittenError:
        return outcome
    return merging.merge(store, own, data, outcome.file)


def _refused_by_default(path: Path) -> Outcome:
    return Outcome(one_line(files.name_of(path)), "refused", "revoked")


def _planned(store: Store, own: Credentials, device: Device, cover: Cover, data: bytes, path: Path) -> Outcome:
    """Raise the cut, and tell what merging would do then."""
    with changing(store) as change:
        change.set(Device, device.id, revoked_after=raised(_vector(device), cover))
    outcome = merging.merge(store, own, data, one_line(files.name_of(path)), plan=True)
    return replace(outcome, made_at=cover.made_at.isoformat(), number=cover.number, sender=cover.sender.name)


def raised(good: Mapping[str, int], cover: Cover) -> dict[str, int]:
    """How far a device counts once this bundle does: author by author, never less than before."""
    last = {author: max(last, good.get(author, 0)) for author, (_, last) in cover.ranges.items()}
    return {**good, **last}


def _vector(device: Device) -> dict[str, int]:
    held: object = device.revoked_after
    return dict(held) if isinstance(held, dict) else {}


def _read(device: Device, path: Path) -> tuple[bytes, Cover]:
    """The bundle's bytes and cover, when it says to be of this device, which is revoked."""
    if device.revoked_on is None:
        raise TosoError(
            f"{device.name} chưa bị thu hồi; chưa ghi gì.", "Hãy nhận gói này như mọi gói khác.", code="not-revoked"
        )
    data = read_bundle(path)
    cover = peek(data).cover
    if cover.kind != "changes" or cover.sender.device != device.id:
        raise TosoError(
            f"Gói này không phải do {device.name} lập; chưa ghi gì.",
            "Hãy chọn đúng gói của máy đó.",
            code="other-device",
        )
    return data, cover
