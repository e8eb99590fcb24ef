"""The sheet of Nghị định 30/2020/NĐ-CP: paper, margins, page numbers, paragraph styles, and the press that prints.

What is on the pages comes from the callers; this module knows no facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop.reports.fonts import BOLD, ITALIC, REGULAR, load_fonts
from desktop.reports.ink import clean, write

TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 15 * mm  # Phụ lục I, mục I.3
TEXT_WIDTH = A4[0] - LEFT - RIGHT
TEXT_HEIGHT = A4[1] - TOP - BOTTOM
LANDSCAPE_WIDTH = A4[1] - LEFT - RIGHT
LANDSCAPE_HEIGHT = A4[0] - TOP - BOTTOM

BODY_SIZE, BODY_LEADING = 14, 17
PARAGRAPH_SPACE = 6
FIRST_LINE = 1.27 * 10 * mm
PAGE_NUMBER_SIZE = 13
PAGE_NUMBER_BASELINE = 11.5 * mm  # from the top edge: the figure stands in the middle of the top margin
TABLE_SIZE = 11
THIN = 0.5

_one_at_a_time = Lock()


def body_style(face: str = REGULAR) -> ParagraphStyle:
    """Running text: 14 pt, justified, first line set in, 6 pt between paragraphs, no lone lines at a page's edge."""
    return ParagraphStyle(
        f"body-{face}",
        fontName=face,
        fontSize=BODY_SIZE,
        leading=BODY_LEADING,
        alignment=TA_JUSTIFY,
        firstLineIndent=FIRST_LINE,
        spaceAfter=PARAGRAPH_SPACE,
        allowWidows=0,
        allowOrphans=0,
    )


TEXT = body_style()
HEADING = body_style(BOLD)
CAPTION = ParagraphStyle(
    "caption", fontName=BOLD, fontSize=13, leading=16, alignment=TA_CENTER, spaceBefore=4, spaceAfter=4
)
UNIT_LINE = ParagraphStyle("unit", fontName=ITALIC, fontSize=12, leading=14, alignment=TA_RIGHT, spaceAfter=3)
FOOTNOTE = ParagraphStyle("footnote", fontName=ITALIC, fontSize=TABLE_SIZE, leading=13.5, spaceBefore=2)


class Part(PageTemplate):
    """The pages of the body or of one appendix; each part counts its own pages from 1 and does not show the 1."""

    def __init__(self, name: str, size: tuple[float, float] = A4) -> None:
        frame = Frame(
            LEFT,
            BOTTOM,
            size[0] - LEFT - RIGHT,
            size[1] - TOP - BOTTOM,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        super().__init__(id=name, frames=[frame], pagesize=size)
        self.pages = 0

    def beforeDrawPage(self, canv: Canvas, doc: BaseDocTemplate) -> None:
        """Number the page in the middle of the top margin, from the second page on."""
        self.pages += 1
        if self.pages > 1:
            width, height = self.pagesize
            write(canv, width / 2, height - PAGE_NUMBER_BASELINE, str(self.pages), REGULAR, PAGE_NUMBER_SIZE, "centre")


def portrait_part(name: str) -> Part:
    """A part of upright A4 pages."""
    return Part(name, A4)


def landscape_part(name: str) -> Part:
    """A part of A4 pages on their side, with the same margins."""
    return Part(name, landscape(A4))


@dataclass(frozen=True)
class Printed:
    """A finished PDF and how many pages it has."""

    data: bytes
    pages: int


def print_pages(title: str, author: str, story: Sequence[Flowable], parts: Sequence[Part]) -> Printed:
    """Set the story into the parts and return the PDF; the same story always gives the same bytes.

    Reportlab keeps its fonts and its markup parser in module globals, so only one paper is set at a time.
    """
    load_fonts()
    sheet = BytesIO()
    settings: dict[str, Any] = {"invariant": 1, "pageCompression": 1, "lang": "vi-VN", "displayDocTitle": 1}
    settings["initialFontName"] = REGULAR  # else every page names Helvetica, which is not embedded
    with _one_at_a_time:
        document = BaseDocTemplate(
            sheet,
            pageTemplates=list(parts),
            title=clean(title),
            author=clean(author),
            subject=clean(title),
            creator="Tổ Số",
            **settings,
        )
        document.build(list(story))
    return Printed(sheet.getvalue(), document.page)
