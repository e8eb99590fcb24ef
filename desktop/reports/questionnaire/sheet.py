"""The sheet of a questionnaire: A4 with equal margins, for printing on both sides; page numbers as "Trang 1/3"."""

from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame

from desktop.models.questionnaire_facts import PrintedForm
from desktop.reports.fonts import REGULAR
from desktop.reports.ink import wrap, write
from desktop.reports.page import Part, print_pages

SIDE, TOP, BOTTOM = 16 * mm, 15 * mm, 16 * mm
WIDTH, HEIGHT = A4[0] - 2 * SIDE, A4[1] - TOP - BOTTOM
_SMALL = 9


class Sheet(Part):
    """The pages of one questionnaire; `pages` counts them, `total` is printed beside each number."""

    def __init__(self, facts: PrintedForm, total: int) -> None:
        super().__init__("questionnaire", A4)
        self.frames = [Frame(SIDE, BOTTOM, WIDTH, HEIGHT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)]
        self._facts, self._total = facts, total

    def beforeDrawPage(self, canv: Canvas, doc: BaseDocTemplate) -> None:
        """Write the form and the page below; from the second page on title and household above."""
        self.pages += 1
        right, foot = A4[0] - SIDE, BOTTOM - 16
        name = f"{self._facts.form_id} · bản {self._facts.version}"
        write(canv, SIDE, foot, wrap(name, REGULAR, _SMALL, WIDTH * 0.7, 1)[0], REGULAR, _SMALL)
        write(canv, right, foot, f"Trang {self.pages}/{self._total}", REGULAR, _SMALL, "right")
        if self.pages > 1:
            head = A4[1] - TOP + 7
            title = wrap(self._facts.title, REGULAR, _SMALL, WIDTH * 0.6, 1)[0]
            code = self._facts.household_code or "." * 34
            write(canv, SIDE, head, title, REGULAR, _SMALL)
            write(canv, right, head, f"Mã hộ: {code}", REGULAR, _SMALL, "right")


def print_sheets(facts: PrintedForm, story: Callable[[], Sequence[Flowable]]) -> bytes:
    """Set the story twice: to count the pages, then with their number on each; the same facts give the same bytes."""
    author = facts.village or facts.commune or "Tổ Số"
    counted = print_pages(facts.title, author, story(), [Sheet(facts, 0)]).pages
    return print_pages(facts.title, author, story(), [Sheet(facts, counted)]).data
