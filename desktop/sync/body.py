"""The body of a bundle: lines, compressed with zstd, then encrypted with age to the receiving devices' keys.

Knows lines, not entries. Decryption holds the compressed body in memory; the lines themselves are a stream, so that
memory stays bounded however well the body was compressed.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pyrage  # type: ignore[import-untyped, unused-ignore]  # has no stubs
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.sync import refusals
from desktop.sync.keys import DeviceKey, broken_public, public_blob, public_line
from desktop.sync.limits import LIMITS, Limits

_LEVEL = 3
_FRAME = 4 << 20  # decompressed bytes a frame: what a writer holds, and what the frame's header announces
_BLOCK = 64 << 10
_LINES_AT_ONCE = 256
_AGE = b"age-encryption.org/v1\n"
_END_OF_HEADER = b"\n---"
_STANZA = b"\n-> ssh-ed25519 %s "


@dataclass(frozen=True, slots=True)
class SealedBody:
    """A body as carried, and how many lines are inside."""

    data: bytes
    entries: int


def encrypt(lines: Iterable[bytes], recipients: Sequence[Ed25519PublicKey], limits: Limits = LIMITS) -> SealedBody:
    """Compress and encrypt lines (without line ends) so that any one of `recipients` can open them.

    Raises Refusal `too-large`, also for what a receiver would refuse; KeyProblem for a useless recipient,
    ValueError for a line that is empty or has a line end inside.
    """
    meter = _Meter(limits)
    compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    compressed = b"".join(compressor.compress(block) for block in _frames(lines, meter))
    meter.close(len(compressed))
    data = _encrypted(compressed, recipients)
    if len(data) > limits.body:
        raise refusals.too_large("body")
    return SealedBody(data, meter.lines)


def decrypt(data: bytes, entries: int, key: DeviceKey, limits: Limits = LIMITS) -> Iterator[bytes]:
    """Open a body and give its lines one by one; work begins with the first.

    Raises Refusal `not-for-us` when it is not encrypted to `key`, `too-large` past a limit, and `damaged` when it
    cannot be opened or does not hold exactly `entries` lines. Lines given before that must not have been believed.
    """
    compressed = _decrypted(data, key)
    meter = _Meter(limits, limits.text_allowed(len(compressed)))
    for lines in _split(_decompressed(compressed, limits), limits):
        meter.count(lines)
        yield from lines
    if meter.lines != entries:
        raise refusals.damaged(f"{meter.lines} lines, the cover says {entries}")


class _Meter:
    """Counts lines and bytes, and stops at the limits; both directions count the same way."""

    def __init__(self, limits: Limits, allowed: int | None = None) -> None:
        self._limits = limits
        self._most_lines, self._longest = limits.entries, limits.line
        self._allowed = limits.text if allowed is None else allowed
        self.lines = 0
        self._bytes = 0

    def count(self, lines: Sequence[bytes]) -> None:
        """Count lines with their line ends."""
        self.lines += len(lines)
        self._bytes += sum(map(len, lines)) + len(lines)
        longest = max(map(len, lines), default=0)
        if self.lines > self._most_lines or self._bytes > self._allowed or longest > self._longest:
            raise refusals.too_large("lines")

    def close(self, compressed: int) -> None:
        """Refuse text that compressed so well that a receiver would take it for a trap."""
        if self._bytes > self._limits.text_allowed(compressed):
            raise refusals.too_large("ratio")


def _frames(lines: Iterable[bytes], meter: _Meter) -> Iterator[bytes]:
    """Join lines to blocks of about a frame; no lines at all are one empty block."""
    block = bytearray()
    stream = iter(lines)
    while some := list(islice(stream, _LINES_AT_ONCE)):
        joined = b"\n".join([*some, b""])
        if not all(some) or joined.count(b"\n") != len(some):
            raise ValueError("a line is empty or has a line end inside")
        meter.count(some)
        block += joined
        if len(block) >= _FRAME:
            yield bytes(block)
            block.clear()
    if block or not meter.lines:
        yield bytes(block)


def _encrypted(compressed: bytes, recipients: Sequence[Ed25519PublicKey]) -> bytes:
    """Encrypt with age; a key that is no point of the curve can be enrolled nowhere but could stand in a row."""
    if not recipients:
        raise ValueError("a body without recipients")
    try:
        keys = [pyrage.ssh.Recipient.from_str(public_line(recipient)) for recipient in recipients]
    except pyrage.RecipientError as error:
        raise broken_public() from error
    data: bytes = pyrage.encrypt(compressed, keys)
    return data


def _decrypted(data: bytes, key: DeviceKey) -> bytes:
    """Decrypt with age; when that fails, the header tells whether the body was meant for this key at all."""
    if not data.startswith(_AGE) or _END_OF_HEADER not in data:
        raise refusals.damaged("not an age file")
    identity = pyrage.ssh.Identity.from_buffer(key.to_openssh())
    try:
        opened: bytes = pyrage.decrypt(data, [identity])
    except pyrage.DecryptError as error:
        raise (refusals.damaged if _addressed_to(data, key.public) else refusals.not_for_us)(f"age: {error}") from error
    return opened


def key_for(data: bytes, own: Sequence[DeviceKey]) -> DeviceKey:
    """Which of a desk's keys a body is encrypted to, by what its header says; the first one when it says none."""
    head = data[: data.find(_END_OF_HEADER) + 1]
    named = [key for key in own if head and _addressed_to(data, key.public)]
    return named[0] if named else own[0]


def _addressed_to(data: bytes, public: Ed25519PublicKey) -> bool:
    """Whether the age header names the key: by the first four bytes of the SHA-256 of its blob."""
    tag = base64.b64encode(hashlib.sha256(public_blob(public)).digest()[:4]).rstrip(b"=")
    return _STANZA % tag in data[: data.index(_END_OF_HEADER)]


def _decompressed(compressed: bytes, limits: Limits) -> Iterator[bytes]:
    """Decompress in blocks; the frame's window is limited too, because it is memory that the sender chooses."""
    decompressor = zstandard.ZstdDecompressor(max_window_size=limits.window)
    with decompressor.stream_reader(compressed, read_across_frames=True) as reader:
        try:
            while block := reader.read(_BLOCK):
                yield block
        except zstandard.ZstdError as error:
            raise refusals.damaged(f"zstd: {error}") from error


def _split(blocks: Iterable[bytes], limits: Limits) -> Iterator[list[bytes]]:
    """Cut blocks into lines without their ends; no line may be empty, and the last one must have its end."""
    rest = b""
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        if not all(lines):
            raise refusals.damaged("an empty line")
        yield lines
        if len(rest) > limits.line:
            raise refusals.too_large("line")
    if rest:
        raise refusals.damaged("the last line has no end")
