"""Attacks on who signed: foreign keys, certificates that say something else, signatures made for something else."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import SSHCertificateBuilder, SSHCertificateType

from desktop.sync import container, sshsig, wire
from desktop.sync.certificates import CERTIFICATE_TYPE, FOREVER, Certificate
from desktop.sync.keys import KEY_TYPE, public_blob
from tests.bad_bundles import note, read
from tests.bad_bundles.people import (
    CODES,
    COMMUNE,
    DEPUTY,
    LAPTOP,
    NEIGHBOUR,
    OTHER_AUTHORITY,
    STRANGER,
    VILLAGE_1,
    VILLAGE_2,
)
from tests.bad_bundles.sealing import Draft, draft, entry, household, record

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----\n"


def _draft(**changed: Any) -> Draft:
    """One household of village 1, in a draft bent as told."""
    return draft(entry(1, record(1), household()), **changed)


def _bent(**changed: Any) -> Callable[[], bytes]:
    return lambda: _draft(**changed).sealed()


def _certified(**changed: Any) -> Callable[[], bytes]:
    """The laptop's certificate, issued otherwise."""
    return lambda: _draft(certificate=LAPTOP.certificate(**changed)).sealed()


# --- certificates that the commune has not given, or not for this ---


def _shaped(build: Callable[[SSHCertificateBuilder], SSHCertificateBuilder], key: Any = None) -> Certificate:
    """A certificate that the program itself would not issue; what it says beside its blob is not looked at."""
    builder = SSHCertificateBuilder().public_key(key or LAPTOP.key.public).serial(1).key_id(LAPTOP.id.encode())
    signed = build(builder.valid_after(0).valid_before(FOREVER)).sign(COMMUNE.key.private)
    blob = base64.b64decode(signed.public_bytes().split(b" ")[1])
    return replace(LAPTOP.certificate(), blob=blob)


def _user(builder: SSHCertificateBuilder) -> SSHCertificateBuilder:
    return builder.type(SSHCertificateType.USER).valid_principals([VILLAGE_1.encode()])


def _host(builder: SSHCertificateBuilder) -> SSHCertificateBuilder:
    return builder.type(SSHCertificateType.HOST).valid_principals([VILLAGE_1.encode()])


def _everybody(builder: SSHCertificateBuilder) -> SSHCertificateBuilder:
    everybody: SSHCertificateBuilder = builder.valid_for_all_principals()  # type: ignore[no-untyped-call]
    return everybody.type(SSHCertificateType.USER)


def _bound(name: bytes, value: bytes) -> Certificate:
    return _shaped(lambda builder: _user(builder).add_critical_option(name, value))


def _with_certificate(made: Callable[[], Certificate]) -> Callable[[], bytes]:
    return lambda: _draft(certificate=made()).sealed()


def _forged_authority() -> Certificate:
    """The stranger signs a certificate and writes the commune's key into it as the signer."""
    honest = LAPTOP.certificate(authority=OTHER_AUTHORITY)
    blob = honest.blob.replace(public_blob(OTHER_AUTHORITY.public), public_blob(COMMUNE.key.public))
    return replace(honest, blob=blob)


_UNKNOWN = {
    "unknown-key": ("A stranger signs with a key alone.", _bent(sender=STRANGER, plain_key=True)),
    "no-certificate": ("An enrolled laptop signs with its key alone.", _bent(plain_key=True)),
    "own-authority": (
        "A stranger has certified itself.",
        _bent(sender=STRANGER, certificate=STRANGER.certificate(authority=STRANGER.key)),
    ),
    "other-commune": ("Another commune has certified the laptop.", _certified(authority=OTHER_AUTHORITY)),
    "laptop-as-authority": (
        "An enrolled laptop certifies a stranger for its own village.",
        _bent(sender=STRANGER, certificate=STRANGER.certificate(authority=LAPTOP.key)),
    ),
    "forged-authority": (
        "The certificate names the commune's key but is not signed by it.",
        _with_certificate(_forged_authority),
    ),
    "expired": ("The certificate ended in 2020.", _certified(valid_before=datetime(2020, 1, 1, tzinfo=UTC))),
    "expired-just-now": (
        "The certificate ended at the very second.",
        _certified(valid_before=datetime(2025, 8, 9, 1, 0, tzinfo=UTC)),
    ),
    "not-yet-valid": ("The certificate begins in 2190.", _certified(valid_after=datetime(2190, 1, 1, tzinfo=UTC))),
    "other-device": ("The certificate's key id is another laptop's.", _certified(key_id=DEPUTY.id)),
}
for _name, (_told, _make) in _UNKNOWN.items():
    note(f"signer-{_name}", _told, _make, reason="unknown-device")

_ABROAD = {
    "wrong-principal": ("The certificate is for the neighbours.", _certified(principals=(VILLAGE_2, "02107-02"))),
    "second-principal": ("The village stands second in the certificate.", _certified(principals=("x", VILLAGE_1))),
    "code-as-principal": ("The certificate names the code alone.", _certified(principals=(CODES[VILLAGE_1],))),
    "principal-star": ("The principal is a star.", _certified(principals=("*",))),
    "principal-list": ("One principal holds two villages.", _certified(principals=(f"{VILLAGE_1},{VILLAGE_2}",))),
    "commune-principal": ("A commune's certificate speaks for a village.", _certified(principals=("commune",))),
    "speaks-for-the-neighbours": (
        "The laptop's cover says that it is the neighbours'.",
        _bent(cover={"sender.village": VILLAGE_2, "sender.village_code": "02107-02"}),
    ),
    "speaks-for-the-commune": (
        "The laptop's cover says that it is the commune's desk.",
        _bent(cover={"sender.role": "commune", "sender.village": None, "sender.village_code": None}),
    ),
}
for _name, (_told, _make) in _ABROAD.items():
    note(f"signer-{_name}", _told, _make, reason="out-of-scope")


# --- signatures of something else ---


def _changed_afterwards() -> bytes:
    members = _draft().members()
    return container.pack(replace(members, cover=members.cover.replace(b'"number":1', b'"number":2')))


def _other_cover() -> bytes:
    own, other = (container.unpack(read(name)) for name in ("village-1", "village-2"))
    return container.pack(replace(own, cover=other.cover))


def _swapped(certificate: Certificate) -> bytes:
    """The honest file with another certificate put into its signature, which does not cover the certificate."""
    members = container.unpack(read("village-1"))
    own = sshsig.verify(members.signature, "changes@toso", members.cover).certificate
    assert own is not None
    blob = _disarmed(members.signature).replace(wire.string(own.blob), wire.string(certificate.blob))
    return container.pack(replace(members, signature=_armored(blob)))


def _disarmed(armored: bytes) -> bytes:
    return base64.b64decode(b"".join(armored.split(b"\n")[1:-2]))


def _armored(blob: bytes, columns: int = 70, end: str = "\n") -> bytes:
    encoded = base64.b64encode(blob).decode()
    lines = [encoded[at : at + columns] for at in range(0, len(encoded), columns)]
    return f"{_BEGIN}{end.join(lines)}{end}{_END}".replace("\n", end).encode()


def _sshsig(**parts: bytes) -> Callable[[], bytes]:
    """A signature put together by hand, with some parts of its own."""

    def make() -> bytes:
        cover = _draft().members()
        space, reserved = parts.get("namespace", b"changes@toso"), parts.get("reserved", b"")
        hashed = parts.get("hash", b"sha512")
        digest = hashlib.new(hashed.decode() if hashed in {b"sha256", b"sha512"} else "sha512", cover.cover).digest()
        head = wire.string(space) + wire.string(reserved) + wire.string(hashed)
        made = LAPTOP.key.private.sign(b"SSHSIG" + head + wire.string(digest))
        inner = wire.string(KEY_TYPE) + wire.string(parts.get("signature", made))
        signer = wire.string(parts.get("signer", LAPTOP.certificate().blob))
        blob = b"SSHSIG" + parts.get("version", wire.number(1)) + signer + head + wire.string(inner)
        return container.pack(replace(cover, signature=_armored(blob + parts.get("more", b""))))

    return make


def _spelled(bend: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    """The honest file with its signature's armor bent."""

    def make() -> bytes:
        members = container.unpack(read("village-1"))
        return container.pack(replace(members, signature=bend(members.signature)))

    return make


def _flipped(find: Callable[[bytes], int]) -> Callable[[], bytes]:
    """One bit inside of the signature's blob is flipped and the armor put right."""

    def bend(armored: bytes) -> bytes:
        blob = bytearray(_disarmed(armored))
        blob[find(bytes(blob))] ^= 1
        return _armored(bytes(blob))

    return _spelled(bend)


def _cover_flipped() -> bytes:
    members = container.unpack(read("village-1"))
    return container.pack(replace(members, cover=members.cover.replace(b'"number":1', b'"number":3')))


def _other_curve() -> bytes:
    key = ec.derive_private_key(7, ec.SECP256R1()).public_key()
    return _draft(certificate=_shaped(_user, key)).sealed()


def _high_s() -> bytes:
    """The other value of S that a loose verifier takes for the same Ed25519 signature."""
    members = container.unpack(read("village-1"))
    blob = _disarmed(members.signature)
    order = 2**252 + 27742317777372353535851937790883648493
    loose = (int.from_bytes(blob[-32:], "little") + order).to_bytes(32, "little")
    return container.pack(replace(members, signature=_armored(blob[:-32] + loose)))


_MISMADE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "request-namespace": ("Signed as a request for enrolment.", _bent(namespace="request@toso")),
    "enrolment-namespace": ("Signed as an enrolment.", _bent(namespace="enrolment@toso")),
    "file-namespace": ("Signed with `ssh-keygen -Y sign -n file`.", _bent(namespace="file")),
    "namespace-not-utf8": ("The namespace is not UTF-8.", _sshsig(namespace=b"changes@toso\xff")),
    "namespace-rewritten": (
        "Signed for git, and the namespace rewritten.",
        lambda: _spelled_from("git", b"changes@toso"),
    ),
    "changed-afterwards": ("The cover was changed after signing.", _changed_afterwards),
    "on-another-cover": ("The cover is another bundle's.", _other_cover),
    "by-another-key": ("Signed by another key than the certificate's.", lambda: _by_another_key()),
    "foreign-certificate": ("Another laptop's certificate was put in.", lambda: _swapped(DEPUTY.certificate())),
    "neighbours-certificate": ("The neighbours' certificate was put in.", lambda: _swapped(NEIGHBOUR.certificate())),
    "host-certificate": ("A host certificate.", _with_certificate(lambda: _shaped(_host))),
    "no-principals": ("A certificate for all principals.", _with_certificate(lambda: _shaped(_everybody))),
    "critical-option": (
        "A certificate with a forced command.",
        _with_certificate(lambda: _bound(b"force-command", b"true")),
    ),
    "unknown-option": ("A certificate with an unknown duty.", _with_certificate(lambda: _bound(b"toso", b""))),
    "other-curve": ("A certificate of a key of another kind.", _other_curve),
    "short-hash": ("The signature is over a SHA-256.", _sshsig(hash=b"sha256")),
    "reserved": ("The reserved field is not empty.", _sshsig(reserved=b"x")),
    "later-version": ("A later version of SSHSIG.", _sshsig(version=wire.number(2))),
    "bytes-over": ("Bytes stand behind the signature.", _sshsig(more=b"\0")),
    "empty": ("The signature is empty.", _sshsig(signature=b"")),
    "signer-empty": ("No signer stands in the signature.", _sshsig(signer=b"")),
    "signer-cut": ("The certificate is cut off.", lambda: _sshsig(signer=LAPTOP.certificate().blob[:-1])()),
    "signer-twice": ("The certificate holds itself.", lambda: _sshsig(signer=_nested())()),
    "loose-s": ("The other spelling of the same Ed25519 signature.", _high_s),
    "armor-crlf": ("The armor has the line ends of Windows.", _spelled(lambda sig: sig.replace(b"\n", b"\r\n"))),
    "armor-gone": ("The signature has no armor.", _spelled(_disarmed)),
    "armor-loose-bits": ("Unused bits of the base64 are set.", _spelled(lambda sig: _loose(sig))),
    "none": ("The signature's file is empty.", _spelled(lambda _: b"")),
    "flip-cover": ("One digit of the cover is changed and the checksum put right.", _cover_flipped),
    "flip-signature": ("One bit of the signature, the armor put right.", _flipped(lambda blob: len(blob) - 5)),
    "flip-certificate-key": (
        "One bit of the key in the certificate.",
        _flipped(lambda blob: blob.index(wire.string(_raw(LAPTOP.key.private))) + 9),
    ),
}


def _raw(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes_raw()


def _spelled_from(namespace: str, written: bytes) -> bytes:
    members = _draft(namespace=namespace).members()
    blob = _disarmed(members.signature).replace(wire.string(namespace.encode()), wire.string(written))
    return container.pack(replace(members, signature=_armored(blob)))


def _by_another_key() -> bytes:
    members = _draft().members()
    other = _draft(sender=DEPUTY, bend=lambda _: members.cover).members()
    parts = [_disarmed(one.signature) for one in (members, other)]
    return container.pack(replace(members, signature=_armored(parts[0][:-64] + parts[1][-64:])))


def _nested() -> bytes:
    """A certificate whose key is a certificate."""
    blob = LAPTOP.certificate().blob
    return wire.string(CERTIFICATE_TYPE.encode()) + wire.string(blob)


def _loose(armored: bytes) -> bytes:
    """The last letter before the padding with a bit that says nothing."""
    blob = _disarmed(armored)
    text = base64.b64encode(blob)
    if not text.endswith(b"="):
        return armored.replace(b"U1NIU0lH", b"U1NIU0lI", 1)
    at = armored.rindex(text.rstrip(b"=")[-1:] + b"=")
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return armored[:at] + letters[letters.index(armored[at : at + 1]) + 1 :][:1] + armored[at + 1 :]


for _name, (_told, _make) in _MISMADE.items():
    note(f"signature-{_name}", _told, _make, reason="bad-signature")

# What the commune's signature in a certificate covers, changed: the laptop's own signature is still right.
for _name, _told, _find in (
    ("principal", "One letter of the principal", lambda blob: blob.index(VILLAGE_1.encode()) + 35),
    ("serial", "One bit of the serial", lambda blob: blob.index((7).to_bytes(8, "big")) + 7),
    ("authority", "One bit of the commune's signature", lambda blob: blob.index(b"changes@toso") - 12),
):
    note(
        f"signature-flip-certificate-{_name}",
        f"{_told} in the certificate is flipped, which the laptop's own signature does not cover.",
        _flipped(_find),
        reason="unknown-device",
    )
note(
    "signature-older-certificate",
    "An expired certificate of the same key was put in.",
    lambda: _swapped(LAPTOP.certificate(valid_before=datetime(2020, 1, 1, tzinfo=UTC))),
    reason="unknown-device",
)
note(
    "signature-other-certificate",
    "A second certificate of the same key was put in: another file, and the same entries as before.",
    lambda: _swapped(LAPTOP.certificate(serial=9)),
    after=("village-1",),
    verdict="already",
)
