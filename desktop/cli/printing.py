"""What the command line prints: tables and sentences for people, JSON for scripts, errors on the error stream."""

import sys
from collections.abc import Iterable, Sequence

from desktop.errors import TosoError
from desktop.models.base import json_text


def say(*sentences: str) -> None:
    """Print sentences for a person."""
    for sentence in sentences:
        print(sentence)


def give(value: object) -> None:
    """Print one JSON value on one line."""
    print(json_text(value))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table with columns as wide as their widest cell; unknown is "-"."""
    cells = [["-" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(len(title), *(len(row[at]) for row in cells), 0) for at, title in enumerate(head)]
    for row in [list(head), ["─" * width for width in widths], *cells]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def fail(error: TosoError, *, as_json: bool) -> None:
    """Say what was refused and what to do, on the error stream; with JSON also as an object on the output."""
    if as_json:
        give({"error": error.code, "message": error.message, "advice": error.advice})
    print(f"toso: {error.message}", file=sys.stderr)
    if error.advice:
        print(f"      {error.advice}", file=sys.stderr)
