"""What was decided about conflicts, with the reason and the values that were weighed, for whoever has to live with it.

Reading, and one mark of this desk: how far its person has read.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.models import versions
from desktop.models.authors import Authors
from desktop.models.conflicts import Key, in_store
from desktop.models.decisions import Decision
from desktop.models.entries import Entry, read_values
from desktop.models.held_entries import journalled, positions
from desktop.models.record_names import record_names
from desktop.models.rows import in_parts
from desktop.models.schema import TABLES
from desktop.models.stamps import instant
from desktop.models.store import Store
from desktop.models.versions import Version
from desktop.models.writers import Writer, writers

_READ = "decisions_read"
_NOBODY = Writer("")


@dataclass(frozen=True)
class Weighed:
    """A value that was weighed: what, by whom, when."""

    value: Any  # in the store's spelling
    writer: Writer
    at: datetime


@dataclass(frozen=True)
class Decided:
    """One decision: what about, which value was chosen and which were not, why, by whom, at which desk and when."""

    table: str
    record: str
    name: str  # of the record; "" when it has none
    field: str
    chosen: Any  # in the store's spelling, as the values put aside
    put_aside: tuple[Any, ...]
    weighed: tuple[Weighed, ...]  # empty when another program did not say
    reason: str
    by: str
    writer: Writer
    at: datetime
    is_new: bool  # came after the person last looked

    @property
    def key(self) -> Key:
        """The record that it is about."""
        return self.table, self.record


def decided(store: Store, about: Collection[str] | None = None, *, most: int = 500) -> list[Decided]:
    """The decisions that this desk holds, the last to arrive first; of all records, or of those with these ids."""
    rows = _rows(store, about)
    base = {row.id: versions.read_all(row.versions)[0] for row in rows}
    arrived = positions(store, base.values())
    rows.sort(key=lambda row: arrived.get(base[row.id], 0), reverse=True)
    return _told(store, rows[:most], base, arrived)


def count_unread(store: Store) -> int:
    """How many decisions of other desks came after the person last looked."""
    return sum(one.is_new for one in decided(store))


def mark_read(store: Store) -> None:
    """Note that the person has read what is decided up to now."""
    with store.transaction():
        store.set_setting(_READ, str(Authors(store).total))


def _rows(store: Store, about: Collection[str] | None) -> list[Decision]:
    query = Decision.select().where(~Decision.deleted)
    if about is None:
        return store.all(query)
    return [row for part in in_parts(sorted(set(about))) for row in store.all(query.where(Decision.about_id.in_(part)))]


def _told(store: Store, rows: list[Decision], base: dict[str, Version], arrived: dict[Version, int]) -> list[Decided]:
    authors, who = Authors(store), writers(store)
    read_up_to = int(store.setting(_READ) or 0)
    rows = [row for row in rows if row.about_table in TABLES and row.field in TABLES[row.about_table].shared_fields()]
    named = record_names(store, [(row.about_table, row.about_id) for row in rows])
    settled = {row.id: _versions(authors, row.settled) for row in rows}
    entries = journalled(store, {*base.values(), *(one for listed in settled.values() for one in listed)})
    found = []
    for row in rows:
        written = entries[base[row.id]]
        writer = who.get(written.author, _NOBODY)
        in_spelling = [in_store(row.about_table, row.field, value) for value in (row.chosen, *_listed(row.put_aside))]
        found.append(
            Decided(
                table=row.about_table,
                record=row.about_id,
                name=named.get((row.about_table, row.about_id), ""),
                field=row.field,
                chosen=in_spelling[0],
                put_aside=tuple(in_spelling[1:]),
                weighed=tuple(_weighed(entries, settled[row.id], row, who)),
                reason=row.reason or "",
                by=row.decided_by or "",
                writer=writer,
                at=instant(written.stamp),
                is_new=not writer.is_mine and arrived.get(base[row.id], 0) > read_up_to,
            )
        )
    return found


def _versions(authors: Authors, spelled: object) -> list[Version]:
    """The versions that a decision names, as far as they are known here; another program may write anything there."""
    return [found for one in _listed(spelled) if isinstance(one, str) and (found := authors.read(one)) is not None]


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _weighed(
    entries: dict[Version, Entry], settled: list[Version], row: Decision, who: dict[str, Writer]
) -> Iterator[Weighed]:
    """The values of the entries that a decision names; an entry about something else does not count."""
    for version in settled:
        entry = entries.get(version)
        if entry is None or (entry.table, entry.record) != (row.about_table, row.about_id):
            continue
        values = read_values(entry, newer=True)
        value = values.get(row.field, False if row.field == "deleted" else None)
        yield Weighed(value, who.get(entry.author, _NOBODY), instant(entry.stamp))
