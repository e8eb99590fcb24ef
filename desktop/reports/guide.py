"""The user guide on paper: a page of the desk after the other, with its picture. Made by the reports' own press."""

from pathlib import Path

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Image, KeepTogether, PageBreak, Spacer

from desktop.guide import Guide, GuidePage, picture_of
from desktop.reports.fonts import BOLD, ITALIC, REGULAR
from desktop.reports.ink import paragraph
from desktop.reports.page import TEXT_WIDTH, Printed, portrait_part, print_pages

_PICTURE_HEIGHT = 92 * mm
_LEAST_ROOM = 60 * mm  # a heading never stands at the foot of a page

_BOOK = ParagraphStyle("book", fontName=BOLD, fontSize=24, leading=32, alignment=TA_CENTER, spaceAfter=18)
_ROOM = ParagraphStyle("room", fontName=BOLD, fontSize=18, leading=24, spaceBefore=6, spaceAfter=6)
_SMALL_HEAD = ParagraphStyle("small-head", fontName=BOLD, fontSize=13, leading=18, spaceBefore=8, spaceAfter=3)
_WORDS = ParagraphStyle("words", fontName=REGULAR, fontSize=13, leading=18, spaceAfter=5)
_STEP = ParagraphStyle("step", parent=_WORDS, leftIndent=9 * mm, firstLineIndent=-9 * mm)
_CAPTION = ParagraphStyle("picture", fontName=ITALIC, fontSize=11, leading=14, alignment=TA_CENTER, spaceAfter=8)


def guide_pdf(guide: Guide) -> Printed:
    """The whole guide; the same text and pictures give the same bytes."""
    story: list[Flowable] = [paragraph(guide.title, _BOOK), *(paragraph(text, _WORDS) for text in guide.opening)]
    story += [paragraph("Các mục", _SMALL_HEAD)]
    story += [
        paragraph(f"{page.title}: {page.about}", _STEP, f"{number}.") for number, page in enumerate(guide.pages, 1)
    ]
    for number, page in enumerate(guide.pages, 1):
        story += [PageBreak(), *_page(page, number)]
    return print_pages(guide.title, "Tổ Số", story, [portrait_part("guide")])


def _page(page: GuidePage, number: int) -> list[Flowable]:
    found = picture_of(page)
    story: list[Flowable] = [paragraph(f"{number}. {page.title}", _ROOM), paragraph(page.about, _WORDS)]
    if found:
        story += [Spacer(0, 2 * mm), _picture(found), paragraph(f"Màn hình {page.title}", _CAPTION)]
    story.append(paragraph("Làm thế nào", _SMALL_HEAD))
    story += [paragraph(step, _STEP, f"{place}.") for place, step in enumerate(page.steps, 1)]
    if page.questions:
        story += [CondPageBreak(_LEAST_ROOM / 2), paragraph("Khi gặp việc khác thường", _SMALL_HEAD)]
    story += [KeepTogether([paragraph(one.answer, _WORDS, f"{one.asked}.")]) for one in page.questions]
    return story


def _picture(path: Path) -> Image:
    """The picture, as wide as the text allows."""
    image = Image(str(path))
    scale = min(TEXT_WIDTH / image.imageWidth, _PICTURE_HEIGHT / image.imageHeight)
    image.drawWidth, image.drawHeight = image.imageWidth * scale, image.imageHeight * scale
    image.hAlign = "CENTER"
    return image
