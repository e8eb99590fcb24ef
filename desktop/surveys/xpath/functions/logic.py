"""The functions of truth and choice between values. if(), coalesce() and once() look only at what they need."""

import math

from desktop.surveys.xpath.context import Context, Evaluate
from desktop.surveys.xpath.functions.declaring import MANY, Function, spread
from desktop.surveys.xpath.problems import wrong_count
from desktop.surveys.xpath.values import Value, plain, to_number, to_text, to_truth


def _if(context: Context, arguments: list[Evaluate]) -> Value:
    """ODK's if()."""
    test, then, other = arguments
    return (then if to_truth(test(context)) else other)(context)


def _coalesce(context: Context, arguments: list[Evaluate]) -> Value:
    """ODK's coalesce(): the first value that is neither empty nor NaN."""
    for argument in arguments:
        value = plain(argument(context))
        if value != "" and not (isinstance(value, float) and math.isnan(value)):
            return value
    return ""


def _once(context: Context, arguments: list[Evaluate]) -> Value:
    """ODK's once(): what the node has already, or else the value."""
    return context.origin.text() or plain(arguments[0](context))


def _from_string(_context: Context, value: Value) -> Value:
    """ODK's boolean-from-string(): "1" and "true" only."""
    return to_text(value).lower() in ("1", "true")


def _checklist(context: Context, least: Value, most: Value, *answers: Value) -> Value:
    """ODK's checklist(): whether so many answers are true; -1 is no limit."""
    count = sum(_truths(answers))
    low, high = to_number(least, context.zone), to_number(most, context.zone)
    return count >= low and (high < 0 or count <= high)


def _truths(values: tuple[Value, ...]) -> list[bool]:
    """Whether each is true; a node is true when its text is."""
    return [to_truth(value) for value in spread(values)]


def _weighted(context: Context, least: Value, most: Value, *pairs: Value) -> Value:
    """ODK's weighted-checklist(): pairs of answer and weight; two node-sets are pairs node by node; -1 is no limit."""
    if len(pairs) % 2:
        raise wrong_count("weighted-checklist", 0)
    zone = context.zone
    total = 0.0
    for answers, weights in zip(pairs[::2], pairs[1::2], strict=True):
        for truth, weight in zip(_truths((answers,)), spread((weights,)), strict=False):
            total += to_number(weight, zone) if truth else 0.0
    low, high = to_number(least, zone), to_number(most, zone)
    return (low < 0 or total >= low) and (high < 0 or total <= high)


LOGIC: dict[str, Function] = {
    "true": Function(0, 0, lambda _context: True),
    "false": Function(0, 0, lambda _context: False),
    "not": Function(1, 1, lambda _context, value: not to_truth(value)),
    "boolean": Function(1, 1, lambda _context, value: to_truth(value)),
    "boolean-from-string": Function(1, 1, _from_string),
    "if": Function(3, 3, lazy=_if),
    "coalesce": Function(1, MANY, lazy=_coalesce),
    "once": Function(1, 1, lazy=_once),
    "checklist": Function(2, MANY, _checklist),
    "weighted-checklist": Function(2, MANY, _weighted),
}
