"""What values, operators and functions of ODK XPath mean, for the part that `desktop.surveys.expressions` parses.

Where JavaRosa and ODK Web Forms differ, this takes the side of whole matches for regex(), of local days for dates and
of JavaRosa for round(). A function that is not in `FUNCTIONS` is not supported; none is half done.
"""

import math
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache

from desktop.errors import FormProblem

Value = str | float | bool | date

_EPOCH = date(1970, 1, 1)


class ExpressionProblem(FormProblem):
    """An expression that cannot be read (`bad-expression`) or uses what is not known here (`unsupported`)."""

    code = "bad-expression"


def unsupported(what: str) -> ExpressionProblem:
    """The problem of an expression that may be right but is beyond this evaluator."""
    return ExpressionProblem(
        f"Biểu thức dùng “{what}”, chương trình chưa hỗ trợ.",
        "Hãy viết lại điều kiện này bằng các phép so sánh đơn giản.",
        code="unsupported",
    )


def to_number(value: Value) -> float:
    """XPath's number(): "" and other text is NaN, a date is its days since 1970."""
    if isinstance(value, str):
        return float(value) if re.fullmatch(r"\s*-?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*", value) else math.nan
    return float((value - _EPOCH).days) if isinstance(value, date) else float(value)


def to_text(value: Value) -> str:
    """XPath's string(): 3.0 is "3", a date is ISO."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _number_text(number: float) -> str:
    """Write a number without an exponent and without a needless fraction."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return str(int(number)) if number.is_integer() else format(Decimal(repr(number)), "f")


def to_truth(value: Value) -> bool:
    """XPath's boolean(): 0, NaN and "" are false."""
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return True if isinstance(value, date) else bool(value)


def to_date(value: Value) -> Value:
    """ODK's date(): ISO text or days since 1970 to a date; "" stays ""; anything else is a problem."""
    if isinstance(value, date) or value == "":
        return value
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else _EPOCH + timedelta(days=math.floor(value))
    except (ValueError, OverflowError) as error:
        raise ExpressionProblem(f"“{to_text(value)}” không phải là ngày.", "Hãy viết ngày dạng 2025-07-31.") from error


def _equal(left: Value, right: Value) -> bool:
    """XPath's =, after the kinds of both sides."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left) == to_number(right)
    return to_text(left) == to_text(right)


def _ordered(left: Value, right: Value) -> tuple[float, float]:
    """Both sides as numbers to compare; text beside a date is read as a date where it is one."""
    if isinstance(left, date) != isinstance(right, date):
        left, right = _beside_date(left), _beside_date(right)
    return to_number(left), to_number(right)


def _beside_date(value: Value) -> Value:
    """Text that spells a date as that date."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return to_date(value)
    return value


def _divide(left: float, right: float) -> float:
    """XPath's div: by zero it gives infinity or NaN."""
    if right:
        return left / right
    return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left)


def _modulo(left: float, right: float) -> float:
    """XPath's mod: the sign follows the dividend."""
    return math.nan if right == 0 or math.isinf(left) else math.fmod(left, right)


def _round(value: Value, digits: Value = 0.0) -> float:
    """Round half up; (-2.5) -> -2 and (1.005, 2) -> 1.01, as JavaRosa does."""
    number, places = to_number(value), to_number(digits)
    if not (math.isfinite(number) and math.isfinite(places) and abs(places) <= 15):
        return number if math.isfinite(places) else math.nan
    scaled = Decimal(repr(number)).scaleb(int(places)) + Decimal("0.5")
    return float(scaled.to_integral_value(ROUND_FLOOR).scaleb(-int(places)))


def _truncate(value: Value) -> float:
    """ODK's int()."""
    number = to_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else number


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile a regular expression as Java would read it: digits and word letters are ASCII."""
    try:
        return re.compile(pattern, re.ASCII)
    except re.error as error:
        raise unsupported(f"regex {pattern}") from error


def _matches(value: Value, pattern: Value) -> bool:
    """ODK's regex(): the whole text must match."""
    return _pattern(to_text(pattern)).fullmatch(to_text(value)) is not None


def _first_filled(*values: Value) -> Value:
    """ODK's coalesce()."""
    return next((value for value in values if to_text(value) != ""), "")


def _selected(value: Value, code: Value) -> bool:
    """ODK's selected()."""
    return to_text(code).strip() in to_text(value).split()


FUNCTIONS: dict[str, tuple[int, int, Callable[..., Value]]] = {  # name -> least and most arguments, what it does
    "true": (0, 0, lambda: True),
    "false": (0, 0, lambda: False),
    "not": (1, 1, lambda value: not to_truth(value)),
    "boolean": (1, 1, to_truth),
    "number": (1, 1, to_number),
    "string": (1, 1, to_text),
    "int": (1, 1, _truncate),
    "round": (1, 2, _round),
    "date": (1, 1, to_date),
    "if": (3, 3, lambda test, then, other: then if to_truth(test) else other),
    "coalesce": (1, 20, _first_filled),
    "concat": (1, 50, lambda *parts: "".join(map(to_text, parts))),
    "contains": (2, 2, lambda text, part: to_text(part) in to_text(text)),
    "starts-with": (2, 2, lambda text, part: to_text(text).startswith(to_text(part))),
    "string-length": (1, 1, lambda text: float(len(to_text(text)))),
    "normalize-space": (1, 1, lambda text: " ".join(to_text(text).split())),
    "selected": (2, 2, _selected),
    "count-selected": (1, 1, lambda text: float(len(to_text(text).split()))),
    "regex": (2, 2, _matches),
}


OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "=": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "<": lambda left, right: _ordered(left, right)[0] < _ordered(left, right)[1],
    "<=": lambda left, right: _ordered(left, right)[0] <= _ordered(left, right)[1],
    ">": lambda left, right: _ordered(left, right)[0] > _ordered(left, right)[1],
    ">=": lambda left, right: _ordered(left, right)[0] >= _ordered(left, right)[1],
    "+": lambda left, right: to_number(left) + to_number(right),
    "-": lambda left, right: to_number(left) - to_number(right),
    "*": lambda left, right: to_number(left) * to_number(right),
    "div": lambda left, right: _divide(to_number(left), to_number(right)),
    "mod": lambda left, right: _modulo(to_number(left), to_number(right)),
}
