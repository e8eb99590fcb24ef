"""Enrolling a laptop by paper and stick: request, issue, accept (DESIGN 3).

The request proves that somebody holds a key. Whose it is the officer finds out by comparing the short code by telephone
or on paper before issuing.
"""

from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop import files
from desktop.clock import today
from desktop.errors import TosoError
from desktop.models.authors import DEVICE
from desktop.models.exchange import EntryError, GapError, Intake, ScopeError, Sender, lines_between
from desktop.models.journal import changing
from desktop.models.ledger import NUMBER, next_number, note_bundle, note_seen
from desktop.models.places import Device, Village
from desktop.models.setup import COMMUNE_CODE, adopt_village
from desktop.models.store import Store
from desktop.sync import carrying, certificates, credentials, exporting, keys, refusals
from desktop.sync.carrying import Destination, Shipment
from desktop.sync.certificates import Certificate
from desktop.sync.cover import Recipient
from desktop.sync.credentials import Credentials
from desktop.sync.limits import LIMITS
from desktop.sync.seal import Opened, Trust, open_sealed, peek, seal
from desktop.sync.trust import trust_of


class Grant(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """The first line of an enrolment's body: the certificate and what the laptop is now called."""

    certificate: str
    device: str
    village: str
    code: str
    name: str


@dataclass(frozen=True)
class Request:
    """A request as the officer sees it."""

    device: str
    name: str
    fingerprint: str
    spoken: str


def request(store: Store, own: Credentials, folder: Path) -> Path:
    """Write this laptop's request for enrolment into a folder (USB)."""
    nothing = Shipment({}, {})
    to = Destination(None, store.setting(COMMUNE_CODE), "xã", ())
    cover = exporting.make_cover(store, "request", to, nothing, 1)
    cover = msgspec.structs.replace(cover, seen={}, counts={})
    data = seal(cover, None, own.key, None)
    device = (store.setting(DEVICE) or "")[-4:]
    return files.write_checked(folder / f"yeu-cau-ghi-danh-{device}{exporting.SUFFIX}", data)


def spoken_code(own: Credentials) -> str:
    """The short code of this laptop's key, to be read out by telephone."""
    return keys.spoken(own.fingerprint)


def read_request(store: Store, own: Credentials, path: Path) -> Request:
    """Show a request before anything is issued; raises Refusal."""
    opened = _opened_request(store, own, path)
    public = opened.public_key
    name = opened.cover.sender.name
    return Request(opened.cover.sender.device, name, keys.fingerprint(public), keys.spoken(keys.fingerprint(public)))


def _opened_request(store: Store, own: Credentials, path: Path) -> Opened:
    opened = open_sealed(files.read_limited(path, LIMITS.file), trust_of(store, own), store.clock.now())
    if opened.cover.kind != "request":
        raise refusals.damaged("not a request")
    return opened


def issue(
    store: Store, own: Credentials, path: Path, village: Village, folder: Path, *, holder: str = ""
) -> exporting.Exported:
    """Certify the laptop of a request as a village's, and write the enrolment file with all that the village needs.

    The officer has compared the code by now. The laptop is noted as a device of the village, in the village's scope.
    """
    opened = _opened_request(store, own, path)
    device = opened.cover.sender.device
    _check_new_or_same(store, device, village)
    certificate = certificates.issue(
        own.key, opened.public_key, device, certificates.village_principals(village.id, village.code), _serial(store)
    )
    if store.get(Device, device) is None:
        with changing(store) as change:
            change.add(
                Device,
                record=device,
                village_id=village.id,
                role="village",
                name=opened.cover.sender.name,
                public_key=keys.public_line(opened.public_key, device),
                fingerprint=keys.fingerprint(opened.public_key),
                holder=holder or None,
                enrolled_on=today(store.clock),
            )
    return _write_enrolment(store, own, certificate, village, opened.public_key, folder)


def _check_new_or_same(store: Store, device: str, village: Village) -> None:
    """A laptop belongs to one village; enrolling it again for the same one makes a new file, for another is refused."""
    row = store.get(Device, device)
    if row is not None and row.village_id != village.id:
        raise TosoError(
            "Máy này đã ghi danh cho thôn khác; chưa ghi gì.",
            "Nếu máy chuyển sang thôn mới, hãy thu hồi ghi danh cũ và tạo sổ mới trên máy đó.",
            code="enrolled-elsewhere",
        )


def _serial(store: Store) -> int:
    serial = int(store.setting("certificate_serial") or 1) + 1
    with store.transaction():
        store.set_setting("certificate_serial", str(serial))
    return serial


def _write_enrolment(
    store: Store,
    own: Credentials,
    certificate: Certificate,
    village: Village,
    public_key: Ed25519PublicKey,
    folder: Path,
) -> exporting.Exported:
    to = carrying.to_village(store, village)
    everything = carrying.unacknowledged(store, Destination(to.village, to.code, to.name, ()))
    number = next_number(store)
    cover = exporting.make_cover(store, "enrolment", to, everything, number)
    grant = Grant(certificate.line(certificate.key_id), certificate.key_id, village.id, village.code, village.name)
    lines = [msgspec.json.encode(grant), *lines_between(store, everything.ranges)]
    data = seal(cover, lines, own.key, own.certificate, [public_key])
    path = files.write_checked(
        folder / f"ghi-danh-{exporting.name_part(village.code)}-{certificate.key_id[-4:]}{exporting.SUFFIX}", data
    )
    with store.transaction():
        store.set_setting(NUMBER, str(number))
        note_bundle(store, exporting.note_of("out", "exported", data, cover, everything.entries, path.name))
    return exporting.Exported(path, number, everything.entries, village.name)


@dataclass(frozen=True)
class Accepted:
    """What an enrolment gave this laptop."""

    village: str
    code: str
    commune_code: str
    commune_spoken: str
    entries: int


def accept(store: Store, own: Credentials, path: Path) -> tuple[Accepted, Credentials]:
    """Take the commune's enrolment: certificate, catalogues, forms, periods. Raises Refusal; all or nothing."""
    data = files.read_limited(path, LIMITS.file)
    opened = _opened_enrolment(store, own, data)
    lines = opened.lines()
    grant = _grant(next(lines, b""))
    certificate = certificates.read(grant.certificate)
    authority = own.authority or _claimed_authority(data)
    _check_grant(grant, certificate, own, authority, store, opened.cover.recipient)
    with store.transaction():
        adopt_village(store, grant.village, grant.device)
        store.set_setting(COMMUNE_CODE, opened.cover.commune)
        sender = Sender("commune", None, opened.cover.sender.device)
        try:
            applied = Intake(store, sender).take(lines)
        except (EntryError, GapError, ScopeError) as error:
            raise refusals.damaged(str(error)) from error
        note_seen(store, sender.device, opened.cover.number, opened.cover.seen)
        note_bundle(store, exporting.note_of("in", "merged", data, opened.cover, applied.entries, path.name))
        kept = credentials.keep_certificate(own, certificate, authority)
    spoken = keys.spoken(keys.fingerprint(authority))
    return Accepted(grant.name, grant.code, opened.cover.commune, spoken, applied.entries), kept


def _opened_enrolment(store: Store, own: Credentials, data: bytes) -> Opened:
    """Open an enrolment; a laptop that trusts nobody yet takes the authority that the file itself names."""
    trust = trust_of(store, own)
    if not trust.authorities:
        trust = Trust((_claimed_authority(data),), own.key, "village", None)
    opened = open_sealed(data, trust, store.clock.now())
    if opened.cover.kind != "enrolment":
        raise TosoError(
            "Tệp này không phải tệp ghi danh; chưa ghi gì.", "Hãy chọn tệp “ghi-danh-….toso”.", code="damaged"
        )
    return opened


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
    recipient: Recipient,
) -> None:
    certificate.verify(authority, store.clock.now())
    if keys.public_blob(certificate.public_key) != keys.public_blob(own.public):
        raise refusals.not_for_us("the certificate is for another key")
    if (
        certificate.principal != grant.village
        or recipient.village != grant.village
        or certificate.key_id != grant.device
    ):
        raise refusals.damaged("the grant and its certificate say different things")


def revoke(store: Store, device: Device, *, last_good: int, reason: str) -> None:
    """End a device: its bundles count up to number `last_good`. The word travels in every bundle of the commune."""
    with changing(store) as change:
        change.set(
            Device, device.id, revoked_on=today(store.clock), revoked_after=last_good, revoked_reason=reason or None
        )
