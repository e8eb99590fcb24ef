"""Reading a PDF back: its text by page, where each piece of text stands, and which fonts it carries."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader

MM = 72 / 25.4


@dataclass(frozen=True)
class Piece:
    """A run of text with the left end of its baseline in points, its font's name and its size."""

    text: str
    x: float
    y: float
    font: str
    size: float


@lru_cache(maxsize=8)
def open_pdf(data: bytes) -> PdfReader:
    """The PDF, strictly read."""
    return PdfReader(BytesIO(data), strict=True)


@lru_cache(maxsize=8)
def page_texts(data: bytes) -> list[str]:
    """The text of each page, lines as they were written, without blanks at their ends."""
    texts = (page.extract_text() for page in open_pdf(data).pages)
    return ["\n".join(line.strip() for line in text.splitlines()) for text in texts]


def flat_text(data: bytes) -> str:
    """All text with every run of white space as one space."""
    return " ".join(" ".join(page_texts(data)).split())


def golden_text(data: bytes) -> str:
    """The text of all pages with a line between them, for golden files."""
    pages = (f"--- trang {number} ---\n{text}\n" for number, text in enumerate(page_texts(data), start=1))
    return "".join(pages)


@lru_cache(maxsize=64)
def pieces(data: bytes, page: int) -> list[Piece]:
    """The runs of text of a page (from 0) with their places."""
    found: list[Piece] = []

    def keep(text: str, space: Any, matrix: Any, font: Any, size: Any) -> None:
        if text.strip():
            x = matrix[4] * space[0] + matrix[5] * space[2] + space[4]
            y = matrix[4] * space[1] + matrix[5] * space[3] + space[5]
            name = str(font["/BaseFont"]).partition("+")[2] if font else ""
            found.append(Piece(text.strip("\n"), float(x), float(y), name, float(size)))

    open_pdf(data).pages[page].extract_text(visitor_text=keep)
    return found


def size_in_mm(data: bytes, page: int) -> tuple[int, int]:
    """Width and height of a page in whole millimetres."""
    box = open_pdf(data).pages[page].mediabox
    return round(float(box.width) / MM), round(float(box.height) / MM)
