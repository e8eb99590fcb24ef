"""Attacks with single entries, in bundles that are otherwise as they should be."""

import unicodedata
from collections.abc import Callable
from typing import Any

from desktop.models.base import json_text
from tests.bad_bundles import note
from tests.bad_bundles.honest import TAKEN
from tests.bad_bundles.people import DEPUTY, LAPTOP, VILLAGE_1
from tests.bad_bundles.sealing import DROP, draft, entry, household, record, version

LARGEST = 2**53
_ONE = {"ranges": {LAPTOP.author: [1, 1]}, "body.entries": 1}
_NEWER = {"version": [1, 1]}


def _lines(*lines: bytes, **cover: Any) -> Callable[[], bytes]:
    named = {name.replace("__", "."): value for name, value in cover.items()}
    return lambda: draft(*lines, cover=named).sealed()


def _entry(**changed: Any) -> Callable[[], bytes]:
    """A household's first entry, bent as told; the cover says what an honest one would."""
    return lambda: draft(entry(1, record(1), household(), **changed), cover=_ONE).sealed()


def _values(**values: Any) -> Callable[[], bytes]:
    """A household with these values."""
    return lambda: draft(entry(1, record(1), household(**values))).sealed()


def _raw(old: str, new: str, **cover: Any) -> Callable[[], bytes]:
    """A household's line with a piece of its text replaced."""
    line = entry(1, record(1), household())
    if old.encode() not in line:
        raise ValueError(f"no {old!r} in the line")
    return lambda: draft(
        line.replace(old.encode(), new.encode("utf-8", "surrogatepass"), 1), cover={**_ONE, **cover}
    ).sealed()


def _of(table: str, **values: Any) -> Callable[[], bytes]:
    """The first entry of a record of another table."""
    return lambda: draft(entry(1, record(1), {"village_id": VILLAGE_1, **values}, table=table)).sealed()


def _response(answers: object) -> Callable[[], bytes]:
    values = {"household_id": record(1), "form_id": "ho", "form_version": "1", "state": "final", "answers": answers}
    return _of("response", **values)


def _nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


_DAMAGED: dict[str, tuple[str, Callable[[], bytes]]] = {
    # who and which
    "author-capitals": ("The author's id is in capitals.", _entry(author=LAPTOP.author.upper())),
    "author-short": ("The author's id is cut off.", _entry(author=LAPTOP.author[:-1])),
    "author-dashes": ("The author's id is 36 dashes.", _entry(author="-" * 36)),
    "author-line-end": ("The author's id ends in a line end.", _entry(author=f"{LAPTOP.author[:-1]}\n")),
    "author-hidden": (
        "A second author hides in an escape.",
        _raw('{"author"', f'{{"auth\\u006fr":"{DEPUTY.author}","author"'),
    ),
    "record-capitals": ("The record's id is in capitals.", _entry(record=record(1).upper())),
    "record-dashes": ("The record's id is 36 dashes.", _entry(record="-" * 36)),
    "record-sql": ("The record's id is SQL.", _entry(record="'); DROP TABLE household; --")),
    "sequence-zero": ("The sequence number is 0.", _entry(sequence=0)),
    "sequence-negative": ("The sequence number is negative.", _entry(sequence=-1)),
    "sequence-huge": ("The sequence number is 2^53 + 1.", _entry(sequence=LARGEST + 1)),
    "sequence-gigantic": ("The sequence number has 400 digits.", _entry(sequence=10**399)),
    "sequence-fraction": ("The sequence number is 1.0.", _raw('"sequence":1', '"sequence":1.0')),
    "sequence-exponent": ("The sequence number is 1e400.", _raw('"sequence":1', '"sequence":1e400')),
    "sequence-minus-zero": ("The sequence number is -0.", _raw('"sequence":1', '"sequence":-0')),
    "sequence-twice": ("The sequence number stands twice.", _raw('"sequence":1', '"sequence":9,"sequence":1')),
    # when
    "stamp-1999": ("The stamp is of 1999.", _entry(stamp="1999-12-31T23:59:59.999Z/0000")),
    "stamp-2200": ("The stamp is of 2200.", _entry(stamp="2200-01-01T00:00:00.000Z/0000")),
    "stamp-text": ("The stamp is no stamp.", _entry(stamp="hôm qua")),
    "stamp-day": ("The stamp is of 30 February.", _entry(stamp="2025-02-30T00:00:00.000Z/0000")),
    "stamp-line-end": ("The stamp ends in a line end.", _entry(stamp="2025-08-02T00:00:00.000Z/0000\n")),
    "stamp-wide-digits": ("The stamp has full-width digits.", _entry(stamp="２025-08-02T00:00:00.000Z/0000")),
    # where
    "table-unknown": ("The table is unknown.", _entry(table="ledger")),
    "table-sql": ("The table's name is SQL.", _entry(table='household"; DROP TABLE journal; --')),
    "table-local": ("The table is a local one of the store.", _entry(table="setting")),
    "table-of-sqlite": ("The table is SQLite's own.", _entry(table="sqlite_master")),
    # JSON
    "unknown-name": ("The entry says something that we do not know.", _entry(later=1)),
    "spaces": ("White space stands in the entry.", _raw('"sequence":1', '"sequence": 1')),
    "escape": ("A letter is spelled as an escape.", _raw("Nông", "N\\u00f4ng")),
    "values-twice": ("A value stands twice.", _raw('"people":4', '"people":3,"people":4')),
    "values-nan": ("A value is NaN.", _raw('"people":4', '"people":NaN')),
    "values-infinity": ("A value is Infinity.", _raw('"people":4', '"people":-Infinity')),
    "values-deep": (
        "Values are nested 100,000 levels deep.",
        _raw('"people":4', f'"people":{"[" * 100_000}{"]" * 100_000}'),
    ),
    "answers-deep": ("Answers are nested 21 levels deep.", _response(_nested(21))),
    "answers-deep-objects": (
        "Answers are nested 5,000 levels deep.",
        _raw('"people":4', '"answers":' + '{"a":' * 5000 + "1" + "}" * 5000),
    ),
    "answers-huge-number": ("An answer is 1e400.", lambda: _response_raw("1e400")),
    "not-utf8": (
        "A value is no UTF-8.",
        lambda: draft(entry(1, record(1), household()).replace("ô".encode(), b"\xf4"), cover=_ONE).sealed(),
    ),
    "surrogate": ("Half a surrogate pair as an escape.", _raw("Nông", "N\\ud800ng")),
    # text
    "text-nfd": ("A value is decomposed.", _raw("Nông", unicodedata.normalize("NFD", "Nông"))),
    "text-nfd-name": ("The name of an answer is decomposed.", _response({unicodedata.normalize("NFD", "hộ"): 1})),
    "text-zero": ("A zero character stands in a value.", _raw("Nông", "N\\u0000ng")),
    "text-escape": ("A terminal's escape stands in a value.", _raw("Nông", "\\u001b[2JNông")),
    "text-delete": ("A delete character stands in a value.", _raw("Nông", "Nông\x7f")),
    "text-c1": ("A C1 control character stands in a value.", _raw("Nông", "Nông\x9b31m")),
    "text-bidi": ("A value turns the direction of writing.", _raw("Nông", "\u202eNông")),
    "text-invisible": ("A zero-width space stands in a value.", _raw("Nông", "Nông\u200b")),
    "text-tag": ("An invisible tag stands in a value.", _raw("Nông", "Nông\U000e0041")),
    "text-line-separator": ("A line separator stands in a value of one line.", _raw("Nông", "Nông\u2028")),
    "text-two-lines": ("A value of one line has two.", _values(head_name="Nông Văn Thử\nĐã chết")),
    "text-invisible-answer": ("An invisible character stands in an answer.", _response({"ten": "a\u200bb"})),
    # values
    "column-unknown": ("A column is unknown.", _values(later=1)),
    "column-local": ("The record's versions are given.", _values(versions="1:1")),
    "column-derived": ("A derived column is given.", _values(search_key="x")),
    "column-sql": ("A column's name is SQL.", _values(**{"people=9 WHERE 1=1; --": 1})),
    "number-as-text": ("A number is a text.", _values(people="4")),
    "number-fraction": ("A number is 4.0.", _raw('"people":4', '"people":4.0')),
    "number-exponent": ("A number is 1e400.", _raw('"people":4', '"people":1e400')),
    "text-long": ("A name has 51 letters.", _values(head_name="a" * 51)),
    "needed-missing": ("A value that must be there is left out.", _values(head_name=DROP)),
    "deleted-number": ("`deleted` is 1.", _values(deleted=1)),
    "day-february": ("A day is 30 February.", _of("person", full_name="Lý Thị Mẫu", birth_date="2025-02-30")),
    # versions
    "replaced-bad": ("A replaced version is no version.", _entry(replaced={"phone": ["1:1"]})),
    "replaced-capitals": ("A replaced version is in capitals.", _entry(replaced={"phone": [version(1).upper()]})),
    "replaced-line-end": ("A replaced version ends in a line end.", _entry(replaced={"phone": [f"{version(1)}\n"]})),
    "replaced-wide-digits": (
        "A replaced version has full-width digits.",
        _entry(replaced={"phone": [f"{LAPTOP.author}:１"]}),
    ),
}


def _response_raw(answer: str) -> bytes:
    values = {"household_id": record(1), "form_id": "ho", "form_version": "1", "state": "final"}
    text = json_text({**values, "village_id": VILLAGE_1}).replace("{", f'{{"answers":{{"a":{answer}}},', 1)
    line = entry(1, record(1), {}, table="response").replace(b'"values":{}', f'"values":{text}'.encode())
    return draft(line, cover=_ONE).sealed()


for _name, (_told, _make) in _DAMAGED.items():
    note(f"entry-{_name}", _told, _make, reason="damaged")

# --- from a newer minor version: kept in the journal, and what is not known is passed over ---

note(
    "newer-unknown-table",
    "A newer minor version writes to a table that we do not know: the line is kept in the journal.",
    _lines(entry(1, record(1), {"a": [1]}, table="ledger"), **_NEWER),
    verdict="merged",
    changes={"journal"},
)
note(
    "newer-unknown-column",
    "A newer minor version writes to a column that we do not know: the rest of the record is taken in.",
    _lines(entry(1, record(1), household(later={"a": 1})), **_NEWER),
    verdict="merged",
    changes=TAKEN,
)
note(
    "newer-unknown-name",
    "A newer minor version says more in an entry: the line is kept as it is.",
    _lines(entry(1, record(1), household(), later=1), **_NEWER),
    verdict="merged",
    changes=TAKEN,
)
_NEWER_DAMAGED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "two-and-a-space": (
        "Two entries stand on one line, and a space on the next.",
        _lines(
            _two := entry(1, record(1), household()) + entry(2, record(2), household()),
            b" ",
            ranges={LAPTOP.author: [1, 2]},
            **_NEWER,
        ),
    ),
    "space-line": ("A line is a space.", _lines(b" ", ranges={LAPTOP.author: [1, 1]}, **_NEWER)),
    "wrong-type": ("A number of ours is a text.", _lines(entry(1, record(1), household(people="4")), **_NEWER)),
    "needed-missing": (
        "A value that must be there is left out.",
        _lines(entry(1, record(1), household(head_name=DROP)), **_NEWER),
    ),
    "text-nfd": (
        "A value is decomposed.",
        _lines(entry(1, record(1), household(note=unicodedata.normalize("NFD", "hộ"))), **_NEWER),
    ),
    "text-zero": ("A zero character stands in a value.", _lines(entry(1, record(1), household(note="a\0b")), **_NEWER)),
    "text-bidi": (
        "A value turns the direction of writing.",
        _lines(entry(1, record(1), household(note="\u202ea")), **_NEWER),
    ),
    "author-capitals": (
        "The author's id is in capitals.",
        lambda: draft(
            entry(1, record(1), household(), author=LAPTOP.author.upper()), cover={**_ONE, **_NEWER}
        ).sealed(),
    ),
}
for _name, (_told, _make) in _NEWER_DAMAGED.items():
    note(f"newer-{_name}", f"From a newer minor version: {_told[0].lower()}{_told[1:]}", _make, reason="damaged")

# --- odd, and taken in: rules are checked after the merge, stamps decide nothing but what is shown first ---

note(
    "entry-stamp-2199",
    "The stamp is the last that there is: no clock is pulled along.",
    _entry(stamp="2199-12-31T23:59:59.999Z/ffff"),
    verdict="merged",
    changes=TAKEN,
)
note(
    "entry-stamp-2000",
    "The stamp is of 2000.",
    _entry(stamp="2000-01-01T00:00:00.000Z/0000"),
    verdict="merged",
    changes=TAKEN,
)
note(
    "entry-code-outside",
    "A code is none of its list: that is a finding afterwards.",
    _values(status="len_sao_hoa"),
    verdict="merged",
    changes=TAKEN,
)
note(
    "entry-markup",
    "A name is full of HTML and SQL: it is a name.",
    _values(head_name="<b>Nông</b>'; DROP TABLE a; --"),
    verdict="merged",
    changes=TAKEN,
)
