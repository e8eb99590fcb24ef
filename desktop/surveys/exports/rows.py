"""Responses turned into rows of typed cells: numbers, dates, texts in NFC, codes, and reasons for having no answer.

An answer whose type does not fit its column becomes an empty cell and is counted, never guessed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import lru_cache
from itertools import groupby

import msgspec

from desktop.surveys.exports.layout import Column, Table
from desktop.text import nfc


class Why(Enum):
    """Why a cell has no answer."""

    REFUSED = "refused"
    UNKNOWN = "unknown"


#: How a reason stands in a cell of text, and what it is called. Texts that look like one are marked (`harmless`).
TOKENS: Mapping[Why, str] = {Why.REFUSED: "#khong_tra_loi", Why.UNKNOWN: "#khong_biet"}
REASON_LABELS: Mapping[Why, str] = {Why.REFUSED: "Không trả lời", Why.UNKNOWN: "Không biết"}

#: What a cell holds; a tuple are codes.
Value = int | float | str | date | tuple[str, ...] | Why | None
Row = list[Value]

_LONGEST = 32_767  # letters that a spreadsheet's cell can hold
_REASONS = {why.value: why for why in Why}


@dataclass(frozen=True)
class Exported:
    """One response as an export knows it: where it belongs, and its answers as JSON."""

    key: str
    household: str
    village: str
    round: str
    form_id: str
    form_version: str
    on: str
    answers: str


@dataclass
class Account:
    """What an export came to: rows by table, answers that did not fit their column or that no form knows."""

    rows: dict[str, int] = field(default_factory=dict)
    unfit: int = 0
    foreign: int = 0


class RowMaker:
    """Makes the rows of all tables, response by response, and keeps the account."""

    def __init__(self, tables: tuple[Table, ...], *, known: Iterable[str] = ()) -> None:
        self.tables = tables
        self.account = Account({table.name: 0 for table in tables})
        self._places = {table.repeat: place for place, table in enumerate(tables)}
        self._makers = [[self._cells(*columns) for columns in _by_source(table.asked)] for table in tables]
        self._known = {*known, *(column.source for column in tables[0].asked), *(table.source for table in tables)}

    def rows(self, response: Exported) -> Iterator[tuple[int, Row]]:
        """The place of a table and a row of it: the response itself first, then the entries of its repeats."""
        found = _decoded(response.answers)
        self.account.foreign += sum(name not in self._known for name in found)
        fixed: Row = [
            response.key, response.household, response.village, _nfc(response.round), response.form_id,
            response.form_version, _as_date(response.on),
        ]  # fmt: skip
        yield from self._of(0, fixed, found, response)

    def _of(
        self, place: int, fixed: Row, answers: Mapping[str, object], response: Exported
    ) -> Iterator[tuple[int, Row]]:
        """A row with the rows of the repeats inside it."""
        table = self.tables[place]
        self.account.rows[table.name] += 1
        row = fixed.copy()
        for make in self._makers[place]:
            make(answers, row)
        yield place, row
        for path in table.children:
            inner = self._places[path]
            source = self.tables[inner].source
            entries = answers.get(source)
            for number, entry in enumerate(entries if isinstance(entries, list) else (), start=1):
                told = entry if isinstance(entry, dict) else {}
                key = f"{fixed[0]}/{source}[{number}]"
                yield from self._of(inner, [key, fixed[0], response.household], told, response)

    def _cells(self, column: Column, *flags: Column) -> Callable[[Mapping[str, object], Row], None]:
        """How to add the cells of one answer to a row: its own, and those of its flags."""
        convert, source = _CONVERTERS[column.type], column.source
        options = tuple(flag.option for flag in flags)
        empty: Row = [None] * (1 + len(flags))

        def add(answers: Mapping[str, object], row: Row) -> None:
            answer = answers.get(source)
            if answer is None or answer == "" or answer == []:
                row += empty
                return
            value = _reason(answer) if type(answer) is dict else convert(answer)
            self.account.unfit += value is None
            row.append(value)
            if options:
                picked = isinstance(value, tuple)
                row += [int(option in value) for option in options] if picked else empty[1:]  # type: ignore[operator]

        return add


def _by_source(columns: Iterable[Column]) -> Iterator[list[Column]]:
    """Columns that are made of the same answer, which stand side by side."""
    return (list(group) for _, group in groupby(columns, key=lambda column: column.source))


def _reason(answer: dict[str, object]) -> Why | None:
    """A reason for having no answer; any other object is none."""
    return _REASONS.get(str(answer.get("missing")))


_nfc = lru_cache(1 << 11)(nfc)  # codes, dates and names of villages come again and again


def _decoded(answers: str) -> dict[str, object]:
    """The answers object; what is none is empty."""
    try:
        found = msgspec.json.decode(answers)
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _text(answer: object) -> Value:
    """Any single value as text in NFC, cut where no spreadsheet could hold it."""
    if type(answer) is str:
        return _nfc(answer)[:_LONGEST] or None
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return str(answer)
    return " ".join(map(str, answer)) if isinstance(answer, list) and _all_texts(answer) else None


def _integer(answer: object) -> Value:
    return answer if type(answer) is int else None


def _decimal(answer: object) -> Value:
    return answer if type(answer) is int or type(answer) is float else None


def _as_date(answer: object) -> Value:
    try:
        return date.fromisoformat(answer) if type(answer) is str else None
    except ValueError:
        return None


def _code(answer: object) -> Value:
    return _nfc(answer) or None if type(answer) is str else None


def _codes(answer: object) -> Value:
    if type(answer) is str:  # from a version where one could be picked
        return (_nfc(answer),)
    return tuple(map(_nfc, answer)) if isinstance(answer, list) and _all_texts(answer) else None


def _all_texts(answer: list[object]) -> bool:
    return all(type(code) is str for code in answer)


_CONVERTERS: Mapping[str, Callable[[object], Value]] = {
    "text": _text, "integer": _integer, "decimal": _decimal, "date": _as_date, "time": _text, "datetime": _text,
    "code": _code, "codes": _codes, "flag": _codes,
}  # fmt: skip
