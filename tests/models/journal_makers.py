"""Small acts on households through the journal, and the journal read back."""

import json
from typing import Any

from desktop.models.authors import Authors
from desktop.models.entries import Entry, read_entry
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.store import Store
from tests.makers import add_household


def entries(store: Store) -> list[Entry]:
    """The journal in the order of authors and sequences; each line says the same as its place."""
    authors = Authors(store)
    listed = []
    for number, sequence, line in store.rows("SELECT author_id, sequence, entry FROM journal ORDER BY 1, 2"):
        entry = read_entry(line)
        assert (entry.author, entry.sequence) == (authors.author(number), sequence)
        listed.append(entry)
    return listed


def values_of(entry: Entry) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(bytes(entry.values))
    return values


def household(store: Store, record: str) -> Household:
    row = store.get(Household, record)
    assert row is not None
    return row


def add_one(store: Store, **values: Any) -> str:
    with changing(store) as change:
        return add_household(change, **values)


def set_one(store: Store, record: str, **values: Any) -> bool:
    with changing(store) as change:
        return change.set(Household, record, **values)
