"""A home's keys on disk: its device key, its certificate, and the commune's public key that it trusts.

Files only; what they are worth is judged in `seal`.
"""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop import files
from desktop.errors import TosoError
from desktop.sync import certificates, keys
from desktop.sync.certificates import Certificate
from desktop.sync.keys import DeviceKey

FOLDER = "keys"
_PRIVATE, _PUBLIC, _CERTIFICATE, _AUTHORITY = "device", "device.pub", "device-cert.pub", "commune.pub"
_LIMIT = 64 * 1024


@dataclass(frozen=True)
class Credentials:
    """What a desk signs and opens bundles with; `certificate` and `authority` are None before enrolment."""

    home: Path
    key: DeviceKey
    certificate: Certificate | None
    authority: Ed25519PublicKey | None

    @property
    def authorities(self) -> tuple[Ed25519PublicKey, ...]:
        """The certificate authorities that this desk trusts."""
        return (self.authority,) if self.authority else ()


def create(home: Path, comment: str, passphrase: str = "") -> Credentials:
    """Make a device's key and keep it in the home."""
    key = keys.generate()
    folder = home / FOLDER
    keys.save(key, folder / _PRIVATE, passphrase)
    files.write_whole(folder / _PUBLIC, f"{key.public_line(comment)}\n".encode())
    return Credentials(home, key, None, None)


def load(home: Path, passphrase: str = "") -> Credentials:
    """Read a home's keys; raises TosoError when they are missing, broken or the passphrase is wrong."""
    folder = home / FOLDER
    if not (folder / _PRIVATE).is_file():
        raise TosoError(
            "Thư mục này không có khóa của máy.", "Hãy khôi phục thư mục “keys” từ bản sao lưu.", code="no-key"
        )
    certificate, authority = folder / _CERTIFICATE, folder / _AUTHORITY
    return Credentials(
        home,
        keys.load(folder / _PRIVATE, passphrase),
        certificates.read(_text(certificate)) if certificate.is_file() else None,
        keys.read_public_line(_text(authority)) if authority.is_file() else None,
    )


def keep_certificate(credentials: Credentials, certificate: Certificate, authority: Ed25519PublicKey) -> Credentials:
    """Keep the certificate that the commune issued, and the commune's public key."""
    folder = credentials.home / FOLDER
    files.write_whole(folder / _AUTHORITY, f"{keys.public_line(authority, 'xa')}\n".encode())
    files.write_whole(folder / _CERTIFICATE, f"{certificate.line(certificate.key_id)}\n".encode())
    return Credentials(credentials.home, credentials.key, certificate, authority)


def certify_commune(credentials: Credentials, device: str, commune_code: str) -> Credentials:
    """Let the commune's key, which is the authority, certify itself as the commune's desk."""
    certificate = certificates.issue(
        credentials.key, credentials.key.public, device, certificates.commune_principals(commune_code), serial=1
    )
    return keep_certificate(credentials, certificate, credentials.key.public)


def _text(path: Path) -> str:
    return files.read_limited(path, _LIMIT).decode("utf-8", "replace").strip()
