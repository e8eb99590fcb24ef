"""An expression, read once and evaluated often: the door to the engine for whoever runs a form.

expression = compile_expression("../age >= 18 and selected(../jobs, 'farm')")
expression.references          # {"../age", "../jobs"}
expression.truth(Context(node, surroundings))
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from desktop.surveys.xpath.compiling import Compiler
from desktop.surveys.xpath.context import Budget, Context, Evaluate
from desktop.surveys.xpath.functions import VOLATILE
from desktop.surveys.xpath.nodes import Node
from desktop.surveys.xpath.parsing import parse, parse_exactly
from desktop.surveys.xpath.problems import ExpressionError, too_large, wrong_type
from desktop.surveys.xpath.references import references
from desktop.surveys.xpath.syntax import Syntax
from desktop.surveys.xpath.values import Value, to_number, to_text, to_truth


@dataclass(frozen=True)
class Expression:
    """A compiled expression.

    `references` are the paths that it reads (see `references.resolved`), `functions` the names that it calls, `faults`
    the calls that would fail if they were reached: a lint shows them when the form is added.
    """

    text: str
    syntax: Syntax
    references: frozenset[str]
    functions: frozenset[str]
    faults: tuple[ExpressionError, ...]
    run: Evaluate

    @property
    def is_volatile(self) -> bool:
        """Whether it gives something else each time: it must not be calculated again because it changed."""
        return not VOLATILE.isdisjoint(self.functions)

    def evaluate(self, context: Context) -> Value:
        """The value at a place; raises nothing but `ExpressionError`."""
        context.budget = Budget()
        try:
            return self.run(context)
        except RecursionError as error:
            raise too_large("quá nhiều tầng") from error

    def text_at(self, context: Context) -> str:
        """The value as the text that a form stores; NaN is ""."""
        value = self.evaluate(context)
        return "" if isinstance(value, float) and math.isnan(value) else to_text(value)

    def number(self, context: Context) -> float:
        """The value as a number."""
        return to_number(self.evaluate(context), context.zone)

    def truth(self, context: Context) -> bool:
        """Whether it holds."""
        return to_truth(self.evaluate(context))

    def nodes(self, context: Context) -> list[Node]:
        """The nodes of a path; raises `ExpressionError` when it gives something else."""
        value = self.evaluate(context)
        if not isinstance(value, list):
            raise wrong_type(self.text[:40])
        return value


@lru_cache(maxsize=8192)
def compile_expression(text: str) -> Expression:
    """Read and compile an expression; raises `ExpressionError` with a column when it is malformed or beyond a limit."""
    try:
        expression = compile_syntax(text, parse(text))
    except ExpressionError as error:
        if error.code == "too-large":
            raise
        return compile_syntax(text, parse_exactly(text))  # for the column
    return compile_syntax(text, parse_exactly(text)) if expression.faults else expression


def compile_syntax(text: str, syntax: Syntax) -> Expression:
    """Compile a syntax tree that was made of `text`."""
    compiler = Compiler()
    try:
        run = compiler.compiled(syntax)
    except RecursionError as error:
        raise too_large("quá nhiều tầng") from error
    return Expression(text, syntax, references(syntax), frozenset(compiler.functions), tuple(compiler.faults), run)
