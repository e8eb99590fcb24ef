"""SPSS system files (.sav), written record by record with labels of variables and codes and with missing values.

The format is that which PSPP's developers describe ("System File Format"): a dictionary, then the cases, uncompressed,
in UTF-8. Texts are as wide as the widest answer, so responses are read twice: to measure, and to write.
"""

import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO

from desktop.errors import TosoError
from desktop.surveys.exports.layout import Column, Table
from desktop.surveys.exports.rows import REASON_LABELS, Row, Value, Why
from desktop.text import fold

MOST_BYTES = 32_767  # of one text
_SEGMENT, _ADVANCE = 255, 252  # a longer text is cut into variables of 255 bytes that count as 252
_SYSMIS = -1.7976931348623157e308
_HIGHEST, _LOWEST = 1.7976931348623157e308, -1.797693134862315e308
_FIRST_DAY = date(1582, 10, 14).toordinal()  # dates are seconds since then
_F, _DATE, _A = 5, 20, 1  # print formats: a number, dd-mmm-yyyy, a text
_PAIRS = ((-98, -99), (-998, -999), (-99_998, -99_999), (-999_999_998, -999_999_999))  # refused, unknown
_NUMERIC = frozenset({"integer", "decimal", "flag"})
_SAFE = re.compile(r"[^A-Za-z0-9_.@#$]")
_RESERVED = frozenset(("ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"))
_NARROW = 8  # bytes of a text that has its labels and missing values in the old records


@dataclass
class _Variable:
    """One column as SPSS has it: `width` 0 is a number, else how many bytes the text takes at most."""

    column: Column
    name: str
    short: str
    width: int = 0
    seen: set[float | str] = field(default_factory=set)
    missing: tuple[int, int] = _PAIRS[0]

    @property
    def is_text(self) -> bool:
        """Whether it holds texts; dates are numbers."""
        return self.column.type not in _NUMERIC and self.column.type != "date"

    @property
    def may_lack(self) -> bool:
        """Whether a reason for having no answer can stand in it: keys have none, flags stay empty."""
        return bool(self.column.source) and not self.column.option

    @property
    def pieces(self) -> list[int]:
        """The widths of the variables that it is stored in; one but for long texts."""
        if self.width <= _SEGMENT:
            return [self.width]
        count = -(-self.width // _ADVANCE)
        return [_SEGMENT] * (count - 1) + [self.width - (count - 1) * _ADVANCE]

    def measure(self, value: Value) -> None:
        """Note how wide a value is, and which numbers are taken."""
        if isinstance(value, Why) or value is None:
            return
        if self.is_text:
            text = _told(value)
            self.width = max(self.width, len(text.encode()))
            if text[:1] == "-":
                self.seen.add(text)
        elif isinstance(value, int | float) and value < 0:
            self.seen.add(value)

    def settle(self) -> None:
        """Choose what stands for refused and unknown, once all values are known."""
        taken = {float(one) for one in self.seen if isinstance(one, int | float)}
        spoken = {one for one in self.seen if isinstance(one, str)}
        free = (pair for pair in _PAIRS if not ({float(n) for n in pair} & taken or {str(n) for n in pair} & spoken))
        self.missing = next(free, _PAIRS[-1])
        if self.is_text:
            codes = [len(code.encode()) for code, _ in self.column.choices]
            self.width = min(max(self.width, 3, len(str(self.missing[1])), *codes), MOST_BYTES)

    def reason(self, why: Why) -> int:
        """The number that stands for a reason."""
        return self.missing[why is Why.UNKNOWN]

    def labels(self) -> Iterator[tuple[float | str, str]]:
        """Every value that has a label, reasons last."""
        yield from self.column.choices
        for why in Why if self.may_lack else ():
            number = self.reason(why)
            yield str(number) if self.is_text else float(number), REASON_LABELS[why]


def write_sav(stream: IO[bytes], table: Table, rows: Iterable[Row], again: Iterable[Row], cases: int) -> None:
    """Write one table; `again` gives the same rows as `rows` once more, `cases` is how many there are."""
    variables = list(_variables(table.columns))
    for row in rows:
        for variable, value in zip(variables, row, strict=True):
            variable.measure(value)
    for variable in variables:
        variable.settle()
    stream.write(b"".join(_dictionary(table, variables, cases)))
    for row in again:
        stream.write(b"".join(_cell(variable, value) for variable, value in zip(variables, row, strict=True)))


def _variables(columns: Sequence[Column]) -> Iterator[_Variable]:
    """Columns with the names that SPSS allows: ASCII letters first, 64 bytes, all different; short ones of 8 bytes."""
    taken: set[str] = set()
    for number, column in enumerate(columns):
        plain = _SAFE.sub("_", fold(column.name) if not column.name.isascii() else column.name).rstrip("._")[:60]
        plain = plain if plain[:1].isalpha() and plain.upper() not in _RESERVED else f"v_{plain}".rstrip("._")
        name, more = plain, 1
        while name.upper() in taken:
            more += 1
            name = f"{plain[:56]}_{more}"
        taken.add(name.upper())
        yield _Variable(column, name, f"V{number:X}")


def _dictionary(table: Table, variables: Sequence[_Variable], cases: int) -> Iterator[bytes]:
    """Everything before the cases."""
    elements = sum(-(-width // 8) or 1 for variable in variables for width in variable.pieces)
    yield struct.pack(
        "<4s60s5id9s8s64s3x", b"$FL2", _padded("@(#) SPSS DATA FILE To So", 60), 2, elements, 0, 0, cases, 100.0,
        b"01 Jan 25", b"00:00:00", _padded(table.label, 64),
    )  # fmt: skip
    shorts = _shorts(variables)
    for variable in variables:
        yield from _variable_records(variable, shorts[variable.short])
    yield from _value_labels(variables)
    yield _extension(3, 4, struct.pack("<8i", 1, 0, 0, -1, 1, 1, 2, 65001))
    yield _extension(4, 8, struct.pack("<3d", _SYSMIS, _HIGHEST, _LOWEST))
    yield _extension(13, 1, "\t".join(f"{one.short}={one.name}" for one in variables).encode())
    wide = "".join(f"{one.short}={one.width:05d}\0\t" for one in variables if one.width > _SEGMENT)
    if wide:
        yield _extension(14, 1, wide.encode())
    yield _extension(20, 1, b"UTF-8")
    yield from _long_labels(variables)
    yield struct.pack("<2i", 999, 0)


def _shorts(variables: Sequence[_Variable]) -> dict[str, list[str]]:
    """The 8-letter names of every variable's pieces."""
    return {one.short: [one.short, *(f"{one.short}_{n:X}" for n in range(1, len(one.pieces)))] for one in variables}


def _variable_records(variable: _Variable, shorts: Sequence[str]) -> Iterator[bytes]:
    """The records of a variable: one for each piece, and one for every further 8 bytes of a piece."""
    for place, (short, width) in enumerate(zip(shorts, variable.pieces, strict=True)):
        label = _cut(variable.column.label, 255) if place == 0 else b""
        own = _own_missing(variable) if place == 0 else []
        shown = _format(variable, width)
        yield struct.pack("<6i8s", 2, width, bool(label), len(own), shown, shown, _padded(short, 8))
        if label:
            yield struct.pack("<i", len(label)) + label.ljust(-(-len(label) // 4) * 4)
        yield b"".join(own)
        yield struct.pack("<6i8s", 2, -1, 0, 0, 0, 0, b" " * 8) * (-(-width // 8) - 1)


def _own_missing(variable: _Variable) -> list[bytes]:
    """The missing values of a number or a narrow text; wide texts have a record of their own."""
    if not variable.may_lack:
        return []
    if not variable.is_text:
        return [struct.pack("<d", number) for number in variable.missing]
    return [_padded(str(number), 8) for number in variable.missing] if variable.width <= _NARROW else []


def _format(variable: _Variable, width: int) -> int:
    """How a value is shown: kind, width and decimals in one number."""
    if variable.is_text:
        return _A << 16 | width << 8
    if variable.column.type == "date":
        return _DATE << 16 | 11 << 8
    return _F << 16 | 12 << 8 | (2 if variable.column.type == "decimal" else 0)


def _value_labels(variables: Sequence[_Variable]) -> Iterator[bytes]:
    """Labels of numbers and narrow texts: the labels, then the place of their variable."""
    place = 1
    for variable in variables:
        if not variable.is_text or variable.width <= _NARROW:
            yield from _labels_at(place, list(variable.labels()))
        place += sum(-(-width // 8) or 1 for width in variable.pieces)


def _labels_at(place: int, labels: Sequence[tuple[float | str, str]]) -> Iterator[bytes]:
    """The labels of the variable at a place, when it has any."""
    if labels:
        yield struct.pack("<2i", 3, len(labels))
        for value, label in labels:
            told = _cut(label, 120)
            raw = _padded(value, 8) if isinstance(value, str) else struct.pack("<d", value)
            yield raw + bytes([len(told)]) + told.ljust(-(-(len(told) + 1) // 8) * 8 - 1)
        yield struct.pack("<3i", 4, 1, place)


def _long_labels(variables: Sequence[_Variable]) -> Iterator[bytes]:
    """Labels and missing values of texts wider than 8 bytes (extensions 21 and 22)."""
    wide = [one for one in variables if one.is_text and one.may_lack and one.width > _NARROW]
    labels = b"".join(
        _counted(one.name.encode())
        + struct.pack("<2i", one.width, len(told := list(one.labels())))
        + b"".join(_counted(_padded(str(value), one.width)) + _counted(_cut(label, 120)) for value, label in told)
        for one in wide
    )
    missing = b"".join(
        _counted(one.name.encode())
        + bytes([2])
        + struct.pack("<i", 8)
        + b"".join(_padded(str(n), 8) for n in one.missing)
        for one in wide
    )
    if wide:
        yield _extension(21, 1, labels)
        yield _extension(22, 1, missing)


def _cell(variable: _Variable, value: Value) -> bytes:
    """One value in the cases."""
    if not variable.is_text:
        return struct.pack("<d", _number(variable, value))
    text = str(variable.reason(value)) if isinstance(value, Why) else "" if value is None else _told(value)
    raw = text.encode()
    if len(raw) > MOST_BYTES:
        raw = _cut(text, MOST_BYTES)
    if len(raw) > variable.width:
        raise TosoError("Sổ vừa có thay đổi khi đang xuất; chưa ghi tệp nào.", "Hãy xuất lại.", code="changed")
    pieces = variable.pieces
    if len(pieces) == 1:
        return raw.ljust(-(-variable.width // 8) * 8)
    cuts = [raw[start : start + _SEGMENT] for start in range(0, len(pieces) * _SEGMENT, _SEGMENT)]
    return b"".join(cut.ljust(-(-width // 8) * 8) for cut, width in zip(cuts, pieces, strict=True))


def _number(variable: _Variable, value: Value) -> float:
    """A number, a day as seconds, a reason as its number, nothing as SPSS's own missing value."""
    if isinstance(value, Why):
        return float(variable.reason(value))
    if isinstance(value, date):
        return (value.toordinal() - _FIRST_DAY) * 86_400.0
    return float(value) if isinstance(value, int | float) else _SYSMIS


def _told(value: Value) -> str:
    """A text, or codes with spaces between them."""
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _extension(kind: int, size: int, data: bytes) -> bytes:
    """A record of type 7."""
    return struct.pack("<4i", 7, kind, size, len(data) // size) + data


def _counted(raw: bytes) -> bytes:
    return struct.pack("<i", len(raw)) + raw


def _padded(text: str, width: int) -> bytes:
    return _cut(text, width).ljust(width)


def _cut(text: str, width: int) -> bytes:
    """At most so many bytes, never half of a letter."""
    raw = text.encode()
    return raw if len(raw) <= width else raw[:width].decode("utf-8", "ignore").encode()
