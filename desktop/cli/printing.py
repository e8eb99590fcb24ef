"""What the command line prints: tables and sentences for people, JSON for scripts, errors on the error stream.

Names in foreign files may hold anything; no control character of theirs reaches a terminal.
"""

import io
import platform
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence

import desktop
from desktop.errors import TosoError
from desktop.models.base import json_text
from desktop.models.schema import TABLES
from desktop.text import one_line

_LONGEST = 1000  # letters of an error's sentence; a hostile argument is told back in it
#: What moves a terminal's cursor, colours it or turns the order of letters around.
_UNSEEN = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_IN_SENTENCES, _IN_CELLS = {**_UNSEEN, 0x0A: "\n", 0x09: " "}, {**_UNSEEN, 0x0A: " ", 0x09: " "}


def speak_utf8() -> None:
    """Print UTF-8 whatever the system's language is; what cannot be said, as bytes of a file's name, is spelled out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(*sentences: str) -> None:
    """Print sentences for a person."""
    for sentence in sentences:
        print(sentence.translate(_IN_SENTENCES))


def give(value: object) -> None:
    """Print one JSON value on one line."""
    print(json_text(value))


def tell(value: object, *sentences: str, as_json: bool) -> None:
    """Print the one JSON value for a script, or the sentences for a person."""
    if as_json:
        give(value)
    else:
        say(*sentences)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table with columns as wide as their widest cell; unknown is "-"."""
    cells = [["-" if cell is None else str(cell).translate(_IN_CELLS) for cell in row] for row in rows]
    widths = [max(len(title), *(len(row[at]) for row in cells), 0) for at, title in enumerate(head)]
    for row in [list(head), ["─" * width for width in widths], *cells]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def told_counts(counts: Mapping[str, int]) -> str:
    """Numbers of records by table, in the tables' Vietnamese names: "Hộ dân 3, Thành viên Tổ 5"."""
    return ", ".join(f"{title_of(name)} {count}" for name, count in counts.items())


def title_of(name: str) -> str:
    """A table's Vietnamese name; a table that only a newer program knows keeps its own."""
    return TABLES[name].title if name in TABLES else name


def fail(error: TosoError, *, as_json: bool) -> None:
    """Say what was refused and what to do, on the error stream; with JSON also as an object on the output."""
    message, advice = _shortened(error.message), _shortened(error.advice)
    if as_json:
        give({"error": error.code, "message": message, "advice": advice})
    print(f"toso: {message}", file=sys.stderr)
    if advice:
        print(f"      {advice}", file=sys.stderr)


def bug_details(error: BaseException) -> str:
    """Where a bug happened: versions, the kinds of exceptions, files and lines; no words that people typed."""
    lines = [f"Tổ Số {desktop.__version__}, Python {platform.python_version()}, {platform.platform()}"]
    chain: list[BaseException] = []
    here: BaseException | None = error
    while here is not None and here not in chain:
        chain.append(here)
        lines.append(type(here).__name__)
        lines += [_place(frame) for frame in traceback.extract_tb(here.__traceback__)]
        here = here.__cause__ or here.__context__
    return "\n".join(lines)


def _place(frame: traceback.FrameSummary) -> str:
    """The last two parts of the path only: the path before them names the person's account."""
    short = "/".join(frame.filename.replace("\\", "/").split("/")[-2:])
    return f"  {short}:{frame.lineno} {frame.name}"


def _shortened(text: str) -> str:
    plain = one_line(text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}..."
