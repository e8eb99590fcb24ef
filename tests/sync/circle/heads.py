"""The conflicts that follow from a set of journal lines, by docs/format.md alone and in no order."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from desktop.models.base import json_text
from desktop.models.schema import TABLES

Place = tuple[str, str, str]  # table, record, field
Entry = dict[str, Any]


def expected_conflicts(lines: Iterable[bytes]) -> dict[Place, frozenset[Any]]:
    """Where values stand against each other, and which."""
    records: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
    for line in lines:
        entry = json.loads(line)
        records[entry["table"], entry["record"]][f"{entry['author']}:{entry['sequence']}"] = entry
    found: dict[Place, frozenset[Any]] = {}
    for (table, record), entries in records.items():
        if len(entries) > 1:
            for field, values in _of_record(table, entries).items():
                if len(values) > 1:
                    found[table, record, field] = values
    return found


def _of_record(table: str, entries: dict[str, Entry]) -> dict[str, frozenset[Any]]:
    fields = TABLES[table].shared_fields()
    heads = {field: _heads(entries, field) for field in fields}
    values = {
        field: frozenset(_spelled(_value(entries[version], field)) for version in versions)
        for field, versions in heads.items()
    }
    if 1 in values["deleted"] and _edits_unseen(entries, heads):
        values["deleted"] |= {0}
    return values


def _writes(entry: Entry, field: str) -> bool:
    """Whether an entry is a version of a field; a record's first entry is the version of all."""
    return field in entry["values"] or not entry["replaced"]


def _value(entry: Entry, field: str) -> Any:
    return entry["values"].get(field, False if field == "deleted" else None)


def _heads(entries: dict[str, Entry], field: str) -> set[str]:
    """The versions of a field that nobody has written over."""
    written = [entry for entry in entries.values() if field in entry["values"]]  # a deletion names all, writes one
    over = {version for entry in written for version in entry["replaced"].get(field, ())}
    return {version for version, entry in entries.items() if _writes(entry, field)} - over


def _edits_unseen(entries: dict[str, Entry], heads: dict[str, set[str]]) -> set[str]:
    """Standing edits of other fields that the deletion and its rivals did not build on, by whatever steps."""
    known: set[str] = set()
    waiting = list(heads["deleted"])
    while waiting:
        entry = entries.get(waiting.pop())
        if entry:
            seen = {version for versions in entry["replaced"].values() for version in versions}
            waiting += seen - known
            known |= seen
    standing = {version for field, versions in heads.items() if field != "deleted" for version in versions}
    return {v for v in standing - known if "deleted" not in entries[v]["values"] and v not in heads["deleted"]}


def _spelled(value: Any) -> Any:
    """A value as the store spells it."""
    if isinstance(value, bool):
        return int(value)
    return json_text(value) if isinstance(value, dict | list) else value
