"""The functions of digests, base64 and fresh ids."""

import base64
import binascii
import hashlib
import uuid

from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.functions.declaring import Function
from desktop.surveys.xpath.problems import unsupported
from desktop.surveys.xpath.values import Value, to_text, to_whole

_DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST_ID = 1_000


def _digest(_context: Context, text: Value, kind: Value, encoding: Value = "base64") -> Value:
    """ODK's digest(), in base64 or hex. MD5 and SHA-1 are there because forms ask for them, not for safety."""
    name = _DIGESTS.get(to_text(kind).upper())
    if name is None or to_text(encoding).lower() not in ("base64", "hex"):
        raise unsupported(f"digest({to_text(kind)}, {to_text(encoding)})")
    found = hashlib.new(name, to_text(text).encode(errors="surrogatepass"), usedforsecurity=False).digest()
    return found.hex() if to_text(encoding).lower() == "hex" else base64.b64encode(found).decode()


def _decode(_context: Context, text: Value) -> Value:
    """ODK's base64-decode(): "" when it is none."""
    try:
        return base64.b64decode(to_text(text).strip(), validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        return ""


def _uuid(context: Context, length: Value | None = None) -> Value:
    """ODK's uuid(): a random UUID (RFC 4122), or so many letters and digits."""
    if length is None:
        return str(uuid.UUID(int=context.form.clock.random_bits(128), version=4))
    count = min(max(to_whole(length, context.zone) or 0, 0), _LONGEST_ID)
    chance = context.form.random()
    return "".join(chance.choice(_ALPHABET) for _ in range(count))


CODING: dict[str, Function] = {
    "digest": Function(2, 3, _digest),
    "base64-decode": Function(1, 1, _decode),
    "uuid": Function(0, 1, _uuid),
    "version": Function(0, 0, lambda context: context.form.version),
}
