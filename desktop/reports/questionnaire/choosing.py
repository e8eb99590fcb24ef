"""The choices of a question: boxes with codes, in as many columns as make the list lowest, read line by line."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from desktop.models.questionnaire_facts import PrintedChoice
from desktop.reports.fonts import BOLD, REGULAR
from desktop.reports.ink import width_of, wrap, write
from desktop.reports.questionnaire.rows import Row
from desktop.reports.questionnaire.sheet import WIDTH
from desktop.reports.questionnaire.ticks import BOX, box

SIZE, _SMALL_SIZE = 10.8, 9.8
_AIR, _SMALL_AIR = 4.6, 2.6  # points between rows of boxes
_BETWEEN, _MOST_BETWEEN = 9.0, 46.0
_LONG_LIST = 20  # choices; longer lists stand closer
_MOST_COLUMNS, _MOST_LINES = 6, 40
_BROKEN = 3.0  # points of height that a second line is worth avoiding


@dataclass(frozen=True)
class _Grid:
    """The choices in columns of these widths, each with its wrapped label."""

    widths: tuple[float, ...]
    size: float
    air: float
    code_width: float
    rows: list[list[tuple[PrintedChoice, list[str]]]]

    @property
    def leading(self) -> float:
        return self.size * 1.15

    @property
    def height(self) -> float:
        return sum(map(self.row_height, self.rows))

    @property
    def cost(self) -> float:
        """The height, and a little for every label that is broken."""
        return self.height + _BROKEN * sum(len(lines) - 1 for row in self.rows for _, lines in row)

    def row_height(self, cells: Sequence[tuple[PrintedChoice, list[str]]]) -> float:
        """How high one line of boxes stands."""
        return max(BOX, max(len(lines) for _, lines in cells) * self.leading) + self.air


def choice_rows(choices: Sequence[PrintedChoice], left: float) -> Iterator[Row]:
    """A row for each line of boxes."""
    grid = _lowest(choices, WIDTH - left)
    for cells in grid.rows:
        yield _row(grid, cells, left)


def single_row(choices: Sequence[PrintedChoice], left: float, room: float) -> Row | None:
    """All choices on one line between `left` and `left + room`; None when they do not fit."""
    grid = _natural(choices, room, len(choices))
    return _row(grid, grid.rows[0], left) if grid else None


def _lowest(choices: Sequence[PrintedChoice], room: float) -> _Grid:
    """The grid that costs least height; of equals the one with fewer columns."""
    columns = range(1, min(_MOST_COLUMNS, len(choices)) + 1)
    grids = [_natural(choices, room, count) or _even(choices, room, count) for count in columns]
    fitting = [grid for grid in grids if grid is not None]
    return min(fitting, key=lambda grid: (round(grid.cost, 2), len(grid.widths)))


def _natural(choices: Sequence[PrintedChoice], room: float, columns: int) -> _Grid | None:
    """Labels on one line each, columns as wide as their widest label; None when that is too wide."""
    across, size = _across(choices, columns), _size(choices)
    code = _code_width(choices, size)
    labels = [width_of(choice.label, _face(choice), size) for choice in choices]
    widths = [BOX + 4 + code + max(labels[at::across]) + _BETWEEN for at in range(across)]
    spare = room + _BETWEEN - sum(widths)
    if spare < 0:
        return None
    more = min(spare / across, _MOST_BETWEEN - _BETWEEN)
    return _laid(choices, [width + more for width in widths], [[choice.label] for choice in choices], code)


def _even(choices: Sequence[PrintedChoice], room: float, columns: int) -> _Grid | None:
    """Columns of one width with labels on several lines; None when one would need too many or break a word."""
    across, size = _across(choices, columns), _size(choices)
    code = _code_width(choices, size)
    label = room / across - BOX - 4 - code - (_BETWEEN if across > 1 else 0)
    lines = [wrap(choice.label, _face(choice), size, label, _MOST_LINES) for choice in choices]
    most = {1: _MOST_LINES, 2: 3}.get(across, 2)
    pairs = zip(choices, lines, strict=True)
    if any(len(some) > most or (across > 1 and " ".join(some).split() != c.label.split()) for c, some in pairs):
        return None
    return _laid(choices, [room / across] * across, lines, code)


def _laid(choices: Sequence[PrintedChoice], widths: Sequence[float], lines: Sequence[list[str]], code: float) -> _Grid:
    """The grid of the choices with their lines, row by row."""
    cells = list(zip(choices, lines, strict=True))
    rows = [cells[at : at + len(widths)] for at in range(0, len(cells), len(widths))]
    return _Grid(tuple(widths), _size(choices), _SMALL_AIR if _is_long(choices) else _AIR, code, rows)


def _across(choices: Sequence[PrintedChoice], columns: int) -> int:
    """How many columns are filled when the rows are about equally long."""
    return math.ceil(len(choices) / math.ceil(len(choices) / columns))


def _is_long(choices: Sequence[PrintedChoice]) -> bool:
    return len(choices) > _LONG_LIST


def _size(choices: Sequence[PrintedChoice]) -> float:
    return _SMALL_SIZE if _is_long(choices) else SIZE


def _code_width(choices: Sequence[PrintedChoice], size: float) -> float:
    return max(width_of(choice.code, BOLD, size) for choice in choices) + 5


def _face(choice: PrintedChoice) -> str:
    return BOLD if choice.mark else REGULAR


def _row(grid: _Grid, cells: Sequence[tuple[PrintedChoice, list[str]]], left: float) -> Row:
    lefts = list(accumulate(grid.widths, initial=left))

    def draw(canvas: Canvas, top: float) -> None:
        for x, (choice, lines) in zip(lefts, cells, strict=False):
            bottom = top - grid.air / 2 - BOX
            baseline = bottom + (BOX - grid.size * 0.66) / 2
            box(canvas, x, bottom, choice.mark)
            write(canvas, x + BOX + 4, baseline, choice.code, BOLD, grid.size)
            for line in lines:
                write(canvas, x + BOX + 4 + grid.code_width, baseline, line, _face(choice), grid.size)
                baseline -= grid.leading

    return Row(grid.row_height(cells), draw)
