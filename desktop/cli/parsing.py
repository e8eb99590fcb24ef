"""Arguments in Vietnamese: argparse's own words translated, its errors as problems for a person, numbers within bounds.

argparse asks a function named `_` for every word that it says; it is given ours while a command line is read.
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NoReturn

from desktop.errors import TosoError
from desktop.text import parse_date

WORDS = {
    "usage: ": "Cách dùng: ",
    "positional arguments": "tham số",
    "options": "tùy chọn",
    "show this help message and exit": "xem trợ giúp này rồi thoát",
    "show program's version number and exit": "xem số phiên bản rồi thoát",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có “%(value)s”; chọn một trong: %(choices)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "không có “%(parser_name)s”; chọn một trong: %(choices)s",
    "invalid %(type)s value: %(value)r": "“%(value)s” không dùng được",
    "the following arguments are required: %s": "còn thiếu: %s",
    "one of the arguments %s is required": "cần một trong các mục: %s",
    "not allowed with argument %s": "không dùng cùng với %s",
    "unrecognized arguments: %s": "thừa hoặc gõ sai: %s",
    "unexpected option string: %s": "thừa hoặc gõ sai: %s",
    "ambiguous option: %(option)s could match %(matches)s": "“%(option)s” có thể là: %(matches)s",
    "expected one argument": "cần một giá trị",
    "expected at most one argument": "chỉ nhận một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "expected %s argument": "cần %s giá trị",
    "expected %s arguments": "cần %s giá trị",
    "ignored explicit argument %r": "không nhận giá trị %r",
}


class UsageProblem(TosoError):
    """The command line itself is not understood; nothing was opened. The exit code is 2."""

    code = "usage"


class _Layout(argparse.HelpFormatter):
    """Help with room for the longest command beside its words."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)


class Parser(argparse.ArgumentParser):
    """A parser that takes options in full only, and raises instead of leaving the program."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - argparse's own options
        super().__init__(allow_abbrev=False, formatter_class=_Layout, **given)

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the command line as UsageProblem."""
        usage = " ".join(self.format_usage().split())
        raise UsageProblem(f"Lệnh chưa đúng: {message}.", f"{usage} (xem thêm: {self.prog} --help)")


@contextmanager
def argparse_in_vietnamese() -> Iterator[None]:
    """Let argparse speak Vietnamese inside the block."""
    words = vars(argparse)
    before = {name: words[name] for name in ("_", "ngettext")}
    words.update(_=_word, ngettext=lambda one, many, count: _word(one if count == 1 else many))
    try:
        yield
    finally:
        words.update(before)


def _word(english: str) -> str:
    return WORDS.get(english, english)


def whole(least: int, most: int) -> Callable[[str], int]:
    """An argument that is a whole number within bounds."""

    def read(text: str) -> int:
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 20):
            raise argparse.ArgumentTypeError(f"“{text}” không phải số")
        number = int(text)
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{number} không nằm trong khoảng từ {least} đến {most}")
        return number

    return read


def named(text: str) -> str:
    """An argument that names something; a script's empty variable must not come to mean the usual home."""
    if not text.strip():
        raise argparse.ArgumentTypeError("để trống")
    return text


def day(text: str) -> date:
    """An argument that is a day, as people write it or as ISO text."""
    found = parse_date(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày hợp lệ, ví dụ: 01/8/2025")
    return found
