"""The small part of ODK XPath that our own questionnaire uses: parsed once into a function, then evaluated.

Not the whole language: no repeats, predicates, axes or secondary instances, and only the functions of
`desktop.surveys.functions`. What is not known is named in an `ExpressionProblem` when the expression is parsed; nothing
is guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from desktop.surveys.functions import FUNCTIONS, OPERATORS, ExpressionProblem, Value, to_number, to_truth, unsupported

LONGEST_EXPRESSION = 10_000
DEEPEST_NESTING = 50


def malformed(text: str, at: int) -> ExpressionProblem:
    """The problem of an expression that is no XPath."""
    near = text[at : at + 20].strip() or "cuối biểu thức"
    return ExpressionProblem(
        f"Biểu thức viết sai ở “{near}”.", "Hãy kiểm tra dấu ngoặc, dấu nháy và các phép so sánh trong ô đó."
    )


class Scope(Protocol):
    """Where an expression is evaluated: what stands around the question."""

    @property
    def today(self) -> date | None:
        """The day of the interview, if it is known."""

    @property
    def path(self) -> str:
        """The absolute path of the question or group that the expression belongs to."""

    def value(self, path: str) -> Value:
        """The value at an absolute path; "" when it is empty or not asked."""


Evaluate = Callable[[Scope], Value]


@dataclass(frozen=True)
class Expression:
    """A parsed expression: evaluate it in a scope; `paths` are the places it reads, relative ones as written."""

    text: str
    evaluate: Evaluate
    paths: frozenset[str]


def absolute(path: str, context: str) -> str:
    """Resolve '.', '..' and relative steps of `path` against the absolute path `context`."""
    steps = [] if path.startswith("/") else context.strip("/").split("/")
    for step in path.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/" + "/".join(steps)


def _today(scope: Scope) -> Value:
    """ODK's today(), from the scope; without a clock there is no answer."""
    if scope.today is None:
        raise unsupported("today()")
    return scope.today


_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)|(?P<text>\"[^\"]*\"|'[^']*')|(?P<name>[^\W\d][\w.\-]*)"
    r"|(?P<sign><=|>=|!=|\.\.|//|::|[=<>+\-*/().,\[\]|@:$]))"
)
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)
_UNKNOWN_SIGNS = {"[": "[...]", "//": "//", "::": "::", "|": "|", "@": "@", ":": ":", "$": "$"}


class _Parser:
    """A recursive descent over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(self._split())
        self.at = 0
        self.depth = 0
        self.paths: set[str] = set()

    def _split(self) -> list[tuple[str, str, int]]:
        """The tokens as (kind, text, offset)."""
        tokens, offset = [], 0
        end = len(self.text.rstrip())
        while offset < end:
            found = _TOKEN.match(self.text, offset)
            if not found or found.lastgroup is None:
                raise malformed(self.text, offset)
            tokens.append((found.lastgroup, found[found.lastgroup], found.start(found.lastgroup)))
            offset = found.end()
        return tokens

    def peek(self, ahead: int = 0) -> tuple[str, str]:
        """The next token's kind and text; ("", "") at the end."""
        at = self.at + ahead
        return self.tokens[at][:2] if at < len(self.tokens) else ("", "")

    def fail(self) -> ExpressionProblem:
        """The problem at the present token."""
        sign = self.peek()[1]
        if sign in _UNKNOWN_SIGNS:
            return unsupported(_UNKNOWN_SIGNS[sign])
        return malformed(self.text, self.tokens[self.at][2] if self.at < len(self.tokens) else len(self.text))

    def take(self, sign: str) -> None:
        """Step over a sign that must be here."""
        if self.peek() != ("sign", sign):
            raise self.fail()
        self.at += 1

    def whole(self) -> Evaluate:
        """The expression, and nothing after it."""
        evaluate = self.level(0)
        if self.at < len(self.tokens):
            raise self.fail()
        return evaluate

    def level(self, level: int) -> Evaluate:
        """Operators of one precedence, left to right."""
        if level == len(_LEVELS):
            return self.unary()
        first, rest = self.level(level + 1), []
        while (operator := self.peek()[1]) in _LEVELS[level]:
            self.at += 1
            rest.append((operator, self.level(level + 1)))
        return _chain(first, rest) if rest else first

    def unary(self) -> Evaluate:
        """A minus sign, or a plain operand."""
        if self.peek() != ("sign", "-"):
            return self.nested(self.operand)
        self.at += 1
        inner = self.nested(self.unary)
        return lambda scope: -to_number(inner(scope))

    def nested(self, parse: Callable[[], Evaluate]) -> Evaluate:
        """Parse one level deeper, but not endlessly."""
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise unsupported("quá nhiều ngoặc lồng nhau")
        evaluate = parse()
        self.depth -= 1
        return evaluate

    def operand(self) -> Evaluate:
        """A literal, a bracket, a call or a path."""
        kind, text = self.peek()
        if kind in ("number", "text"):
            self.at += 1
            constant: Value = float(text) if kind == "number" else text[1:-1]
            return lambda _scope: constant
        if (kind, text) == ("sign", "("):
            self.at += 1
            inner = self.level(0)
            self.take(")")
            return inner
        if kind == "name" and self.peek(1) == ("sign", "(") and text != "current":
            return self.call(text)
        return self.path()

    def call(self, name: str) -> Evaluate:
        """A function with its arguments."""
        self.at += 2
        arguments: list[Evaluate] = []
        while self.peek() != ("sign", ")"):
            if arguments:
                self.take(",")
            arguments.append(self.level(0))
        self.at += 1
        if name == "today" and not arguments:
            return _today
        least, most, function = FUNCTIONS.get(name) or _unknown_function(name)
        if not least <= len(arguments) <= most:
            raise ExpressionProblem(f"Hàm {name}() thiếu hoặc thừa tham số.", "Hãy kiểm tra lại biểu thức.")
        return lambda scope: function(*(argument(scope) for argument in arguments))

    def path(self) -> Evaluate:
        """A path to a question: absolute, or relative to the question that the expression belongs to."""
        steps = [""] if self.peek() == ("sign", "/") else [self.step()]
        while self.peek() == ("sign", "/"):
            self.at += 1
            steps.append(self.step())
        if self.peek()[1] in _UNKNOWN_SIGNS and self.peek()[0] == "sign":
            raise self.fail()
        path = "/".join(steps)
        self.paths.add(path)
        return lambda scope: scope.value(absolute(path, scope.path))

    def step(self) -> str:
        """One step of a path; current() is where the expression stands."""
        kind, text = self.peek()
        if kind != "name" and text not in (".", ".."):
            raise self.fail()
        self.at += 1
        if text == "current" and self.peek() == ("sign", "("):
            self.at += 1
            self.take(")")
            return "."
        return text


def _unknown_function(name: str) -> tuple[int, int, Callable[..., Value]]:
    """Say which function is not known."""
    raise unsupported(f"{name}()")


def _chain(first: Evaluate, rest: list[tuple[str, Evaluate]]) -> Evaluate:
    """Join operands left to right, in a loop so that a long chain needs no deep stack."""
    if rest[0][0] in ("or", "and"):
        decided = rest[0][0] == "or"
        operands = (first, *(operand for _, operand in rest))
        return lambda scope: next((decided for operand in operands if to_truth(operand(scope)) is decided), not decided)

    def evaluate(scope: Scope) -> Value:
        value = first(scope)
        for operator, operand in rest:
            value = OPERATORS[operator](value, operand(scope))
        return value

    return evaluate


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Parse an expression; raises `ExpressionProblem` when it is malformed or beyond this evaluator."""
    if len(text) > LONGEST_EXPRESSION:
        raise unsupported("biểu thức quá dài")
    parser = _Parser(text)
    evaluate = parser.whole()
    return Expression(text, evaluate, frozenset(parser.paths))
