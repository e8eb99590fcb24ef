"""Attacks with the body, signed as it is by an enrolled laptop: encryption, compression and lines."""

import base64
import random
import struct
from collections.abc import Callable, Sequence

import pyrage  # type: ignore[import-untyped, unused-ignore]  # has no stubs
import zstandard

from tests.bad_bundles import note
from tests.bad_bundles.honest import TAKEN
from tests.bad_bundles.people import COMMUNE, LAPTOP
from tests.bad_bundles.sealing import compressed, draft, encrypted, entry, household, pressed, record

LINE = entry(1, record(1), household())
OTHER = entry(2, record(2), household("Lý Thị Mẫu"))
_HONEST = {"ranges": {LAPTOP.author: [1, 1]}, "body.entries": 1}


def _carried(body: Callable[[], bytes]) -> Callable[[], bytes]:
    """What is carried instead of the encrypted body, with its right size and digest."""
    return lambda: draft(LINE, body=body()).sealed()


def _packed(packed: Callable[[], bytes]) -> Callable[[], bytes]:
    """What is encrypted instead of the compressed lines."""
    return lambda: draft(LINE, compressed=packed()).sealed()


def _text(text: bytes, entries: int = 1, last: int = 1) -> Callable[[], bytes]:
    """Another text than lines, compressed and encrypted as it should be."""
    cover = {"ranges": {LAPTOP.author: [1, last]}, "body.entries": entries}
    return lambda: draft(compressed=pressed(text), cover=cover).sealed()


def _age() -> bytes:
    return encrypted(compressed([LINE]), [COMMUNE])


def _flipped(at: Callable[[bytes], int]) -> Callable[[], bytes]:
    def body() -> bytes:
        data = bytearray(_age())
        data[at(bytes(data))] ^= 1
        return bytes(data)

    return _carried(body)


def _armored() -> bytes:
    encoded = base64.encodebytes(_age()).decode()
    return f"-----BEGIN AGE ENCRYPTED FILE-----\n{encoded}-----END AGE ENCRYPTED FILE-----\n".encode()


def _scrypt() -> bytes:
    data: bytes = pyrage.passphrase.encrypt(compressed([LINE]), "xã")
    return data


def _crowd() -> bytes:
    """An age header of many recipients who are not there, before the one who is."""
    data = _age()
    end = data.index(b"\n---")
    stanza = b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"
    start = data.index(b"-> ssh")
    return data[:start] + stanza * 40 + data[start:end] + data[end:]


def _noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)


def _window(log: int) -> bytes:
    """A zstd frame that asks for a window of 2 to the power of `log` bytes."""
    return struct.pack("<LBB", 0xFD2FB528, 0, (log - 10) << 3) + b"\x01\0\0"


_DAMAGED: dict[str, tuple[str, Callable[[], bytes]]] = {
    # encryption
    "empty": ("The body is empty.", _carried(bytes)),
    "not-encrypted": ("The lines are compressed and not encrypted.", _carried(lambda: compressed([LINE]))),
    "noise": ("The body is noise.", _carried(lambda: _noise(500))),
    "age-armored": ("The body is in age's armor.", _carried(_armored)),
    "age-later": (
        "A later version of age.",
        _carried(lambda: _age().replace(b"age-encryption.org/v1", b"age-encryption.org/v2")),
    ),
    "age-header-alone": (
        "The age header without what was encrypted.",
        _carried(lambda: _age()[: _age().index(b"\n---") + 1]),
    ),
    "age-cut": ("The encrypted text is cut off.", _carried(lambda: _age()[:-1])),
    "age-longer": ("Bytes stand behind the encrypted text.", _carried(lambda: _age() + b"\0")),
    "age-twice": ("Two encrypted bodies stand one behind the other.", _carried(lambda: _age() + _age())),
    "age-flip-mac": ("One bit of the age header's seal.", _flipped(lambda data: data.index(b"\n---") + 8)),
    "age-flip-payload": ("One bit of the encrypted text.", _flipped(lambda data: len(data) - 20)),
    "age-crowd": ("Forty strangers stand in the age header.", _carried(_crowd)),
    # compression
    "not-compressed": ("The lines are encrypted and not compressed.", _packed(lambda: LINE + b"\n")),
    "age-in-age": ("A body inside of a body.", _packed(_age)),
    "zstd-empty": ("Nothing was encrypted.", _packed(bytes)),
    "zstd-noise": ("Noise was encrypted.", _packed(lambda: _noise(300))),
    "zstd-cut": ("The compressed text is cut off.", _packed(lambda: compressed([LINE])[:-8])),
    "zstd-checksum": ("The checksum of the compressed text is wrong.", _packed(lambda: compressed([LINE])[:-1] + b"x")),
    "zstd-window": ("The compressed text asks for two gigabytes of memory.", _packed(lambda: _window(31))),
    "zstd-window-16": ("The compressed text asks for 16 MiB of memory.", _packed(lambda: _window(24))),
    "zstd-in-zstd": ("The lines are compressed twice.", _packed(lambda: pressed(compressed([LINE])))),
    # lines
    "more-lines": ("There is a line more than the cover says.", _text(LINE + b"\n" + OTHER + b"\n", last=2)),
    "fewer-lines": ("There is a line less than the cover says.", _text(LINE + b"\n", entries=2, last=2)),
    "more-than-ranges": ("There is a line more than the ranges say.", _text(LINE + b"\n" + OTHER + b"\n", entries=2)),
    "fewer-than-ranges": ("There is a line less than the ranges say.", _text(LINE + b"\n", last=2)),
    "blank-line": ("A blank line stands between the lines.", _text(LINE + b"\n\n" + OTHER + b"\n", entries=3, last=3)),
    "space-line": ("A line is a space.", _text(LINE + b"\n \n", entries=2, last=2)),
    "no-last-end": ("The last line has no end.", _text(LINE)),
    "crlf": ("Lines end as on Windows.", _text(LINE + b"\r\n")),
    "cr": ("Lines end as on old Macs.", _text(LINE + b"\r" + OTHER + b"\r", entries=2, last=2)),
    "line-inside": (
        "A line end stands inside an entry.",
        _text(LINE.replace(b',"values"', b',\n"values"') + b"\n", entries=2),
    ),
    "two-on-a-line": ("Two entries stand on one line.", _text(LINE + OTHER + b"\n")),
    "two-and-a-space": (
        "Two entries stand on one line, and a space on the next.",
        _text(LINE + OTHER + b"\n \n", entries=2, last=2),
    ),
    "zero-byte": ("A zero byte stands in a line.", _text(LINE + b"\0\n")),
    "bom": ("A byte order mark stands before the first line.", _text(b"\xef\xbb\xbf" + LINE + b"\n")),
    "bomb-of-no-entries": ("Twelve megabytes of lines that are no entries.", lambda: _bomb(b"{}\n", 3)()),
    "grant": (
        "The first line is an enrolment's grant.",
        _text(b'{"certificate":"","code":"","device":"","name":"","village":""}\n'),
    ),
}
for _name, (_told, _make) in _DAMAGED.items():
    note(f"body-{_name}", _told, _make, reason="damaged")


def _bomb(text: bytes, repeated: int) -> Callable[[], bytes]:
    """A text that is much larger than its compressed form: frames of one repeated block."""
    frame = zstandard.ZstdCompressor(level=19).compress(text * (4_000_000 // len(text)))
    return _packed(lambda: frame * repeated)


_TOO_LARGE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "bomb-spaces": ("Twelve megabytes of spaces, and no line end.", _bomb(b" ", 3)),
    "long-line": ("A line is one byte longer than a line may be.", _text(b'{"' + b"a" * ((1 << 20) - 1) + b"\n")),
}
for _name, (_told, _make) in _TOO_LARGE.items():
    note(f"body-{_name}", _told, _make, reason="too-large")
note(
    "body-scrypt",
    "The body is encrypted with a password.",
    _carried(_scrypt),
    reason="not-for-us",
)


def _frames(parts: Sequence[bytes]) -> bytes:
    return b"".join(map(pressed, parts))


# Odd, and good all the same: the format lets writers cut frames as they like.
note(
    "body-many-frames",
    "A zstd frame for every few bytes, and an empty and a skippable one: it is taken in.",
    _packed(lambda: _frames([b"", LINE[:5], LINE[5:], b"\n"]) + struct.pack("<LL", 0x184D2A50, 4) + b"skip"),
    verdict="merged",
    changes=TAKEN,
)
note(
    "body-without-lines",
    "A body without lines and no ranges: only the receipt is taken in.",
    lambda: draft().sealed(),
    verdict="merged",
)
