"""A line from outside is an entry of known fields with fitting values, or it is refused by EntryError alone."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Field

from desktop.models.base import JSONField, SharedModel, json_text
from desktop.models.entries import (
    MAX_LINE,
    MAX_SEQUENCE,
    Entry,
    EntryError,
    raw_values,
    read_entries,
    read_entry,
    read_values,
    write_entry,
)
from desktop.models.schema import SHARED_MODELS, TABLES
from desktop.text import nfc
from tests.models.strategies import IDS, JSON, values_for

AUTHOR = "0198636f-0000-7000-8000-0000000000a1"
RECORD = "0198636f-0000-7000-8000-0000000000b1"
STAMP = "2025-08-01T01:00:00.000Z/0000"
ENTRY: dict[str, Any] = {
    "author": AUTHOR,
    "sequence": 1,
    "stamp": STAMP,
    "table": "household",
    "record": RECORD,
    "values": {"head_name": "Nông Văn Thử", "status": "dang_cu_tru"},
    "replaced": {},
}


def line_of(**changes: object) -> bytes:
    return json_text({**ENTRY, **changes}).encode()


def with_values(text: str, table: str = "household") -> bytes:
    """A line with hand-written JSON for its values."""
    return line_of(table=table, values=0).replace(b'"values":0', b'"values":' + text.encode())


def read(line: bytes, *, newer: bool = False) -> dict[str, Any]:
    return read_values(read_entry(line), newer=newer)


def test_an_entry_is_read_and_written_as_the_same_bytes() -> None:
    entry = read_entry(line_of())
    assert (entry.author, entry.sequence, entry.stamp) == (AUTHOR, 1, STAMP)
    assert (entry.table, entry.record, entry.replaced) == ("household", RECORD, {})
    assert read_values(entry) == {"head_name": "Nông Văn Thử", "status": "dang_cu_tru"}
    assert write_entry(entry) == line_of()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b" ",
        b"{}",
        b"[]",
        b"null",
        b"1",
        b'"x"',
        b"\xef\xbb\xbf" + line_of(),
        b"\x00" * 40,
        b"\xff" * 40,
        line_of()[:-1],
        line_of() + b"x",
        line_of() * 2,
        line_of() + b"\n" + line_of(),
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        line_of(table="household").replace(b'"table":"household"', b'"table":"\xff\xfe"'),
        line_of(values={"note": "x" * MAX_LINE}),
    ],
    ids=lambda line: f"{len(line)}-{line[:12]!r}",
)
def test_what_is_no_entry(line: bytes) -> None:
    with pytest.raises(EntryError):
        read_entry(line)


@pytest.mark.parametrize("name", ["author", "sequence", "stamp", "table", "record", "values"])
def test_every_part_of_an_entry_is_needed(name: str) -> None:
    with pytest.raises(EntryError):
        read_entry(json_text({key: value for key, value in ENTRY.items() if key != name}).encode())


@pytest.mark.parametrize(
    "value", [None, True, 1, -1, 1.5, "", "x", [], {}, ["a"], {"a": 1}, "0" * 36 + "\n", "0" * 400]
)
@pytest.mark.parametrize("name", ["author", "stamp", "record"])
def test_ids_and_stamps_have_one_shape(name: str, value: object) -> None:
    with pytest.raises(EntryError):
        read_entry(line_of(**{name: value}))


@pytest.mark.parametrize(
    "value",
    [
        AUTHOR.upper(),
        AUTHOR[:-1],
        AUTHOR + "0",
        AUTHOR.replace("a", "g"),
        "{" + AUTHOR[1:-1] + "}",
        "' OR 1=1 --".ljust(36),
        "０" * 36,
    ],
)
def test_an_id_is_36_lower_case_hexadecimal_characters(value: str) -> None:
    for name in ("author", "record"):
        with pytest.raises(EntryError):
            read_entry(line_of(**{name: value}))


@pytest.mark.parametrize("value", [0, -1, 2**53 + 1, 2**60, 2**64, 10**30, 1.0, 1.5, "1", True, None, [1]])
def test_sequences_count_from_one_to_2_53(value: object) -> None:
    with pytest.raises(EntryError):
        read_entry(line_of(sequence=value))


def test_the_highest_sequence_fits() -> None:
    assert read_entry(line_of(sequence=MAX_SEQUENCE)).sequence == 2**53


@pytest.mark.parametrize("digits", ["9" * 5000, "1e999", "-0", "NaN", "Infinity", "0x1", "01"])
def test_numbers_that_no_column_holds(digits: str) -> None:
    with pytest.raises(EntryError):
        read_entry(line_of().replace(b'"sequence":1', b'"sequence":' + digits.encode()))
    if digits != "-0":  # zero people is a number of people
        with pytest.raises(EntryError):
            read(with_values('{"people":' + digits + "}"))
    if digits not in {"-0", "9" * 5000}:
        with pytest.raises(EntryError):
            read(with_values('{"answers":{"a":' + digits + "}}", "response"))


@pytest.mark.parametrize(
    "value",
    [
        "2025-08-01T01:00:00.000Z",
        "2025-02-30T01:00:00.000Z/0000",
        "2025-13-01T01:00:00.000Z/0000",
        "1999-12-31T23:59:59.999Z/ffff",
        "2200-01-01T00:00:00.000Z/0000",
        STAMP + "\n",
        " " + STAMP,
    ],
)
def test_stamps_are_instants_of_these_two_centuries(value: str) -> None:
    with pytest.raises(EntryError):
        read_entry(line_of(stamp=value))


@pytest.mark.parametrize("value", [None, 1, [], {"a": 1}, {"a": "x"}, {"a": [1]}, {"a": [None]}, {"a": {"b": []}}])
def test_what_was_replaced_is_lists_of_texts(value: object) -> None:
    with pytest.raises(EntryError):
        read_entry(line_of(replaced=value))


@pytest.mark.parametrize(
    "table", ["", "journal", "setting", "sqlite_master", "Household", "household ", "x" * 61, "hộ"]
)
def test_tables_are_the_shared_ones(table: str) -> None:
    with pytest.raises(EntryError):
        read(line_of(table=table))


@pytest.mark.parametrize("field", ["id", "versions", "search_key", "colour", "", "head_name ", "Head_name", "rowid"])
def test_fields_are_those_that_travel(field: str) -> None:
    with pytest.raises(EntryError):
        read(line_of(values={field: "x"}))


@pytest.mark.parametrize("values", [None, [], [1], "x", 1, True, [["head_name", "x"]]])
def test_values_are_an_object(values: object) -> None:
    with pytest.raises(EntryError):
        read(line_of(values=values))


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("household", "head_name", None),
        ("household", "head_name", 1),
        ("household", "head_name", True),
        ("household", "head_name", ["x"]),
        ("household", "head_name", "x" * 51),
        ("household", "phone", 912345678),
        ("household", "note", {"a": 1}),
        ("household", "note", "x" * (2**19 + 1)),
        ("household", "people", "4"),
        ("household", "people", 4.0),
        ("household", "people", True),
        ("household", "people", 2**53 + 1),
        ("household", "people", -(2**53) - 1),
        ("household", "people", 2**70),
        ("household", "deleted", 1),
        ("household", "deleted", None),
        ("household", "deleted", "true"),
        ("household", "village_id", "x" * 37),
        ("person", "lives_in_area", 0),
        ("person", "lives_in_area", "yes"),
        ("person", "birth_date", "2025-02-30"),
        ("person", "birth_date", "2025-2-3"),
        ("person", "birth_date", "2025-02-03T00:00:00"),
        ("person", "birth_date", "03/02/2025"),
        ("person", "birth_date", "20250203"),
        ("person", "birth_date", ""),
        ("person", "birth_date", 20250203),
        ("consent", "given_on", None),
    ],
)
def test_values_fit_their_columns(table: str, field: str, value: object) -> None:
    with pytest.raises(EntryError):
        read(line_of(table=table, values={field: value}))


@pytest.mark.parametrize(
    "text",
    [
        '{"answers":' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"answers":' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}",
        '{"answers":"\\ud800"}',
        '{"answers":{"\\udc00":1}}',
        '{"answers":{1:2}}',
        '{"answers":undefined}',
        '{"answers":{"a":1,}}',
        "{'answers':1}",
    ],
    ids=lambda text: text[:30],
)
def test_json_columns_hold_json(text: str) -> None:
    with pytest.raises(EntryError):
        read(with_values(text, "response"))


@pytest.mark.parametrize("name", ["values", "table", "unknown", "replaced"])
def test_text_is_nfc(name: str) -> None:
    decomposed = unicodedata.normalize("NFD", "Nông Văn Thử")
    given: dict[str, object] = {
        "values": {"values": {"head_name": decomposed, "status": "x"}},
        "table": {"table": decomposed},
        "unknown": {"unknown": decomposed},
        "replaced": {"replaced": {decomposed: []}},
    }
    with pytest.raises(EntryError, match="NFC"):
        read_entry(line_of(**given[name]))  # type: ignore[arg-type]


def test_a_newer_version_s_fields_and_tables_are_left_out_and_the_known_ones_are_still_checked() -> None:
    line = line_of(values={"head_name": "Lý Thị Thử", "colour": {"any": ["thing"]}}, more=[1, {"a": None}])
    assert read(line, newer=True) == {"head_name": "Lý Thị Thử"}
    with pytest.raises(EntryError, match="colour"):
        read(line)
    assert read(line_of(table="water_meter"), newer=True) == {}
    with pytest.raises(EntryError, match="water_meter"):
        read(line_of(table="water_meter"))
    with pytest.raises(EntryError):
        read(line_of(values={"head_name": 5, "colour": 1}), newer=True)


def test_the_error_says_where() -> None:
    with pytest.raises(EntryError, match=re.escape(f"household {RECORD}: ") + ".*people"):
        read(line_of(values={"people": "x"}))


# --- round trips ---

ENTRIES = st.sampled_from(SHARED_MODELS).flatmap(
    lambda model: st.tuples(
        st.builds(
            Entry,
            author=IDS,
            sequence=st.integers(1, MAX_SEQUENCE),
            stamp=st.just(STAMP),
            table=st.just(model.table()),
            record=IDS,
            values=st.just(msgspec.Raw(b"{}")),
            replaced=st.dictionaries(st.sampled_from(list(model.shared_fields())), st.lists(st.just(f"{RECORD}:1"))),
        ),
        values_for(model),
    )
)


@given(ENTRIES)
def test_what_is_written_is_read_again(drawn: tuple[Entry, dict[str, object]]) -> None:
    blank, values = drawn
    entry = msgspec.structs.replace(blank, values=raw_values(values))
    line = write_entry(entry)
    again = read_entry(line)
    assert write_entry(again) == line
    assert (again.author, again.sequence, again.record, again.replaced) == (
        entry.author,
        entry.sequence,
        entry.record,
        entry.replaced,
    )
    fields = TABLES[entry.table].shared_fields()
    held = read_values(again)
    assert held == {name: _stored(fields[name], value) for name, value in values.items()}
    assert held == read_values(again, newer=True)


def _stored(field: Field, value: object) -> object:
    return json_text(value) if isinstance(field, JSONField) and value is not None else value


def _outcome(reader: Callable[[], object]) -> str:
    try:
        reader()
    except EntryError:
        return "refused"
    return "read"


@given(st.binary(max_size=60))
def test_rubbish_is_refused(line: bytes) -> None:
    assert _outcome(lambda: read(line)) == "refused"


@given(st.integers(0, len(line_of().decode())), st.integers(0, 12), st.text(max_size=4), st.booleans())
def test_a_line_with_a_bite_out_of_it_is_read_or_refused(place: int, length: int, put: str, newer: bool) -> None:
    text = line_of().decode()
    line = (text[:place] + put + text[place + length :]).encode(errors="replace")
    assert _outcome(lambda: read(line, newer=newer)) in {"read", "refused"}


@given(st.dictionaries(st.sampled_from([*ENTRY, "more"]), JSON, max_size=3), st.booleans())
def test_any_json_in_any_part_is_read_or_refused(parts: dict[str, object], newer: bool) -> None:
    assert _outcome(lambda: read(line_of(**parts), newer=newer)) in {"read", "refused"}


@given(st.sampled_from(SHARED_MODELS), st.data())
def test_any_json_in_any_column_is_read_or_refused(model: type[SharedModel], data: st.DataObject) -> None:
    values = data.draw(st.dictionaries(st.sampled_from(list(model.shared_fields())), JSON, max_size=3))
    assert _outcome(lambda: read(line_of(table=model.table(), values=values))) in {"read", "refused"}


def test_the_characters_that_text_is_cleaned_of_are_refused_in_a_line() -> None:
    strays = []
    for letter in map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x10000), *range(0xE0000, 0xE0100))):
        carried = f"a{letter}b"
        if letter in '"\\' or not unicodedata.is_normalized("NFC", carried):
            continue
        try:
            read_entry(with_values(f'{{"note":"{carried}"}}'))
            refused = False
        except EntryError:
            refused = True
        if refused != (nfc(carried) in {"ab", "a\nb"}):
            strays.append(f"{ord(letter):04x}")
    assert strays == []


@pytest.mark.parametrize("escape", ["\\u202e", "\\u200b", "\\u009b", "\\u0301"])
def test_what_hides_in_an_escape_of_a_newer_version_is_found(escape: str) -> None:
    with pytest.raises(EntryError):
        read_entry(with_values(f'{{"note":"a{escape}"}}'))


def test_two_entries_on_one_line_are_not_two_lines() -> None:
    for lines in ([line_of() + line_of(sequence=2), b" "], [line_of() + b" " + line_of(sequence=2), b"\t"]):
        for newer in (False, True):
            with pytest.raises(EntryError):
                read_entries(lines, newer=newer)
