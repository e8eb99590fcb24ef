"""The head of a paper: agency and Quốc hiệu side by side, number and date, title, addressee (NĐ 30, ô 1-5a, 9a).

Sizes are fixed by the decree and are never shrunk; what is too wide takes more lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop.reports.fonts import BOLD, ITALIC, REGULAR
from desktop.reports.ink import Align, width_of, wrap, wrap_evenly, write
from desktop.reports.page import TEXT_WIDTH, THIN

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

LEFT_COLUMN, RIGHT_COLUMN = 70 * mm, 95 * mm  # Quốc hiệu needs 88.3 mm at 12 pt (DOMAIN 0.8)
SMALL, MIDDLE, LARGE = 12, 13, 14
_RULE_DROP = 6.2
RULE_SHARE = 0.4  # the decree asks for a third to a half of the line above


@dataclass(frozen=True)
class Line:
    """One line of a centred block."""

    text: str
    face: str
    size: float

    @property
    def leading(self) -> float:
        """From the top of this line to the top of the next one."""
        return self.size * 1.22


def height_of(lines: Sequence[Line]) -> float:
    """How high the lines stand."""
    return sum(line.leading for line in lines)


def write_lines(canvas: Canvas, x: float, top: float, lines: Sequence[Line], align: Align = "centre") -> float:
    """Write the lines below `top`; return the baseline of the last one."""
    baseline = top
    for line in lines:
        baseline = top - line.size * 0.95
        write(canvas, x, baseline, line.text, line.face, line.size, align)
        top -= line.leading
    return baseline


def rule_under(canvas: Canvas, x: float, baseline: float, length: float) -> None:
    """Draw a thin line of `length`, centred at `x`, below the tails of the letters on a baseline."""
    y = baseline - _RULE_DROP
    canvas.setLineWidth(THIN * 1.5)
    canvas.line(x - length / 2, y, x + length / 2, y)


class Letterhead(Flowable):
    """Ô 1 to 4: on the left who issues and the number, on the right Quốc hiệu, Tiêu ngữ, place and date."""

    def __init__(self, superior: Sequence[str], agency: Sequence[str], number: str, place_and_date: str) -> None:
        super().__init__()
        room = LEFT_COLUMN - 2
        above = [Line(part, REGULAR, SMALL) for text in superior for part in wrap(text, REGULAR, SMALL, room, 4)]
        own = [Line(part, BOLD, SMALL) for text in agency for part in wrap_evenly(text, BOLD, SMALL, room, 5)]
        self.agency = [*above, *own]
        self.state = [Line(STATE, BOLD, SMALL), Line(MOTTO, BOLD, MIDDLE)]
        self.number = [Line(part, REGULAR, MIDDLE) for part in wrap_blank(number, REGULAR, MIDDLE, room)]
        self.date = [Line(part, ITALIC, MIDDLE) for part in wrap_blank(place_and_date, ITALIC, MIDDLE, RIGHT_COLUMN)]
        self._gap = 5 * mm

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The head takes the whole width."""
        upper = max(height_of(self.agency), height_of(self.state))
        lower = max(height_of(self.number), height_of(self.date))
        self.width, self.height = TEXT_WIDTH, upper + self._gap + lower
        return self.width, self.height

    def draw(self) -> None:
        """Write both columns; the number and the date share a line, however many lines stand above."""
        canvas, top = self.canv, self.height
        left, right = LEFT_COLUMN / 2, LEFT_COLUMN + RIGHT_COLUMN / 2
        last = self.agency[-1]
        under_agency = write_lines(canvas, left, top, self.agency)
        rule_under(canvas, left, under_agency, width_of(last.text, last.face, last.size) * RULE_SHARE)
        under_motto = write_lines(canvas, right, top, self.state)
        rule_under(canvas, right, under_motto, width_of(MOTTO, BOLD, MIDDLE))
        lower = top - max(height_of(self.agency), height_of(self.state)) - self._gap
        write_lines(canvas, left, lower, self.number)
        write_lines(canvas, right, lower, self.date)


def wrap_blank(text: str, face: str, size: float, room: float) -> list[str]:
    """Wrap only what is too wide, because wrapping closes the gaps that are left for handwriting."""
    return [text] if width_of(text, face, size) <= room else wrap(text, face, size, room, 3)


class Title(Flowable):
    """A centred title: lines of bold or italic type with a short rule under the last of them."""

    def __init__(self, parts: Sequence[tuple[str, str, float]], room: float, width: float = TEXT_WIDTH) -> None:
        super().__init__()
        self.lines = [
            Line(part, face, size) for text, face, size in parts for part in _title_lines(text, face, size, room)
        ]
        self._room = width

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The title stands across the page with air above and below."""
        self.width, self.height = self._room, height_of(self.lines) + 8
        return self.width, self.height

    def draw(self) -> None:
        """Write the lines and the rule."""
        last = self.lines[-1]
        baseline = write_lines(self.canv, self.width / 2, self.height, self.lines)
        rule_under(self.canv, self.width / 2, baseline, width_of(last.text, last.face, last.size) * RULE_SHARE)


def _title_lines(text: str, face: str, size: float, room: float) -> list[str]:
    """One line where it fits, with its blanks; else lines of about equal length."""
    return [text] if width_of(text, face, size) <= room else wrap_evenly(text, face, size, room)


class Addressee(Flowable):
    """Ô 9a: "Kính gửi:" and the addressee's lines, the whole centred, the lines flush with each other."""

    LABEL = "Kính gửi: "

    def __init__(self, addressee: Sequence[str]) -> None:
        super().__init__()
        self._indent = width_of(self.LABEL, REGULAR, LARGE)
        room = TEXT_WIDTH - self._indent - 10 * mm
        self.lines = [Line(part, REGULAR, LARGE) for text in addressee for part in wrap(text, REGULAR, LARGE, room, 4)]

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Room for the lines."""
        self.width, self.height = TEXT_WIDTH, height_of(self.lines)
        return self.width, self.height

    def draw(self) -> None:
        """Write the label beside the first line."""
        block = self._indent + max(width_of(line.text, REGULAR, LARGE) for line in self.lines)
        left = (self.width - block) / 2
        write_lines(self.canv, left, self.height, [Line(self.LABEL, REGULAR, LARGE)], "left")
        write_lines(self.canv, left + self._indent, self.height, self.lines, "left")
