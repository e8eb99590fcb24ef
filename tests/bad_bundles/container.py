"""Attacks on the file itself: cut off, flipped, and every trick that a ZIP knows."""

import base64
import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from desktop.sync import container
from desktop.sync.container import Members
from tests.bad_bundles import note, read

Named = list[tuple[str, bytes]]
DAMAGED = "damaged"
_LOCAL, _CENTRAL, _END = 30, 46, 22


def whole() -> bytes:
    """The honest file that is damaged here."""
    return read("village-1")


def members() -> Named:
    """Its members by name."""
    return container.unpack(whole()).named()


# --- cut off ---


def _edges(data: bytes) -> Iterator[int]:
    """The offset of every border between two parts of the file: headers, members, directory entries, end record."""
    at = 0
    named = container.unpack(data).named()
    for name, content in named:
        yield from (at, at := at + _LOCAL + len(name))
        at += len(content)
    for name, _ in named:
        yield at
        at += _CENTRAL + len(name)
    yield from (at, at + _END)


_PARTS = (
    *("the cover's header", "the cover", "the signature's header", "the signature", "the body's header", "the body"),
    *("the cover's directory entry", "the signature's directory entry", "the body's directory entry", "the end record"),
)


def _cut(edge: int, aside: int) -> bytes:
    data = whole()
    return data[: list(_edges(data))[edge] + aside]


for _edge, _part in enumerate(_PARTS):
    for _aside, _where in ((-1, "one byte before"), (0, "right before"), (1, "one byte into")):
        if _edge or _aside >= 0:
            note(
                f"cut-{_edge:02}{'abc'[_aside + 1]}",
                f"The file ends {_where} {_part}.",
                partial(_cut, _edge, _aside),
                reason=DAMAGED,
            )
note("cut-10a", "The file ends one byte too early.", partial(_cut, 10, -1), reason=DAMAGED)
note("cut-in-the-body", "A stick was pulled out in the middle of the body.", lambda: whole()[:-700], reason=DAMAGED)
note("cut-half-zeros", "The second half of the file is zeros, as after a power cut.", lambda: _zeros(), reason=DAMAGED)


def _zeros() -> bytes:
    data = whole()
    return data[: len(data) // 2].ljust(len(data), b"\0")


# --- flipped, and nothing put right ---


def _flip(edge: int, offset: int, mask: int = 1) -> bytes:
    data = bytearray(whole())
    data[list(_edges(bytes(data)))[edge] + offset] ^= mask
    return bytes(data)


_FLIPS = {
    "local-signature": (0, 1, "the signature of a local header"),
    "local-flags": (2, 6, "the flags of a local header"),
    "local-method": (2, 8, "the method of a local header"),
    "local-crc": (0, 14, "the checksum in a local header"),
    "local-size": (0, 18, "the compressed size in a local header"),
    "local-name": (0, 33, "the name in a local header"),
    "cover": (1, 40, "the cover"),
    "signature": (3, 900, "the signature"),
    "age-header": (5, 4, "the age header of the body"),
    "age-payload": (6, -20, "the encrypted text of the body"),
    "central-attributes": (6, 38, "the attributes in a directory entry"),
    "central-offset": (7, 42, "the offset in a directory entry"),
    "end-count": (9, 10, "the count in the end record"),
    "end-offset": (9, 16, "the directory's offset in the end record"),
    "end-comment": (9, 20, "the comment length in the end record"),
}
for _name, (_edge, _offset, _part) in _FLIPS.items():
    note(f"flip-{_name}", f"One bit of {_part} is flipped.", partial(_flip, _edge, _offset), reason=DAMAGED)
note(
    "flip-local-large",
    "The highest bit of a size is flipped, so that a member claims two gigabytes.",
    partial(_flip, 4, 25, 0x80),
    reason="too-large",
)


# --- built otherwise ---


def zipped(named: Named, **options: int) -> bytes:
    """A ZIP as Python's library writes it; with the right members and no options it is the bundle itself."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in named:
            archive.writestr(_info(name, options.get("mode", 0o100644)), content, options.get("method", 0))
    return stream.getvalue()


def _info(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


def _twice(index: int) -> bytes:
    named = members()
    file = container.pack(Members(*(content for _, content in named)))
    header = _LOCAL + len(named[index][0]) + len(named[index][1])
    start = list(_edges(file))[2 * index]
    return file[: start + header] + file[start : start + header] + file[start + header :]


def _renamed(index: int, name: str) -> bytes:
    named = members()
    named[index] = (name, named[index][1])
    return zipped(named)


def _without(index: int) -> bytes:
    return zipped([member for at, member in enumerate(members()) if at != index])


def _extra_field(name: bytes) -> bytes:
    """An extra field behind the cover's local header."""
    data = bytearray(whole())
    struct.pack_into("<H", data, 28, len(name))
    at = _LOCAL + len("cover.json")
    return bytes(data[:at] + name + data[at:])


def _patched(offset: int, value: bytes) -> bytes:
    data = bytearray(whole())
    data[offset : offset + len(value)] = value
    return bytes(data)


def _end_patched(offset: int, value: bytes) -> bytes:
    data = whole()
    return data[: len(data) - _END + offset] + value + data[len(data) - _END + offset + len(value) :]


def _overlapping() -> bytes:
    """All three directory entries point to the first member."""
    data = bytearray(whole())
    for edge in list(_edges(bytes(data)))[7:9]:
        struct.pack_into("<L", data, edge + 42, 0)
    return bytes(data)


def _zip64() -> bytes:
    field = struct.pack("<HHQQ", 1, 16, len(members()[0][1]), len(members()[0][1]))
    data = bytearray(_extra_field(field))
    struct.pack_into("<2L", data, 18, 0xFFFFFFFF, 0xFFFFFFFF)
    return bytes(data)


def _streamed() -> bytes:
    """Sizes stand behind the members, as writers to a pipe put them."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    stream = Pipe()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members():
            with archive.open(_info(name, 0o100644), "w") as member:
                member.write(content)
    return stream.getvalue()


def _bomb() -> bytes:
    named = members()
    named[0] = ("cover.json", b" " * (2 << 20))
    return zipped(named, method=zipfile.ZIP_DEFLATED)


_BUILT: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty-file": ("The file is empty.", bytes),
    "empty-zip": ("A ZIP without members.", lambda: zipped([])),
    "no-cover": ("The cover is missing.", partial(_without, 0)),
    "no-body": ("The body is missing although the cover names one.", partial(_without, 2)),
    "extra-member": ("A fourth member stands behind the body.", lambda: zipped([*members(), ("doc.txt", b"?")])),
    "twice-cover": ("The cover stands twice.", partial(_twice, 0)),
    "twice-body": ("The body stands twice.", partial(_twice, 2)),
    "reordered": ("The signature stands before the cover.", lambda: zipped([members()[at] for at in (1, 0, 2)])),
    "deflated": ("The members are compressed.", lambda: zipped(members(), method=zipfile.ZIP_DEFLATED)),
    "name-up": ("A member's name leads two folders up.", partial(_renamed, 2, "../../body.age")),
    "name-backslash": ("A member's name leads up with backslashes.", partial(_renamed, 0, "..\\cover.json")),
    "name-zero": ("A zero byte ends a member's name early.", lambda: whole().replace(b"cover.json", b"cover.js\0n")),
    "name-disagrees": ("The directory names another file than the header.", lambda: _disagreeing()),
    "symlink": ("The members are symbolic links.", lambda: zipped(members(), mode=0o120777)),
    "zip64-end": ("The end record points to ZIP64 records.", lambda: _end_patched(8, b"\xff" * 12)),
    "encrypted-flag": ("The flag of an encrypted member is set.", lambda: _patched(6, b"\1\0")),
    "streamed": ("Sizes stand behind the members.", _streamed),
    "extra-field": ("A local header has an extra field.", lambda: _extra_field(b"UT\4\0\0\0\0\0")),
    "comment": ("A comment stands at the end.", lambda: _end_patched(20, b"\5\0") + b"hello"),
    "trailing-script": ("A script stands behind the end.", lambda: whole() + b"\n<script>alert(1)</script>\n"),
    "prefix-script": ("A shell script stands before the ZIP.", lambda: b"#!/bin/sh\nexit\n" + whole()),
    "two-bundles": ("Two bundles stand one behind the other.", lambda: whole() + read("neighbour-1")),
    "overlapping": ("All directory entries lead to one member.", _overlapping),
    "text-mode": ("Line ends were changed on the way.", lambda: whole().replace(b"\n", b"\r\n")),
    "base64": ("The file is still in the base64 of an e-mail.", lambda: base64.encodebytes(whole())),
    "zeros": ("A kilobyte of zeros.", lambda: bytes(1024)),
}


def _disagreeing() -> bytes:
    data = whole()
    at = data.rindex(b"cover.json.sig")
    return data[:at] + b"cover.json.exe" + data[at + 14 :]


for _name, (_told, _make) in _BUILT.items():
    note(f"zip-{_name}", _told, _make, reason=DAMAGED)
_TOO_LARGE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "bomb": ("A compressed cover of two megabytes.", _bomb),
    "zip64": ("Sizes stand in ZIP64 fields.", _zip64),
    "huge-cover": (
        "The cover's header claims more than a cover may have.",
        lambda: _patched(18, struct.pack("<2L", 300_000, 300_000)),
    ),
}
for _name, (_told, _make) in _TOO_LARGE.items():
    note(f"zip-{_name}", _told, _make, reason="too-large")
