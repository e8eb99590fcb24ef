"""The functions of texts."""

import math

from desktop.surveys.xpath.context import Context, checked
from desktop.surveys.xpath.functions.declaring import MANY, Function, here, spread
from desktop.surveys.xpath.patterns import matches
from desktop.surveys.xpath.values import Value, to_number, to_text, to_whole

_SPACE = " \t\r\n"


def _string(context: Context, *values: Value) -> Value:
    """XPath's string()."""
    return to_text(here(context, values))


def _concat(_context: Context, *values: Value) -> Value:
    """ODK's concat(): any number of arguments, all nodes of each."""
    return checked("".join(map(to_text, spread(values))))


def _join(_context: Context, separator: Value, *values: Value) -> Value:
    """ODK's join()."""
    return checked(to_text(separator).join(map(to_text, spread(values))))


def _substr(context: Context, text: Value, start: Value, end: Value | None = None) -> Value:
    """ODK's substr(): from 0, the end not included, negative numbers from the end."""
    whole = to_text(text)
    length = len(whole)
    first = to_whole(start, context.zone)
    last = length if end is None else to_whole(end, context.zone)
    if first is None or last is None:
        return ""
    first, last = (at + length if at < 0 else at for at in (first, last))
    return whole[max(first, 0) : max(last, 0)]


def _substring(context: Context, text: Value, start: Value, length: Value | None = None) -> Value:
    """XPath's substring(): from 1, rounded, as section 4.2 says."""
    whole = to_text(text)
    first = _half_up(to_number(start, context.zone))
    last = math.inf if length is None else first + _half_up(to_number(length, context.zone))
    return "".join(letter for at, letter in enumerate(whole, 1) if first <= at < last)


def _half_up(number: float) -> float:
    """XPath's own rounding; NaN and infinity stay."""
    return float(math.floor(number + 0.5)) if math.isfinite(number) else number


def _before(_context: Context, text: Value, part: Value) -> Value:
    """XPath's substring-before()."""
    before, found, _ = to_text(text).partition(to_text(part)) if to_text(part) else ("", "", "")
    return before if found else ""


def _after(_context: Context, text: Value, part: Value) -> Value:
    """XPath's substring-after()."""
    return to_text(text).partition(to_text(part))[2] if to_text(part) else to_text(text)


def _translate(_context: Context, text: Value, old: Value, new: Value) -> Value:
    """XPath's translate(): letter by letter; without a new letter the old one goes."""
    table: dict[int, str | None] = {}
    replacements = to_text(new)
    for at, letter in enumerate(to_text(old)):
        table.setdefault(ord(letter), replacements[at] if at < len(replacements) else None)
    return to_text(text).translate(table)


def _length(context: Context, *values: Value) -> Value:
    """XPath's string-length()."""
    return float(len(to_text(here(context, values))))


def _normalize(context: Context, *values: Value) -> Value:
    """XPath's normalize-space(): white space of XML only."""
    words = to_text(here(context, values)).translate(str.maketrans(_SPACE, " " * 4)).split(" ")
    return " ".join(word for word in words if word)


def _regex(_context: Context, text: Value, pattern: Value) -> Value:
    """ODK's regex(): the whole text must match, as in JavaRosa."""
    return matches(to_text(pattern), to_text(text))


TEXTS: dict[str, Function] = {
    "string": Function(0, 1, _string),
    "concat": Function(0, MANY, _concat),
    "join": Function(1, MANY, _join),
    "substr": Function(2, 3, _substr),
    "substring": Function(2, 3, _substring),
    "substring-before": Function(2, 2, _before),
    "substring-after": Function(2, 2, _after),
    "translate": Function(3, 3, _translate),
    "string-length": Function(0, 1, _length),
    "normalize-space": Function(0, 1, _normalize),
    "contains": Function(2, 2, lambda _context, text, part: to_text(part) in to_text(text)),
    "starts-with": Function(2, 2, lambda _context, text, part: to_text(text).startswith(to_text(part))),
    "ends-with": Function(2, 2, lambda _context, text, part: to_text(text).endswith(to_text(part))),
    "regex": Function(2, 2, _regex),
}
