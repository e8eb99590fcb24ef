"""What a pen fills in: boxes to tick, cells for digits, ruled lines. Places are those of the canvas, in points."""

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.fonts import BOLD
from desktop.reports.ink import width_of, write

BOX = 4.3 * mm
CELL_WIDTH, CELL_HEIGHT = 6.2 * mm, 7.4 * mm
RULE = 8 * mm  # from one ruled line to the next
ANSWER = 11.5  # points: what was answered
_SIGN = 7.0  # points: room for a "-" or "/" between cells
_THIN, _FAINT = 0.7, 0.55


def box(canvas: Canvas, x: float, bottom: float, mark: str = "", side: float = BOX) -> None:
    """A box, crossed when `mark` is "x", with the mark in it when it is something else."""
    canvas.setLineWidth(_THIN)
    canvas.rect(x, bottom, side, side)
    if mark == "x":
        canvas.setLineWidth(1.6)
        inset = side * 0.2
        canvas.line(x + inset, bottom + inset, x + side - inset, bottom + side - inset)
        canvas.line(x + inset, bottom + side - inset, x + side - inset, bottom + inset)
    elif mark:
        write(canvas, x + side / 2, bottom + side * 0.22, mark, BOLD, side * 0.75, "centre")


def cells_width(pattern: str) -> float:
    """How wide the cells of a pattern are."""
    return sum(CELL_WIDTH if sign == "_" else _SIGN for sign in pattern)


def fits_cells(pattern: str, written: str) -> bool:
    """Whether an answer can stand in the cells: digit by digit, or a number that is not longer."""
    if len(written) == len(pattern):
        return all(sign in ("_", letter) for sign, letter in zip(pattern, written, strict=True))
    return set(pattern) == {"_"} and written.isdigit() and len(written) < len(pattern)


def cells(canvas: Canvas, x: float, bottom: float, pattern: str, written: str = "") -> None:
    """A cell a digit, the signs between them, and the digits that were answered, flush right."""
    canvas.setLineWidth(_THIN)
    baseline = bottom + CELL_HEIGHT * 0.28
    for sign, letter in zip(pattern, written.rjust(len(pattern)), strict=True):
        width = CELL_WIDTH if sign == "_" else _SIGN
        if sign == "_":
            canvas.rect(x, bottom, CELL_WIDTH, CELL_HEIGHT)
        shown = letter.strip() if sign == "_" else sign
        if shown:
            write(canvas, x + width / 2, baseline, shown, BOLD, ANSWER + 1, "centre")
        x += width


def rule(canvas: Canvas, x: float, right: float, y: float, written: str = "") -> None:
    """A dotted line to write on, with the line of an answer that stands on it."""
    canvas.saveState()
    canvas.setLineWidth(_FAINT)
    canvas.setDash(0.8, 2)
    canvas.line(x, y, right, y)
    canvas.restoreState()
    if written:
        write(canvas, x + 2, y + 2.5, written, BOLD, ANSWER)


def reason_boxes(canvas: Canvas, right: float, baseline: float, boxes: list[tuple[str, str]]) -> None:
    """Small boxes with their words ("KB", "KT"), flush right on a line of text."""
    side = BOX * 0.82
    for words, mark in reversed(boxes):
        right -= width_of(words, BOLD, 7.5)
        write(canvas, right, baseline, words, BOLD, 7.5)
        right -= side + 1.5
        box(canvas, right, baseline - 2, mark, side)
        right -= 5
