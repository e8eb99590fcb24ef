"""CSV files: one a table and one for the codebook, UTF-8 with the mark that Excel needs (RFC 4180, LESSONS 24)."""

import csv
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import IO

from desktop.surveys.exports.codebook import codebook_rows, codebook_table
from desktop.surveys.exports.harmless import harmless
from desktop.surveys.exports.layout import Table
from desktop.surveys.exports.rows import TOKENS, Row, Value, Why


def paths_of(path: Path, tables: Sequence[Table]) -> list[Path]:
    """Where each table goes: the responses under the name that was asked for, the others beside it."""
    return [path, *(path.with_name(f"{path.stem}-{table.name}{path.suffix}") for table in tables[1:])]


def with_codebook(tables: Sequence[Table]) -> list[Table]:
    """The tables of a CSV export, the codebook last."""
    return [*tables, codebook_table()]


def write_files(paths: Sequence[Path], tables: Sequence[Table], rows: Iterable[tuple[int, Row]]) -> None:
    """Write the tables and their codebook to paths that nobody reads yet; rows come in any order."""
    with ExitStack() as open_files:
        streams = [open_files.enter_context(path.open("w", encoding="utf-8-sig", newline="")) for path in paths]
        write_tables(streams, tables, rows)


def write_tables(streams: Sequence[IO[str]], tables: Sequence[Table], rows: Iterable[tuple[int, Row]]) -> None:
    """Write the tables and, into the last stream, their codebook."""
    writers = [csv.writer(stream) for stream in streams]
    for writer, table in zip(writers, with_codebook(tables), strict=True):
        writer.writerow([harmless(column.name) for column in table.columns])
    for place, row in rows:
        writers[place].writerow([value if value is None or type(value) is int else cell(value) for value in row])
    for row in codebook_rows(tables):
        writers[-1].writerow([cell(value) for value in row])


def cell(value: Value) -> str:
    """One cell: a number as it is, a date as ISO, codes with spaces between them, a text made harmless."""
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, Why):
        return TOKENS[value]
    if isinstance(value, date):
        return value.isoformat()
    return harmless(" ".join(value)) if isinstance(value, tuple) else repr(value)
