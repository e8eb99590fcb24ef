"""OpenSSH signatures (SSHSIG, PROTOCOL.sshsig): Ed25519 over the SHA-512 of a message, under a namespace.

A signature proves which key signed and under which namespace, nothing about whom the key belongs to. Only the one
spelling is read that is written here and by `ssh-keygen -Y sign`, so that no byte of a signature can change unseen.
"""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.sync import certificates, refusals
from desktop.sync.certificates import CERTIFICATE_TYPE, Certificate
from desktop.sync.keys import KEY_TYPE, DeviceKey, public_blob, read_public_blob
from desktop.sync.wire import Reader, WireError, number, string

_MAGIC = b"SSHSIG"
_VERSION = 1
_RESERVED = b""
_HASH = b"sha512"
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
_COLUMNS = 70


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed, once the signature was found to be right."""

    public_key: Ed25519PublicKey
    certificate: Certificate | None  # not yet verified against an authority


@dataclass(frozen=True, slots=True)
class _Parts:
    """The fields of a signature."""

    signer: bytes
    namespace: str
    signature: bytes


def sign(key: DeviceKey, certificate: Certificate | None, namespace: str, message: bytes) -> bytes:
    """Sign `message` under `namespace`; the armored text carries the certificate if there is one, else the key."""
    signer = public_blob(key.public)
    if certificate is not None:
        if public_blob(certificate.public_key) != signer:
            raise ValueError("the certificate is of another key")
        signer = certificate.blob
    signature = key.private.sign(_signed_bytes(namespace, message))
    return _armor(
        _MAGIC
        + number(_VERSION)
        + string(signer)
        + string(namespace.encode())
        + string(_RESERVED)
        + string(_HASH)
        + string(string(KEY_TYPE) + string(signature))
    )


def namespace_of(armored: bytes) -> str:
    """The namespace that a signature says it was made under. Raises Refusal `bad-signature`."""
    return _read(armored).namespace


def verify(armored: bytes, namespace: str, message: bytes) -> Signed:
    """Check that `armored` signs exactly `message` under `namespace`. Raises Refusal `bad-signature`."""
    parts = _read(armored)
    if parts.namespace != namespace:
        raise refusals.bad_signature(f"made for {parts.namespace!r}")
    signed = _signer(parts.signer)
    try:
        signed.public_key.verify(parts.signature, _signed_bytes(namespace, message))
    except InvalidSignature as error:
        raise refusals.bad_signature("not of these bytes") from error
    return signed


def _signed_bytes(namespace: str, message: bytes) -> bytes:
    """What is signed: the namespace is inside, so that one kind can never pass for another."""
    digest = hashlib.sha512(message).digest()
    return _MAGIC + string(namespace.encode()) + string(_RESERVED) + string(_HASH) + string(digest)


def _signer(blob: bytes) -> Signed:
    """Read the signer's key, plain or inside a certificate."""
    try:
        if Reader(blob).string() == CERTIFICATE_TYPE.encode():
            certificate = certificates.read(blob)
            return Signed(certificate.public_key, certificate)
        return Signed(read_public_blob(blob), None)
    except (WireError, refusals.Refusal) as error:
        raise refusals.bad_signature(f"signer: {error}") from error


def _read(armored: bytes) -> _Parts:
    """Take the armor and the fields apart, strictly."""
    try:
        return _read_blob(_disarm(armored))
    except ValueError as error:
        raise refusals.bad_signature(f"form: {error}") from error


def _read_blob(blob: bytes) -> _Parts:
    """Cut the blob into its fields."""
    reader = Reader(blob)
    reader.expect(_MAGIC + number(_VERSION))
    signer, namespace = reader.string(), reader.string().decode()
    reader.expect(string(_RESERVED) + string(_HASH))
    inner = Reader(reader.string())
    reader.finish()
    inner.expect(string(KEY_TYPE))
    signature = inner.string()
    inner.finish()
    return _Parts(signer, namespace, signature)


def _armor(blob: bytes) -> bytes:
    """Wrap as `ssh-keygen` does: base64 in lines of 70 columns."""
    encoded = base64.b64encode(blob)
    lines = (encoded[at : at + _COLUMNS] + b"\n" for at in range(0, len(encoded), _COLUMNS))
    return _BEGIN + b"".join(lines) + _END


def _disarm(armored: bytes) -> bytes:
    """Unwrap; what `_armor` would write differently is refused (loose base64 has several spellings of one blob)."""
    if not (armored.startswith(_BEGIN) and armored.endswith(_END)):
        raise WireError("no armor")
    inside = armored[len(_BEGIN) : -len(_END)]
    blob = base64.b64decode(inside.replace(b"\n", b""), validate=True)
    if _armor(blob) != armored:
        raise WireError("not the canonical armor")
    return blob
