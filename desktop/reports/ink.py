"""The one door through which text enters a PDF: NFC, no markup, and nothing that the font lacks vanishes.

Only this module calls reportlab's text operators; a test sees to it. What the text says is not decided here.
"""

import re
from typing import Literal
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from desktop.reports.fonts import BOLD, load_fonts
from desktop.text import nfc

Align = Literal["left", "centre", "right"]

MISSING = "□"  # stands for a character that the font cannot draw
CUT = "…"  # ends a text that was cut to its place

_HARD_SPACE = "\u00a0"
#: "46 buổi" and "tháng 7" stay on one line; "ngày 03 tháng 10 năm 2025" may break before tháng and before năm.
_AFTER_NUMBER = re.compile(r"(?<=\d) (?!(?:tháng|năm|đến|của|và|do|từ)\b)(?=[^\W\d_])")
_BEFORE_NUMBER = re.compile(r"\b(tháng|quý) (?=[\dIVX])")


def clean(text: str) -> str:
    """Return `text` on one line, in NFC, with a visible box for every character that the font lacks."""
    covered = load_fonts()
    line = nfc(text).replace("\n", " ").replace("\t", " ")
    return "".join(letter if ord(letter) in covered else MISSING for letter in line)


def paragraph(text: str, style: ParagraphStyle, lead: str = "") -> Paragraph:
    """Return a paragraph that shows `text` as it is, after a bold `lead` if there is one.

    What looks like markup is printed, not obeyed; a number stays on the line of its unit.
    """
    opening = f'<font name="{BOLD}">{_printed(lead)}</font> ' if lead else ""
    return Paragraph(opening + _printed(text), style)


def _printed(text: str) -> str:
    """The markup that prints `text`."""
    bound = _BEFORE_NUMBER.sub(rf"\1{_HARD_SPACE}", _AFTER_NUMBER.sub(_HARD_SPACE, clean(text)))
    return escape(bound)


def width_of(text: str, face: str, size: float) -> float:
    """The width of `text` in points when it is written in `face` at `size`."""
    load_fonts()
    return stringWidth(clean(text), face, size)


def write(canvas: Canvas, x: float, y: float, text: str, face: str, size: float, align: Align = "left") -> None:
    """Write one line with its baseline at `y`, and its left end, middle or right end at `x`."""
    shown = clean(text)
    shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
    canvas.setFont(face, size)
    canvas.drawString(x - shift * stringWidth(shown, face, size), y, shown)


def wrap(text: str, face: str, size: float, room: float, most: int = 8) -> list[str]:
    """Break `text` into lines of at most `room` points; words that are too long are broken, lines past `most` are cut.

    A cut is shown by an ellipsis: a row must fit on a page whatever somebody typed as a name.
    """
    load_fonts()
    lines: list[str] = []
    line = ""
    for word in clean(text).split():
        longer = f"{line} {word}" if line else word
        if stringWidth(longer, face, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _break_word(word, face, size, room)
        lines.extend(full)
        if len(lines) > most:
            break
    if line:
        lines.append(line)
    return _cut(lines, most, face, size, room)


def wrap_evenly(text: str, face: str, size: float, room: float, most: int = 8) -> list[str]:
    """Wrap `text` into as few lines as `room` allows, with the lines about equally long, for centred titles."""
    lines = wrap(text, face, size, room, most)
    narrower = room
    while len(lines) > 1 and narrower > room / 2:
        narrower -= size
        trial = wrap(text, face, size, narrower, most)
        if len(trial) > len(lines) or trial[-1].endswith(CUT) != lines[-1].endswith(CUT):
            break
        lines = trial
    return lines


def _break_word(word: str, face: str, size: float, room: float) -> list[str]:
    """Split a word into pieces that fit; after a slash if there is one, else anywhere."""
    if stringWidth(word, face, size) <= room:
        return [word]
    slash = word.find("/") + 1
    if 0 < slash < len(word):
        head, tail = word[:slash], word[slash:]
        return [*_break_word(head, face, size, room), *_break_word(tail, face, size, room)]
    pieces, piece = [], ""
    for letter in word:
        if piece and stringWidth(piece + letter, face, size) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def _cut(lines: list[str], most: int, face: str, size: float, room: float) -> list[str]:
    """Keep at most `most` lines; the last one kept then ends with an ellipsis and still fits."""
    if len(lines) <= most:
        return lines or [""]
    last = lines[most - 1]
    while last and stringWidth(last + CUT, face, size) > room:
        last = last[:-1]
    return [*lines[: most - 1], last + CUT]
