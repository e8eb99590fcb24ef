"""The skeleton of a report's text: sections that number themselves (I., 1., a) as in Nghị định 30/2020/NĐ-CP).

Words go in, numbered blocks come out; how a block looks is decided by `layout`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["section", "heading", "point", "text"]

_DEPTHS: tuple[Kind, ...] = ("section", "heading", "point")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the Vietnamese alphabet, for points


@dataclass(frozen=True)
class Block:
    """One paragraph with its role; `lead` is a title that runs into it, in bold."""

    kind: Kind
    text: str
    lead: str = ""


@dataclass(frozen=True)
class Section:
    """A title with paragraphs under it and sections under those; one without text or table is left out."""

    title: str
    paragraphs: tuple[str, ...] = ()
    sections: tuple["Section", ...] = ()
    table_follows: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to print under the title."""
        if self.paragraphs or self.table_follows:
            return False
        return all(section.is_empty for section in self.sections)


def number_sections(sections: Iterable[Section], depth: int = 0) -> Iterator[Block]:
    """Number the sections that have text and give them as blocks, in order."""
    kept = [section for section in sections if not section.is_empty]
    for number, section in enumerate(kept, start=1):
        title = section.title.upper() if depth == 0 else section.title
        yield Block(_DEPTHS[depth], f"{_label(number, depth)} {title}")
        yield from (Block("text", text) for text in section.paragraphs)
        yield from number_sections(section.sections, depth + 1)


def number_run_in(sections: Iterable[Section]) -> Iterator[Block]:
    """Number the sections that have text 1., 2., 3., each title running into its first paragraph, as in short papers.

    A section whose table follows keeps its title on a line of its own. A single section needs no title at all.
    """
    kept = [section for section in sections if not section.is_empty]
    if len(kept) == 1 and kept[0].paragraphs:
        yield from (Block("text", text) for text in kept[0].paragraphs)
        return
    for number, section in enumerate(kept, start=1):
        title = f"{number}. {section.title}"
        if not section.paragraphs:
            yield Block("heading", title)
            continue
        first, *others = section.paragraphs
        yield Block("text", first, f"{title}:")
        yield from (Block("text", text) for text in others)


def _label(number: int, depth: int) -> str:
    """I. II. III. for sections, 1. 2. 3. for headings, a) b) c) for points."""
    if depth == 0:
        return f"{roman(number)}."
    return f"{number}." if depth == 1 else f"{_LETTERS[number - 1]})"


def roman(number: int) -> str:
    """A Roman number; papers need no more than a few dozen."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The non-empty lines of what somebody typed, each a paragraph."""
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    return tuple(line for line in lines if line)
