"""A table as it is shown on the screen, saved for Excel: numbers as numbers, the words for what has none."""

from collections.abc import Iterator
from pathlib import Path

from desktop.files import written_together
from desktop.models.survey_tables import ShownCell, ShownTable
from desktop.surveys.exports import xlsx
from desktop.surveys.exports.layout import Column
from desktop.surveys.exports.rows import Row
from desktop.text import DASH

_UNKNOWN = "–"  # a lone hyphen would get an apostrophe in front, as everything that could begin a formula
_NARROWEST, _WIDEST = 8, 60


def save_table(path: Path, table: ShownTable) -> None:
    """Write the table and its notes into a workbook; raises FileProblem, and then nothing is there."""
    columns = [Column(head, head, "text") for head in (*table.heads, *table.extra_heads)]
    rows = list(_rows(table, len(columns)))
    widths = [
        min(_WIDEST, max(_NARROWEST, *(len(str(cell)) + 2 for cell in cells if cell is not None)))
        for cells in zip([column.name for column in columns], *_body(table), strict=True)
    ]
    with written_together([path]) as (made,):
        xlsx.write_sheet(made, table.title, columns, rows, widths)


def _rows(table: ShownTable, columns: int) -> Iterator[Row]:
    yield from _body(table)
    for note in (table.title, *table.notes):
        empty: Row = [None] * (columns - 1)
        yield [note, *empty]


def _body(table: ShownTable) -> list[Row]:
    extra = table.extra or ((),) * len(table.rows)
    return [[_value(cell) for cell in (*row, *more)] for row, more in zip(table.rows, extra, strict=True)]


def _value(cell: ShownCell) -> int | float | str:
    if cell.value is not None:
        return cell.value
    return _UNKNOWN if cell.text == DASH else cell.text
