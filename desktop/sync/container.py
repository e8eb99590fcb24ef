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


def unpack(data: bytes, limits: Limits = LIMITS) -> Members:
    """Read the file back. Raises Refusal `too-large`, or `damaged` when it is not byte for byte what `pack` writes."""
    if len(data) > limits.file:
        raise refusals.too_large("file")
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


def _check_size(name: str, size: int, limits: Limits) -> None:
    """Refuse a member above its limit."""
    largest = {COVER: limits.cover, SIGNATURE: limits.signature, BODY: limits.body}
    if size > largest[name]:
        raise refusals.too_large(name)
