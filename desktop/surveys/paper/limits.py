"""What an answer may be, as a short hint beside its question, and the cells to write it in. From the constraint.

A constraint that cannot be told in a few words is told by the officer's own message when that is short, or not at all:
the machine checks when the paper is entered.
"""

import re
from collections.abc import Iterator

from desktop.surveys.definition import Question
from desktop.surveys.paper.conditions import Untold, day_words, number_words, whole_number
from desktop.surveys.paper.numbering import Numbering
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.references import references, resolved
from desktop.surveys.xpath.syntax import Call, Chain, Path, Step, Syntax, Text
from desktop.text import nfc

_LONGEST_MESSAGE = 60
_MOST_CELLS = 14
_ITSELF = Path((Step("self", "node()"),))
_LOW, _HIGH = ">=", "<="
_TURNED = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
#: One piece of a pattern whose length is fixed: a digit, a class of digits or a sign, as often as it says.
_PIECE = re.compile(r"(\[0-9\]|\\d|\[[0-9]+\]|[0-9])(?:\{([0-9]+)\})?|([-/. ])")


def limit_words(numbering: Numbering, question: Question) -> str:
    """What may be answered: "từ 1 đến 25", "không lớn hơn câu 10"; "" when the label says it or nothing can be told."""
    if not question.constraint:
        return ""
    try:
        words = ", ".join(_told(numbering, question))
    except (Untold, ExpressionError):
        words = question.message if len(question.message) <= _LONGEST_MESSAGE else ""
    said = f"{question.label} {question.hint} {question.guidance}".lower()
    return "" if words.removeprefix("chọn ").lower() in said else words


def _told(numbering: Numbering, question: Question) -> Iterator[str]:
    """The parts of a constraint in words; raises `Untold` when one of them has none."""
    lows: list[str] = []
    highs: list[str] = []
    for left, operator, right in _terms(compile_expression(question.constraint).syntax):
        if isinstance(left, Call) and left.name == "count-selected" and left.arguments == (_ITSELF,):
            yield f"chọn {'ít nhất' if operator == _LOW else 'tối đa'} {whole_number(right)}"
        elif isinstance(left, Call) and left.name == "string-length" and left.arguments == (_ITSELF,):
            continue  # paper counts no letters
        elif left == _ITSELF:
            (lows if operator == _LOW else highs).append(_value(numbering, question, right))
        else:
            raise Untold
    yield from _range(question, lows, highs)


def _range(question: Question, lows: list[str], highs: list[str]) -> Iterator[str]:
    """Bounds in words; "0 or more" goes without saying for people who count."""
    if question.kind in ("date", "datetime"):
        yield from (f"từ ngày {low}" for low in lows)
        yield from (f"không sau {high}" for high in highs)
        return
    if len(lows) == 1 and len(highs) == 1 and not highs[0].startswith(("câu", "“")):
        yield f"từ {lows[0]} đến {highs[0]}"
        return
    yield from (f"từ {low} trở lên" for low in lows if low != "0")
    yield from (f"không lớn hơn {high}" for high in highs)


def _value(numbering: Numbering, question: Question, syntax: Syntax) -> str:
    """A bound: a number, a day, or what stands at another question."""
    if isinstance(syntax, Path):
        other = _other(numbering, question, syntax)
        name = numbering.named(other) if other else ""
        if not name:
            raise Untold
        return name
    return day_words(syntax) if question.kind in ("date", "datetime") else number_words(syntax)


def _other(numbering: Numbering, question: Question, syntax: Path) -> Question | None:
    found = [numbering.form.by_path.get(resolved(one, question.path)) for one in references(syntax)]
    return found[0] if len(found) == 1 else None


def _terms(syntax: Syntax) -> Iterator[tuple[Syntax, str, Syntax]]:
    """The comparisons that must all hold, as >= and <=, what is asked on the left; raises `Untold` for others."""
    match syntax:
        case Chain(first, rest) if all(operator == "and" for operator, _ in rest):
            for part in (first, *(part for _, part in rest)):
                yield from _terms(part)
        case Chain(first, ((operator, second),)) if operator in (_LOW, _HIGH):
            if isinstance(second, Path) and second == _ITSELF:
                first, operator, second = second, _TURNED[operator], first
            yield first, operator, second
        case _:
            raise Untold


def cells_of(numbering: Numbering, question: Question) -> str:
    """The cells of an answer whose length is known: "__" for two digits, signs between groups; "" for a line."""
    if question.kind == "date":
        return "__/__/____"
    if question.kind == "time":
        return "__:__"
    if question.kind == "integer":
        most = _largest(numbering, question, 4)
        return "_" * len(str(most)) if most is not None and len(str(most)) <= 6 else ""
    return _pattern_cells(question.constraint) if question.kind in ("text", "barcode") else ""


def _largest(numbering: Numbering, question: Question, deep: int) -> int | None:
    """The largest number that a constraint lets through, from other questions' constraints too; None without end."""
    try:
        terms = list(_terms(compile_expression(question.constraint).syntax)) if question.constraint and deep else []
    except (Untold, ExpressionError):
        return None
    bounds: list[int] = []
    for left, operator, right in terms:
        if left != _ITSELF or operator != _HIGH:
            continue
        other = _other(numbering, question, right) if isinstance(right, Path) else None
        found = _largest(numbering, other, deep - 1) if other else _whole(right)
        bounds += [] if found is None else [found]
    return min(bounds, default=None)


def _whole(syntax: Syntax) -> int | None:
    try:
        return whole_number(syntax)
    except Untold:
        return None


def _pattern_cells(constraint: str) -> str:
    """The cells of `regex(., '^0[35789][0-9]{8}$')`: ten; "" for any pattern without a fixed length."""
    try:
        syntax = compile_expression(constraint).syntax if constraint else None
    except ExpressionError:
        return ""
    match syntax:
        case Call("regex", (path, Text(pattern))) if path == _ITSELF:
            return _cells_in(nfc(pattern))
    return ""


def _cells_in(pattern: str) -> str:
    inside = pattern.removeprefix("^").removesuffix("$")
    cells, at = "", 0
    while at < len(inside):
        piece = _PIECE.match(inside, at)
        if piece is None or len(cells) > _MOST_CELLS:
            return ""
        cells += piece[3] or "_" * min(int(piece[2] or 1), _MOST_CELLS)
        at = piece.end()
    return cells if cells.count("_") <= _MOST_CELLS else ""
