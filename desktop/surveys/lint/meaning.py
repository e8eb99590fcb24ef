"""What an officer probably meant where pyxform refuses a name: the nearest name of the same workbook."""

import re
from collections.abc import Iterable
from dataclasses import replace

from desktop.surveys.definition import Problem
from desktop.surveys.lint.book import Book
from desktop.surveys.lint.nearness import nearest

_TYPES = frozenset(
    {
        "integer", "decimal", "text", "select_one", "select_multiple", "rank", "note", "date", "time", "datetime",
        "range", "acknowledge", "barcode", "geopoint", "geotrace", "geoshape", "image", "audio", "video", "file",
        "calculate", "hidden", "begin_group", "end_group", "begin_repeat", "end_repeat", "start", "end", "today",
        "deviceid", "username", "phonenumber", "email", "select_one_from_file", "select_multiple_from_file",
        "xml-external", "csv-external", "audit",
    }
)  # fmt: skip
_NAME = re.compile(r"Could not find the name '(.*?)'")
_TYPE = re.compile(r"Unknown question type '(.*?)'")
_LIST = re.compile(r"List name not in (?:external )?choices sheet: (\S+)")


def with_meaning(problem: Problem, message: str, book: Book | None) -> Problem:
    """A problem made of pyxform's English message, with the nearest known word in its advice when there is one."""
    lists: Iterable[str] = book.rows_of_lists if book else ()
    for words, known, shown in (
        (_NAME, book.names if book else (), "${{{}}}"),
        (_TYPE, _TYPES, "{}"),
        (_LIST, lists, "{}"),
    ):
        found = words.search(message)
        meant = nearest(found[1], known) if found else ""
        if meant:
            return replace(problem, advice=f"Có phải là “{shown.format(meant)}”? {problem.advice}")
    return problem
