"""Texts that a spreadsheet would take for a formula, made harmless, and back.

An apostrophe goes in front of whatever begins, after apostrophes and white space, with = + - @ (also in their wide
form), and of what begins with a tab or a line break: on opening, on saving as CSV and on opening again it stays a text.
The same mark sets apart a text that looks like one of our reasons for having no answer. Numbers are never touched.
"""

import re
from functools import lru_cache

from desktop.surveys.exports.rows import TOKENS

_DANGEROUS = re.compile(r"'*[\t\r\n]|['\s]*[=+\-@＝＋－＠]")
_MARKED = re.compile(r"'+(?:[\t\r\n]|['\s]*[=+\-@＝＋－＠])")
_TOKEN = re.compile(f"'*(?:{'|'.join(TOKENS.values())})")


@lru_cache(1 << 11)
def harmless(text: str) -> str:
    """A text that no spreadsheet calculates; most texts are left as they are."""
    return f"'{text}" if _DANGEROUS.match(text) or _TOKEN.fullmatch(text) else text


def original(text: str) -> str:
    """The text that `harmless` was given; for whoever reads an export again."""
    marked = text.startswith("'") and (_MARKED.match(text) or _TOKEN.fullmatch(text))
    return text[1:] if marked else text
