"""The functions of days, instants and times of day. What is no date gives "", and NaN where a number is due."""

import math
from datetime import UTC, date, datetime, timedelta

from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.functions.declaring import Function
from desktop.surveys.xpath.moments import EPOCH, as_instant, days_of, format_moment, read_moment, read_time
from desktop.surveys.xpath.values import Value, plain, to_number, to_text


def _today(context: Context) -> Value:
    """The calendar day of the desk's zone."""
    return context.form.clock.now().astimezone(context.zone).date()


def _now(context: Context) -> Value:
    """The present instant in the desk's zone."""
    return context.form.clock.now().astimezone(context.zone)


def _date(context: Context, value: Value) -> Value:
    """ODK's date(): ISO text, or days since 1970, of which the whole number is a local day."""
    return _moment(context, value, whole=True)


def _date_time(context: Context, value: Value) -> Value:
    """ODK's date-time(): ISO text, or days since 1970 in UTC with their fraction."""
    return _moment(context, value, whole=False)


def _moment(context: Context, value: Value, *, whole: bool) -> Value:
    """A day or instant; "" when the value is none."""
    single = plain(value)
    if isinstance(single, date):
        return single
    number = to_number(single, context.zone)
    text = single if isinstance(single, str) else ""
    found = read_moment(text, context.zone)
    if found is not None or not math.isfinite(number) or isinstance(single, bool):
        return "" if found is None else found
    try:
        if whole:
            return EPOCH + timedelta(days=math.trunc(number))
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=number)).astimezone(context.zone)
    except OverflowError:
        return ""


def _decimal_date_time(context: Context, value: Value) -> Value:
    """ODK's decimal-date-time(): days since 1970 in UTC with their fraction."""
    moment = _moment(context, value, whole=False)
    if not isinstance(moment, date):
        return math.nan
    return days_of(as_instant(moment, context.zone))


def _decimal_time(context: Context, value: Value) -> Value:
    """ODK's decimal-time(): the part of the local day that has passed."""
    single = plain(value)
    moment = single if isinstance(single, date) else read_moment(to_text(single), context.zone)
    clock = as_instant(moment, context.zone).time() if moment is not None else read_time(to_text(single), context.zone)
    if clock is None:
        return math.nan
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6
    return seconds / 86400


def _format(context: Context, value: Value, pattern: Value) -> Value:
    """ODK's format-date() and format-date-time()."""
    moment = _moment(context, value, whole=False)
    if not isinstance(moment, date):
        return ""
    return format_moment(moment, to_text(pattern), context.zone)


DATES: dict[str, Function] = {
    "today": Function(0, 0, _today),
    "now": Function(0, 0, _now),
    "date": Function(1, 1, _date),
    "date-time": Function(1, 1, _date_time),
    "decimal-date-time": Function(1, 1, _decimal_date_time),
    "decimal-time": Function(1, 1, _decimal_time),
    "format-date": Function(2, 2, _format),
    "format-date-time": Function(2, 2, _format),
}
