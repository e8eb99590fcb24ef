"""How a value is written into a node of a type, as JavaRosa writes it."""

import math
from datetime import date, datetime, tzinfo

from desktop.surveys.xpath.moments import read_moment, write_moment
from desktop.surveys.xpath.values import Value, number_text, plain, to_number, to_text

_WHOLE = frozenset({"int", "integer", "long"})


def written(value: Value, type_name: str, zone: tzinfo) -> str:
    """The text that a node of this type keeps of a value; "" for NaN."""
    value = plain(value)
    if type_name in _WHOLE:
        return _whole(value, zone)
    if isinstance(value, float):
        return "" if math.isnan(value) else number_text(value)
    if type_name == "date":
        return _day(value, zone)
    return to_text(value)


def _whole(value: Value, zone: tzinfo) -> str:
    """A whole number, cut towards 0."""
    if value == "":
        return ""
    number = to_number(value, zone)
    return str(math.trunc(number)) if math.isfinite(number) else ""


def _day(value: Value, zone: tzinfo) -> str:
    """The day of a date or instant; text that is neither stays."""
    moment = read_moment(value, zone) if isinstance(value, str) else value
    if isinstance(moment, datetime):
        return moment.astimezone(zone).date().isoformat()
    return write_moment(moment) if isinstance(moment, date) else to_text(value)
