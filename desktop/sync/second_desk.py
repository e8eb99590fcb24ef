"""A second desk of the commune: another computer of the office that merges, decides and prints beside the first.

The first desk's key is the authority; it alone enrols and certifies. Everything else both may do. They hand over to
each other by bundle like any two desks, and what a village sends to one reaches the other with the next of these.
What the second computer itself does is in `joining`.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.clock import today
from desktop.errors import TosoError
from desktop.models.authors import Authors
from desktop.models.exchange import lines_between
from desktop.models.journal import changing
from desktop.models.ledger import next_number, note_bundle
from desktop.models.places import Device
from desktop.models.setup import COMMUNE_CODE
from desktop.models.store import Store
from desktop.sync import carrying, certificates, comparing, exporting, granting, keys, refusals
from desktop.sync import enrolment_refusals as told
from desktop.sync.carrying import Destination, Shipment
from desktop.sync.certificates import Certificate
from desktop.sync.credentials import Credentials
from desktop.sync.exporting import Exported
from desktop.sync.granting import Grant
from desktop.sync.parcels import read_bundle
from desktop.sync.seal import Opened, open_sealed, peek, seal
from desktop.sync.trust import trust_of

_JOINING = "may-xa-thu-hai"  # how the files' names begin
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Asking:
    """The request of a computer that wants to be a desk of the commune, as the officer sees it.

    `is_known` says that it is one already: then it only gets its file again.
    """

    device: str
    laptop: str  # what the computer is called, "" when it does not say
    made_at: datetime  # by its own clock
    spoken: str
    is_known: bool


def may_enrol(own: Credentials) -> bool:
    """Whether this desk's key is the commune's authority; only then can it enrol laptops and desks."""
    return own.is_authority


def issue(store: Store, own: Credentials, path: Path, folder: Path, *, heard: str, holder: str = "") -> Exported:
    """Certify the computer of a request as a desk of the commune, and write the file with all that the commune holds.

    `heard` is its code as read out or seen on its screen. Raises TosoError; nothing is issued then.
    """
    if not may_enrol(own):
        raise TosoError(
            "Chỉ máy xã thứ nhất mới cấp ghi danh được; chưa ghi gì.", "Hãy làm việc này trên máy đó.", code="authority"
        )
    opened = _opened_request(store, own, path)
    comparing.check(heard, keys.fingerprint(opened.public_key))
    certificate = certificates.issue(
        own.key,
        opened.public_key,
        opened.cover.sender.device,
        certificates.commune_principals(store.setting(COMMUNE_CODE) or ""),
        granting.next_serial(store),
    )
    _note_desk(store, opened, certificate, holder)
    return write_joining(store, own, certificate, folder)


def is_request(path: Path) -> bool:
    """Whether a file says to be a computer's request to be a desk of the commune; nothing of it is judged."""
    try:
        cover = peek(read_bundle(path)).cover
    except TosoError:
        return False
    return cover.kind == "request" and cover.sender.role == "commune"


def read_request(store: Store, own: Credentials, path: Path) -> Asking:
    """Show a request before anything is issued. Raises Refusal or TosoError for one that is no desk's, or ended."""
    opened = _opened_request(store, own, path)
    cover = opened.cover
    known = store.get(Device, cover.sender.device) is not None
    spoken = keys.spoken(keys.fingerprint(opened.public_key))
    return Asking(cover.sender.device, cover.laptop or "", cover.made_at, spoken, known)


def _opened_request(store: Store, own: Credentials, path: Path) -> Opened:
    opened = open_sealed(read_bundle(path), trust_of(store, own), store.clock.now())
    if opened.cover.kind != "request" or opened.cover.sender.role != "commune":
        raise TosoError(
            "Đây không phải tệp xin làm máy xã thứ hai; chưa ghi gì.",
            "Máy của thôn thì cấp ghi danh ở mục Ghi danh máy thôn.",
            code="kind",
        )
    _check_known(store.get(Device, opened.cover.sender.device), opened)
    return opened


def _check_known(device: Device | None, opened: Opened) -> None:
    """A desk that is known asks again with its own key, and only while it is in force."""
    if device is None:
        return
    if device.role != "commune":
        raise told.enrolled_elsewhere()
    if device.revoked_on is not None:
        raise refusals.revoked("the device of the request")
    if device.fingerprint != keys.fingerprint(opened.public_key):
        raise told.other_desk_key()


def _note_desk(store: Store, opened: Opened, certificate: Certificate, holder: str) -> None:
    device = certificate.key_id
    with changing(store) as change:
        if store.get(Device, device) is None:
            change.add(
                Device,
                record=device,
                role="commune",
                name=(opened.cover.laptop or "Máy xã thứ hai")[:_LONGEST_NAME],
                public_key=keys.public_line(opened.public_key, device),
                fingerprint=keys.fingerprint(opened.public_key),
                holder=holder or None,
                enrolled_on=today(store.clock),
            )
        elif holder:
            change.set(Device, device, holder=holder)


def joining_file(device: str) -> str:
    """What the file is called that a second desk joins with."""
    return f"{_JOINING}-{device[-4:]}{exporting.SUFFIX}"


def write_joining(
    store: Store, own: Credentials, certificate: Certificate, folder: Path, *, authority: Ed25519PublicKey | None = None
) -> Exported:
    """Write the file that a second desk joins with: its certificate, and every entry that the commune holds.

    `authority` is the commune's new key, when `own` is the old one that vouches for it. Raises FileProblem.
    """
    code = store.setting(COMMUNE_CODE) or ""
    authors = Authors(store)
    everything = Shipment({author: (1, held) for author, held in authors.seen().items()}, {})
    device = store.get(Device, certificate.key_id)
    to = Destination(None, code, device.name if device else "máy xã", (), desk=certificate.key_id)
    number = next_number(store)
    cover = exporting.make_cover(store, "enrolment", to, everything, number)
    vouched = keys.public_line(authority) if authority else ""
    grant = Grant(certificate.line(certificate.key_id), certificate.key_id, "", code, "xã", vouched)
    lines = [msgspec.json.encode(grant), *lines_between(store, everything.ranges)]
    data = seal(cover, lines, own.key, own.certificate, [certificate.public_key])
    path = folder / joining_file(certificate.key_id)
    exporting.write_numbered(store, number, path, data)
    with store.transaction():
        note_bundle(store, exporting.note_of("out", "exported", data, cover, everything.entries, path.name))
    return Exported(path, number, everything.entries, to.name)


def other_desks(store: Store) -> list[Destination]:
    """The commune's other desks that are in force, as places to send bundles to."""
    own = store.setting("device")
    return [
        Destination(None, store.setting(COMMUNE_CODE), row.name, (row,), desk=row.id)
        for row in carrying.good_devices(store, None)
        if row.id != own
    ]


def send(store: Store, own: Credentials, folder: Path) -> list[Exported]:
    """Write a bundle for each other desk of the commune; none when there is no other. Raises TosoError."""
    return [exporting.export(store, own, folder, desk=desk) for desk in other_desks(store)]


def unacknowledged(store: Store, desk: Destination) -> int:
    """How many entries another desk has not said to hold."""
    return carrying.unacknowledged(store, desk).entries
