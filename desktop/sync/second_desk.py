"""A second desk of the commune: another computer of the office that merges, decides and prints beside the first.

The first desk's key is the authority; it alone enrols and certifies. Everything else both may do. They hand over to
each other by bundle like any two desks, and what a village sends to one reaches the other with the next of these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desktop.clock import today
from desktop.errors import TosoError
from desktop.models.authors import Authors
from desktop.models.exchange import EntryError, ForkError, GapError, Intake, Sender, lines_between
from desktop.models.journal import ROLE, changing
from desktop.models.ledger import next_number, note_bundle, note_seen
from desktop.models.places import Device
from desktop.models.setup import COMMUNE_CODE, adopt_desk
from desktop.models.store import Store
from desktop.sync import carrying, certificates, comparing, credentials, exporting, keys, refusals
from desktop.sync.carrying import Destination, Shipment
from desktop.sync.certificates import COMMUNE, Certificate
from desktop.sync.credentials import Credentials
from desktop.sync.exporting import Exported
from desktop.sync.granting import Grant
from desktop.sync.parcels import read_bundle
from desktop.sync.seal import Opened, Trust, open_sealed, peek, seal
from desktop.sync.trust import trust_of

_LONGEST_NAME = 200


@dataclass(frozen=True)
class Joined:
    """What joining gave the second desk."""

    commune_code: str
    commune_spoken: str
    entries: int


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
    opened = open_sealed(read_bundle(path), trust_of(store, own), store.clock.now())
    if opened.cover.kind != "request" or opened.cover.sender.role != "commune":
        raise TosoError(
            "Đây không phải tệp xin làm máy xã thứ hai; chưa ghi gì.",
            "Máy của thôn thì cấp ghi danh ở mục Ghi danh máy thôn.",
            code="kind",
        )
    comparing.check(heard, keys.fingerprint(opened.public_key))
    certificate = certificates.issue(
        own.key,
        opened.public_key,
        opened.cover.sender.device,
        certificates.commune_principals(store.setting(COMMUNE_CODE) or ""),
        serial=int(store.setting("certificate_serial") or 1) + 1,
    )
    _note_desk(store, opened, certificate, holder)
    return _write(store, own, certificate, folder)


def _note_desk(store: Store, opened: Opened, certificate: Certificate, holder: str) -> None:
    device = certificate.key_id
    with changing(store) as change:
        store.set_setting("certificate_serial", str(certificate.serial))
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


def _write(store: Store, own: Credentials, certificate: Certificate, folder: Path) -> Exported:
    """The file that the second desk joins with: its certificate, and every entry that the commune holds."""
    code = store.setting(COMMUNE_CODE) or ""
    authors = Authors(store)
    everything = Shipment({author: (1, held) for author, held in authors.seen().items()}, {})
    to = Destination(None, code, "máy xã", (), desk=certificate.key_id)
    number = next_number(store)
    cover = exporting.make_cover(store, "enrolment", to, everything, number)
    grant = Grant(certificate.line(certificate.key_id), certificate.key_id, "", code, "xã")
    lines = [msgspec.json.encode(grant), *lines_between(store, everything.ranges)]
    data = seal(cover, lines, own.key, own.certificate, [certificate.public_key])
    path = folder / f"may-xa-thu-hai-{certificate.key_id[-4:]}{exporting.SUFFIX}"
    exporting.write_numbered(store, number, path, data)
    with store.transaction():
        note_bundle(store, exporting.note_of("out", "exported", data, cover, everything.entries, path.name))
    return Exported(path, number, everything.entries, "máy xã")


def accept(store: Store, own: Credentials, path: Path, *, heard: str | None = None) -> tuple[Joined, Credentials]:
    """Join the commune with the file of its first desk. Raises Refusal or TosoError; all or nothing.

    `heard` is the code of the first desk's key; when it is given, it must be the one in the file.
    """
    if store.setting(ROLE) != "commune" or own.certificate is not None:
        raise TosoError(
            "Máy này không chờ vào làm máy xã thứ hai; chưa ghi gì.", "Hãy chọn đúng máy.", code="wrong-desk"
        )
    data = read_bundle(path)
    claimed = peek(data).signed.certificate
    if claimed is None:
        raise refusals.unknown_device("no certificate")
    authority = claimed.authority
    opened = open_sealed(data, Trust((authority,), own.key, "commune", None), store.clock.now())
    lines = opened.lines()
    certificate, grant = _grant(opened, lines, own)
    certificate.verify(authority, store.clock.now())
    if heard is not None:
        comparing.check(heard, keys.fingerprint(authority))
    with store.transaction():
        adopt_desk(store, grant.device, opened.cover.commune)
        entries = _take(store, opened, lines)
        note_bundle(store, exporting.note_of("in", "merged", data, opened.cover, entries, path.name))
        kept = credentials.keep_certificate(own, certificate, authority)
    return Joined(opened.cover.commune, keys.spoken(keys.fingerprint(authority)), entries), kept


def _grant(opened: Opened, lines: Iterator[bytes], own: Credentials) -> tuple[Certificate, Grant]:
    """The first line of the body: a certificate for this very key, as a desk of the commune."""
    try:
        grant = msgspec.json.decode(next(lines, b""), type=Grant)
    except msgspec.DecodeError as error:
        raise refusals.damaged(f"grant: {error}") from error
    certificate = certificates.read(grant.certificate)
    if opened.cover.kind != "enrolment" or certificate.principal != COMMUNE or certificate.key_id != grant.device:
        raise refusals.damaged("not a grant for a desk of the commune")
    if keys.public_blob(certificate.public_key) != keys.public_blob(own.public):
        raise refusals.not_for_us("the certificate is for another key")
    return certificate, grant


def _take(store: Store, opened: Opened, lines: Iterator[bytes]) -> int:
    cover = opened.cover
    sender = Sender("commune", None, cover.sender.device)
    try:
        intake = Intake(store, sender, ranges=cover.ranges, audiences=cover.audiences, devices=cover.devices)
        entries = intake.take(lines).entries
    except (EntryError, ForkError, GapError) as error:
        raise refusals.damaged(str(error)) from error
    note_seen(store, sender.device, cover.sender.life, cover.number, cover.seen)
    return entries


def other_desks(store: Store) -> list[Destination]:
    """The commune's other desks that are in force, as places to send bundles to."""
    own = store.setting("device")
    return [
        Destination(None, store.setting(COMMUNE_CODE), row.name, (row,), desk=row.id)
        for row in carrying.good_devices(store, None)
        if row.id != own
    ]


__all__ = ["Joined", "accept", "issue", "may_enrol", "other_desks"]
