"""The bundle as a file: a ZIP of two or three stored members, in the one spelling that docs/format.md lays down.

Knows names and sizes, not meanings. A reader must be sure that no byte outside the members says anything, so the one
test is this: what was read, packed again, must be the file. The spelling is therefore written out here and does not
depend on what a ZIP library puts into fields that nobody reads.
"""

import struct
import zlib
from dataclasses import dataclass, field

from desktop.sync import refusals
from desktop.sync.limits import LIMITS, Limits
from desktop.sync.refusals import Refusal
from desktop.text import format_size

COVER, SIGNATURE, BODY = "cover.json", "cover.json.sig", "body.age"
_NAMES = (COVER, SIGNATURE, BODY)

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20  # 2.0, the oldest that readers know
_MADE_BY = 3 << 8 | _VERSION  # "Unix", so that unzip gives the files plain permissions
_FLAGS = _METHOD = _TIME = 0
_DATE = 1 << 5 | 1  # 1980-01-01, the zero of ZIP
_PERMISSIONS = 0o100644 << 16

#: How many of a file's first bytes `begins` wants to see.
HEAD = _LOCAL.size + len(COVER)


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a bundle, as bytes. A request has no body."""

    cover: bytes
    signature: bytes
    body: bytes | None = field(default=None, repr=False)

    def named(self) -> list[tuple[str, bytes]]:
        """Names and contents in the order of the file."""
        contents = (self.cover, self.signature, self.body)
        return [(name, content) for name, content in zip(_NAMES, contents, strict=True) if content is not None]


def pack(members: Members, limits: Limits = LIMITS) -> bytes:
    """Write the file; the same members always give the same bytes. Raises Refusal `too-large`."""
    locals_, centrals, at = [], [], 0
    for name, content in members.named():
        _check_size(name, len(content), limits)
        common = (_FLAGS, _METHOD, _TIME, _DATE, zlib.crc32(content), len(content), len(content), len(name), 0)
        header = _LOCAL.pack(b"PK\x03\x04", _VERSION, *common) + name.encode()
        centrals.append(
            _CENTRAL.pack(b"PK\x01\x02", _MADE_BY, _VERSION, *common, 0, 0, 0, _PERMISSIONS, at) + name.encode()
        )
        locals_ += [header, content]
        at += len(header) + len(content)
    directory = b"".join(centrals)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(centrals), len(centrals), len(directory), at, 0)
    return b"".join([*locals_, directory, end])


def begins(head: bytes) -> bool:
    """Whether these first bytes of a file are those of a bundle, whatever the file is called and however it ends."""
    return head.startswith(b"PK\x03\x04") and head[_LOCAL.size : HEAD] == COVER.encode()


def unpack(data: bytes, limits: Limits = LIMITS) -> Members:
    """Read the file back. Raises Refusal `too-large`, or `damaged` when it is not byte for byte what `pack` writes."""
    if len(data) > limits.file:
        raise refusals.too_large("file")
    try:
        return _members(data, limits)
    except Refusal as refusal:
        if refusal.code == "damaged" and (note := unfinished(data)):
            raise refusals.damaged(refusal.why, note=note) from refusal
        raise


def _members(data: bytes, limits: Limits) -> Members:
    contents = _contents(data, limits)
    if len(contents) < 2:
        raise refusals.damaged("members are missing")
    members = Members(*contents)
    if pack(members, limits) != data:
        raise refusals.damaged("not the canonical spelling")
    return members


def _contents(data: bytes, limits: Limits) -> list[bytes]:
    """Walk the local headers; only names and sizes are looked at, the comparison in `unpack` judges all the rest."""
    found: list[bytes] = []
    at = 0
    for name in _NAMES:
        if not data.startswith(b"PK\x03\x04", at):
            break
        start = at + _LOCAL.size + len(name)
        if start > len(data) or data[start - len(name) : start] != name.encode():
            raise refusals.damaged(f"{name} does not stand in its place")
        size: int = _LOCAL.unpack_from(data, at)[8]
        _check_size(name, size, limits)
        found.append(data[start : start + size])
        at = start + size
    return found


def unfinished(data: bytes) -> str:
    """How a copy that was broken off tells itself, in words; "" for a file that is something else, or has its end.

    A stick that is pulled out leaves an empty file, a part of one, or the full length with nothing in its end.
    """
    if not data:
        return "Tệp rỗng, chép chưa xong."
    if not data.strip(b"\0"):
        return "Tệp chỉ có chỗ trống, chép chưa xong."
    if begins(data) and not data.startswith(b"PK\x05\x06", max(0, len(data) - _END.size)):
        return f"Tệp chép chưa xong, mới có {format_size(len(data))}."
    return ""


def _check_size(name: str, size: int, limits: Limits) -> None:
    """Refuse a member above its limit."""
    largest = {COVER: limits.cover, SIGNATURE: limits.signature, BODY: limits.body}
    if size > largest[name]:
        raise refusals.too_large(name)
