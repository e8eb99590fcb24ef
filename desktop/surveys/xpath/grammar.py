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
from desktop.surveys.xpath.syntax import ANYWHERE, Call, Chain, Filter, Negation, Number, Path, Step, Syntax, Text

LONGEST_EXPRESSION = 32_000
DEEPEST_NESTING = 80

AXES = (
    *("ancestor-or-self", "ancestor", "attribute", "child", "descendant-or-self", "descendant"),
    *("following-sibling", "following", "parent", "preceding-sibling", "preceding", "self"),
)

_GRAMMAR = r"""
start: or_expr
or_expr: and_expr (OR and_expr)*
and_expr: equality (AND equality)*
equality: relation (EQUALS relation)*
relation: sum (COMPARES sum)*
sum: product ((PLUS | MINUS) product)*
product: signed ((MULTIPLY | DIV | MOD) signed)*
signed: MINUS* union
union: path (BAR path)*
path: location | filtered | filtered_path
filtered_path: filtered SLASH relative | filtered ANYWHERE relative
filtered: primary predicate*
primary: "(" or_expr ")" -> bracket
       | STRING -> text
       | NUMBER -> number
       | call
call: NAME "(" [or_expr ("," or_expr)*] ")"
location: SLASH -> root
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
predicate: "[" or_expr "]"

OR.1: "or"
AND.1: "and"
DIV.1: "div"
MOD.1: "mod"
EQUALS: "!=" | "="
COMPARES: "<=" | ">=" | "<" | ">"
PLUS: "+"
MINUS: "-"
MULTIPLY.1: "*"
BAR: "|"
ANYWHERE.3: "//"
SLASH.2: "/"
DOTS.4: ".."
DOT.2: "."
NUMBER.3: /([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?/
STRING: /"[^"]*"|'[^']*'/
AXIS.5: /(AXES)\s*::/
KIND.4: /(text|node|comment|processing-instruction)(?=\s*\()/
WILD.3: /([^\W\d][\w.-]*:)?\*/
NAME.2: /[^\W\d][\w.·-]*+(:[^\W\d][\w.·-]*+)?+(?!:)/
%ignore /[ \t\r\n]+/
""".replace("AXES", "|".join(AXES))

_BRACKETS = re.compile(r"\"[^\"]*\"|'[^']*'|[()\[\]]")

Children = list[object]


def _chain(children: Children) -> Syntax:
    """Operands and the operators between them; a single operand stays as it is."""
    first, *rest = children
    if not rest:
        return cast("Syntax", first)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return Chain(cast("Syntax", first), tuple((str(operator), cast("Syntax", operand)) for operator, operand in pairs))


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

    or_expr = and_expr = equality = relation = sum = product = union = staticmethod(_chain)

    def start(self, children: Children) -> Syntax:
        return cast("Syntax", children[0])

    path = location = primary = predicate = start

    def signed(self, children: Children) -> Syntax:
        operand = cast("Syntax", children[-1])
        return Negation(operand, len(children) - 1) if len(children) > 1 else operand

    def bracket(self, children: Children) -> Syntax:
        return cast("Syntax", children[0])

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
        return Filter(cast("Syntax", base), _predicates(predicates)) if predicates else cast("Syntax", base)

    def filtered_path(self, children: Children) -> Syntax:
        start, separator, steps = children
        before = (ANYWHERE,) if separator == "//" else ()
        return Path((*before, *cast("tuple[Step, ...]", steps)), start=cast("Syntax", start))

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
