"""The values of expressions and how one kind becomes another, as XPath 1.0 and ODK say. No nodes are looked up here.

A value is a boolean, a number (always float), a text, a day, an instant, or the nodes of a path in document order.
"""

import math
import re
from datetime import date, tzinfo
from decimal import Decimal

from desktop.surveys.xpath.moments import days_of, read_moment, write_moment
from desktop.surveys.xpath.nodes import Node

Value = bool | float | str | date | list[Node]


class Unanswered(list[Node]):
    """The nodes of a path that names a question of which none is there or relevant; it compares as an empty answer."""


UNANSWERED = Unanswered()

_NUMBER = re.compile(r"[ \t\r\n]*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?[ \t\r\n]*")


def to_text(value: Value) -> str:
    """XPath's string(): the first node's text, 3 for 3.0, ISO for days and instants."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return value[0].text() if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, float) else write_moment(value)


def number_text(number: float) -> str:
    """A number without an exponent and without a needless fraction."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return str(int(number)) if number.is_integer() else format(Decimal(repr(number)), "f")


def to_number(value: Value, zone: tzinfo) -> float:
    """XPath's number(): "" and other text is NaN; a day is its days since 1970, also when it is written as text."""
    if isinstance(value, list):
        value = value[0].text() if value else ""
    if isinstance(value, str):
        return _text_number(value, zone)
    return float(value) if isinstance(value, bool | float) else days_of(value)


def _text_number(text: str, zone: tzinfo) -> float:
    """The number that a text spells."""
    if _NUMBER.fullmatch(text):
        return float(text)
    moment = read_moment(text, zone) if len(text) > 7 else None
    return math.nan if moment is None else days_of(moment)


def to_truth(value: Value) -> bool:
    """XPath's boolean(): 0, NaN, "" and no nodes are false; the first node decides for its nodes."""
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    if isinstance(value, list):
        return bool(value) and value[0].holds()
    return bool(value)


def to_whole(value: Value, zone: tzinfo) -> int | None:
    """The number cut to a whole one; None when it is not finite."""
    number = to_number(value, zone)
    return math.trunc(number) if math.isfinite(number) else None


def plain(value: Value) -> bool | float | str | date:
    """A value that is no node-set: the text of the first node in its place."""
    return to_text(value) if isinstance(value, list) else value
