"""Sealing and opening a bundle: the receiver's checks in their order, from bytes to a trusted cover and its lines.

Pure: bytes, trust and the instant come in; a value or a named refusal comes out. No file, clock or store is touched.
The scope of entries, gaps and forks are judged later, by who knows the store.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.sync import body, container, refusals, sshsig
from desktop.sync import cover as covers
from desktop.sync.certificates import COMMUNE, Certificate
from desktop.sync.container import Members
from desktop.sync.cover import BodyFacts, Cover, Kind, Role
from desktop.sync.keys import DeviceKey, fingerprint, public_blob
from desktop.sync.limits import LIMITS, Limits
from desktop.sync.sshsig import Signed

NAMESPACES: dict[Kind, str] = {"changes": "changes@toso", "request": "request@toso", "enrolment": "enrolment@toso"}


_IF_LATE = "Nếu chắc chắn thôn lập gói này trước khi mất máy: mở Ghi danh, chọn máy đó, bấm “Nhận gói cũ của máy này”."


@dataclass(frozen=True, slots=True)
class Trust:
    """What a desk believes and who it is.

    `commune` and `village` are None on a laptop that is not enrolled yet; it can open only its enrolment.
    `revoked` maps a device's id or its key's fingerprint to how far its bundles still count: author -> last sequence.
    """

    authorities: tuple[Ed25519PublicKey, ...]
    key: DeviceKey
    role: Role
    commune: str | None
    village: str | None = None
    former: tuple[DeviceKey, ...] = ()  # keys that this desk had before, which bundles may still be encrypted to
    revoked: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Peeked:
    """A bundle whose signature is right but whose signer is not judged. Good for showing, not for believing."""

    cover: Cover
    signed: Signed
    body: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that passed every check of the envelope. A request has no certificate: it only proves its key."""

    cover: Cover
    public_key: Ed25519PublicKey
    certificate: Certificate | None
    _body: bytes | None = field(repr=False)
    _key: DeviceKey = field(repr=False)
    _limits: Limits = field(repr=False)

    def lines(self) -> Iterator[bytes]:
        """Decrypt and give the body's lines, anew at each call. Raises as `body.decrypt` does, at any line."""
        if self._body is None or self.cover.body is None:
            return iter(())
        return body.decrypt(self._body, self.cover.body.entries, self._key, self._limits)


def seal(
    cover: Cover,
    lines: Iterable[bytes] | None,
    key: DeviceKey,
    certificate: Certificate | None,
    recipients: Sequence[Ed25519PublicKey] = (),
    limits: Limits = LIMITS,
) -> bytes:
    """Make the bundle's file; `cover.body` is filled in here. Raises Refusal `too-large`, ValueError for a bug."""
    if (certificate is None) != (cover.kind == "request"):
        raise ValueError("a request has no certificate, everything else has one")
    carried = None if lines is None else body.encrypt(lines, recipients, limits)
    facts = None if carried is None else _facts(carried)
    cover_bytes = _readable(msgspec.structs.replace(cover, body=facts))
    signature = sshsig.sign(key, certificate, NAMESPACES[cover.kind], cover_bytes)
    return container.pack(Members(cover_bytes, signature, None if carried is None else carried.data), limits)


def _facts(carried: body.SealedBody) -> BodyFacts:
    """What the cover says of the body."""
    digest = hashlib.sha256(carried.data).hexdigest()
    return BodyFacts(size=len(carried.data), sha256=digest, entries=carried.entries)


def _readable(cover: Cover) -> bytes:
    """Write the cover and make sure that a receiver will read the same: constraints are checked on reading only."""
    written = cover.to_bytes()
    try:
        if covers.read(written) == cover:
            return written
    except refusals.Refusal as refusal:
        raise ValueError(refusal.why) from refusal
    raise ValueError("the cover does not survive writing")


def peek(data: bytes, limits: Limits = LIMITS) -> Peeked:
    """Check limits, form and signature only. Raises Refusal.

    The signature is checked over the exact bytes before they are parsed. It names its own namespace; that this is the
    one of the cover's kind is checked as soon as the kind is known.
    """
    members = container.unpack(data, limits)
    namespace = sshsig.namespace_of(members.signature)
    signed = sshsig.verify(members.signature, namespace, members.cover)
    cover = covers.read(members.cover)
    if namespace != NAMESPACES[cover.kind]:
        raise refusals.bad_signature(f"{namespace!r} on a cover of {cover.kind!r}")
    if (len(members.body) if members.body is not None else None) != (cover.body.size if cover.body else None):
        raise refusals.damaged("the body is not of the size that the cover says")
    return Peeked(cover, signed, members.body)


def open_sealed(data: bytes, trust: Trust, at: datetime, limits: Limits = LIMITS) -> Opened:
    """Run every check of the envelope in order; decryption waits for `Opened.lines`. Raises Refusal."""
    peeked = peek(data, limits)
    _check_address(peeked.cover, trust)
    certificate = _check_sender(peeked, trust, at)
    _check_revocation(peeked, trust)
    _check_digest(peeked)
    key = body.key_for(peeked.body or b"", (trust.key, *trust.former))
    return Opened(peeked.cover, peeked.signed.public_key, certificate, peeked.body, key, limits)


def _check_address(cover: Cover, trust: Trust) -> None:
    """The bundle is our commune's and is addressed to this desk; a laptop not enrolled yet takes its enrolment."""
    newcomer = cover.kind == "enrolment"
    if cover.commune != trust.commune and not (newcomer and trust.commune is None):
        raise refusals.wrong_commune(f"{cover.commune!r}")
    if is_own_history(cover, trust.role):
        return
    if cover.recipient.role != trust.role:
        raise refusals.not_for_us(f"for a {cover.recipient.role}")
    if cover.recipient.village != trust.village and not (newcomer and trust.village is None):
        raise refusals.not_for_us("for another village")


def is_own_history(cover: Cover, role: Role) -> bool:
    """Whether a desk of the commune is given back what one of them once sent to a village; its signature proves it."""
    if role != "commune" or cover.kind == "request":
        return False
    return cover.sender.role == "commune" and cover.recipient.role == "village"


def _check_sender(peeked: Peeked, trust: Trust, at: datetime) -> Certificate | None:
    """Who signed is who the cover says, by a certificate of our commune; a request is signed by a key alone."""
    cover, certificate = peeked.cover, peeked.signed.certificate
    if cover.kind == "request":
        return None
    if certificate is None:
        raise refusals.unknown_device("no certificate")
    _check_authority(certificate, trust, at)
    if certificate.key_id != cover.sender.device:
        raise refusals.unknown_device("the certificate is another device's")
    place = COMMUNE if cover.sender.role == "commune" else cover.sender.village
    if certificate.principal != place:
        raise refusals.out_of_scope("the certificate is another place's")
    if not _may_write_to(cover, trust):
        raise refusals.out_of_scope("this sender may not write to this desk")
    return certificate


def _check_authority(certificate: Certificate, trust: Trust, at: datetime) -> None:
    """One of the trusted authorities signed the certificate."""
    claimed = public_blob(certificate.authority)
    if claimed not in {public_blob(authority) for authority in trust.authorities}:
        raise refusals.unknown_device("another authority")
    certificate.verify(certificate.authority, at)


def _may_write_to(cover: Cover, trust: Trust) -> bool:
    """The commune writes to everybody and alone enrols; a village writes to the commune and to its own laptops."""
    if cover.sender.role == "commune":
        return True
    return cover.kind == "changes" and (trust.role == "commune" or cover.sender.village == trust.village)


def _check_revocation(peeked: Peeked, trust: Trust) -> None:
    """A revoked device may bring again what counted when it was revoked; its key is not enrolled again.

    A request proves its key alone, so its device id is not looked at.
    """
    cover, key = peeked.cover, fingerprint(peeked.signed.public_key)
    asking = cover.kind == "request"
    for name in [key] if asking else [key, cover.sender.device]:
        good = trust.revoked.get(name)
        if good is not None and (asking or not _is_within(cover, good)):
            late = trust.role == "commune" and not asking
            raise refusals.revoked(f"ranges {cover.ranges}, good {good}", note=_IF_LATE if late else "")


def _is_within(cover: Cover, good: Mapping[str, int]) -> bool:
    """Whether a bundle brings something, and nothing past what still counts."""
    return bool(cover.ranges) and all(last <= good.get(author, 0) for author, (_, last) in cover.ranges.items())


def _check_digest(peeked: Peeked) -> None:
    """The body is the one that the cover was signed with."""
    if peeked.cover.body is None or peeked.body is None:
        return
    if hashlib.sha256(peeked.body).hexdigest() != peeked.cover.body.sha256:
        raise refusals.damaged("the body is not the one of the cover")
