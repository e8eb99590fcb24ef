"""Rows of a long list found by what stands in a column, `item[district = ${d}]`, without looking at every row.

Only lists beside the form are looked up (they never change); the predicate is still asked of what was found.
"""

from collections.abc import Sequence

from desktop.surveys.xpath.context import Context, Evaluate
from desktop.surveys.xpath.nodes import Node, local
from desktop.surveys.xpath.paths import Take, narrowed
from desktop.surveys.xpath.syntax import Call, Chain, Filter, Negation, Path, Step, Syntax, Text
from desktop.surveys.xpath.values import Value

_SHORT = 64  # rows that are looked at as quickly as they are looked up
_HERE = Step("self", "node()")


def column_and_key(step: Step) -> tuple[str, Syntax] | None:
    """The column that a step's first predicate compares, and with what; None when the step must look at every row."""
    if step.axis != "child" or not step.predicates or step.test.endswith(("*", ")")):
        return None
    predicate = step.predicates[0]
    if not isinstance(predicate, Chain) or _counts(predicate):
        return None
    sign = predicate.rest[0][0]
    parts = [predicate.first, *(part for _, part in predicate.rest)] if sign == "and" else [predicate]
    return next((found for part in parts if (found := _equality(part)) is not None), None)


def _equality(syntax: Syntax) -> tuple[str, Syntax] | None:
    """The two sides of `column = something that is the same for every row`."""
    if not isinstance(syntax, Chain) or len(syntax.rest) != 1 or syntax.rest[0][0] != "=":
        return None
    sides = (syntax.first, syntax.rest[0][1])
    for one, other in (sides, sides[::-1]):
        column = _column(one)
        if column and _is_fixed(other):
            return column, other
    return None


def _column(syntax: Syntax) -> str:
    """The name of a child that a path leads to, "" when it leads elsewhere."""
    if not isinstance(syntax, Path) or syntax.absolute or syntax.start is not None:
        return ""
    steps = [step for step in syntax.steps if step != _HERE]
    plain = len(steps) == 1 and steps[0].axis == "child" and not steps[0].predicates
    return local(steps[0].test) if plain and not steps[0].test.endswith(("*", ")")) else ""


def _is_fixed(syntax: Syntax) -> bool:
    """Whether a text or path gives the same whatever row it is read from."""
    if isinstance(syntax, Text) or syntax == Call("current", ()):
        return True
    if not isinstance(syntax, Path) or any(step.predicates for step in syntax.steps):
        return False
    return syntax.absolute or syntax.start == Call("current", ())


def _counts(syntax: Syntax) -> bool:
    """Whether a predicate asks for the place of its row, which is another among fewer rows."""
    match syntax:
        case Chain(first, rest):
            return _counts(first) or any(_counts(operand) for _, operand in rest)
        case Negation(operand, _):
            return _counts(operand)
        case Call(name, arguments):
            return name in ("position", "last") or any(_counts(argument) for argument in arguments)
        case Filter():
            return True
        case Path(steps, _, start):
            return (start is not None and _counts(start)) or any(
                _counts(predicate) for step in steps for predicate in step.predicates
            )
        case _:
            return False


def looked_up(take: Take, name: str, column: str, key: Evaluate, predicates: Sequence[Evaluate]) -> Take:
    """A step that looks rows up where it can, and else takes them as it would have."""

    def taken(context: Context, nodes: list[Node]) -> list[Node]:
        if len(nodes) != 1 or len(nodes[0].children) < _SHORT or not context.form.is_beside(nodes[0]):
            return take(context, nodes)
        wanted = _single_text(key(context))
        if wanted is None:
            return take(context, nodes)
        found = context.form.rows_by(nodes[0], name, column).get(wanted, [])
        context.budget.spend(len(found) + 1)
        for predicate in predicates:
            found = narrowed(context, found, predicate)
        return found

    return taken


def _single_text(value: Value) -> str | None:
    """The one text that a row must have; None when there are several, or it is no text."""
    if isinstance(value, list):
        return value[0].text() if len(value) == 1 else None
    return value if isinstance(value, str) else None
