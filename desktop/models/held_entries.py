"""Entries of the journal looked up by their versions, many at a time. Reading only."""

from collections.abc import Iterable, Iterator
from typing import Any

from desktop.models.entries import Entry, read_entry
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
