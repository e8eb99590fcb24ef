"""Enrolling a laptop by paper and stick: request, issue, look, accept (DESIGN 3).

The request proves that somebody holds a key. Whose it is the officer finds out by telephone: nothing is issued without
the code that was heard. The laptop in turn looks at the enrolment and compares the commune's code before it accepts.
The printed sheet is a matter of `desktop.reports`.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop import files
from desktop.clock import today
from desktop.models.authors import DEVICE, Authors
from desktop.models.exchange import EntryError, ForkError, GapError, Intake, ScopeError, Sender
from desktop.models.journal import changing
from desktop.models.ledger import cover_of, note_bundle, note_seen
from desktop.models.places import Device, Village
from desktop.models.setup import COMMUNE_CODE, DEVICE_NAME, adopt_village
from desktop.models.store import Store
from desktop.models.succession import scopes_of
from desktop.sync import certificates, comparing, credentials, escrow, exporting, keys, refusals, replacing, returning
from desktop.sync import enrolment_refusals as told
from desktop.sync.carrying import Destination, Shipment
from desktop.sync.certificates import Certificate
from desktop.sync.cover import Cover, Kind
from desktop.sync.credentials import Credentials
from desktop.sync.granting import ENROLMENT, Grant, next_serial, write_enrolment
from desktop.sync.parcels import read_bundle
from desktop.sync.replacing import Replaced
from desktop.sync.seal import Opened, open_sealed, peek, seal
from desktop.sync.trust import trust_of
from desktop.text import one_line

_REQUEST = "yeu-cau-ghi-danh"  # how the files' names begin
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Request:
    """A request as the officer sees it; `village` is the id of the village whose laptop it is already, else None.

    `replaced` is the device whose place it takes, when the laptop has a new key: issuing ends that one.
    """

    device: str
    name: str  # the village, as the laptop calls it
    laptop: str  # what the laptop is called, "" when it does not say
    made_at: datetime  # by the laptop's clock
    fingerprint: str
    spoken: str
    village: str | None
    replaced: Replaced | None = None


def request(store: Store, own: Credentials, folder: Path) -> Path:
    """Write this laptop's request for enrolment into a folder (USB)."""
    data = seal(request_cover(store), None, own.key, None)
    return files.write_checked(folder / request_name(store), data)


def request_cover(store: Store) -> Cover:
    """The cover of this laptop's request."""
    to = Destination(None, store.setting(COMMUNE_CODE), "xã", ())
    cover = exporting.make_cover(store, "request", to, Shipment({}, {}), 1)
    return msgspec.structs.replace(cover, seen={}, counts={}, laptop=one_line(store.setting(DEVICE_NAME) or ""))


def request_name(store: Store) -> str:
    """What this laptop's request is called."""
    return request_file(store.setting(DEVICE) or "")


def request_file(device: str) -> str:
    """What a device's request is called."""
    return f"{_REQUEST}-{device[-4:]}{exporting.SUFFIX}"


def spoken_code(own: Credentials) -> str:
    """The short code of this laptop's key, to be read out by telephone."""
    return keys.spoken(own.fingerprint)


def commune_code(own: Credentials) -> str:
    """The short code of the commune's key, to be read out to the village; "" on a laptop that knows no commune yet."""
    return keys.spoken(keys.fingerprint(own.authority)) if own.authority else ""


def read_request(store: Store, own: Credentials, path: Path) -> Request:
    """Show a request before anything is issued; raises Refusal or TosoError for what would not be enrolled."""
    opened = _opened_request(store, own, path)
    cover, fingerprint = opened.cover, keys.fingerprint(opened.public_key)
    known = store.get(Device, cover.sender.device)
    return Request(
        cover.sender.device,
        cover.sender.name,
        cover.laptop or "",
        cover.made_at,
        fingerprint,
        keys.spoken(fingerprint),
        known.village_id if known else None,
        replacing.replaced(store, cover, opened.public_key),
    )


def _opened_request(store: Store, own: Credentials, path: Path) -> Opened:
    with told.told_of_request():
        data = _read(path, "request", _REQUEST)
        opened = open_sealed(data, trust_of(store, own), store.clock.now())
        if opened.cover.sender.role != "village":
            raise refusals.not_for_us("a desk of the commune asks; it joins, it is not enrolled for a village")
        _check_known(store.get(Device, opened.cover.sender.device), opened)
    return opened


def _read(path: Path, kind: Kind, name: str) -> bytes:
    """A file that claims to be of this kind; one that is something else is told apart before it is judged."""
    data = read_bundle(path)
    if wrong := told.wrong_file(data, name):
        raise wrong
    found = peek(data).cover.kind
    if found != kind:
        raise told.another_kind(found, name)
    return data


def _check_known(device: Device | None, opened: Opened) -> None:
    """A laptop that is known asks again with its own key, and only while it is in force."""
    if device is None:
        return
    if device.revoked_on is not None:
        raise refusals.revoked("the device of the request")
    if device.fingerprint != keys.fingerprint(opened.public_key):
        raise told.other_key()


def issue(
    store: Store, own: Credentials, path: Path, village: Village, folder: Path, *, heard: str, holder: str = ""
) -> exporting.Exported:
    """Certify the laptop of a request as a village's, and write the enrolment file with all that the village needs.

    `heard` is the laptop's code as the officer heard it by telephone or read it on the sheet; unless it is the code of
    the request's key, nothing is issued (CodeProblem). The laptop is noted as a device of the village, in its scope.
    """
    if not own.is_authority:
        raise told.not_the_authority()
    opened = _opened_request(store, own, path)
    comparing.check(heard, keys.fingerprint(opened.public_key))
    device = opened.cover.sender.device
    known, old = store.get(Device, device), replacing.replaced(store, opened.cover, opened.public_key)
    if any(one.village_id != village.id for one in (known, old.device if old else None) if one is not None):
        raise told.enrolled_elsewhere()
    certificate = certificates.issue(
        own.key,
        opened.public_key,
        device,
        certificates.village_principals(village.id, village.code),
        next_serial(store),
    )
    if known is None:
        _add_device(store, opened, village, holder or (old.holder if old else ""))
    elif holder and holder != known.holder:
        with changing(store) as change:
            change.set(Device, device, holder=holder)
    if old and old.device.revoked_on is None:
        revoke(store, old.device, reason=told.handed_over(holder or old.holder))
    return write_enrolment(store, own, certificate, village, opened.public_key, folder)


def _add_device(store: Store, opened: Opened, village: Village, holder: str) -> None:
    device = opened.cover.sender.device
    with changing(store) as change:
        change.add(
            Device,
            record=device,
            village_id=village.id,
            role="village",
            name=(opened.cover.laptop or opened.cover.sender.name)[:_LONGEST_NAME],
            public_key=keys.public_line(opened.public_key, device),
            fingerprint=keys.fingerprint(opened.public_key),
            holder=holder or None,
            enrolled_on=today(store.clock),
        )


@dataclass(frozen=True)
class Offer:
    """What an enrolment says before anything of it is taken. Until the person has compared `spoken`, it is a claim."""

    village: str
    code: str
    commune: str  # as the commune calls itself: "xã Thanh Thịnh"
    commune_code: str
    spoken: str  # the code of the commune's key
    made_at: datetime
    is_trusted: bool  # this laptop trusts this commune's key already
    is_taken: bool  # this very file was taken before


@dataclass(frozen=True)
class Accepted:
    """What an enrolment gave this laptop; `already` when this file had been taken before and nothing was written."""

    village: str
    code: str
    commune_code: str
    commune_spoken: str
    entries: int
    already: bool = False


@dataclass(frozen=True)
class _Enrolment:
    """An enrolment file that passed every check and is for this laptop."""

    data: bytes
    cover: Cover
    grant: Grant
    certificate: Certificate
    authority: Ed25519PublicKey
    entries: Iterator[bytes]
    is_trusted: bool
    opened: Opened
    is_taken: bool

    @property
    def fingerprint(self) -> str:
        return keys.fingerprint(self.authority)


def look(store: Store, own: Credentials, path: Path, *, anew: bool = False) -> Offer:
    """Say what an enrolment would make of this laptop; nothing is written. Raises Refusal for what cannot be taken.

    With `anew` an enrolled laptop looks also at one by a key of its commune that nobody it trusts vouches for.
    """
    found = _opened_enrolment(store, own, path, anew=anew)
    return Offer(
        found.grant.name,
        found.grant.code,
        found.cover.sender.name,
        found.cover.commune,
        keys.spoken(found.fingerprint),
        found.cover.made_at,
        found.is_trusted,
        found.is_taken,
    )


def accept(
    store: Store, own: Credentials, path: Path, *, heard: str | None = None, anew: bool = False
) -> tuple[Accepted, Credentials]:
    """Take the commune's enrolment: certificate, catalogues, forms, periods. Raises Refusal; all or nothing.

    A laptop trusts the commune's key at first sight, so a person compares the code first (`look`). With `heard`, the
    code as the commune read it out, nothing is taken unless it is the code of the key in this very file (CodeProblem).
    With `anew` an enrolled laptop trusts another key of its commune at first sight; then `heard` is required.
    """
    found = _opened_enrolment(store, own, path, anew=anew)
    if heard is not None or anew:
        comparing.check(heard or "", found.fingerprint)
    grant, spoken = found.grant, keys.spoken(found.fingerprint)
    if found.is_taken:
        return Accepted(grant.name, grant.code, found.cover.commune, spoken, 0, already=True), own
    entries, kept = _take(store, own, found, path.name)
    return Accepted(grant.name, grant.code, found.cover.commune, spoken, entries), kept


def _take(store: Store, own: Credentials, found: _Enrolment, name: str) -> tuple[int, Credentials]:
    """Write everything of an enrolment, or nothing; the number of entries and what the laptop now signs with."""
    cover = found.cover
    with store.transaction(), told.told_of_enrolment(enrolled=own.authority is not None):
        adopt_village(store, found.grant.village, found.grant.device, found.grant.code)
        store.set_setting(COMMUNE_CODE, cover.commune)
        sender = Sender("commune", None, cover.sender.device)
        try:
            applied = Intake(store, sender, ranges=cover.ranges, devices=cover.devices).take(found.entries)
        except (EntryError, GapError, ScopeError) as error:
            raise refusals.damaged(str(error)) from error
        except ForkError as error:
            raise refusals.fork(str(error)) from error
        returning.keep(store, cover, found.data, found.opened.lines)
        note_seen(store, sender.device, cover.sender.life, cover.number, cover.seen)
        note_bundle(store, exporting.note_of("in", "merged", found.data, cover, applied.entries, name))
        seal_key = escrow.renew if _is_new_authority(own, found.authority) else escrow.keep
        seal_key(store, own.key, found.authority)
        kept = credentials.keep_certificate(own, found.certificate, found.authority)
    return applied.entries, kept


def _is_new_authority(own: Credentials, authority: Ed25519PublicKey) -> bool:
    return own.authority is not None and keys.public_blob(own.authority) != keys.public_blob(authority)


def _opened_enrolment(store: Store, own: Credentials, path: Path, *, anew: bool) -> _Enrolment:
    """Open an enrolment; a laptop that trusts nobody yet, or anew, takes the authority that the file itself names."""
    trust = trust_of(store, own)
    with told.told_of_enrolment(enrolled=own.authority is not None):
        data = _read(path, "enrolment", ENROLMENT)
        claimed = _claimed_authority(data)
        trusted = keys.public_blob(claimed) in {keys.public_blob(one) for one in trust.authorities}
        taken = own.certificate is not None and cover_of(store, hashlib.sha256(data).hexdigest()) is not None
        if taken and not trusted:
            raise told.taken_already()  # the letter of a key that has vouched for another and is gone
        if not trusted and (anew or not trust.authorities):
            trust = replace(trust, authorities=(claimed,))
        opened = open_sealed(data, trust, store.clock.now())
        lines = opened.lines()
        grant = _grant(next(lines, b""))
        certificate = certificates.read(grant.certificate)
        authority = keys.read_public_line(grant.authority) if trusted and grant.authority else claimed
        _check_grant(grant, certificate, own, authority, store, opened.cover)
    return _Enrolment(data, opened.cover, grant, certificate, authority, lines, trusted, opened, taken)


def _claimed_authority(data: bytes) -> Ed25519PublicKey:
    certificate = peek(data).signed.certificate
    if certificate is None:
        raise refusals.unknown_device("no certificate")
    return certificate.authority


def _grant(line: bytes) -> Grant:
    try:
        return msgspec.json.decode(line, type=Grant)
    except msgspec.DecodeError as error:
        raise refusals.damaged(f"grant: {error}") from error


def _check_grant(
    grant: Grant,
    certificate: Certificate,
    own: Credentials,
    authority: Ed25519PublicKey,
    store: Store,
    cover: Cover,
) -> None:
    certificate.verify(authority, store.clock.now())
    if keys.public_blob(certificate.public_key) != keys.public_blob(own.public):
        raise refusals.not_for_us("the certificate is for another key")
    if (
        certificate.principal != grant.village
        or cover.recipient.village != grant.village
        or certificate.key_id != grant.device
    ):
        raise refusals.damaged("the grant and its certificate say different things")


def revoke(store: Store, device: Device, *, reason: str) -> dict[str, int]:
    """End a device: what this desk holds by now still counts, and nothing more that the device signs (DESIGN 3).

    Returns how far that is, author by author. The word travels in every bundle of the commune. A device ends once:
    a second time would move the cut. Raises TosoError.
    """
    now = store.get(Device, device.id)
    if now is not None and now.revoked_on is not None:
        raise told.ended_already(now.revoked_on)
    held = Authors(store).seen(*(scopes_of(store, device.village_id) if device.village_id else ()))
    with changing(store) as change:
        change.set(Device, device.id, revoked_on=today(store.clock), revoked_after=held, revoked_reason=reason or None)
    return held
