"""The door to the parser: imported when the first expression is read, asked once for each shape of expression.

A form of 200 expressions has some 30 shapes: `/data/a > 3` and `/data/b > 18` differ only in what stands in their
places. lark's cost is by the word, so places are cut out, the shape is parsed, and the tree is filled in again.
"""

import re
from functools import lru_cache

from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.syntax import (
    NAME,
    STEP_NAME,
    Call,
    Chain,
    Filter,
    Negation,
    Number,
    Path,
    Step,
    Syntax,
    Text,
)

#: A letter that begins the name of a place; an expression that has it itself is parsed as it is.
_PLACE = "ǁ"
_LONGEST_SHAPED = 4_000  # what is longer is rare, and is measured where it is parsed
#: What a plain path may follow; after `*` it could be either an operand or a step.
_BEFORE_PATH = frozenset("([,=<>+-|") | {"and", "or", "div", "mod"}
_WORDS = re.compile(
    rf"""(?P<text>"[^"]*"|'[^']*')
    |(?P<path>(?:\.\./)*\.\./{STEP_NAME}(?:/{STEP_NAME})*+|(?:/{STEP_NAME})++)
    |(?P<number>(?<![\w.])(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?![\w.]))
    |(?P<digits>(?:and|or|div|mod)?[0-9])
    |(?P<name>{NAME})
    |(?P<other>\s+|.)""",
    re.VERBOSE | re.DOTALL,
)


def parse(text: str) -> Syntax:
    """Parse an expression; raises `ExpressionError`. Columns in the tree are its shape's: see `parse_exactly`."""
    shape, places = _shape(text) if len(text) <= _LONGEST_SHAPED else ("", [])
    if shape:
        try:
            return _filled(_parsed(shape), places)
        except ExpressionError:
            pass  # the same is found again below, with the right column
    return parse_exactly(text)


def parse_exactly(text: str) -> Syntax:
    """Parse an expression word by word, so that every column in the tree and in an error is the text's own."""
    from desktop.surveys.xpath.grammar import parse as parse_words

    return parse_words(text)


@lru_cache(maxsize=2048)
def _parsed(shape: str) -> Syntax:
    """The tree of a shape."""
    return parse_exactly(shape)


def _shape(text: str) -> tuple[str, list[str]]:
    """An expression with numbered places for its texts, numbers and plain paths, and what stands in them.

    The shape is "" when the expression is one that must be read as it is.
    """
    if _PLACE in text or "processing-instruction" in text:
        return "", []
    pieces: list[str] = []
    places: list[str] = []
    before = "("
    for found in _WORDS.finditer(text):
        kind, word = found.lastgroup, found.group()
        if kind == "digits" or (kind == "path" and before not in _BEFORE_PATH):
            return "", []  # a number that touches a name, as in `1div2`, or steps after `//`, `]` and the like
        before = before if word.isspace() else word
        if kind in ("name", "other"):
            pieces.append(" " if word.isspace() else word)
            continue
        number = len(places)
        places.append(word)
        pieces.append(f"'{number}'" if kind == "text" else f"{number}" if kind == "number" else f"../{_PLACE}{number}")
    return "".join(pieces), places


def _filled(syntax: Syntax, places: list[str]) -> Syntax:
    """A tree with its places filled in."""
    match syntax:
        case Number(number):
            return Number(places[int(number)])
        case Text(number):
            return Text(places[int(number)][1:-1])
        case Chain(first, rest):
            return Chain(_filled(first, places), tuple((sign, _filled(operand, places)) for sign, operand in rest))
        case Negation(operand, signs):
            return Negation(_filled(operand, places), signs)
        case Call(name, arguments, column):
            return Call(name, tuple(_filled(argument, places) for argument in arguments), column)
        case Filter(base, predicates):
            return Filter(_filled(base, places), _all_filled(predicates, places))
        case Path():
            return _filled_path(syntax, places)


def _filled_path(path: Path, places: list[str]) -> Path:
    """A path whose beginning may be a place."""
    steps = path.steps
    start = None if path.start is None else _filled(path.start, places)
    if start is None and len(steps) > 1 and steps[1].test.startswith(_PLACE):
        written = places[int(steps[1].test[1:])]
        names = written.lstrip("/").split("/")
        inner = [_plain_step(name) for name in names[:-1]]
        last = Step("child", names[-1], _all_filled(steps[1].predicates, places), steps[1].column)
        rest = [_filled_step(step, places) for step in steps[2:]]
        return Path((*inner, last, *rest), absolute=written.startswith("/"))
    return Path(tuple(_filled_step(step, places) for step in steps), path.absolute, start)


@lru_cache(maxsize=4096)
def _plain_step(name: str) -> Step:
    """A step to the children of a name, or up; the same few are needed again and again."""
    return Step("parent", "node()") if name == ".." else Step("child", name)


def _filled_step(step: Step, places: list[str]) -> Step:
    """A step with its predicates filled in."""
    if not step.predicates:
        return step
    return Step(step.axis, step.test, _all_filled(step.predicates, places), step.column)


def _all_filled(predicates: tuple[Syntax, ...], places: list[str]) -> tuple[Syntax, ...]:
    """Predicates with their places filled in."""
    return tuple(_filled(predicate, places) for predicate in predicates)
