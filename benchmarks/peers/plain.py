"""Plain `sqlite3`: the yardsticks. They check nothing, decide nothing and know no conflict.

A copy of the same store is written to (the same columns, indexes and pragmas), in one transaction.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pyrage  # type: ignore[import-untyped, unused-ignore]  # has no stubs
import zstandard

from benchmarks.measuring import Act, run_contest
from desktop.models.store import PRAGMAS


@contextmanager
def rows(case: Path, scratch: Path) -> Iterator[Act]:
    """The rows alone."""
    written = _rows(case)
    with _copied(case / "before", scratch) as connection:
        yield lambda: _write(connection, written, [])


@contextmanager
def rows_and_journal(case: Path, scratch: Path) -> Iterator[Act]:
    """The rows, and every entry's line into the journal."""
    written, lines = _rows(case), _journal(case)
    with _copied(case / "before", scratch) as connection:
        yield lambda: _write(connection, written, lines)


@contextmanager
def read_rows(case: Path, scratch: Path) -> Iterator[Act]:
    """All rows read, nothing written."""
    with _copied(case / "sender", scratch) as connection:
        yield lambda: connection.execute("SELECT * FROM household").fetchall()


@contextmanager
def read_and_pack(case: Path, scratch: Path) -> Iterator[Act]:
    """The journal's lines read, compressed, encrypted to one key, written and flushed."""
    recipient = pyrage.x25519.Identity.generate().to_public()
    with _copied(case / "sender", scratch) as connection:

        def act() -> None:
            lines = connection.execute("SELECT entry FROM journal ORDER BY author_id, sequence").fetchall()
            packed = zstandard.ZstdCompressor(level=3).compress(b"\n".join(line for (line,) in lines))
            with (scratch / "packed.age").open("wb") as stream:
                stream.write(pyrage.encrypt(packed, [recipient]))
                stream.flush()
                os.fsync(stream.fileno())

        yield act


@contextmanager
def _copied(home: Path, scratch: Path) -> Iterator[sqlite3.Connection]:
    shutil.copy(home / "toso.db", scratch / "plain.db")  # closed and checkpointed: one whole file
    with closing(sqlite3.connect(scratch / "plain.db")) as connection:
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")
        yield connection


def _rows(case: Path) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in json.loads((case / "rows.json").read_text(encoding="utf-8"))["rows"]]


def _journal(case: Path) -> list[tuple[Any, ...]]:
    """The lines as rows of the journal; author 99 is nobody's."""
    lines = (case / "lines.jsonl").read_bytes().splitlines()
    return [(99, number, number, line) for number, line in enumerate(lines, 1)]


def _write(connection: sqlite3.Connection, written: list[tuple[Any, ...]], lines: list[tuple[Any, ...]]) -> None:
    with connection:
        connection.executemany(_insert("household", written), written)
        if lines:
            connection.executemany(_insert("journal", lines), lines)


def _insert(table: str, written: list[tuple[Any, ...]]) -> str:
    marks = ",".join("?" * len(written[0]))
    return f"INSERT OR REPLACE INTO {table} VALUES ({marks})"


if __name__ == "__main__":
    run_contest(
        {"rows": rows, "rows-and-journal": rows_and_journal, "read-rows": read_rows, "read-and-pack": read_and_pack}
    )
