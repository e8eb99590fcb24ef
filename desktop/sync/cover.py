"""The cover of a bundle (`cover.json`): what the courier may read, strictly typed.

A cover says things; it proves none of them. Signatures, certificates and the body are looked at elsewhere.
"""

import json
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from desktop import text
from desktop.sync import refusals

FORMAT = "toso-bundle"
VERSION = (1, 0)
LARGEST = 2**53  # what every JSON reader can hold as a whole number

Kind = Literal["changes", "request", "enrolment"]
Role = Literal["commune", "village"]
Id = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
Number = Annotated[int, msgspec.Meta(ge=1, le=LARGEST)]
Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
PlaceCode = Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
Name = Annotated[str, msgspec.Meta(max_length=300)]
Table = Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z0-9_]{0,59}\Z")]
Audience = Annotated[str, msgspec.Meta(pattern=r"\A(all|commune|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\Z")]
Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
RecordsDigest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]

_INDENT = 2


class Sender(msgspec.Struct, frozen=True, kw_only=True):
    """Who says that they made the bundle. A village's laptop that asks for enrolment may not know its village's id."""

    device: Id
    life: Id  # of the store on that device: a restored or copied store begins a new one
    role: Role
    village: Id | None
    village_code: PlaceCode | None
    name: Name

    def __post_init__(self) -> None:
        _check_text(self.name, self.village_code)
        _check(self.role == "village" or self.village is None, "the commune's desk has no village")


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the bundle is for."""

    role: Role
    village: Id | None
    code: PlaceCode | None

    def __post_init__(self) -> None:
        _check_text(self.code)
        _check((self.role == "village") == (self.village is not None), "a village, and only a village, has an id")


class BodyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the body must be: its size in bytes and SHA-256 as carried, and how many lines are inside."""

    size: Number
    sha256: Digest
    entries: Count


class Replaces(msgspec.Struct, frozen=True, kw_only=True):
    """Which device a request wants to take the place of, who holds the laptop now, and the old key's word for it."""

    device: Id
    holder: Name
    proof: Annotated[str, msgspec.Meta(max_length=2000)] | None  # SSHSIG of the old key, see `desktop.sync.replacing`

    def __post_init__(self) -> None:
        _check_text(self.holder)


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """The cover of one bundle. Fields are written in this order; fields that are not known are passed over."""

    format: Literal["toso-bundle"] = "toso-bundle"
    version: tuple[Count, Count] = VERSION
    kind: Kind
    commune: PlaceCode
    sender: Sender
    recipient: Recipient
    number: Number
    ranges: dict[Id, tuple[Number, Number]] = {}
    needs: dict[Id, Number] = {}
    seen: dict[Id, Number] = {}
    asks: dict[Id, tuple[Number, Number]] = {}
    audiences: dict[Id, Audience] = {}
    devices: dict[Id, Id] = {}
    counts: dict[Table, Count] = {}
    digests: dict[Table, RecordsDigest] = {}
    body: BodyFacts | None = None
    program: Name
    made_at: Instant
    laptop: Name | msgspec.UnsetType = msgspec.UNSET  # a request's only: what the laptop that asks is called
    replaces: Replaces | msgspec.UnsetType = msgspec.UNSET  # a request's only: a new key on a laptop that has one

    def __post_init__(self) -> None:
        _check(1970 <= self.made_at.year < 2200, "a year that no clock shows")  # every zone must be able to tell it
        _check_text(self.commune, self.program, self.laptop or None)
        ranges = [*self.ranges.values(), *self.asks.values()]
        _check(all(first <= last for first, last in ranges), "a range that ends before it begins")
        _check(self.kind == "request" or self.sender.role == "commune" or self.sender.village is not None, "no village")
        _check(self.kind == "request" or self.replaces is msgspec.UNSET, "only a request replaces")

    def to_bytes(self) -> bytes:
        """UTF-8 JSON, indented so that a person can read it; equal covers give equal bytes."""
        encoded = msgspec.json.encode(self, order="deterministic")
        return msgspec.json.format(encoded, indent=_INDENT) + b"\n"


class _Preface(msgspec.Struct, frozen=True):
    """What every version of the format begins with."""

    format: Literal["toso-bundle"]
    version: tuple[Count, Count]


def read(data: bytes) -> Cover:
    """Read a cover. Raises Refusal `too-new` for a newer major version, else `damaged` when it is not a cover."""
    try:
        _refuse_odd_json(data)
        preface = msgspec.json.decode(data, type=_Preface)
        if preface.version[0] > VERSION[0]:
            raise refusals.too_new(f"version {preface.version}")
        found = msgspec.json.decode(data, type=Cover)
        _check(found.body is not None or not found.ranges, "ranges without a body")
        return found
    except (ValueError, RecursionError) as error:
        raise refusals.damaged(f"cover: {error}") from error


def _refuse_odd_json(data: bytes) -> None:
    """Refuse what msgspec lets pass and others read otherwise: names that stand twice, bytes that are not UTF-8."""
    json.loads(data.decode(), object_pairs_hook=_without_duplicates)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its pairs; a name that stands twice is refused."""
    found = dict(pairs)
    _check(len(found) == len(pairs), "a name stands twice")
    return found


def _check_text(*texts: str | None) -> None:
    """Text is one line, NFC, without invisible characters; `desktop.text.one_line` makes it so."""
    for given in texts:
        _check(given is None or given == text.one_line(given), "text is not one clean NFC line")


def _check(holds: bool, otherwise: str) -> None:
    """Raise ValueError unless it holds; msgspec turns it into an error with the place."""
    if not holds:
        raise ValueError(otherwise)
