"""Inputs for the fuzzer: real bundles that were bent, and garbage that a village's own key has signed.

The attacker is village 1's first laptop. Every kind is a strategy of hypothesis for one or several files in a row, to
be thrown at a desk that holds the laptop's first `HELD` entries.
"""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from desktop.models.base import SharedModel
from desktop.models.schema import SHARED_MODELS
from desktop.sync import container
from desktop.sync.container import Members
from tests.bad_bundles import read
from tests.bad_bundles.people import COMMUNE, DEPUTY, LAPTOP, NEIGHBOUR, TO_VILLAGE_1, VILLAGE_1, VILLAGE_2
from tests.bad_bundles.sealing import (
    DROP,
    Json,
    compressed,
    draft,
    encrypted,
    entry,
    household,
    pressed,
    ranges_of,
    record,
    version,
)
from tests.models.strategies import JSON, values_for

HONEST = ("village-1", "village-2", "village-3", "neighbour-1", "deputy-1", "commune-1")
HELD = 5
Files = st.SearchStrategy[list[bytes]]

_RECORDS = st.sampled_from([record(number) for number in (1, 2, 3, 9, 50, 51, 52)])
_AUTHORS = st.sampled_from([LAPTOP.author, DEPUTY.author, NEIGHBOUR.author, COMMUNE.author, TO_VILLAGE_1])
_IDS = st.one_of(_RECORDS, _AUTHORS, st.sampled_from([LAPTOP.id, DEPUTY.id, COMMUNE.id, VILLAGE_1, VILLAGE_2]))
_TABLES = st.sampled_from([model.table() for model in SHARED_MODELS])
_EDGES = (-1, 0, 1, 2, HELD, HELD + 1, HELD + 2, 2**31, 2**53 - 1, 2**53, 2**53 + 1, 2**63, 2**64, 10**30)
_TEXTS = (
    *("", " ", "\0", "\n", "a\nb", "e\u0302", "\u202ea", "\ufeff", "\x7f", "\ud800", "x" * 301, "<b>", "%s", "../a"),
    *("NaN", "null", "2025-02-30", "2025-08-02T00:00:00.000Z/0000", "0001-01-01T00:00:00+23:59", "'; --", "household"),
    *("setting", "sqlite_master", "1.0", "changes", "all", "commune", "A" * 36, "0" * 64),
)
#: Anything that somebody might write where something else belongs.
_ODD: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(_EDGES),
    st.sampled_from(_TEXTS),
    _IDS,
    JSON,
    st.floats(),
    st.lists(st.sampled_from(_EDGES), max_size=3),
    st.dictionaries(_IDS, st.sampled_from(_EDGES), max_size=3),
)


@st.composite
def bent(draw: st.DrawFn, source: bytes) -> bytes:
    """Bytes with some of them flipped, cut out, doubled or replaced.

    What is drawn does not follow from the bytes, because encryption makes others each time.
    """
    data = source
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, 2**16)) % (len(data) + 1)
        end = start + draw(st.sampled_from([0, 1, 1, 2, 7, 64, 4096]))
        act, new = draw(st.integers(0, 4)), draw(st.binary(max_size=8))
        piece, mask = data[start:end], 1 << start % 8
        middle = (bytes(byte ^ mask for byte in piece), b"", piece * 2, new, bytes(len(piece)))[act]
        data = data[:start] + middle + data[end:]
    return data


_FILES = st.sampled_from(HONEST).map(read)


@st.composite
def _members(draw: st.DrawFn) -> list[bytes]:
    """A right container of members that come from two real files, one of them bent."""
    both = [container.unpack(draw(_FILES)) for _ in range(2)]
    names = ("cover", "signature", "body")
    parts = [getattr(draw(st.sampled_from(both)), name) for name in names]
    which = draw(st.integers(0, 2))
    parts[which] = draw(bent(parts[which]))
    return [container.pack(Members(*parts))]


_VECTORS = st.dictionaries(_IDS, st.integers(1, 2**53), max_size=5)
#: What may be said in a cover, by its dotted name.
_PLACES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("format", "kind", "commune", "sender", "recipient", "body", "program", "laptop", "later"), _ODD),
    **dict.fromkeys(("sender.role", "sender.village", "sender.village_code", "sender.name", "recipient.code"), _ODD),
    **dict.fromkeys(("recipient.role", "recipient.village", "body.size", "body.sha256", "body.entries"), _ODD),
    "sender.device": _IDS,
    "sender.life": _IDS,
    "number": st.integers(1, 2**53),
    "version": st.tuples(st.integers(0, 2), st.integers(0, 2**53)),
    "needs": _VECTORS,
    "seen": _VECTORS,
    "ranges": st.dictionaries(_AUTHORS, st.tuples(st.integers(1, 9), st.integers(6, 2**53)), max_size=3),
    "audiences": st.dictionaries(_AUTHORS, _IDS | st.sampled_from(["all", "commune"]), max_size=3),
    "devices": st.dictionaries(_AUTHORS, _IDS, max_size=3),
    "counts": st.dictionaries(_TABLES, st.integers(0, 2**53), max_size=4),
    "digests": st.dictionaries(_TABLES | st.just("setting"), st.just("0" * 32), max_size=3),
    "made_at": st.datetimes(timezones=st.timezones()).map(str),
}


def _without_inner(said: Json) -> Json:
    """What is said, but for fields inside of one that is replaced whole."""
    return {name: value for name, value in said.items() if "." not in name or name.partition(".")[0] not in said}


@st.composite
def _covers(draw: st.DrawFn) -> list[bytes]:
    """A cover of which some fields say something else, or which is bent as text; signed as it is."""
    said: Json = {}
    for name in draw(st.lists(st.sampled_from(sorted(_PLACES)), max_size=4)):
        said[name] = draw(st.one_of(_PLACES[name], _PLACES[name], _ODD, st.just(DROP)))
    lines = draw(st.sampled_from([[], [entry(HELD + 1, record(50), household())]]))
    bend: Callable[[bytes], bytes] = bytes
    if not said:
        bend = lambda text: draw(bent(text))  # noqa: E731
    return [draft(*lines, bodiless=not lines, cover=_without_inner(said), bend=bend).sealed()]


# --- entries ---


def _stamps() -> st.SearchStrategy[str]:
    instants = st.datetimes().map(lambda instant: f"{instant.isoformat(timespec='milliseconds')}Z/0000")
    return st.sampled_from(["2025-08-02T00:00:00.000Z/0000", "2199-12-31T23:59:59.999Z/ffff"]) | instants


@st.composite
def _values(draw: st.DrawFn, model: type[SharedModel]) -> Json:
    """Values for a table: all that fit, or with one that does not."""
    fields = model.shared_fields()
    needed = [name for name, field in fields.items() if not field.null and field.default is None]
    values = draw(values_for(model, needed if draw(st.booleans()) else ()))
    values["village_id"] = draw(st.sampled_from([VILLAGE_1] * 6 + [VILLAGE_2, None]))
    if draw(st.integers(0, 3)) == 0:
        values[draw(st.sampled_from([*sorted(fields), "id", "versions", "x"]))] = draw(_ODD)
    return values


_VERSIONS = st.lists(
    st.builds(version, st.integers(0, HELD + 4), _AUTHORS) | st.sampled_from([version(2**53), "x:1"]), max_size=3
)


@st.composite
def _entry(draw: st.DrawFn, sequence: int) -> Json:
    """Something that is nearly an entry, and often one."""
    model = draw(st.sampled_from([model for model in SHARED_MODELS if model.written_by_village]))
    anew = draw(st.booleans())
    known = draw(st.sampled_from([record(1), record(2), record(3)]))
    said: Json = {
        "author": LAPTOP.author,
        "record": record(50 + sequence) if anew else known,
        "replaced": {},
        "sequence": sequence,
        "stamp": draw(_stamps()),
        "table": model.table() if anew else "household",
        "values": draw(_values(model)) if anew else draw(st.fixed_dictionaries({}, optional=_EDITS)),
    }
    if not anew:
        said["replaced"] = {name: draw(_VERSIONS) for name in said["values"]}
    if draw(st.integers(0, 5)) == 0:
        said[draw(st.sampled_from([*sorted(said), "later"]))] = draw(_ODD | _IDS | _TABLES | st.just(DROP))
    return {name: value for name, value in said.items() if value is not DROP}


_EDITS: dict[Any, st.SearchStrategy[Any]] = {
    "phone": st.sampled_from(["0912345678", None, "", 5]),
    "people": st.integers(-1, 9),
    "deleted": st.booleans(),
    "village_id": st.sampled_from([VILLAGE_1, VILLAGE_2, None]),
}


def _line(said: Json) -> bytes:
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode(errors="backslashreplace").replace(b"\n", b" ")


@st.composite
def _bodies(draw: st.DrawFn, most: int = 3) -> list[bytes]:
    """Bundles in a row, each of some entries, with ranges that an honest writer would give, or nearly."""
    made: list[bytes] = []
    sequence = HELD
    for number in range(draw(st.integers(1, most))):
        lines = []
        for _ in range(draw(st.integers(0, 4))):
            sequence += draw(st.sampled_from([1, 1, 1, 1, 1, 1, 1, 0, 2]))
            lines.append(_line(draw(_entry(sequence))))
        if lines and draw(st.integers(0, 7)) == 0:
            lines[-1] = draw(bent(lines[-1])).replace(b"\n", b"") or b"{}"
        minor = draw(st.sampled_from([0, 0, 0, 1]))
        cover: Json = {"number": number + 4, "version": [1, minor], "ranges": _promised(lines)}
        made.append(draft(*lines, cover=cover).sealed())
    return made


def _promised(lines: list[bytes]) -> dict[str, tuple[int, int]]:
    """Ranges that a cover can say, for lines that may say anything."""
    return {
        author: (first, last)
        for author, (first, last) in ranges_of(lines).items()
        if isinstance(author, str) and type(first) is int and type(last) is int
    }


@st.composite
def _packings(draw: st.DrawFn) -> list[bytes]:
    """A body whose compression or encryption was bent, with its right size and digest."""
    line = entry(HELD + 1, record(50), household())
    packed = compressed([line])
    if draw(st.booleans()):
        parts = (pressed(draw(st.binary(max_size=200))), draw(bent(packed)), packed, b"\x50\x2a\x4d\x18\0\0\0\0")
        chosen = draw(st.lists(st.integers(0, 3), max_size=4))
        return [draft(line, compressed=b"".join(parts[which] for which in chosen)).sealed()]
    return [draft(line, body=draw(bent(encrypted(packed, [COMMUNE])))).sealed()]


KINDS: dict[str, Files] = {
    "bent file": _FILES.flatmap(bent).map(lambda data: [data]),
    "spliced files": st.tuples(_FILES, _FILES, st.integers(0, 2500), st.integers(0, 2500)).map(
        lambda drawn: [drawn[0][: drawn[2]] + drawn[1][drawn[3] :]]
    ),
    "bent member": _members(),
    "signed cover": _covers(),
    "signed body": _packings(),
    "signed entries": _bodies(),
    "signed entries, longer": _bodies(6),
}
