"""A home's keys on disk: its device key, its certificate, and the commune's public key that it trusts.

Files only; what they are worth is judged in `seal`. A wrapped key may stay closed: then everything but signing and
opening is there, and a desk can be seen and written in (docs/decisions/0009-key-life.md).
"""

import os
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyrage  # type: ignore[import-untyped, unused-ignore]  # has no stubs
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop import files
from desktop.errors import TosoError
from desktop.sync import certificates, keys
from desktop.sync.certificates import Certificate
from desktop.sync.keys import DeviceKey, Outside

FOLDER = "keys"
FORMER = "former"  # inside FOLDER: the key before the last change, sealed to the present one, see `authority`
NEXT = "next"  # inside FOLDER: the key that waits for its enrolment, see `renewal`
SEALED = "device.age"  # inside FORMER
PRIVATE, PUBLIC, CERTIFICATE, AUTHORITY = "device", "device.pub", "device-cert.pub", "commune.pub"


@dataclass(frozen=True)
class Credentials:
    """What a desk signs and opens bundles with; `certificate` and `authority` are None before enrolment.

    `opened` is the private key, None while it is closed; `folder` is where the files are.
    """

    folder: Path
    public: Ed25519PublicKey
    opened: DeviceKey | None = field(repr=False)
    certificate: Certificate | None
    authority: Ed25519PublicKey | None
    #: The commune's key before its last change and that key's certificate, while laptops still go by it (`authority`).
    former: tuple[DeviceKey, Certificate | None] | None = field(default=None, repr=False)

    @property
    def key(self) -> DeviceKey:
        """The private key. Raises KeyProblem `key-closed` while its passphrase was not given."""
        if self.opened is None:
            raise keys.closed()
        return self.opened

    @property
    def fingerprint(self) -> str:
        """The `SHA256:...` of the device's key, open or closed."""
        return keys.fingerprint(self.public)

    @property
    def is_authority(self) -> bool:
        """Whether this key is the commune's own, which certifies and opens escrows; a second desk's key is not."""
        return self.authority is not None and keys.public_blob(self.authority) == keys.public_blob(self.public)

    @property
    def authorities(self) -> tuple[Ed25519PublicKey, ...]:
        """The certificate authorities that this desk trusts."""
        former = (self.former[0].public,) if self.former else ()
        return (self.authority, *former) if self.authority else ()

    @property
    def former_keys(self) -> tuple[DeviceKey, ...]:
        """Keys that bundles under way may still be encrypted to."""
        return (self.former[0],) if self.former else ()

    def former_credentials(self) -> "Credentials | None":
        """The same desk as it signed before the change of its key; None when there is none or it has ended."""
        if self.former is None:
            return None
        key, certificate = self.former
        return Credentials(self.folder, key.public, key, certificate, key.public)


def create(home: Path, comment: str, passphrase: str = "") -> Credentials:
    """Make a device's key and keep it in the home."""
    return create_in(home / FOLDER, comment, passphrase)


def create_in(folder: Path, comment: str, passphrase: str = "") -> Credentials:
    """Make a device's key and keep it in a folder. Raises FileProblem."""
    key = keys.generate()
    keys.save(key, folder / PRIVATE, passphrase)
    files.write_whole(folder / PUBLIC, f"{key.public_line(comment)}\n".encode())
    return Credentials(folder, key.public, key, None, None)


def load(home: Path, passphrase: str = "") -> Credentials:
    """Read a home's keys; raises TosoError when they are missing, broken or the passphrase is wrong."""
    return load_from(home / FOLDER, passphrase)


def load_from(folder: Path, passphrase: str = "") -> Credentials:
    """Read the keys of a folder, as `load` does for a home's."""
    if not (folder / PRIVATE).is_file():
        raise _no_key()
    key = keys.load(folder / PRIVATE, passphrase)
    return Credentials(folder, key.public, key, _certificate(folder), _authority(folder), _former(folder, key))


def _former(folder: Path, key: DeviceKey) -> tuple[DeviceKey, Certificate | None] | None:
    """The key before the last change, which the present one opens; one that is not for it counts as none."""
    path = folder / FORMER / SEALED
    if not path.is_file():
        return None
    identity = pyrage.ssh.Identity.from_buffer(key.to_openssh())
    try:
        opened = pyrage.decrypt(files.read_limited(path, keys.LARGEST), [identity])
    except pyrage.DecryptError:
        return None
    return keys.read_private(opened), _certificate(folder / FORMER)


def discard_former(folder: Path) -> None:
    """Destroy the key before the last change. Raises FileProblem."""
    try:
        _write_over(folder / FORMER / SEALED)
        shutil.rmtree(folder / FORMER, ignore_errors=True)
    except OSError as error:
        raise files.problem_of(error, folder) from error


def without_former(credentials: Credentials) -> Credentials:
    """The same credentials once the former key has ended."""
    return replace(credentials, former=None)


def load_closed(home: Path) -> Credentials:
    """Read a home's keys without the private one. Raises TosoError when nothing tells which key it is."""
    folder = home / FOLDER
    return Credentials(folder, public_of(folder), None, _certificate(folder), _authority(folder))


def public_of(folder: Path) -> Ed25519PublicKey:
    """The public half of a folder's key: as its private file tells it, else as the file beside it does."""
    try:
        return is_of(folder / PRIVATE)
    except TosoError:
        if not (folder / PUBLIC).is_file():
            raise
        return keys.read_public_line(_text(folder / PUBLIC))


def expected_of(folder: Path) -> Ed25519PublicKey:
    """Which key belongs into a folder: the one that the commune certified, else the one that is there."""
    certificate = _certificate(folder)
    return certificate.public_key if certificate else public_of(folder)


def is_of(path: Path) -> Ed25519PublicKey:
    """Which key a private key file is of, told without its passphrase. Raises TosoError."""
    return _outside(path).public


def is_wrapped(folder: Path) -> bool:
    """Whether a passphrase protects the private key of a folder. Raises TosoError."""
    return _outside(folder / PRIVATE).wrapped


def _outside(path: Path) -> Outside:
    if not path.is_file():
        raise _no_key()
    return keys.look_at(files.read_limited(path, keys.LARGEST))


def _no_key() -> TosoError:
    return TosoError(
        "Thư mục này không có khóa của máy.", "Hãy khôi phục thư mục “keys” từ bản sao lưu.", code="no-key"
    )


def _certificate(folder: Path) -> Certificate | None:
    path = folder / CERTIFICATE
    return certificates.read(_text(path)) if path.is_file() else None


def _authority(folder: Path) -> Ed25519PublicKey | None:
    path = folder / AUTHORITY
    return keys.read_public_line(_text(path)) if path.is_file() else None


def keep_certificate(credentials: Credentials, certificate: Certificate, authority: Ed25519PublicKey) -> Credentials:
    """Keep the certificate that the commune issued, and the commune's public key."""
    folder = credentials.folder
    files.write_whole(folder / AUTHORITY, f"{keys.public_line(authority, 'xa')}\n".encode())
    files.write_whole(folder / CERTIFICATE, f"{certificate.line(certificate.key_id)}\n".encode())
    return Credentials(folder, credentials.public, credentials.opened, certificate, authority)


def certify_commune(credentials: Credentials, device: str, commune_code: str) -> Credentials:
    """Let the commune's key, which is the authority, certify itself as the commune's desk."""
    certificate = certificates.issue(
        credentials.key, credentials.public, device, certificates.commune_principals(commune_code), serial=1
    )
    return keep_certificate(credentials, certificate, credentials.public)


def papers_of(home: Path) -> tuple[Certificate | None, Ed25519PublicKey | None]:
    """A home's certificate and the commune's public key."""
    return _certificate(home / FOLDER), _authority(home / FOLDER)


def move_in(new: Path, place: Path) -> None:
    """Let the files of a new key take the place of an old key's, whose private half is written over first.

    It can be repeated until it is done. Raises FileProblem.
    """
    try:
        if (new / PRIVATE).is_file():
            _write_over(place / PRIVATE)
        for name in (PRIVATE, PUBLIC, AUTHORITY, CERTIFICATE):
            if (new / name).is_file():
                (new / name).replace(place / name)
    except OSError as error:
        raise files.problem_of(error, place) from error
    discard(new)


def discard(folder: Path) -> None:
    """Destroy the key of a folder and the folder. Raises FileProblem."""
    try:
        _write_over(folder / PRIVATE)
        if folder.is_dir():
            shutil.rmtree(folder)
    except OSError as error:
        raise files.problem_of(error, folder) from error


def _write_over(path: Path) -> None:
    """Leave nothing of a private key in its blocks, as far as a file system lets one; a disk of flash may keep some."""
    if not path.is_file():
        return
    with path.open("r+b") as stream:
        stream.write(bytes(path.stat().st_size))
        stream.flush()
        os.fsync(stream.fileno())


def _text(path: Path) -> str:
    return files.read_limited(path, keys.LARGEST).decode("utf-8", "replace").strip()
