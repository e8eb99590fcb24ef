"""Lines of entries read by the batch: as strict as `entries`, for a third of its cost.

A batch in which every line is of a known table, typed and in the one spelling is taken as it is. If anything is amiss,
`entries` reads it again line by line; it alone decides what is refused, and says why. No store is touched here.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Annotated, Any, ClassVar, Union

import msgspec

from desktop.models.entries import (
    MAX_LINE,
    MAX_SEQUENCE,
    UUID,
    Entry,
    Shape,
    is_plain_text,
    read_entries,
    read_values,
    strict_shape,
)
from desktop.models.schema import TABLES
from desktop.models.stamps import are_stamps
from desktop.text import is_usual

_IDS = re.compile(rf"(?:{UUID}\n)*")
_VERSIONS = re.compile(rf"(?:{UUID}:[0-9]{{1,16}}\n)*")


class TypedEntry(msgspec.Struct, frozen=True, gc=False, tag_field="table"):
    """An entry that is read together with its values; each table has a class of its own below this one."""

    author: str
    record: str
    replaced: dict[str, list[str]]
    sequence: Annotated[int, msgspec.Meta(ge=1, le=MAX_SEQUENCE)]
    stamp: str

    table: ClassVar[str]
    shape: ClassVar[Shape]


AnyEntry = Entry | TypedEntry
#: An entry, the line that it was read from, and its values as the store holds them.
Incoming = tuple[AnyEntry, bytes, dict[str, Any]]

_encoder = msgspec.json.Encoder(order="sorted")  # of the parts of an entry too, because the table stands among them


def read_lines(lines: Sequence[bytes], *, newer: bool = False) -> list[Incoming]:
    """Read lines without their line ends, each with its values. Raises EntryError as `entries` does."""
    at_once = None if newer else _read_at_once(lines)
    if at_once is not None:
        return at_once
    entries = read_entries(lines, newer=newer)
    return [(entry, line, read_values(entry, newer=newer)) for entry, line in zip(entries, lines, strict=True)]


def _read_at_once(lines: Sequence[bytes]) -> list[Incoming] | None:
    """The lines as typed entries, or None unless every line is an entry that leaves nothing to ask."""
    block = b"\n".join([*lines, b""])
    try:
        entries = _decoder().decode_lines(block)
        if len(entries) != len(lines) or _encoder.encode_lines(entries) != block:
            return None
        if max(map(len, lines), default=0) > MAX_LINE or not _are_named_well(entries):
            return None
        has_escapes = b"\\" in block
        if (has_escapes or not is_usual(block)) and not is_plain_text(block):
            return None
        read = [one.shape.stored(one.values, has_line_ends=has_escapes) for one in entries]
    except (msgspec.DecodeError, RecursionError, OverflowError, UnicodeDecodeError):
        return None
    return list(zip(entries, lines, read, strict=True))


def _are_named_well(entries: Sequence[TypedEntry]) -> bool:
    """Whether authors, records, stamps and versions have their shapes."""
    ids = chain({entry.author for entry in entries}, [entry.record for entry in entries])
    seen = chain.from_iterable(chain.from_iterable(entry.replaced.values() for entry in entries))
    return _all_match(_IDS, ids) and _all_match(_VERSIONS, seen) and are_stamps([entry.stamp for entry in entries])


def _all_match(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    """Whether each text fits; `pattern` is of many lines, and asked once because that is several times as quick."""
    listed = list(texts)
    joined = "\n".join([*listed, ""])
    return joined.count("\n") == len(listed) and pattern.fullmatch(joined) is not None


@cache
def _decoder() -> msgspec.json.Decoder[Any]:
    """Reads an entry of any table; the table's name says which."""
    kinds = [
        msgspec.defstruct(
            f"{model.__name__}Entry",
            [("values", strict_shape(table).struct)],
            bases=(TypedEntry,),
            namespace={"table": table, "shape": strict_shape(table)},
            tag=table,
            frozen=True,
            gc=False,
        )
        for table, model in TABLES.items()
    ]
    return msgspec.json.Decoder(Union[tuple(kinds)])  # noqa: UP007 - made of a list
