"""From numbered blocks of text to what reportlab sets on pages: where a page may break and what stays together."""

from collections.abc import Sequence
from itertools import groupby

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from desktop.reports.ink import paragraph
from desktop.reports.outline import Block
from desktop.reports.page import BODY_LEADING, HEADING, PARAGRAPH_SPACE, TEXT

_STYLES = {"section": HEADING, "heading": HEADING, "point": TEXT, "text": TEXT}
_LINES_BELOW_A_TITLE = 2


def set_blocks(blocks: Sequence[Block]) -> list[Flowable]:
    """Set the blocks; a title never stands at the foot of a page without two lines of what it announces."""
    story: list[Flowable] = []
    for titles, group in groupby(blocks, key=lambda block: block.kind != "text"):
        run = list(group)
        if titles:
            story.append(CondPageBreak(room_for(len(run)) + _LINES_BELOW_A_TITLE * BODY_LEADING))
        story.extend(paragraph(block.text, _STYLES[block.kind], block.lead) for block in run)
    return story


def room_for(titles: int) -> float:
    """The height of some one-line titles."""
    return titles * (BODY_LEADING + PARAGRAPH_SPACE)


def set_ending(closing: str, foot: Flowable) -> Flowable:
    """The last sentence, Nơi nhận and the signature: they are never torn apart."""
    return KeepTogether([paragraph(closing, TEXT), foot])
