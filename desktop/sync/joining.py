"""The second computer of the commune's office: its empty home, joining with the first desk's file, following a new key.

Letting it join is the first desk's act, see `second_desk`. The code of the commune's key is compared by people.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.clock import Clock
from desktop.errors import TosoError
from desktop.models.exchange import EntryError, ForkError, GapError, Intake, Sender
from desktop.models.journal import ROLE
from desktop.models.ledger import cover_of, note_bundle, note_seen
from desktop.models.setup import DeviceIdentity, adopt_desk, create_second_desk
from desktop.models.store import Store
from desktop.sync import (
    certificates,
    comparing,
    credentials,
    enrolment_refusals,
    exporting,
    keys,
    passphrases,
    refusals,
)
from desktop.sync.certificates import COMMUNE, Certificate
from desktop.sync.creating import new_home
from desktop.sync.credentials import Credentials
from desktop.sync.granting import Grant
from desktop.sync.parcels import read_bundle
from desktop.sync.seal import Opened, open_sealed, peek
from desktop.sync.trust import trust_of


@dataclass(frozen=True)
class Offer:
    """What the first desk's file says before anything of it is taken; until `spoken` was compared, it is a claim.

    `is_trusted` says that this computer trusts already who signed it: then the file brings the commune's new key.
    """

    commune: str  # as the commune calls itself: "xã Thanh Thịnh"
    spoken: str  # the code of the commune's key
    made_at: datetime
    entries: int
    is_trusted: bool


@dataclass(frozen=True)
class Joined:
    """What joining gave the second desk."""

    commune_code: str
    commune_spoken: str
    entries: int


@dataclass(frozen=True)
class _Answer:
    """A file of the first desk that passed every check and is for this computer."""

    data: bytes
    opened: Opened
    entries: Iterator[bytes]
    grant: Grant
    certificate: Certificate
    authority: Ed25519PublicKey
    is_trusted: bool


def create(home: Path, clock: Clock | None, *, name: str, commune_code: str, passphrase: str = "") -> None:
    """Make the home of a second desk, which has nothing in it yet. Raises TosoError; then nothing is there."""
    if passphrase:
        passphrases.check(passphrase)
    with new_home(home) as unfinished:
        own = credentials.create(unfinished, name, passphrase)
        identity = DeviceIdentity(name, own.key.public_line(name), own.fingerprint)
        create_second_desk(unfinished, clock, commune_code=commune_code, identity=identity).close()


def is_waiting(store: Store, own: Credentials) -> bool:
    """Whether this is a second desk that the first one has not let in yet."""
    return store.setting(ROLE) == "commune" and own.certificate is None


def look(store: Store, own: Credentials, path: Path) -> Offer:
    """Say what the first desk's file would do; nothing is written. Raises Refusal or TosoError."""
    found = _answer(store, own, path)
    cover = found.opened.cover
    count = sum(last - first + 1 for first, last in cover.ranges.values())
    return Offer(cover.sender.name, _spoken(found), cover.made_at, count, found.is_trusted)


def accept(store: Store, own: Credentials, path: Path, *, heard: str | None = None) -> tuple[Joined, Credentials]:
    """Join the commune with the file of its first desk, or follow its new key; all or nothing. Raises TosoError.

    `heard` is the code of the commune's key; when it is given, it must be the one in the file. A desk that has joined
    takes another key only with it, or when the key that it trusts vouches for the other.
    """
    found = _answer(store, own, path)
    if heard is not None or (own.certificate and not found.is_trusted):
        comparing.check(heard or "", keys.fingerprint(found.authority))
    cover = found.opened.cover
    with store.transaction():
        adopt_desk(store, found.grant.device, cover.commune)
        entries = _take(store, found)
        note_bundle(store, exporting.note_of("in", "merged", found.data, cover, entries, path.name))
        kept = credentials.keep_certificate(own, found.certificate, found.authority)
    return Joined(cover.commune, _spoken(found), entries), kept


def _spoken(found: _Answer) -> str:
    return keys.spoken(keys.fingerprint(found.authority))


def _answer(store: Store, own: Credentials, path: Path) -> _Answer:
    """Open the first desk's file; one by a key that is not trusted is opened under the key that it names itself."""
    if store.setting(ROLE) != "commune" or own.is_authority:
        raise _not_waiting()
    data = read_bundle(path)
    claimed = peek(data).signed.certificate
    if claimed is None:
        raise refusals.unknown_device("no certificate")
    if own.certificate and cover_of(store, hashlib.sha256(data).hexdigest()):
        raise enrolment_refusals.taken_already()
    trusted = keys.public_blob(claimed.authority) in {keys.public_blob(one) for one in own.authorities}
    trust = replace(trust_of(store, own), authorities=(claimed.authority,))
    opened = open_sealed(data, trust, store.clock.now())
    lines = opened.lines()
    certificate, grant = _grant(opened, lines, own)
    if own.certificate and trusted and not grant.authority:
        raise _not_waiting()
    authority = keys.read_public_line(grant.authority) if trusted and grant.authority else claimed.authority
    certificate.verify(authority, store.clock.now())
    return _Answer(data, opened, lines, grant, certificate, authority, trusted)


def _not_waiting() -> TosoError:
    return TosoError("Máy này không chờ vào làm máy xã thứ hai; chưa ghi gì.", "Hãy chọn đúng máy.", code="wrong-desk")


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


def _take(store: Store, found: _Answer) -> int:
    cover = found.opened.cover
    sender = Sender("commune", None, cover.sender.device)
    try:
        intake = Intake(store, sender, ranges=cover.ranges, audiences=cover.audiences, devices=cover.devices)
        entries = intake.take(found.entries).entries
    except (EntryError, ForkError, GapError) as error:
        raise refusals.damaged(str(error)) from error
    note_seen(store, sender.device, cover.sender.life, cover.number, cover.seen)
    return entries
