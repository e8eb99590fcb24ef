"""One question as rows: when it is asked, its number and words, what to heed, and the place for the answer."""

from collections.abc import Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas

from desktop.models.questionnaire_facts import PrintedQuestion
from desktop.reports.fonts import BOLD, ITALIC, REGULAR
from desktop.reports.heading import Line
from desktop.reports.ink import width_of, wrap, write
from desktop.reports.questionnaire.choosing import choice_rows, single_row
from desktop.reports.questionnaire.rows import Row, held, nothing, text_row
from desktop.reports.questionnaire.sheet import WIDTH
from desktop.reports.questionnaire.ticks import (
    ANSWER,
    CELL_HEIGHT,
    RULE,
    cells,
    cells_width,
    fits_cells,
    reason_boxes,
    rule,
)

LABEL, SMALL = 11.3, 9.3  # points
INDENT = 25.0
_LEADING = LABEL * 1.22
_REASONS_WIDTH = 62.0
_SHORT_LINE = 150.0
_CHOICES_LEFT = WIDTH * 0.47
_MOST_BESIDE = 6  # lines of a label that has its answer beside it
_MOST_LINES = 400
_GAP = 4.5
_WORDS = {"unknown": "KB", "refused": "KT"}
_SAID = {"unknown": "Không biết", "refused": "Không trả lời"}
NOT_WRITTEN = "(chưa ghi)"
_GREY = 0.4


def question_rows(question: PrintedQuestion) -> list[Row]:
    """The rows of a question, with air below; held together where a page must not part them."""
    if question.standing == "not_asked":
        return [*_not_asked(question), nothing(_GAP / 2)]
    skip = [text_row(f"→ {line}", ITALIC, SMALL, x=INDENT) for line in _wrapped(question.skip, ITALIC, SMALL)]
    beside = _beside(question) or _choices_beside(question)
    rows = [beside] if beside else [*_label_rows(question), *held(list(_places(question)))]
    return [*skip, *rows, nothing(_GAP)]


def _wrapped(text: str, face: str, size: float, room: float = WIDTH - INDENT) -> list[str]:
    return wrap(text, face, size, room, _MOST_LINES) if text else []


def _not_asked(question: PrintedQuestion) -> Iterator[Row]:
    """A question that nobody asked keeps its number, in one grey line."""
    number = f"{question.number}. " if question.number else ""
    for at, line in enumerate(_wrapped(f"{question.label} – không hỏi", ITALIC, SMALL)):
        row = text_row(line, ITALIC, SMALL, x=INDENT, grey=_GREY)
        yield _numbered(row, number, SMALL) if at == 0 else row


def _numbered(row: Row, number: str, size: float) -> Row:
    def draw(canvas: Canvas, top: float) -> None:
        write(canvas, 0, top - size * 0.95, number, BOLD, size)
        row.draw(canvas, top)

    return Row(row.height, draw, row.holds)


# -- the words


def _words(question: PrintedQuestion, room: float) -> list[Line]:
    """The label's lines and those of the hint; where both fit on one line, the hint stands behind the label."""
    face = ITALIC if question.place == "none" else REGULAR
    hint = _hint(question)
    if hint and _width_in_line(question) <= room:
        return [Line(question.label, face, LABEL)]
    label = [Line(text, face, LABEL) for text in _wrapped(question.label, face, LABEL, room)]
    return [*label, *(Line(text, ITALIC, SMALL) for text in _wrapped(hint, ITALIC, SMALL, room))]


def _label_rows(question: PrintedQuestion) -> Iterator[Row]:
    """The words above the place for the answer; the reasons stand at the right of the first line."""
    room = WIDTH - INDENT - (_REASONS_WIDTH if _boxes(question) else 0)
    lines = _words(question, room)
    for at, line in enumerate(lines):
        row = text_row(line.text, line.face, line.size, x=INDENT, leading=1.22)
        yield _first(question, lines, row) if at == 0 else row


def _hint(question: PrintedQuestion) -> str:
    """What to heed; on a record that nothing was written."""
    if question.standing == "empty":
        return NOT_WRITTEN
    return f"({question.hint})" if question.hint else ""


def _width_in_line(question: PrintedQuestion) -> float:
    """The width of label and hint on one line."""
    hint = _hint(question)
    return width_of(question.label, REGULAR, LABEL) + (width_of(hint, ITALIC, SMALL) + 6 if hint else 0)


def _hint_behind(canvas: Canvas, question: PrintedQuestion, lines: Sequence[Line], baseline: float) -> None:
    """Write the hint behind the label, when the lines leave it out."""
    if _hint(question) and all(line.size == LABEL for line in lines):
        x = INDENT + width_of(question.label, REGULAR, LABEL) + 6
        write(canvas, x, baseline, _hint(question), ITALIC, SMALL)


def _first(question: PrintedQuestion, lines: Sequence[Line], row: Row) -> Row:
    """The first line of a question: with its number and the boxes for having no answer."""

    def draw(canvas: Canvas, top: float) -> None:
        baseline = top - LABEL * 0.95
        write(canvas, 0, baseline, f"{question.number}." if question.number else "", BOLD, LABEL)
        row.draw(canvas, top)
        _hint_behind(canvas, question, lines, baseline)
        reason_boxes(canvas, WIDTH, baseline, _boxes(question))

    return Row(max(row.height, _LEADING), draw, holds=True)


def _boxes(question: PrintedQuestion) -> list[tuple[str, str]]:
    """The boxes for having no answer; on a record only what was said, in full."""
    if question.reason:
        return [(_SAID[question.reason], "x")]
    return [(_WORDS[reason], "") for reason in question.reasons]


# -- the answer beside the words


def _beside(question: PrintedQuestion) -> Row | None:
    """The question in one row with cells or a short line at its right; None when they need rows of their own."""
    if question.place == "cells" and fits_cells(question.cells, question.written or question.cells):
        width = cells_width(question.cells)
    elif question.place == "line" and question.lines == 1:
        width = max(_SHORT_LINE, WIDTH - INDENT - _width_in_line(question) - 12 - _reasons_width(question))
    else:
        return None
    room = WIDTH - INDENT - _reasons_width(question) - width - 10
    lines = _words(question, room)
    too_long = width_of(question.written, BOLD, ANSWER) > width - 4 and question.place == "line"
    if len(lines) > _MOST_BESIDE or too_long:
        return None
    return _row_beside(question, lines, width)


def _reasons_width(question: PrintedQuestion) -> float:
    return _REASONS_WIDTH if _boxes(question) else 0.0


def _row_beside(question: PrintedQuestion, lines: Sequence[Line], width: float) -> Row:
    height = max(sum(line.leading for line in lines), CELL_HEIGHT if question.place == "cells" else RULE)
    left = WIDTH - _reasons_width(question) - width

    def draw(canvas: Canvas, top: float) -> None:
        at = top - (height - sum(line.leading for line in lines)) / 2
        write(canvas, 0, at - LABEL * 0.95, f"{question.number}." if question.number else "", BOLD, LABEL)
        _hint_behind(canvas, question, lines, at - LABEL * 0.95)
        for line in lines:
            write(canvas, INDENT, at - line.size * 0.95, line.text, line.face, line.size)
            at -= line.leading
        middle = top - height / 2
        if question.place == "cells":
            cells(canvas, left, middle - CELL_HEIGHT / 2, question.cells, question.written)
        else:
            rule(canvas, left, left + width, middle - 6, question.written)
        reason_boxes(canvas, WIDTH, middle - 3, _boxes(question))

    return Row(height, draw, holds=True)


def _choices_beside(question: PrintedQuestion) -> Row | None:
    """A short question with a few short choices in one row; None when they need rows of their own."""
    taken = INDENT + _width_in_line(question) + 14
    if not question.choices or question.written or taken > _CHOICES_LEFT:
        return None
    row = single_row(question.choices, _CHOICES_LEFT, WIDTH - _CHOICES_LEFT - _reasons_width(question))
    if row is None:
        return None
    words = _words(question, _CHOICES_LEFT)

    def draw(canvas: Canvas, top: float) -> None:
        row.draw(canvas, top)
        baseline = top - row.height / 2 - LABEL * 0.33
        write(canvas, 0, baseline, f"{question.number}." if question.number else "", BOLD, LABEL)
        write(canvas, INDENT, baseline, question.label, REGULAR, LABEL)
        _hint_behind(canvas, question, words, baseline)
        reason_boxes(canvas, WIDTH, baseline, _boxes(question))

    return Row(row.height, draw, holds=True)


# -- the answer below the words


def _places(question: PrintedQuestion) -> Iterator[Row]:
    """The rows for the answer; what was written and does not fit its boxes stands on lines."""
    if question.choices:
        yield from choice_rows(question.choices, INDENT)
    if question.place == "none" or (question.choices and not question.written):
        return
    written = _wrapped(question.written, BOLD, ANSWER, WIDTH - INDENT - 4)
    written += [""] * (0 if question.written else max(question.lines, 1))
    for text in written:
        yield _ruled(text)


def _ruled(text: str) -> Row:
    return Row(RULE * 0.9, lambda canvas, top: rule(canvas, INDENT, WIDTH, top - RULE * 0.9 + 3, text))
