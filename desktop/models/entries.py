"""Journal entries: their JSON line, and the typed reading of the values inside (docs/format.md, "The entries").

Reading is strict, because lines come from outside: a line is an entry of known fields with values that fit their
columns, or it is refused by `EntryError` with the place. No store is touched here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any
from unicodedata import is_normalized

import msgspec
from peewee import BooleanField, CharField, DateField, Field, IntegerField

from desktop.models.base import JSONField, SharedModel, is_deep, json_text
from desktop.models.schema import TABLES
from desktop.models.stamps import is_stamp

MAX_SEQUENCE = 2**53
MAX_LINE = 1 << 20
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ID = Annotated[str, msgspec.Meta(pattern=rf"\A{UUID}\Z")]
_VERSION = Annotated[str, msgspec.Meta(pattern=rf"\A{UUID}:[0-9]{{1,16}}\Z")]
_LONG_TEXT = 1 << 19


#: A control character as JSON spells it: an odd number of backslashes, then u00.
_CONTROL = re.compile(rb"(?<!\\)(?:\\\\)*\\u00")
#: Characters that nobody sees and `desktop.text.nfc` drops, in UTF-8; by first byte, because most of those are rare.
_HIDDEN = {
    b"\x7f": re.compile(rb"\x7f"),
    b"\xc2": re.compile(rb"\xc2[\x80-\x9f\xad]"),
    b"\xd8": re.compile(rb"\xd8\x9c"),
    b"\xe1": re.compile(rb"\xe1\xa0\x8e"),
    b"\xe2": re.compile(rb"\xe2(?:\x80[\x8b-\x8f\xa8-\xae]|\x81[\xa0-\xaf])"),
    b"\xef": re.compile(rb"\xef\xbb\xbf"),
    b"\xf3": re.compile(rb"\xf3\xa0[\x80\x81]"),
}


class EntryError(ValueError):
    """A line that is no entry, or whose values do not fit the columns they are for."""


class Entry(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One change of one record. The fields stand in the order of their names, in which the line has them.

    `replaced` gives, for each field, the versions ("author:sequence") that the writer saw and wrote over. A record's
    first entry has none. A deletion names the versions of all fields, so that an edit it did not see can be told.
    """

    author: _ID
    record: _ID
    replaced: dict[str, list[_VERSION]] = {}
    sequence: Annotated[int, msgspec.Meta(ge=1, le=MAX_SEQUENCE)]
    stamp: str
    table: Annotated[str, msgspec.Meta(max_length=60)]
    values: msgspec.Raw


_decoder = msgspec.json.Decoder(Entry)
_encoder = msgspec.json.Encoder(order="deterministic")  # sorts the names in objects; fields are in order already


def read_entry(line: bytes) -> Entry:
    """Read one line of a journal, which a newer program may have written; raise EntryError when it is not one."""
    return read_entries([line], newer=True)[0]


def read_entries(lines: Sequence[bytes], *, newer: bool = False) -> list[Entry]:
    """Read lines without their line ends, all at once because that is twice as quick; raise EntryError for any.

    Every line must be in the one spelling of `write_entry`: then no escape, no doubled key and no second line can hide
    something in it. With `newer`, a newer minor version may have put fields into it that are not known here.
    """
    if max(map(len, lines), default=0) > MAX_LINE:
        raise EntryError("a line is too long")
    try:
        entries = [_read_newer(line) for line in lines] if newer else _read_block(lines)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise EntryError(str(error)) from None
    for entry in entries:
        if not is_stamp(entry.stamp):
            raise EntryError(f"stamp {entry.stamp[:40]!r}")
    return entries


def _read_block(lines: Sequence[bytes]) -> list[Entry]:
    """Entries of our own version of the format."""
    block = b"\n".join(lines)
    entries = _decoder.decode_lines(block)
    _check_text(block)
    if len(entries) != len(lines):
        raise EntryError("a line is empty or more than one line")
    for entry, line in zip(entries, lines, strict=True):
        if _encoder.encode(entry) != line:
            raise EntryError("not in the spelling of the format")
    return entries


def _read_newer(line: bytes) -> Entry:
    """An entry of a newer minor version, in any spelling; read alone, or else two could stand on one line."""
    entry = _decoder.decode(line)
    _check_text(line)
    if b"\\u" in line:  # what is spelled as an escape is looked at as the letter that it is
        _check_text(_encoder.encode(msgspec.json.decode(line)))
    return entry


def _check_text(block: bytes) -> None:
    if not is_plain_text(block):
        raise EntryError("text is not NFC, or has characters that nobody sees")


def is_plain_text(block: bytes) -> bool:
    """Whether JSON lines are in NFC and spell no character that nobody sees, but line ends and tabs.

    Raises UnicodeDecodeError for what is no UTF-8.
    """
    normal = block.isascii() or is_normalized("NFC", block.decode())
    if not normal or (b"\\" in block and _CONTROL.search(block)):
        return False
    return not any(first in block and hidden.search(block) for first, hidden in _HIDDEN.items())


def write_entry(entry: Entry) -> bytes:
    """The line of an entry: compact JSON with sorted keys, so that the same change is the same bytes."""
    return _encoder.encode(entry)


def raw_values(values: dict[str, object]) -> msgspec.Raw:
    """Put values of columns (dates as ISO text) into an entry."""
    return msgspec.Raw(json_text(values).encode())


def read_values(entry: Entry, *, newer: bool = False) -> dict[str, Any]:
    """The entry's values as the store holds them (dates as ISO text, JSON as canonical text).

    An unknown table or field is refused, unless `newer` says that a newer minor version of the format wrote it; then
    it is left out here and stays in the journal. Raises EntryError.
    """
    if entry.table not in TABLES:
        if newer:
            return {}
        raise EntryError(f"unknown table {entry.table!r}")
    shape = _newer_shape(entry.table) if newer else strict_shape(entry.table)
    try:
        return shape.decode(entry.values)
    except (msgspec.DecodeError, RecursionError, OverflowError, UnicodeDecodeError) as error:
        raise EntryError(f"{entry.table} {entry.record}: {error}") from None


class Shape:
    """How the values of one table are read."""

    def __init__(self, model: type[SharedModel], *, strict: bool) -> None:
        fields = model.shared_fields()
        self._strict = strict
        self._one_line = [name for name, field in fields.items() if isinstance(field, CharField)]
        self._json = [name for name, field in fields.items() if isinstance(field, JSONField)]
        self.struct = msgspec.defstruct(
            model.__name__,
            [(name, _type_of(field) | msgspec.UnsetType, msgspec.UNSET) for name, field in sorted(fields.items())],
            forbid_unknown_fields=strict,
            gc=False,  # read by the ten thousand, and no cycle can go through them
        )
        self._decoder = msgspec.json.Decoder(self.struct)

    def decode(self, raw: msgspec.Raw) -> dict[str, Any]:
        """The values that the line gives, in the store's spelling."""
        struct = self._decoder.decode(raw)
        if self._strict and _encoder.encode(struct) != bytes(raw):
            raise EntryError("values are not in the spelling of the format")
        return self.stored(struct, has_line_ends=b"\\n" in bytes(raw))

    def stored(self, struct: msgspec.Struct, *, has_line_ends: bool) -> dict[str, Any]:
        """The values of a struct that was read, in the store's spelling; `has_line_ends` when one may be among them."""
        values: dict[str, Any] = msgspec.to_builtins(struct)
        if has_line_ends and any("\n" in (values.get(name) or "") for name in self._one_line):
            raise EntryError("a line end in a text of one line")
        for name in self._json:
            if values.get(name) is not None:
                if is_deep(values[name]):
                    raise EntryError(f"{name} is nested too deep")
                values[name] = json_text(values[name])
        return values


@cache
def strict_shape(table: str) -> Shape:
    """How the values of a table are read from a program of this version."""
    return Shape(TABLES[table], strict=True)


@cache
def _newer_shape(table: str) -> Shape:
    return Shape(TABLES[table], strict=False)


def _type_of(field: Field) -> Any:  # noqa: ANN401 - a type expression
    """What a column accepts, as a type that msgspec checks."""
    kind: Any
    match field:
        case JSONField():
            return Any
        case BooleanField():
            kind = bool
        case DateField():
            kind = date
        case IntegerField():
            kind = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
        case CharField():
            kind = Annotated[str, msgspec.Meta(max_length=field.max_length)]
        case _:
            kind = Annotated[str, msgspec.Meta(max_length=_LONG_TEXT)]
    return kind | None if field.null else kind
