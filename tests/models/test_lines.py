"""Batches are read exactly as line by line reading has them, and honest ones are read at once."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models import lines as reading
from desktop.models.base import json_text
from desktop.models.entries import MAX_LINE, Entry, EntryError, raw_values, read_entries, read_values, write_entry
from desktop.models.lines import read_lines
from desktop.models.schema import SHARED_MODELS
from tests.models.strategies import IDS, JSON, values_for

AUTHOR = "0198636f-0000-7000-8000-0000000000a1"
RECORD = "0198636f-0000-7000-8000-0000000000b1"
STAMP = "2025-08-01T01:00:00.000Z/0000"
ENTRY: dict[str, Any] = {
    "author": AUTHOR,
    "record": RECORD,
    "replaced": {"note": [f"{AUTHOR}:1"]},
    "sequence": 2,
    "stamp": STAMP,
    "table": "household",
    "values": {"head_name": "Nông Văn Thử", "note": "dòng\nhai", "people": None, "status": "dang_cu_tru"},
}
HONEST = st.sampled_from(SHARED_MODELS).flatmap(
    lambda model: st.builds(
        lambda values, **parts: write_entry(Entry(values=raw_values(values), table=model.table(), **parts)),
        values_for(model),
        author=IDS,
        record=IDS,
        sequence=st.integers(1, 2**53),
        stamp=st.sampled_from([STAMP, "2024-02-29T23:59:59.999Z/ffff"]),
        replaced=st.dictionaries(st.sampled_from(list(model.shared_fields())), st.lists(st.just(f"{RECORD}:1"))),
    )
)
LINE = write_entry(msgspec.convert({**ENTRY, "values": raw_values(ENTRY["values"])}, Entry))


def line_of(**changes: object) -> bytes:
    return json_text({**ENTRY, **changes}).encode()


def one_by_one(lines: Sequence[bytes]) -> list[tuple[Any, ...]]:
    """What `entries` says of the lines."""
    read = zip(read_entries(lines), lines, strict=True)
    return [
        (one.author, one.record, one.replaced, one.sequence, one.stamp, one.table, line, read_values(one))
        for one, line in read
    ]


def at_once(lines: Sequence[bytes]) -> list[tuple[Any, ...]]:
    return [
        (one.author, one.record, one.replaced, one.sequence, one.stamp, one.table, line, values)
        for one, line, values in read_lines(lines)
    ]


def outcome(reader: Any, lines: Sequence[bytes]) -> object:
    try:
        return reader(lines)
    except EntryError:
        return "refused"


@given(st.lists(HONEST, max_size=5))
def test_honest_lines_are_read_at_once_and_as_they_are_one_by_one(lines: list[bytes]) -> None:
    assert reading._read_at_once(lines) is not None
    assert at_once(lines) == one_by_one(lines)


@given(HONEST, st.integers(0, 600), st.integers(0, 6), st.text(max_size=4) | st.sampled_from(['"', "\\n", "\n", " "]))
def test_a_bitten_line_among_honest_ones_is_refused_as_it_is_alone(
    good: bytes, place: int, length: int, put: str
) -> None:
    text = good.decode()
    bad = (text[:place] + put + text[place + length :]).encode(errors="replace")
    for lines in ([bad], [good, bad, good]):
        assert outcome(at_once, lines) == outcome(one_by_one, lines)


@given(st.dictionaries(st.sampled_from([*ENTRY, "more"]), JSON, max_size=3))
def test_any_json_in_any_part_is_judged_as_it_is_alone(parts: dict[str, object]) -> None:
    lines = [LINE, line_of(**parts)]
    assert outcome(at_once, lines) == outcome(one_by_one, lines)


@pytest.mark.parametrize(
    "lines",
    [
        [LINE + b"\n" + LINE],
        [LINE + b"\n"],
        [LINE, b""],
        [LINE + b" "],
        [LINE[:-1] + b',"more":1}'],
        [LINE.replace(b'"stamp"', b'"record":"x","stamp"')],
        [LINE.replace("ô".encode(), "o\u0302".encode())],
        [line_of(values={"note": "\u0001"})],
        [line_of(values={"head_name": "hai\ndòng"})],
        [line_of(values={"note": "x" * MAX_LINE})],
        [line_of(values={"colour": "red"})],
        [line_of(author=f"{AUTHOR}\n{AUTHOR}")],
        [line_of(record=f"{AUTHOR}\n{AUTHOR}")],
        [line_of(record="")],
        [line_of(record=RECORD.upper())],
        [line_of(stamp=f"{STAMP}\n{STAMP}")],
        [line_of(stamp="2025-02-29T01:00:00.000Z/0000")],
        [line_of(stamp=""), LINE],
        [line_of(replaced={"note": [f"{AUTHOR}:1\n{AUTHOR}:2"]})],
        [line_of(replaced={"note": [""]})],
        [line_of(replaced={"note": [f"{AUTHOR}:x"]})],
        [line_of(sequence=0)],
        [line_of(sequence=2**53 + 1)],
        [line_of(table="journal")],
        [line_of(table="response", values={"answers": [[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]})],
        [line_of(table="response", values=0).replace(b"0,", b'{"answers":' + b"[" * 900 + b"]" * 900 + b"},")],
    ],
    ids=range(26),
)
def test_what_is_amiss_is_refused(lines: list[bytes]) -> None:
    with pytest.raises(EntryError):
        read_lines(lines)
    with pytest.raises(EntryError):
        read_lines([LINE, *lines, LINE])


def test_a_newer_version_s_lines_are_read_one_by_one() -> None:
    line = line_of(values={"head_name": "Lý Thị Thử", "colour": "red"}, more=1)
    ((entry, kept, values),) = read_lines([line], newer=True)
    assert (entry.record, kept, values) == (RECORD, line, {"head_name": "Lý Thị Thử"})
    ((_, _, nothing),) = read_lines([line_of(table="water_meter")], newer=True)
    assert nothing == {}
