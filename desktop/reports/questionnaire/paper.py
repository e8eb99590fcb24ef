"""The whole questionnaire as PDF. It computes nothing: `desktop.surveys.paper` says what stands on it."""

from collections.abc import Iterator

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop.models.questionnaire_facts import PrintedForm, PrintedSection
from desktop.reports.fonts import BOLD, ITALIC
from desktop.reports.ink import wrap, write
from desktop.reports.questionnaire.asking import SMALL, question_rows
from desktop.reports.questionnaire.closing import closing_row
from desktop.reports.questionnaire.opening import opening_rows
from desktop.reports.questionnaire.roster import roster_tables
from desktop.reports.questionnaire.rows import Row, Rows, nothing, text_row
from desktop.reports.questionnaire.sheet import WIDTH, print_sheets

_BAR, _HEADING = 17.0, 11.3
_GREY = 0.4


def questionnaire_pdf(facts: PrintedForm) -> bytes:
    """The questionnaire as PDF bytes, blank or filled in; the same bytes for the same facts."""
    return print_sheets(facts, lambda: list(_story(facts)))


def _story(facts: PrintedForm) -> Iterator[Flowable]:
    yield Rows(opening_rows(facts))
    for section in facts.sections:
        yield from _section(section)
    yield Rows([closing_row(is_record=facts.is_record)])


def _section(section: PrintedSection) -> Iterator[Flowable]:
    """A heading that stays with its first question, then the questions or the table of members."""
    head = list(_heading(section))
    if section.columns:
        yield from _tables(section, head)
        return
    if section.questions and all(question.standing == "not_asked" for question in section.questions):
        yield Rows([_left_out(section), nothing(3)])
        return
    for question in section.questions:
        yield Rows([*head, *question_rows(question)])
        head = []


def _tables(section: PrintedSection, head: list[Row]) -> Iterator[Flowable]:
    for rows, again in roster_tables(section):
        if head:
            yield Rows([*head, *rows, nothing(8)], again)
        else:
            yield Rows([*rows, nothing(8)], again)
        head = []


def _heading(section: PrintedSection) -> Iterator[Row]:
    """The bar with the section's letter and name, then when it is asked."""
    for line in wrap(f"{section.letter}. {section.label}".upper(), BOLD, _HEADING, WIDTH - 12, 4):
        yield _bar(line)
    yield Row(3, lambda _canvas, _top: None, holds=True)
    for text in filter(None, (f"→ {section.skip}" if section.skip else "", section.note)):
        for line in wrap(text, ITALIC, SMALL, WIDTH - 6, 6):
            yield text_row(line, ITALIC, SMALL, x=6, leading=1.3)


def _bar(text: str) -> Row:
    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFillGray(0.88)
        canvas.rect(0, top - _BAR, WIDTH, _BAR, stroke=0, fill=1)
        canvas.setFillGray(0)
        write(canvas, 6, top - _BAR * 0.72, text, BOLD, _HEADING)

    return Row(_BAR, draw, holds=True)


def _left_out(section: PrintedSection) -> Row:
    """One line for a section of which nothing was asked."""
    numbers = [question.number for question in section.questions if question.number]
    span = "" if not numbers else f" (câu {numbers[0]})" if len(numbers) == 1 else f" (câu {numbers[0]}-{numbers[-1]})"
    line = wrap(f"{section.letter}. {section.label}{span} – không hỏi", ITALIC, SMALL + 1, WIDTH - 6, 1)[0]
    return text_row(line, ITALIC, SMALL + 1, x=6, grey=_GREY)
