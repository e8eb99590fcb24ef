"""Which letters one place of a regular expression takes: single ones, ranges, digits, capitals.

As in Java without flags: digits, word letters and white space are those of ASCII, and a dot takes no line end.
"""

import unicodedata
from collections.abc import Callable

Letters = Callable[[str], bool]

_DIGITS = frozenset("0123456789")
_WORDS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") | _DIGITS
_SPACES = frozenset(" \t\n\x0b\f\r")
_LINE_ENDS = frozenset("\n\r\u0085\u2028\u2029")
_NAMED = {
    "Alpha": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "Lower": "abcdefghijklmnopqrstuvwxyz",
    "Upper": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "Digit": "0123456789",
    "Alnum": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "Punct": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
}


def any_letter(_letter: str) -> bool:
    """Every letter, line ends too."""
    return True


def no_line_end(letter: str) -> bool:
    """What a dot takes."""
    return letter not in _LINE_ENDS


def one(wanted: str) -> Letters:
    """Just one letter."""
    return lambda letter: letter == wanted


def span(first: str, last: str) -> Letters:
    """The letters from `first` to `last` in the order of Unicode."""
    return lambda letter: first <= letter <= last


def all_but(letters: Letters) -> Letters:
    """Every letter that `letters` does not take."""
    return lambda letter: not letters(letter)


def some_of(parts: list[Letters]) -> Letters:
    """What any of the parts takes."""
    return parts[0] if len(parts) == 1 else lambda letter: any(part(letter) for part in parts)


def either_case(letters: Letters) -> Letters:
    """What is taken in small or capital form."""
    return lambda letter: letters(letter) or letters(letter.lower()) or letters(letter.upper())


#: The classes with a letter of their own.
CLASSES: dict[str, Letters] = {
    "d": _DIGITS.__contains__,
    "D": all_but(_DIGITS.__contains__),
    "w": _WORDS.__contains__,
    "W": all_but(_WORDS.__contains__),
    "s": _SPACES.__contains__,
    "S": all_but(_SPACES.__contains__),
}

_CATEGORIES = frozenset("CLMNPSZ") | frozenset(
    major + minor for major, minors in (("C", "cfons"), ("L", "lmotu"), ("M", "cen"), ("N", "dlo")) for minor in minors
)
_CATEGORIES |= frozenset(
    major + minor for major, minors in (("P", "cdefios"), ("S", "ckmo"), ("Z", "lps")) for minor in minors
)


def category(name: str) -> Letters | None:
    """The letters of a property: a general category of Unicode, or one of POSIX's names; None when it is neither."""
    if name in _NAMED:
        return frozenset(_NAMED[name]).__contains__
    short = name.removeprefix("Is")
    if short not in _CATEGORIES:
        return None
    return lambda letter: unicodedata.category(letter).startswith(short)
