"""Ed25519 device keys in OpenSSH's own format, their fingerprints, and a short code that two people can compare aloud.

Signs and encrypts nothing itself. The private key leaves memory only through `save`.
"""

import base64
import binascii
import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
)

from desktop import files, text
from desktop.errors import TosoError
from desktop.sync import wire

KEY_TYPE = b"ssh-ed25519"
_MAGIC = b"openssh-key-v1\0"
_ARMOR = re.compile(rb"\A-----BEGIN OPENSSH PRIVATE KEY-----\s(.+)\s-----END OPENSSH PRIVATE KEY-----\s*\Z", re.DOTALL)
LARGEST = 64 * 1024  # bytes of a key file
_MOST_ROUNDS = 512  # ssh-keygen writes 16 or 24; about 10 ms each
_GROUPS, _EACH = 6, 4
DIGITS = _GROUPS * _EACH  # of a code that is read out by telephone


class KeyProblem(TosoError):
    """A key file cannot be used. Codes: `key-passphrase`, `key-closed`, `key-broken`, `key-type`, `key-public`."""

    code = "key-broken"


def _no_passphrase() -> KeyProblem:
    return KeyProblem("Khóa của máy được bảo vệ bằng mật khẩu.", "Hãy nhập mật khẩu của khóa.", code="key-passphrase")


def _wrong_passphrase() -> KeyProblem:
    return KeyProblem(
        "Mật khẩu của khóa không đúng; khóa vẫn còn nguyên.",
        "Hãy gõ lại, để ý bộ gõ tiếng Việt và phím Caps Lock.",
        code="key-passphrase",
    )


def closed() -> KeyProblem:
    """Something must be signed or opened, but the passphrase of the key was not given yet."""
    return KeyProblem(
        "Khóa của máy đang đóng vì chưa nhập mật khẩu; chưa ghi gì.",
        "Hãy nhập mật khẩu của khóa rồi làm lại.",
        code="key-closed",
    )


def _broken() -> KeyProblem:
    return KeyProblem(
        "Tệp khóa của máy bị hỏng hoặc không phải tệp khóa OpenSSH.",
        "Hãy khôi phục tệp khóa từ bản sao lưu, hoặc ghi danh máy lại với xã.",
    )


def broken_public() -> KeyProblem:
    """A public key that somebody handed over cannot be used."""
    return KeyProblem(
        "Khóa công khai bị hỏng hoặc không phải loại Ed25519.",
        "Hãy chép lại cả dòng khóa, hoặc xin lại tệp từ nơi gửi.",
        code="key-public",
    )


def _other_type() -> KeyProblem:
    return KeyProblem(
        "Tệp khóa không phải loại Ed25519 mà Tổ Số dùng.",
        "Hãy chọn đúng tệp khóa của máy, hoặc để Tổ Số tạo khóa mới.",
        code="key-type",
    )


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """The one key of a device: it signs bundles, and bundles are encrypted to it."""

    private: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> Ed25519PublicKey:
        """The public half."""
        return self.private.public_key()

    @property
    def fingerprint(self) -> str:
        """The public half's `SHA256:...`."""
        return fingerprint(self.public)

    def public_line(self, comment: str = "") -> str:
        """The public half as OpenSSH writes it on one line, without a line end."""
        return public_line(self.public, comment)

    def to_openssh(self, passphrase: str = "") -> bytes:
        """The private key's file content; a passphrase wraps it (bcrypt, AES-256), no passphrase leaves it open."""
        secret = _passphrase_bytes(passphrase)
        wrapping: KeySerializationEncryption = BestAvailableEncryption(secret) if secret else NoEncryption()
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, wrapping)


def generate() -> DeviceKey:
    """Make a new key from the operating system's entropy."""
    return DeviceKey(Ed25519PrivateKey.generate())


def save(key: DeviceKey, path: Path, passphrase: str = "") -> None:
    """Write the private key whole and readable by this user alone. Raises FileProblem."""
    files.write_whole(path, key.to_openssh(passphrase), private=True)


def load(path: Path, passphrase: str = "") -> DeviceKey:
    """Read a private key file. Raises FileProblem, or KeyProblem when it needs another passphrase or is no such key."""
    return read_private(files.read_limited(path, LARGEST), passphrase)


def read_private(data: bytes, passphrase: str = "") -> DeviceKey:
    """Read a private key file's content; a passphrase that is not needed is not used. Raises KeyProblem."""
    outside = look_at(data)
    if not outside.wrapped:
        return _opened(data, None, outside)
    if not passphrase:
        raise _no_passphrase()
    for secret in _spellings(passphrase):
        with suppress(_WrongSecretError):
            return _opened(data, secret, outside)
    raise _wrong_passphrase()


class _WrongSecretError(Exception):
    """A spelling of the passphrase does not open the file."""


def _opened(data: bytes, secret: bytes | None, outside: "Outside") -> DeviceKey:
    """Open a key file's content with the exact bytes of a passphrase, or with none."""
    try:
        key = load_ssh_private_key(data, secret)
    except UnsupportedAlgorithm as error:
        raise _broken() from error
    except (ValueError, TypeError, InvalidTag) as error:
        raise (_WrongSecretError() if outside.wrapped else _broken()) from error
    # A damaged seed still is a key, only another one; the public half in the clear tells.
    if not isinstance(key, Ed25519PrivateKey) or public_blob(key.public_key()) != outside.public_blob:
        raise _broken()
    return DeviceKey(key)


def _passphrase_bytes(passphrase: str) -> bytes:
    """NFC first: two Vietnamese keyboards may type the same letter as different code points."""
    return text.nfc(passphrase).encode()


def _spellings(passphrase: str) -> list[bytes]:
    """A passphrase as we write it, and as it was typed, which is what `ssh-keygen -p` took."""
    both = (_passphrase_bytes(passphrase), passphrase.encode(errors="replace"))
    return [secret for secret in dict.fromkeys(both) if secret]


@dataclass(frozen=True, slots=True)
class Outside:
    """What a private key file says in the clear, without its passphrase (PROTOCOL.key)."""

    wrapped: bool
    public_blob: bytes

    @property
    def public(self) -> Ed25519PublicKey:
        """The public half. Raises KeyProblem when it is broken."""
        try:
            return read_public_blob(self.public_blob)
        except ValueError as error:
            raise _broken() from error


def look_at(data: bytes) -> Outside:
    """Read a private key file's outer layer; it tells a broken file and another type of key from a wrong passphrase."""
    found = _ARMOR.match(data)
    if not found:
        raise _broken()
    try:
        reader = wire.Reader(base64.b64decode(b"".join(found[1].split()), validate=True))
        reader.expect(_MAGIC)
        cipher, derivation = reader.string(), reader.string()
        _check_derivation(derivation, reader.string())
        reader.expect(wire.number(1))
        public = reader.string()
        kind = wire.Reader(public).string()
    except ValueError as error:
        raise _broken() from error
    if kind != KEY_TYPE:
        raise _other_type()
    return Outside(cipher != b"none", public)


def _check_derivation(derivation: bytes, options: bytes) -> None:
    """Bound the rounds of bcrypt: one flipped bit in them would keep the desk busy for days."""
    if derivation == b"none":
        return
    reader = wire.Reader(options)
    reader.string()
    if reader.number() > _MOST_ROUNDS:
        raise wire.WireError("too many rounds")


def public_blob(public: Ed25519PublicKey) -> bytes:
    """The public key in SSH wire format."""
    return wire.string(KEY_TYPE) + wire.string(public.public_bytes(Encoding.Raw, PublicFormat.Raw))


def read_public_blob(blob: bytes) -> Ed25519PublicKey:
    """Read a plain public key in SSH wire format. Raises WireError when it is anything else."""
    reader = wire.Reader(blob)
    if reader.string() != KEY_TYPE:
        raise wire.WireError("not an ssh-ed25519 key")
    raw = reader.string()
    reader.finish()
    if len(raw) != 32:
        raise wire.WireError("not 32 bytes")
    return Ed25519PublicKey.from_public_bytes(raw)


def public_line(public: Ed25519PublicKey, comment: str = "") -> str:
    """The public key as OpenSSH writes it on one line."""
    encoded = base64.b64encode(public_blob(public)).decode()
    return f"{KEY_TYPE.decode()} {encoded} {text.one_line(comment)}".rstrip()


def read_public_line(line: str) -> Ed25519PublicKey:
    """Read a public key from its OpenSSH line, with or without a comment. Raises KeyProblem."""
    kind, _, rest = line.strip().partition(" ")
    try:
        if kind != KEY_TYPE.decode():
            raise wire.WireError("not an ssh-ed25519 line")
        return read_public_blob(base64.b64decode(rest.partition(" ")[0], validate=True))
    except ValueError as error:
        raise broken_public() from error


def fingerprint(public: Ed25519PublicKey) -> str:
    """`SHA256:` and the unpadded base64 of the SHA-256 of the key's blob, as `ssh-keygen -lf` prints it."""
    digest = hashlib.sha256(public_blob(public)).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def spoken(fingerprint_text: str) -> str:
    """Six groups of four digits that two people compare by phone: '0412 7730 ...'.

    They are the fingerprint's 256 bits read as one big-endian number, modulo 10^24: about 80 bits, so that nobody can
    make another key with the same code. Raises ValueError when the text is no SHA256 fingerprint.
    """
    label, _, encoded = fingerprint_text.partition(":")
    try:
        digest = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("not a fingerprint") from error
    if label != "SHA256" or len(digest) != hashlib.sha256().digest_size:
        raise ValueError("not a SHA256 fingerprint")
    return in_groups(int.from_bytes(digest, "big") % 10**DIGITS)


def in_groups(number: int) -> str:
    """A number below 10^24 as six groups of four digits."""
    digits = f"{number:0{DIGITS}}"
    return " ".join(digits[at : at + _EACH] for at in range(0, DIGITS, _EACH))
