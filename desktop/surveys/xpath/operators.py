"""What the operators of XPath mean for ODK's values, days and instants among them."""

import math
import operator
from collections.abc import Callable
from datetime import date, datetime, tzinfo

from desktop.surveys.xpath.moments import as_instant, read_moment
from desktop.surveys.xpath.nodes import Node
from desktop.surveys.xpath.values import Unanswered, Value, to_number, to_truth

Single = bool | float | str | date
Compare = Callable[[Single, Single, tzinfo], bool]
Order = Callable[[float, float], bool]


def equal(left: Single, right: Single, zone: tzinfo) -> bool:
    """XPath's = for two single values; text beside a day is read as one where it is one."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, date) or isinstance(right, date):
        return _equal_moments(left, right, zone)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left, zone) == to_number(right, zone)
    return left == right


def _equal_moments(left: Single, right: Single, zone: tzinfo) -> bool:
    """Whether a day or instant equals the other value."""
    both = _moment(left, zone), _moment(right, zone)
    if both[0] is None or both[1] is None:
        return to_number(left, zone) == to_number(right, zone)
    return as_instant(both[0], zone) == as_instant(both[1], zone)


def _moment(value: Single, zone: tzinfo) -> date | datetime | None:
    """The day or instant that a value is or spells."""
    if isinstance(value, str):
        return read_moment(value, zone)
    return value if isinstance(value, date) else None


def unequal(left: Single, right: Single, zone: tzinfo) -> bool:
    """XPath's != for two single values."""
    return not equal(left, right, zone)


def _by_order(order: Order) -> Compare:
    """A comparison by number, or by instant when both sides are days or instants."""

    def compare(left: Single, right: Single, zone: tzinfo) -> bool:
        if not isinstance(left, float) and not isinstance(right, float):
            first, second = _moment(left, zone), _moment(right, zone)
            if first is not None and second is not None:
                start, end = as_instant(first, zone), as_instant(second, zone)
                return order(start.timestamp(), end.timestamp())
        return order(to_number(left, zone), to_number(right, zone))

    return compare


COMPARISONS: dict[str, Compare] = {
    "=": equal,
    "!=": unequal,
    "<": _by_order(operator.lt),
    "<=": _by_order(operator.le),
    ">": _by_order(operator.gt),
    ">=": _by_order(operator.ge),
}


def compare(sign: str, left: Value, right: Value, zone: tzinfo) -> bool:
    """Compare two values; of node-sets it is enough that some of their texts compare so (XPath 1.0, 3.4).

    Beside a boolean, = and != ask whether the nodes hold; the others compare numbers, as both suites do. A question
    that is not relevant compares as an empty text, in JavaRosa and in Web Forms.
    """
    test = COMPARISONS[sign]
    if not isinstance(left, list) and not isinstance(right, list):
        return test(left, right, zone)
    if sign in ("=", "!=") and (isinstance(left, bool) or isinstance(right, bool)):
        return test(to_truth(left), to_truth(right), zone)
    if isinstance(left, list) and isinstance(right, list) and len(left) * len(right) > 64:
        return _compare_many(sign, left, right, zone)
    return any(test(first, second, zone) for first in _singles(left) for second in _singles(right))


def _singles(value: Value) -> list[Single]:
    """The texts of nodes, or the one value."""
    if isinstance(value, Unanswered):
        return [""]
    return [node.text() for node in value] if isinstance(value, list) else [value]


def _compare_many(sign: str, left: list[Node], right: list[Node], zone: tzinfo) -> bool:
    """Compare two large node-sets without looking at every pair."""
    first, second = {node.text() for node in left}, {node.text() for node in right}
    if sign == "=":
        return not first.isdisjoint(second)
    if sign == "!=":
        return len(first | second) > 1
    lows, highs = _ends(first, zone), _ends(second, zone)
    if not lows or not highs:
        return False
    test = COMPARISONS[sign]
    return test(lows[0], highs[1], zone) if sign in ("<", "<=") else test(lows[1], highs[0], zone)


def _ends(texts: set[str], zone: tzinfo) -> tuple[float, float] | None:
    """The least and the greatest number among texts; None when there is none."""
    numbers = [number for text in texts if not math.isnan(number := to_number(text, zone))]
    return (min(numbers), max(numbers)) if numbers else None


def divide(left: float, right: float) -> float:
    """XPath's div: by zero it gives infinity or NaN."""
    if right:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def modulo(left: float, right: float) -> float:
    """XPath's mod: the sign follows the dividend."""
    return math.nan if right == 0 or math.isinf(left) else math.fmod(left, right)


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divide,
    "mod": modulo,
}
