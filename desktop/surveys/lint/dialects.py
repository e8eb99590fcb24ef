"""The constructs about which tablets (JavaRosa), the web (Web Forms) and our desk disagree, and who uses them.

The table is `../shared/xforms`' "Two dialects", told again in decision 0018. Whatever asks whether a form uses such a
construct asks here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from desktop.surveys.engine.plan import Plan
from desktop.surveys.lint.days import days
from desktop.surveys.lint.finding import Finding
from desktop.surveys.lint.looking import Look, Said
from desktop.surveys.lint.members import predicates_by_absolute_path, repeats_by_number, sums_of_absent
from desktop.surveys.lint.walking import Place, letter_of, walk
from desktop.surveys.xpath.expression import Expression, compile_syntax
from desktop.surveys.xpath.parsing import parse_exactly
from desktop.surveys.xpath.syntax import Call, Chain, Negation, Number, Syntax, Text

_NOWHERE = Place("", None)
_OPENING, _CLOSING = re.compile(r"\^|\.\*"), re.compile(r"(?:(?<!\\)(?:\\\\)*\$|(?<!\\)\.\*)$")


def loose_patterns(look: Look, said: Said) -> Iterator[Finding]:
    """`regex(t, 'h')`: the web looks for a part, tablets and our desk at the whole answer."""
    del look
    for piece in _calls(said, "regex"):
        pattern = piece.arguments[1] if len(piece.arguments) == 2 else None
        if isinstance(pattern, Text) and not is_anchored(pattern.text):
            yield Finding(
                "dialect-regex",
                f"regex() với mẫu “{pattern.text[:40]}”: bản web chỉ cần khớp một phần câu trả lời, máy này và máy tính"
                " bảng xét cả câu.",
                f"Hãy viết '{_anchored(pattern.text)}'.",
                said.spec.path, said.column, letter_of(piece),
            )  # fmt: skip


def _anchored(pattern: str) -> str:
    """The pattern as it means the whole text everywhere."""
    return f"^({pattern})$" if _has_bare_bar(pattern) else f"^{pattern.removeprefix('^').removesuffix('$')}$"


def is_anchored(pattern: str) -> bool:
    """Whether a pattern can match nothing but a whole text, or matches a part as it matches the whole."""
    return bool(_OPENING.match(pattern) and _CLOSING.search(pattern)) and not _has_bare_bar(pattern)


def _has_bare_bar(pattern: str) -> bool:
    """Whether alternatives stand outside of all brackets, so that ^ and $ belong to one of them only."""
    depth, at = 0, 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == "\\":
            at += 1
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == "|" and depth <= 0:
            return True
        at += 1
    return False


def halves(look: Look, said: Said) -> Iterator[Finding]:
    """`round(-2.5)` and `round(1.005, 2)`: told only where the number may be negative or has a part after the point."""
    del look
    for piece in _calls(said, "round"):
        digits = piece.arguments[1] if len(piece.arguments) == 2 else Number("0")
        if digits != Number("0") or _may_be_negative(piece.arguments[0]):
            yield Finding(
                "dialect-round",
                "round() làm tròn số âm và số lẻ có đuôi 5 khác nhau giữa bản web và máy tính bảng.",
                "Nếu cần khớp tuyệt đối, hãy nhân lên thành số nguyên không âm rồi mới làm tròn.",
                said.spec.path, said.column, letter_of(piece),
            )  # fmt: skip


def _may_be_negative(syntax: Syntax) -> bool:
    """Whether a minus stands in it."""
    return any(
        isinstance(piece, Negation) or (isinstance(piece, Chain) and any(sign == "-" for sign, _ in piece.rest))
        for piece, _ in walk(syntax, _NOWHERE)
    )


def _calls(said: Said, name: str) -> Iterator[Call]:
    """The calls of a function in an expression."""
    if said.expression is not None and name in said.expression.functions:
        for piece, _ in walk(said.expression.syntax, said.place):
            if isinstance(piece, Call) and piece.name == name:
                yield piece


RULES: Final[tuple[Callable[[Look, Said], Iterator[Finding]], ...]] = (
    sums_of_absent,
    predicates_by_absolute_path,
    loose_patterns,
    days,
    halves,
    repeats_by_number,
)


def divergent(look: Look) -> Iterator[Finding]:
    """Every divergent construct of a form, with the letter where it begins."""
    for said in look.said:
        if any(True for rule in RULES for _ in rule(look, said)):
            exact = _exact(said)
            for rule in RULES:
                yield from rule(look, exact)


def dialects(plan: Plan) -> list[str]:
    """The codes of the divergent constructs that a form uses, each once; [] when every engine agrees about it."""
    look = Look(plan)
    return sorted({finding.code for said in look.said for rule in RULES for finding in rule(look, said)})


def _exact(said: Said) -> Said:
    """An expression read again, with the column of each piece."""
    return replace(said, expression=_compiled_exactly(said.text))


@lru_cache(maxsize=1024)
def _compiled_exactly(text: str) -> Expression:
    """The expression with the column of each piece; the same text is often said of many questions."""
    return compile_syntax(text, parse_exactly(text))
