"""Paths as closures: each step takes the nodes found so far and gives those of the next, in document order."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from desktop.surveys.xpath.axes import AXES, FORWARD, SIMPLE, ordered
from desktop.surveys.xpath.context import Context, Evaluate
from desktop.surveys.xpath.nodes import Node, local
from desktop.surveys.xpath.problems import unsupported
from desktop.surveys.xpath.syntax import Step
from desktop.surveys.xpath.values import to_truth

Take = Callable[[Context, list[Node]], list[Node]]
Test = Callable[[Node], bool]


def step_taker(step: Step, predicates: Sequence[Evaluate]) -> Take:
    """One step as a closure; those without predicates are made once for all expressions."""
    return _any_step(step, predicates) if predicates else _plain_taker(step.axis, step.test, step.column)


@lru_cache(maxsize=4096)
def _plain_taker(axis: str, test: str, column: int) -> Take:
    """A step without predicates; the commonest kinds have their own closure."""
    if axis == "child" and _is_name(test):
        return _children_named(local(test))
    if (axis, test) == ("self", "node()"):
        return lambda _context, nodes: nodes
    if (axis, test) == ("parent", "node()"):
        return _parents
    return _any_step(Step(axis, test, column=column), ())


def _is_name(test: str) -> bool:
    """Whether a test is the name of an element."""
    return not test.endswith(("*", ")"))


def _children_named(name: str) -> Take:
    """Elements of one name among the children; text and other nodes never have that name."""

    def take(context: Context, nodes: list[Node]) -> list[Node]:
        found = nodes[0].named(name) if len(nodes) == 1 else [child for node in nodes for child in node.named(name)]
        context.budget.spend(len(nodes) + len(found))
        return found

    return take


def _parents(context: Context, nodes: list[Node]) -> list[Node]:
    """The parents, each once."""
    context.budget.spend(len(nodes))
    if len(nodes) == 1:
        above = nodes[0].parent
        return [] if above is None else [above]
    return ordered(node.parent for node in nodes if node.parent is not None)


def _any_step(step: Step, predicates: Sequence[Evaluate]) -> Take:
    """Any axis with any test; predicates count positions along the axis, from each node anew."""
    axis = AXES[step.axis]
    test = _tester(step)

    def take(context: Context, nodes: list[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            some = []
            for other in axis(node):
                context.budget.spend(1)
                if test(other):
                    some.append(other)
            for predicate in predicates:
                some = narrowed(context, some, predicate)
            found += some
        keeps = step.axis in SIMPLE or (len(nodes) < 2 and step.axis in FORWARD)
        return found if keeps and len(nodes) < 2 else _in_order(context, found)

    return take


def _in_order(context: Context, nodes: list[Node]) -> list[Node]:
    """The nodes in document order, each once."""
    context.budget.spend(len(nodes))
    return ordered(nodes)


def _tester(step: Step) -> Test:
    """What a step's test asks of a node."""
    test = step.test
    principal = "attribute" if step.axis == "attribute" else "element"
    if test.endswith("*"):
        return lambda node: node.kind == principal
    if _is_name(test):
        name = local(test)
        return lambda node: node.name == name and node.kind == principal
    if test == "node()":
        return lambda _node: True
    kind, _, wanted = test[:-1].partition("(")
    if kind == "processing-instruction":
        target = "?" + wanted[1:-1]
        return lambda node: node.kind == "instruction" and (not wanted or node.name == target)
    if kind not in ("text", "comment"):
        raise unsupported(test, step.column)
    return lambda node: node.kind == kind


def narrowed(context: Context, nodes: list[Node], predicate: Evaluate) -> list[Node]:
    """The nodes for which a predicate holds; a number is a position."""
    inside = context.inner(len(nodes))
    kept = []
    for position, node in enumerate(nodes, 1):
        inside.node = node
        inside.position = float(position)
        context.budget.spend(1)
        value = predicate(inside)
        if value == position if isinstance(value, float) else to_truth(value):
            kept.append(node)
    return kept
