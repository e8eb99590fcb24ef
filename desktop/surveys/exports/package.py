"""A Frictionless data package: CSV tables in an archive with a description that machines read (Table Schema).

The description names types, labels, codes, missing values and which table points at which. Texts in the tables are as
harmless as in our other CSV files, and the description says so.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from desktop.surveys.exports.codebook import CODEBOOK
from desktop.surveys.exports.csv_files import with_codebook, write_tables
from desktop.surveys.exports.layout import KEY, PARENT_KEY, Column, Table
from desktop.surveys.exports.rows import REASON_LABELS, TOKENS, Row
from desktop.surveys.exports.xlsx import copied, member

_TYPES = {"integer": "integer", "decimal": "number", "date": "date", "flag": "integer"}
_HARMLESS = (
    "Chữ bắt đầu bằng = + - @, dấu tab hay xuống dòng có thêm dấu nháy đơn ở đầu để bảng tính không coi là công thức."
)
_CODES = "Các mã cách nhau bằng dấu cách."


def write_package(path: Path, title: str, tables: Sequence[Table], rows: Iterable[tuple[int, Row]]) -> None:
    """Write the package to a path that nobody reads yet; rows come with the place of their table, in any order."""
    every = with_codebook(tables)
    with ExitStack() as open_files:
        archive = open_files.enter_context(zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED))
        archive.writestr(member("datapackage.json"), json.dumps(described(title, tables), ensure_ascii=False, indent=1))
        later: list[IO[bytes]] = [open_files.enter_context(TemporaryFile(dir=path.parent)) for _ in every[1:]]
        with archive.open(member(_path(every[0])), "w", force_zip64=True) as first:
            streams = [io.TextIOWrapper(one, "utf-8", newline="", write_through=False) for one in (first, *later)]
            write_tables(streams, tables, rows)
            for stream in streams:
                stream.flush()
                stream.detach()
        for table, waiting in zip(every[1:], later, strict=True):
            copied(waiting, archive, _path(table))


def described(title: str, tables: Sequence[Table]) -> dict[str, Any]:
    """The content of datapackage.json."""
    return {
        "profile": "data-package",
        "name": "phieu-khao-sat",
        "title": title,
        "description": _HARMLESS,
        "resources": [_resource(table) for table in with_codebook(tables)],
    }


def _path(table: Table) -> str:
    return f"data/{table.name}.csv"


def _resource(table: Table) -> dict[str, Any]:
    """One table."""
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": _path(table),
        "title": table.label,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    """The types of a table's columns, its keys, and how "no answer" is written."""
    found: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.name == CODEBOOK:
        return found
    found["missingValues"] = ["", *TOKENS.values()]
    found["primaryKey"] = KEY
    if table.parent:
        found["foreignKeys"] = [{"fields": PARENT_KEY, "reference": {"resource": table.parent, "fields": KEY}}]
    return found


def _field(column: Column) -> dict[str, Any]:
    """One column."""
    found: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.type, "string"), "title": column.label}
    if column.type == "flag":
        found["constraints"] = {"enum": [0, 1]}
    if column.type == "codes":
        found["description"] = _CODES
    if column.name in (KEY, PARENT_KEY):
        found["constraints"] = {"required": True}
    if column.choices:
        found["toso:choices"] = [{"value": code, "label": label} for code, label in column.choices]
    if column.source and column.type != "flag":
        found["toso:missing"] = [{"value": TOKENS[why], "label": label} for why, label in REASON_LABELS.items()]
    return found
