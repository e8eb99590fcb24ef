"""How a function is declared: its name, how many arguments it takes and what it does with them."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from desktop.surveys.xpath.context import Context, Evaluate
from desktop.surveys.xpath.nodes import Node
from desktop.surveys.xpath.problems import wrong_type
from desktop.surveys.xpath.values import Value

Eager = Callable[..., Value]
Lazy = Callable[[Context, list[Evaluate]], Value]

MANY = 10_000


def _nothing(_context: Context) -> Value:
    """What a lazy function has in place of an eager one."""
    return ""


@dataclass(frozen=True)
class Function:
    """A function of ODK XPath: eager ones get a context and values, lazy ones the closures of their arguments."""

    least: int
    most: int
    eager: Eager = _nothing
    lazy: Lazy | None = None


def nodes_of(value: Value, name: str) -> list[Node]:
    """An argument that must be nodes; raises `ExpressionError`."""
    if not isinstance(value, list):
        raise wrong_type(name)
    return value


def spread(values: tuple[Value, ...]) -> list[Value]:
    """The arguments one by one, each node-set as the texts of its nodes."""
    spread_out: list[Value] = []
    for value in values:
        if isinstance(value, list):
            spread_out += [node.text() for node in value]
        else:
            spread_out.append(value)
    return spread_out


def here(context: Context, values: tuple[Value, ...]) -> Value:
    """The only argument, or the node where the expression stands when there is none."""
    return values[0] if values else [context.node]


def finite(calculate: Callable[..., float], *numbers: float) -> float:
    """Calculate; what mathematics refuses is NaN and what is too large is infinite."""
    try:
        return float(calculate(*numbers))
    except OverflowError:
        return math.inf
    except (ValueError, ZeroDivisionError):
        return math.nan
