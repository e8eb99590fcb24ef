"""Entries of the journal looked up by their versions, and the versions of records, many at a time. Reading only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from desktop.models.entries import Entry, read_entry
from desktop.models.rows import in_parts
from desktop.models.store import Store
from desktop.models.versions import Version

_PAIRS_A_QUERY = 400


def journalled(store: Store, wanted: Iterable[Version]) -> dict[Version, Entry]:
    """The entries with these versions; those that are not held are left out."""
    return {version: read_entry(bytes(line)) for version, line in _column(store, "entry", wanted)}


def positions(store: Store, wanted: Iterable[Version]) -> dict[Version, int]:
    """Where entries stand in the order in which they came to this desk, 1 for the first."""
    return dict(_column(store, "position", wanted))


def _column(store: Store, column: str, wanted: Iterable[Version]) -> Iterator[tuple[Version, Any]]:
    listed = sorted(set(wanted))
    for start in range(0, len(listed), _PAIRS_A_QUERY):
        part = listed[start : start + _PAIRS_A_QUERY]
        sql = (
            f"WITH wanted(author, sequence) AS (VALUES {','.join(['(?, ?)'] * len(part))}) "  # noqa: S608 - our own names
            f"SELECT journal.author_id, journal.sequence, journal.{column} FROM wanted CROSS JOIN journal "
            "ON journal.author_id = wanted.author AND journal.sequence = wanted.sequence"
        )
        for author, sequence, value in store.rows(sql, [number for version in part for number in version]):
            yield (author, sequence), value


def version_columns(store: Store, records: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
    """The records (table, id) that are held, each with its column of versions (see `desktop.models.versions`)."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for table, record in records:
        wanted[table].append(record)
    for table, ids in wanted.items():
        for part in in_parts(ids):
            sql = f"SELECT id, versions FROM {table} WHERE id IN ({','.join('?' * len(part))})"  # noqa: S608 - our names
            for record, text in store.rows(sql, part):
                yield (table, record), text
