"""Rows that are drawn one below the other and may be parted between pages, but not everywhere. They know no words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop.reports.ink import write
from desktop.reports.questionnaire.sheet import HEIGHT, WIDTH

#: Draws a row whose top is at a height.
Draw = Callable[[Canvas, float], None]
_WHOLE = HEIGHT * 0.3  # what is lower than this is never parted
_FIRM = 0.5  # points: what a frame may lose to rounding


@dataclass(frozen=True)
class Row:
    """One row; `holds` keeps it on the page of the next one."""

    height: float
    draw: Draw
    holds: bool = False


def nothing(height: float) -> Row:
    """Empty room."""
    return Row(height, lambda _canvas, _top: None)


def text_row(text: str, face: str, size: float, *, x: float = 0, leading: float = 1.2, grey: float = 0) -> Row:
    """One line of text that stays with what follows."""

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFillGray(grey)
        write(canvas, x, top - size * 0.95, text, face, size)
        canvas.setFillGray(0)

    return Row(size * leading, draw, holds=True)


def held(rows: Sequence[Row]) -> list[Row]:
    """The rows with no lone one beside a page's end: the first two hold on to each other, the last two too."""
    last = len(rows) - 1
    return [replace(row, holds=at < last and (row.holds or at in (0, last - 1))) for at, row in enumerate(rows)]


class Rows(Flowable):
    """Rows in one column; `again` are repeated at the top of each next page."""

    def __init__(self, rows: Sequence[Row], again: Sequence[Row] = ()) -> None:
        super().__init__()
        self.rows, self.again = list(rows), list(again)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """As high as the rows together."""
        self.width, self.height = WIDTH, sum(row.height for row in self.rows)
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """What fits, and the rest; nothing when it had better begin on a fresh page."""
        fresh = height > HEIGHT - _FIRM
        if not fresh and sum(row.height for row in self.rows) <= _WHOLE:
            return []
        fitting = self._fitting(height)
        count = fitting
        while count and self.rows[count - 1].holds:
            count -= 1
        if count <= len(self.again):
            count = fitting if fresh else 0  # held rows that are longer than a page are parted all the same
        if not 0 < count < len(self.rows):
            return []
        return [Rows(self.rows[:count], self.again), Rows([*self.again, *self.rows[count:]], self.again)]

    def _fitting(self, height: float) -> int:
        """How many rows stand within a height."""
        count = 0
        for row in self.rows:
            height -= row.height
            if height < 0:
                break
            count += 1
        return count

    def draw(self) -> None:
        """Draw from the top."""
        top = self.height
        for row in self.rows:
            row.draw(self.canv, top)
            top -= row.height
