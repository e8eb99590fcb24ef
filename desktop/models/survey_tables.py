"""Tables of a survey as they are shown and saved: words for the screen, values for a spreadsheet, from the same facts.

A cell is a text and, where there is a number, that number; what is hidden says so, what is not known is "-".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.models.facts import Figure
from desktop.models.survey_charts import (
    HIDDEN_WORD,
    STATES,
    choices_of,
    told_cell,
    told_number,
    told_points,
    told_share,
)
from desktop.models.survey_facts import Cell, ColumnFacts, ComparedGroup, GroupFacts, QuestionFacts
from desktop.models.survey_progress import ProgressLine
from desktop.text import DASH, format_count, format_share

SMALL_CELLS = (
    "“ẩn”: dưới 5 hộ, hoặc từ số này tính ra được một số dưới 5 hộ. Giấu để không ai nhận ra hộ nào đã trả lời gì."
)


class ShownCell(NamedTuple):
    """What stands in a cell on the screen, and its number for a spreadsheet (None: the text stands there too)."""

    text: str
    value: int | float | None = None


@dataclass(frozen=True)
class ShownTable:
    """A table with its title; `extra` are columns that only a saved file has, behind the others."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    notes: tuple[str, ...] = ()
    extra_heads: tuple[str, ...] = ()
    extra: tuple[tuple[ShownCell, ...], ...] = ()
    strong_last: bool = False

    @property
    def hides(self) -> bool:
        """Whether something is hidden in it."""
        return any(cell.text.startswith(HIDDEN_WORD) for row in self.rows for cell in row)


def question_table(table: QuestionFacts, by: str) -> ShownTable:
    """One question by group: how many answered, each choice with its share, and why others gave no answer."""
    choices, reasons = choices_of(table), _reasons(table)
    numbers = any(row.numbers for row in table.rows)
    heads = [by, f"Số {table.unit}", "Có trả lời", *(choice.label for choice in choices)]
    heads += ["Trung bình", "Tổng"] if numbers else []
    heads += [column.label for _, column in reasons]
    rows = tuple(tuple(_question_row(table, row, numbers=numbers)) for row in table.rows)
    shares = tuple(tuple(_shares(table, row)) for row in table.rows)
    return ShownTable(
        table.label, tuple(heads), rows, extra_heads=tuple(f"{choice.label} (%)" for choice in choices), extra=shares,
        strong_last=table.total is not None,
    )  # fmt: skip


def _reasons(table: QuestionFacts) -> list[tuple[int, ColumnFacts]]:
    """The reasons for having no answer that somebody has, with their places."""
    return [
        (place, column)
        for place, column in enumerate(table.columns)
        if column.role != "choice" and any(row.cells[place].value or row.cells[place].hidden for row in table.rows)
    ]


def _question_row(table: QuestionFacts, row: GroupFacts, *, numbers: bool) -> Iterator[ShownCell]:
    yield ShownCell(row.name)
    yield _counted(Cell(row.units))
    yield _counted(row.answered)
    for column, cell in zip(table.columns, row.cells, strict=True):
        if column.role == "choice":
            yield ShownCell(_with_share(cell, row.answered), cell.value)
    if numbers:
        mean = row.numbers.mean if row.numbers else None
        total = row.numbers.total if row.numbers else None
        for value in (mean, total):
            yield ShownCell(HIDDEN_WORD if row.answered.hidden else told_number(value), value)
    for place, _ in _reasons(table):
        yield _counted(row.cells[place])


def _counted(cell: Cell) -> ShownCell:
    return ShownCell(told_cell(cell), cell.value)


def _with_share(cell: Cell, base: Cell) -> str:
    if cell.hidden or cell.value is None or base.value is None:
        return told_cell(cell)
    return f"{format_count(cell.value)} ({format_share(cell.value, base.value)})" if base.value else DASH


def _shares(table: QuestionFacts, row: GroupFacts) -> Iterator[ShownCell]:
    for column, cell in zip(table.columns, row.cells, strict=True):
        if column.role == "choice":
            known = cell.value is not None and bool(row.answered.value)
            share = round(100 * (cell.value or 0) / (row.answered.value or 1), 1) if known else None
            yield ShownCell(format_share(cell.value, row.answered.value) if known else told_cell(cell), share)


def indicator_table(title: str, figures: Sequence[Figure]) -> ShownTable:
    """The indicators with value, base and coverage."""
    heads = ("Chỉ tiêu", "Kết quả", "Số đạt / tổng số", "Hộ có trả lời")
    rows = tuple(tuple(_indicator_row(one)) for one in figures)
    codes = tuple((ShownCell(one.code),) for one in figures)
    return ShownTable(title, heads, rows, extra_heads=("Mã",), extra=codes)


def _indicator_row(one: Figure) -> Iterator[ShownCell]:
    share = one.unit == "%"
    hidden = one.code == "KS-2" and one.value is None and bool(one.base)
    yield ShownCell(one.name)
    told = format_share(one.value, one.base) if share else f"{format_count(one.value)} {one.unit}"
    value = round(100 * one.value / one.base, 1) if share and one.value is not None and one.base else None
    yield ShownCell(HIDDEN_WORD if hidden else told if one.value is not None else DASH, value if share else one.value)
    parts = f"{format_count(one.value)}/{format_count(one.base)}"
    yield ShownCell(HIDDEN_WORD if hidden else parts if one.is_rate and one.value is not None else DASH)
    known = one.answered is not None and one.expected is not None
    told = f"{format_count(one.answered)}/{format_count(one.expected)} {one.unit_of_coverage}"
    yield ShownCell(told if known else DASH)


def comparison_table(title: str, group: ComparedGroup, before: str, after: str) -> ShownTable:
    """Each answer in two rounds, with the difference."""
    first, second = (row.answered if row else Cell(None) for row in (group.before, group.after))
    means = [row.numbers.mean if row and row.numbers else None for row in (group.before, group.after)]
    rows = []
    for change in group.changes:
        told = (
            [told_share(change.before, first), told_share(change.after, second)]
            if change.code
            else [told_number(mean) for mean in means]
        )
        points = round(change.points, 1) if change.points is not None else None
        rows.append((ShownCell(change.label), *map(ShownCell, told), ShownCell(told_points(change), points)))
    return ShownTable(title, ("Câu trả lời", before, after, "Chênh lệch"), tuple(rows))


def progress_table(title: str, by: str, lines: Sequence[ProgressLine]) -> ShownTable:
    """The households of each line by their state."""
    heads = (by, "Số hộ", *(name for _, name, _ in STATES))
    rows = tuple(
        (
            ShownCell(line.name),
            ShownCell(format_count(line.households), line.households),
            *(ShownCell(format_count(line.states[state]), line.states[state]) for state, _, _ in STATES),
        )
        for line in lines
    )
    return ShownTable(title, heads, rows)
