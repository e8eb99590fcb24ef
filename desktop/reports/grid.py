"""A ruled table that is drawn straight onto the page: fast, breaks between rows, repeats its head.

It knows columns, rows and type; what the cells say comes from the callers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from desktop.reports.fonts import BOLD, ITALIC, REGULAR
from desktop.reports.ink import Align, width_of, wrap, write
from desktop.reports.page import LANDSCAPE_HEIGHT, TABLE_SIZE, THIN

_SIDE, _ABOVE, _BELOW = 3.0, 1.6, 2.6  # points of air inside a cell


@dataclass(frozen=True)
class Column:
    """A column's width in points and how its cells are aligned."""

    width: float
    align: Align = "centre"


@dataclass(frozen=True)
class Row:
    """A row's cells; a line break in a cell is kept.

    `merge` joins the columns from the first to the last that it names; the first one's cell speaks for all.

    `stays_with_next` keeps a group's title on the page of its first row, and the last rows on that of the sums.
    """

    cells: tuple[str, ...]
    face: str = REGULAR
    align: Align | None = None
    merge: tuple[int, int] | None = None
    stays_with_next: bool = False


def head_row(*cells: str) -> Row:
    """A row of column titles."""
    return Row(cells, BOLD, "centre")


def numbering_row(count: int) -> Row:
    """The row (1) (2) (3) under the titles."""
    return Row(tuple(f"({number})" for number in range(1, count + 1)), ITALIC, "centre")


@dataclass(frozen=True)
class _Cell:
    """A cell that was wrapped: where it starts, how wide it is, and its lines."""

    x: float
    width: float
    align: Align
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _SetRow:
    """A row that was set: its cells and its height."""

    row: Row
    cells: tuple[_Cell, ...]
    height: float


class Grid(Flowable):
    """The table. It never breaks inside a row, nor between rows that stay together unless they fill a page."""

    def __init__(
        self, columns: Sequence[Column], head: Sequence[Row], rows: Sequence[Row], size: float = TABLE_SIZE
    ) -> None:
        super().__init__()
        self.size = size
        self.head = [_set_row(row, columns, size) for row in head]
        self.rows = [_set_row(row, columns, size) for row in rows]
        self.width = sum(column.width for column in columns)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The table is as wide as its columns and as high as its rows."""
        self.height = _height_of(self.head) + _height_of(self.rows)
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """Break before the first row that does not fit; the second part repeats the head."""
        kept = self._rows_that_fit(height - _height_of(self.head))
        if kept == len(self.rows):
            return [self]
        return [] if kept == 0 else [self._with(self.rows[:kept]), self._with(self.rows[kept:])]

    def _rows_that_fit(self, height: float) -> int:
        """How many rows go on this page, when those that stay together are not torn apart."""
        fitting = 0
        while fitting < len(self.rows) and self.rows[fitting].height <= height:
            height -= self.rows[fitting].height
            fitting += 1
        kept = fitting
        while 0 < kept < len(self.rows) and self.rows[kept - 1].row.stays_with_next:
            kept -= 1
        return kept if kept or self._first_rows_fit_a_page() else fitting

    def _first_rows_fit_a_page(self) -> bool:
        """Whether the rows that stay together at the start find room on an empty page of either kind."""
        height = _height_of(self.head)
        for row in self.rows:
            height += row.height
            if not row.row.stays_with_next:
                break
        return height <= LANDSCAPE_HEIGHT

    def _with(self, rows: list[_SetRow]) -> "Grid":
        """The same table with other rows, none of them set again."""
        part = Grid((), (), (), self.size)
        part.head, part.rows, part.width = self.head, rows, self.width
        return part

    def draw(self) -> None:
        """Draw the rows from the top, then the frame's upper edge."""
        self.canv.setLineWidth(THIN)
        self.canv.line(0, self.height, self.width, self.height)
        top = self.height
        for row in (*self.head, *self.rows):
            self._draw_row(row, top)
            top -= row.height

    def _draw_row(self, row: _SetRow, top: float) -> None:
        """Write the cells and rule the lines below and between them."""
        bottom = top - row.height
        edges = [(0.0, bottom, self.width, bottom), (0.0, bottom, 0.0, top)]
        for cell in row.cells:
            edges.append((cell.x + cell.width, bottom, cell.x + cell.width, top))
            self._write_cell(cell, row, top)
        self.canv.lines(edges)

    def _write_cell(self, cell: _Cell, row: _SetRow, top: float) -> None:
        """Write the lines in the middle of the cell's height."""
        spare = row.height - _text_height(len(cell.lines), self.size)
        x = {
            "left": cell.x + _SIDE,
            "centre": cell.x + cell.width / 2,
            "right": cell.x + cell.width - _SIDE,
        }[cell.align]
        baseline = top - spare / 2 - _ABOVE - self.size * 0.85
        for line in cell.lines:
            if line:
                write(self.canv, x, baseline, line, row.row.face, self.size, cell.align)
            baseline -= _leading(self.size)


def _set_row(row: Row, columns: Sequence[Column], size: float) -> _SetRow:
    """Wrap a row's cells into their columns."""
    first, last = row.merge or (-1, -1)
    cells, x = [], 0.0
    for place, column in enumerate(columns):
        width = column.width
        if place == first:
            width = sum(one.width for one in columns[first : last + 1])
        if not first < place <= last:
            cells.append(_set_cell(row, place, x, width, column.align, size))
        x += column.width
    height = max((_text_height(len(cell.lines), size) for cell in cells), default=0)
    return _SetRow(row, tuple(cells), height)


def _set_cell(row: Row, place: int, x: float, width: float, align: Align, size: float) -> _Cell:
    """Wrap one cell; a row that is shorter than the table has empty cells at its end."""
    text = row.cells[place] if place < len(row.cells) else ""
    merged = row.merge is not None and place == row.merge[0]
    lines = tuple(line for part in text.split("\n") for line in wrap(part, row.face, size, width - 2 * _SIDE))
    return _Cell(x, width, row.align or ("left" if merged else align), lines)


def _text_height(lines: int, size: float) -> float:
    """The height of a cell with that many lines."""
    return lines * _leading(size) + _ABOVE + _BELOW - (_leading(size) - size)


def _leading(size: float) -> float:
    """From line to line inside a cell."""
    return size * 1.15


def _height_of(rows: Sequence[_SetRow]) -> float:
    """How high the rows stand together."""
    return sum(row.height for row in rows)


def lines_needed(text: str, face: str, size: float, width: float) -> int:
    """How many lines a cell of a column of `width` takes."""
    return len(wrap(text, face, size, width - 2 * _SIDE))


def cell_width(text: str, face: str, size: float) -> float:
    """The room that a cell's text needs on one line."""
    return width_of(text, face, size) + 2 * _SIDE + 0.1


def widest_word(texts: Sequence[str], face: str, size: float) -> float:
    """The room in points that a column needs so that none of its words is broken."""
    return max((cell_width(word, face, size) for text in texts for word in text.split()), default=0.0)
