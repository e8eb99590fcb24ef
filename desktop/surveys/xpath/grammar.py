"""XPath 1.0 as ODK forms write it: text to syntax tree, by an LALR grammar. Nothing is evaluated here.

What a word means depends on what stands before it (`div` is an operator after an operand, a name elsewhere); lark's
What a word means depends on what stands before it: `div` is an operator after an operand, a name elsewhere. So lark's
"""

import re
from functools import lru_cache
from typing import cast

from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

from desktop.surveys.xpath.problems import ExpressionError, malformed, too_large, unsupported
from desktop.surveys.xpath.syntax import (
    ANYWHERE,
    LEVELS,
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

LONGEST_EXPRESSION = 32_000
DEEPEST_NESTING = 80

AXES = (
    *("ancestor-or-self", "ancestor", "attribute", "child", "descendant-or-self", "descendant"),
    *("following-sibling", "following", "parent", "preceding-sibling", "preceding", "self"),
)

_RULES = r"""
start: expr
expr: operand ((OPERATOR | MINUS) operand)*
?operand: union
        | MINUS+ union -> signed
?union: path
      | path (BAR path)+ -> united
?path: location | filtered | filtered_path
filtered_path: filtered (SLASH | ANYWHERE) relative
?filtered: primary
         | primary predicate+ -> filtered
?primary: "(" expr ")"
        | STRING -> text
        | NUMBER -> number
        | call
call: NAME "(" [expr ("," expr)*] ")"
?location: PLAIN predicate* -> plain
        | PLAIN predicate* (SLASH | ANYWHERE) relative -> plain
        | SLASH -> root
        | SLASH relative -> absolute
        | ANYWHERE relative -> absolute
        | relative -> relative_path
relative: step ((SLASH | ANYWHERE) step)*
step: AXIS test predicate* -> axis_step
    | "@" test predicate* -> attribute_step
    | test predicate* -> child_step
    | DOT predicate* -> dot_step
    | DOTS predicate* -> dots_step
test: NAME -> name_test
    | WILD -> name_test
    | KIND "(" [STRING] ")" -> kind_test
?predicate: "[" expr "]"

OPERATOR.1: /<=|>=|!=|[=<>+*]|or|and|div|mod/
MINUS: "-"
BAR: "|"
ANYWHERE.3: "//"
SLASH.2: "/"
DOTS.4: ".."
PLAIN.6: /(?:\.\.\/)*\.\.\/STEP(?:\/STEP)*|(?:\/STEP)+/
DOT.2: "."
NUMBER.3: /([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?/
STRING: /"[^"]*"|'[^']*'/
AXIS.5: /(AXES)\s*::/
KIND.4: /(text|node|comment|processing-instruction)(?=\s*\()/
WILD.3: /([^\W\d][\w.-]*:)?\*/
NAME.2: /NAMED(?!\s*:)/
%ignore /[ \t\r\n]+/
"""
_GRAMMAR = _RULES.replace("AXES", "|".join(AXES)).replace("STEP", STEP_NAME).replace("NAMED", NAME)

_BRACKETS = re.compile(r"\"[^\"]*\"|'[^']*'|[()\[\]]")

Children = list[object]


def _grouped(children: Children) -> Syntax:
    """Operands and the operators between them, grouped by precedence here: it takes the parser half as many turns."""
    operands = cast("list[Syntax]", children[::2])
    signs = [str(sign) for sign in children[1::2]]
    for level in reversed(LEVELS if signs else ()):
        if not level.isdisjoint(signs):
            operands, signs = _bound(level, operands, signs)
    return operands[0]


def _bound(level: frozenset[str], operands: list[Syntax], signs: list[str]) -> tuple[list[Syntax], list[str]]:
    """Join the operands of one precedence to chains; what is left, with the operators between."""
    kept, left = [operands[0]], []
    run: list[tuple[str, Syntax]] = []
    for sign, operand in zip(signs, operands[1:], strict=True):
        if sign in level:
            run.append((sign, operand))
            continue
        kept[-1] = Chain(kept[-1], tuple(run)) if run else kept[-1]
        run = []
        left.append(sign)
        kept.append(operand)
    kept[-1] = Chain(kept[-1], tuple(run)) if run else kept[-1]
    return kept, left


def _joined(children: Children) -> tuple[Step, ...]:
    """Steps with their separators; `//` becomes the step that it stands for."""
    steps: list[Step] = []
    for child in children:
        if isinstance(child, Step):
            steps.append(child)
        elif child == "//":
            steps.append(ANYWHERE)
    return tuple(steps)


def _predicates(children: Children) -> tuple[Syntax, ...]:
    """The predicates after a test."""
    return tuple(cast("list[Syntax]", children))


class _Builder(Transformer[Token, Syntax]):
    """Makes the syntax tree while lark parses."""

    expr = staticmethod(_grouped)

    def start(self, children: Children) -> Syntax:
        return cast("Syntax", children[0])

    def united(self, children: Children) -> Syntax:
        first, *rest = cast("list[Syntax]", children[::2])
        return Chain(first, tuple(("|", operand) for operand in rest))

    def signed(self, children: Children) -> Syntax:
        return Negation(cast("Syntax", children[-1]), len(children) - 1)

    def text(self, children: Children) -> Syntax:
        return Text(str(children[0])[1:-1])

    def number(self, children: Children) -> Syntax:
        return Number(str(children[0]))

    def call(self, children: Children) -> Syntax:
        name, *arguments = children
        given = tuple(cast("Syntax", argument) for argument in arguments if argument is not None)
        return Call(str(name), given, _column(name))

    def filtered(self, children: Children) -> Syntax:
        base, *predicates = children
        return Filter(cast("Syntax", base), _predicates(predicates))

    def filtered_path(self, children: Children) -> Syntax:
        start, separator, steps = children
        before = (ANYWHERE,) if separator == "//" else ()
        return Path((*before, *cast("tuple[Step, ...]", steps)), start=cast("Syntax", start))

    def plain(self, children: Children) -> Syntax:
        token, *more = children
        *before, last = str(token).lstrip("/").split("/")
        inner = [Step("parent" if name == ".." else "child", "node()" if name == ".." else name) for name in before]
        predicates = [child for child in more if not isinstance(child, Token | tuple)]
        step = Step("child", last, _predicates(predicates), _column(token))
        after = cast("tuple[Step, ...]", more[-1]) if more and isinstance(more[-1], tuple) else ()
        between = (ANYWHERE,) if after and more[-2] == "//" else ()
        return Path((*inner, step, *between, *after), absolute=str(token).startswith("/"))

    def root(self, _children: Children) -> Syntax:
        return Path((), absolute=True)

    def absolute(self, children: Children) -> Syntax:
        separator, steps = children
        before = (ANYWHERE,) if separator == "//" else ()
        return Path((*before, *cast("tuple[Step, ...]", steps)), absolute=True)

    def relative_path(self, children: Children) -> Syntax:
        return Path(cast("tuple[Step, ...]", children[0]))

    def relative(self, children: Children) -> tuple[Step, ...]:
        return _joined(children)

    def axis_step(self, children: Children) -> Step:
        axis, test, *predicates = children
        return _step(str(axis).rstrip(": \t\r\n"), test, predicates)

    def attribute_step(self, children: Children) -> Step:
        return _step("attribute", children[0], children[1:])

    def child_step(self, children: Children) -> Step:
        return _step("child", children[0], children[1:])

    def dot_step(self, children: Children) -> Step:
        return Step("self", "node()", _predicates(children[1:]), _column(children[0]))

    def dots_step(self, children: Children) -> Step:
        return Step("parent", "node()", _predicates(children[1:]), _column(children[0]))

    def name_test(self, children: Children) -> tuple[str, int]:
        return str(children[0]), _column(children[0])

    def kind_test(self, children: Children) -> tuple[str, int]:
        kind, wanted = children
        if wanted is not None and kind != "processing-instruction":
            raise unsupported(f"{kind}({wanted})", _column(kind))
        return f"{kind}({wanted or ''})", _column(kind)


def _step(axis: str, test: object, predicates: Children) -> Step:
    """A step with the column of its test."""
    name, column = cast("tuple[str, int]", test)
    return Step(axis, name, _predicates(predicates), column)


def _column(token: object) -> int:
    """Where a token begins, from 1."""
    return (token.start_pos or 0) + 1 if isinstance(token, Token) else 0


@lru_cache(maxsize=1)
def _parser() -> Lark:
    """The parser, made when the first expression is read."""
    return Lark(_GRAMMAR, parser="lalr", lexer="contextual", transformer=_Builder(), maybe_placeholders=True)


def parse(text: str) -> Syntax:
    """Parse an expression; raises `ExpressionError` with the column when it is malformed or beyond a limit."""
    if len(text) > LONGEST_EXPRESSION:
        raise too_large(f"dài hơn {LONGEST_EXPRESSION} chữ")
    _check_nesting(text)
    try:
        return cast("Syntax", _parser().parse(text))
    except UnexpectedInput as error:
        raise _problem(text, error) from error


def _check_nesting(text: str) -> None:
    """Refuse brackets that are nested too deeply for the stack."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(found.group(), 0)
        if depth > DEEPEST_NESTING:
            raise too_large(f"hơn {DEEPEST_NESTING} tầng ngoặc, ở cột {found.start() + 1}")


def _problem(text: str, error: UnexpectedInput) -> ExpressionError:
    """Where lark stopped, as our problem."""
    offset: int | None = len(text)
    if isinstance(error, UnexpectedCharacters):
        offset = error.pos_in_stream
    elif isinstance(error, UnexpectedToken) and error.token.type != "$END":
        offset = error.token.start_pos
    return malformed(text, offset or 0)
