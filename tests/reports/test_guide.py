"""The printed guide: a page a room with its picture, the same bytes every time, whole without pictures too."""

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest

from desktop.guide import read_guide
from desktop.reports.guide import guide_pdf


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


@pytest.fixture(scope="module")
def printed() -> list[str]:
    return texts(guide_pdf(read_guide()).data)


def test_every_room_has_its_page_with_all_that_is_said_about_it(printed: list[str]) -> None:
    guide = read_guide()
    whole = " ".join(" ".join(printed).split())
    assert len(printed) >= 1 + len(guide.pages)
    for page in guide.pages:
        assert page.title in whole
        for said in (*page.steps, *(one.answer for one in page.questions)):
            assert " ".join(said.split()[:4]) in whole.replace("\u00a0", " ")


def test_the_same_guide_gives_the_same_bytes() -> None:
    assert guide_pdf(read_guide()).data == guide_pdf(read_guide()).data


def test_without_its_pictures_it_is_printed_all_the_same() -> None:
    guide = read_guide()
    bare = replace(guide, pages=tuple(replace(page, picture="khong-co") for page in guide.pages))
    assert len(texts(guide_pdf(bare).data)) == 1 + len(guide.pages)
