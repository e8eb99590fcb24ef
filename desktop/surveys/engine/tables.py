"""Lists in files beside a form (`jr://file-csv/x.csv`, `jr://file/x.xml`): text to the tree that paths walk."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from desktop.surveys.xform.model import Source, XForm
from desktop.surveys.xform.parsing import parse_xml
from desktop.surveys.xpath.nodes import Node, document_of, from_element
from desktop.text import nfc

MOST_ROWS = 100_000


def tables_of(form: XForm, read: Callable[[str], str | None]) -> dict[str, Node]:
    """The outside lists of a form by the name of their instance; `read` gives a file's text by its name, or None.

    A list whose file is not there is empty: the questions that need it can still be seen.
    """
    return {name: _table(source, read) for name, source in form.sources.items() if source.content is None}


def _table(source: Source, read: Callable[[str], str | None]) -> Node:
    """One list."""
    name = source.src.rpartition("/")[2]
    text = read(name) if name and "/instance/" not in source.src else None
    if text is None:
        return document_of(Node("element", "root"))
    if name.lower().endswith(".csv"):
        return table_of_rows(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    return document_of(from_element(parse_xml(text.lstrip("\ufeff").lstrip())))


def table_of_rows(rows: Iterable[dict[str, str]]) -> Node:
    """Rows as the tree `root/item/column`; raises nothing, rows beyond the limit are left out."""
    root = Node("element", "root")
    for row in _limited(rows):
        item = root.append(Node("element", "item"))
        for column, cell in row.items():
            if isinstance(column, str) and column.strip():
                item.append(Node("element", nfc(column.strip()), nfc(cell if isinstance(cell, str) else "")))
    return document_of(root)


def _limited(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """No more rows than the limit."""
    for at, row in enumerate(rows):
        if at >= MOST_ROWS:
            return
        yield row
