"""The four shipped faces of Liberation Serif: registered once, and what letters they have (decision 0006).

No other font is ever used, so that the same facts give the same bytes on every machine.
"""

from functools import cache
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop.paths import resources

FAMILY = "LiberationSerif"
REGULAR = f"{FAMILY}-Regular"
BOLD = f"{FAMILY}-Bold"
ITALIC = f"{FAMILY}-Italic"
BOLD_ITALIC = f"{FAMILY}-BoldItalic"
FACES = (REGULAR, BOLD, ITALIC, BOLD_ITALIC)


def font_path(face: str) -> Path:
    """The file of a face among the resources that ship with the program."""
    return resources() / "fonts" / f"{face}.ttf"


@cache
def load_fonts() -> frozenset[int]:
    """Register the faces with reportlab once a process; return the code points that all four of them can draw."""
    covered: set[int] | None = None
    for face in FACES:
        font = TTFont(face, str(font_path(face)), shapable=False)
        pdfmetrics.registerFont(font)
        addMapping(face, 0, 0, face)
        letters = set(font.face.charToGlyph)
        covered = letters if covered is None else covered & letters
    return frozenset(covered or ())
