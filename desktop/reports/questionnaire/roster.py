"""A part that is asked of each member: a table with a row a question and a column a member; codes go into the cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from desktop.models.questionnaire_facts import PrintedQuestion, PrintedSection
from desktop.reports.fonts import BOLD, ITALIC, REGULAR
from desktop.reports.ink import wrap, write
from desktop.reports.questionnaire.rows import Row, text_row
from desktop.reports.questionnaire.sheet import WIDTH

#: As many members stand side by side.
MOST_COLUMNS = 6
_LABELS = 200.0  # points for the questions
_NUMBER = 29.0
_LABEL, _SMALL, _CELL = 10.3, 8.8, 9.6
_LEAST_HEIGHT, _PADDING, _HEAD = 25.0, 3.0, 18.0
_MOST_LEGEND, _MOST_LINES, _MOST_IN_CELL = 9, 24, 30


@dataclass(frozen=True)
class _Piece:
    """One line of words in the left column."""

    text: str
    face: str
    size: float

    @property
    def leading(self) -> float:
        return self.size * 1.18


def roster_tables(section: PrintedSection) -> Iterator[tuple[list[Row], list[Row]]]:
    """The rows of each table with those that are repeated on a next page: six members a table."""
    for first in range(0, len(section.columns), MOST_COLUMNS):
        columns = section.columns[first : first + MOST_COLUMNS]
        head = _head(columns)
        rows = [row for question in section.questions for row in _question(question, first, len(columns))]
        yield [head, *rows], [head]


def _head(columns: Sequence[str]) -> Row:
    """The numbers of the members."""

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFillGray(0.93)
        canvas.rect(0, top - _HEAD, WIDTH, _HEAD, stroke=0, fill=1)
        canvas.setFillGray(0)
        _frame(canvas, top, _HEAD, len(columns))
        write(canvas, _NUMBER, top - 12.5, "Câu hỏi", BOLD, _LABEL)
        for at, title in enumerate(columns):
            write(canvas, _middle(at, len(columns)), top - 12.5, title, BOLD, _LABEL, "centre")

    return Row(_HEAD, draw, holds=True)


def _width(columns: int) -> float:
    return (WIDTH - _LABELS) / columns


def _middle(at: int, columns: int) -> float:
    return _LABELS + (at + 0.5) * _width(columns)


def _frame(canvas: Canvas, top: float, height: float, columns: int) -> None:
    """The lines around one row's cells."""
    canvas.setLineWidth(0.6)
    canvas.rect(0, top - height, _LABELS, height)
    for at in range(columns):
        canvas.rect(_LABELS + at * _width(columns), top - height, _width(columns), height)


def _question(question: PrintedQuestion, first: int, columns: int) -> Iterator[Row]:
    """A question's row; a legend that is too long for its column stands above in full width."""
    if question.place == "none":
        for line in wrap(question.label, ITALIC, _LABEL, WIDTH - 8, _MOST_LINES):
            yield text_row(line, ITALIC, _LABEL, x=4, leading=1.3)
        return
    legend = "" if question.each else "; ".join(f"{choice.code} {choice.label}" for choice in question.choices)
    lines = wrap(legend, REGULAR, _SMALL, _LABELS - _NUMBER - 6, 1000) if legend else []
    if len(lines) > _MOST_LEGEND:
        told = f"Mã của câu {question.number}: {legend}"
        yield Row(3, lambda _canvas, _top: None, holds=True)
        for line in wrap(told, REGULAR, _SMALL, WIDTH - 8, 1000):
            yield text_row(line, REGULAR, _SMALL, x=4, leading=1.25)
        lines = []
    yield _row(question, [*_words(question), *(_Piece(line, REGULAR, _SMALL) for line in lines)], first, columns)


def _words(question: PrintedQuestion) -> Iterator[_Piece]:
    room = _LABELS - _NUMBER - 6
    for line in wrap(question.label, REGULAR, _LABEL, room, _MOST_LINES):
        yield _Piece(line, REGULAR, _LABEL)
    for text in (f"→ {question.skip}" if question.skip else "", f"({question.hint})" if question.hint else ""):
        for line in wrap(text, ITALIC, _SMALL, room, _MOST_LINES // 2) if text else []:
            yield _Piece(line, ITALIC, _SMALL)


def _row(question: PrintedQuestion, pieces: Sequence[_Piece], first: int, columns: int) -> Row:
    given = question.each[first : first + columns]
    room = _width(columns) - 6
    answers = [wrap(text, BOLD, _CELL, room, _MOST_IN_CELL) for text in given]
    words = sum(piece.leading for piece in pieces)
    tallest = max((len(lines) for lines in answers), default=0) * _CELL * 1.18
    height = max(_LEAST_HEIGHT, words + 2 * _PADDING, tallest + 2 * _PADDING)

    def draw(canvas: Canvas, top: float) -> None:
        _frame(canvas, top, height, columns)
        at = top - _PADDING
        write(canvas, 4, at - _LABEL * 0.95, f"{question.number}." if question.number else "", BOLD, _LABEL)
        for piece in pieces:
            write(canvas, _NUMBER, at - piece.size * 0.95, piece.text, piece.face, piece.size)
            at -= piece.leading
        for place, lines in enumerate(answers):
            _answer(canvas, _middle(place, columns), top - _PADDING, lines)

    return Row(height, draw)


def _answer(canvas: Canvas, x: float, top: float, lines: Sequence[str]) -> None:
    for line in lines:
        write(canvas, x, top - _CELL * 0.95, line, BOLD, _CELL, "centre")
        top -= _CELL * 1.18
