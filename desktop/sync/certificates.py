"""The commune's letters of enrolment: OpenSSH certificates, issued with the commune's key and checked against it.

The commune's key is an SSH certificate authority. What a certificate allows is its first principal: the id of a
village, or `commune`. Which devices were revoked is not known here.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    SSHCertificate,
    SSHCertificateBuilder,
    SSHCertificateType,
    load_ssh_public_identity,
)

from desktop import text
from desktop.sync import refusals
from desktop.sync.keys import DeviceKey, public_blob

CERTIFICATE_TYPE = "ssh-ed25519-cert-v01@openssh.com"
COMMUNE = "commune"
FOREVER = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says. It proves nothing until `verify` has passed."""

    blob: bytes = field(repr=False)
    public_key: Ed25519PublicKey
    key_id: str  # the device's id
    principals: tuple[str, ...]
    serial: int
    valid_after: int  # Unix seconds; 0 is always
    valid_before: int  # Unix seconds; FOREVER is for ever
    authority: Ed25519PublicKey  # who it says has signed it

    @property
    def principal(self) -> str:
        """Whom the device speaks for: a village's id, or `commune`. Later principals are only for people to read."""
        return self.principals[0]

    def line(self, comment: str = "") -> str:
        """The certificate as OpenSSH writes it on one line (a `-cert.pub` file without its line end)."""
        encoded = base64.b64encode(self.blob).decode()
        return f"{CERTIFICATE_TYPE} {encoded} {text.one_line(comment)}".rstrip()

    def verify(self, authority: Ed25519PublicKey, at: datetime) -> None:
        """Raise Refusal `unknown-device` unless `authority` signed it and `at` lies in its time."""
        if public_blob(self.authority) != public_blob(authority):
            raise refusals.unknown_device("signed by another authority")
        try:
            _parse(self.blob).verify_cert_signature()
        except InvalidSignature as error:
            raise refusals.unknown_device("the authority's signature is wrong") from error
        if not self.valid_after <= at.timestamp() < self.valid_before:
            raise refusals.unknown_device("outside its time")


def village_principals(village: str, code: str) -> tuple[str, ...]:
    """The principals of a village's device: its id, which counts, and its code, for people to read."""
    return (village, code)


def commune_principals(code: str) -> tuple[str, ...]:
    """The principals of a device of the commune's own desk."""
    return (COMMUNE, code)


def issue(
    authority: DeviceKey,
    public_key: Ed25519PublicKey,
    key_id: str,
    principals: Sequence[str],
    serial: int,
    valid_after: datetime | None = None,
    valid_before: datetime | None = None,
) -> Certificate:
    """Sign a user certificate without critical options and extensions; without instants it holds always."""
    builder = (
        SSHCertificateBuilder()
        .public_key(public_key)
        .type(SSHCertificateType.USER)
        .serial(serial)
        .key_id(key_id.encode())
        .valid_principals([principal.encode() for principal in principals])
        .valid_after(int(valid_after.timestamp()) if valid_after else 0)
        .valid_before(int(valid_before.timestamp()) if valid_before else FOREVER)
    )
    return read(builder.sign(authority.private).public_bytes().decode())


def read(source: str | bytes) -> Certificate:
    """Read a certificate from its OpenSSH line (text) or its wire blob (bytes). Raises Refusal `damaged`."""
    try:
        blob = _blob_of_line(source) if isinstance(source, str) else source
        return _told(blob, _parse(blob))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise refusals.damaged(f"certificate: {error}") from error


def _blob_of_line(line: str) -> bytes:
    """Decode the second word of the line."""
    kind, _, rest = line.strip().partition(" ")
    if kind != CERTIFICATE_TYPE:
        raise ValueError("not an ssh-ed25519 certificate line")
    return base64.b64decode(rest.partition(" ")[0], validate=True)


def _parse(blob: bytes) -> SSHCertificate:
    """Let cryptography read the blob; it refuses other types, bytes left over and unsorted options."""
    parsed = load_ssh_public_identity(f"{CERTIFICATE_TYPE} {base64.b64encode(blob).decode()}".encode())
    if not isinstance(parsed, SSHCertificate):
        raise ValueError("not a certificate")
    return parsed


def _told(blob: bytes, parsed: SSHCertificate) -> Certificate:
    """What the certificate says, if it is of the one shape that is used here."""
    public_key, authority = parsed.public_key(), parsed.signature_key()
    if not isinstance(public_key, Ed25519PublicKey) or not isinstance(authority, Ed25519PublicKey):
        raise ValueError("not Ed25519")
    if parsed.type is not SSHCertificateType.USER or parsed.critical_options:
        raise ValueError("not a plain user certificate")
    if not parsed.valid_principals:
        raise ValueError("no principal")
    return Certificate(
        blob=blob,
        public_key=public_key,
        key_id=parsed.key_id.decode(),
        principals=tuple(principal.decode() for principal in parsed.valid_principals),
        serial=parsed.serial,
        valid_after=parsed.valid_after,
        valid_before=parsed.valid_before,
        authority=authority,
    )
