"""The functions of numbers."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from decimal import Context as DecimalContext

from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.functions.declaring import MANY, Function, finite, here, nodes_of
from desktop.surveys.xpath.nodes import Node
from desktop.surveys.xpath.values import Value, to_number, to_whole

_MOST_PLACES = 30
_EXACT = DecimalContext(prec=700)  # a double has at most 309 digits before the point


def _number(context: Context, *values: Value) -> Value:
    """XPath's number()."""
    return to_number(here(context, values), context.zone)


def _int(context: Context, value: Value) -> Value:
    """ODK's int(): cut, not rounded."""
    number = to_number(value, context.zone)
    return float(math.trunc(number)) if math.isfinite(number) else number


def _round(context: Context, value: Value, digits: Value = 0.0) -> Value:
    """ODK's round(): half away from zero above it and towards zero below, of the decimal as it is written.

    (-2.5) gives -2 and (1.005, 2) gives 1.01, as JavaRosa does.
    """
    number = to_number(value, context.zone)
    places = to_whole(digits, context.zone)
    if not math.isfinite(number):
        return number
    if places is None or abs(places) > _MOST_PLACES:
        return math.nan
    way = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    exponent = Decimal(1).scaleb(-places, _EXACT)
    return float(Decimal(repr(number)).quantize(exponent, way, _EXACT))


def _sum(context: Context, value: Value) -> Value:
    """XPath's sum(), but as JavaRosa has it: an answer that is no number, or not given, is not in it."""
    return sum(_numbers(context, nodes_of(value, "sum")), 0.0)


def _numbers(context: Context, *values: Value) -> list[float]:
    """The numbers of values and nodes; answers and texts that are none are left out, other documents' nodes are NaN."""
    found = []
    for value in values:
        for one in value if isinstance(value, list) else [value]:
            number = to_number(one.text() if isinstance(one, Node) else one, context.zone)
            if not math.isnan(number) or (isinstance(one, Node) and not one.is_answer()):
                found.append(number)
    return found


def _extreme(pick: Callable[[list[float]], float]) -> Callable[..., Value]:
    """ODK's min() and max() of what is a number, as JavaRosa has it; of nothing NaN."""

    def evaluate(context: Context, *values: Value) -> Value:
        numbers = _numbers(context, *values)
        return math.nan if not numbers or any(map(math.isnan, numbers)) else pick(numbers)

    return evaluate


def _of_number(calculate: Callable[[float], float]) -> Function:
    """A function of mathematics with one argument."""
    return Function(1, 1, lambda context, value: finite(calculate, to_number(value, context.zone)))


def _of_two(calculate: Callable[[float, float], float]) -> Function:
    """A function of mathematics with two arguments."""

    def evaluate(context: Context, first: Value, second: Value) -> Value:
        return finite(calculate, to_number(first, context.zone), to_number(second, context.zone))

    return Function(2, 2, evaluate)


def _logarithm(calculate: Callable[[float], float]) -> Callable[[float], float]:
    """A logarithm that knows that of zero."""
    return lambda number: -math.inf if number == 0 else calculate(number)


def _whole(calculate: Callable[[float], int]) -> Callable[[float], float]:
    """floor() and ceiling(), which leave NaN and infinity."""
    return lambda number: float(calculate(number)) if math.isfinite(number) else number


def _power(base: float, exponent: float) -> float:
    """pow() as Java and JavaScript have it: a root of a negative number is NaN, 0 to a negative power is infinite."""
    if base == 0 and exponent < 0:
        return math.inf
    return math.pow(base, exponent)


NUMBERS: dict[str, Function] = {
    "number": Function(0, 1, _number),
    "int": Function(1, 1, _int),
    "round": Function(1, 2, _round),
    "floor": _of_number(_whole(math.floor)),
    "ceiling": _of_number(_whole(math.ceil)),
    "sum": Function(1, 1, _sum),
    "max": Function(1, MANY, _extreme(max)),
    "min": Function(1, MANY, _extreme(min)),
    "abs": _of_number(abs),
    "pow": _of_two(_power),
    "log": _of_number(_logarithm(math.log)),
    "log10": _of_number(_logarithm(math.log10)),
    "sin": _of_number(math.sin),
    "cos": _of_number(math.cos),
    "tan": _of_number(math.tan),
    "asin": _of_number(math.asin),
    "acos": _of_number(math.acos),
    "atan": _of_number(math.atan),
    "atan2": _of_two(math.atan2),
    "sqrt": _of_number(math.sqrt),
    "exp": _of_number(math.exp),
    "exp10": _of_number(lambda number: math.pow(10.0, number)),
    "pi": Function(0, 0, lambda _context: math.pi),
    "random": Function(0, 0, lambda context: context.form.random().random()),
}
