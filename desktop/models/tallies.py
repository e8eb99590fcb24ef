"""How many records live in each scope and table, and a digest of their state, kept up to date by every change.

Two desks tell each other these after each merge, so that a difference is seen at once. A digest is the sum, modulo
2^128, of hashes (BLAKE2b): one for a record's first entry, and one for each other entry, with the fields that it is the
version of. A sum costs what has changed, not what is held. As versions name entries, desks that hold the same entries
have the same digest, whatever numbers they give to authors. Whether rows fit their versions is asked by
`desktop.models.health`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from desktop.models import versions
from desktop.models.authors import Authors
from desktop.models.rows import Row
from desktop.models.schema import SHARED_MODELS
from desktop.models.store import Store
from desktop.models.succession import scopes_of
from desktop.models.versions import Version

_MODULUS = 1 << 128
_NOBODY = ""  # the scope of records without a village
Place = tuple[str, str]  # scope, table


@dataclass(frozen=True)
class Tally:
    """The records of one table in one scope: how many are alive, and the digest of all of them in 32 hex digits."""

    living: int
    digest: str


def scope_tallies(store: Store, village_id: str) -> dict[str, Tally]:
    """What a village's desk should hold, table by table: its own records and those published to everybody."""
    living: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    published = {model.table() for model in SHARED_MODELS if model.published}
    scopes = {_NOBODY, *scopes_of(store, village_id)}
    for scope, table, count, digest in store.rows("SELECT village_id, table_name, living, digest FROM tally"):
        if scope in scopes and (scope != _NOBODY or table in published):
            living[table] += count
            total[table] = (total[table] + int(digest, 16)) % _MODULUS
    return {table: Tally(living[table], _hex(total[table])) for table in sorted(total) if total[table] or living[table]}


class Tallies:
    """What one transaction changes in the tallies; `write` puts it down."""

    def __init__(self, store: Store, authors: Authors) -> None:
        self._store = store
        self._authors = authors
        self._living: dict[Place, int] = defaultdict(int)
        self._marks: dict[Place, int] = defaultdict(int)

    def note_made(self, table: str, made: Iterable[tuple[str, Version, Mapping[str, Any]]]) -> None:
        """Rows were made by entries with these versions and values."""
        for record, version, values in made:
            place = values.get("village_id") or _NOBODY, table
            self._count(place, self._first(record, version), not values.get("deleted"))

    def note(self, table: str, record: str, row: Row) -> None:
        """A row was changed, or is counted for the first time."""
        place = row.village_id or _NOBODY, table
        later = self._later(record, row.base, row.others)
        if row.before is None:
            self._count(place, self._first(record, row.base) + later, not row.deleted)
            return
        village_id, deleted, others = row.before
        later_before = self._later(record, row.base, others) if others else 0
        if village_id == row.village_id:
            self._count(place, later - later_before, deleted - row.deleted)
            return
        first = self._first(record, row.base)
        self._count((village_id or _NOBODY, table), -first - later_before, deleted - 1)
        self._count(place, first + later, not row.deleted)

    def _first(self, record: str, version: Version) -> int:
        """The number of a record's first entry."""
        number, sequence = version
        return _mark(f"{record} {self._authors.names[number]}:{sequence}")

    def _later(self, record: str, base: Version, others: Mapping[str, Version]) -> int:
        """The sum of the numbers of the other entries that show in a record."""
        names, total = self._authors.names, 0
        for version in {*others.values()} - {base}:
            fields = [name for name in sorted(others) if others[name] == version]
            total += _mark(f"{record} {names[version[0]]}:{version[1]} {' '.join(fields)}")
        return total

    def _count(self, place: Place, mark: int, living: int) -> None:
        self._marks[place] += mark
        self._living[place] += living

    def write(self) -> None:
        """Add what was noted to what is kept."""
        for (scope, table), mark in self._marks.items():
            held = self._store.rows(
                "SELECT living, digest FROM tally WHERE village_id = ? AND table_name = ?", [scope, table]
            )
            living, digest = held[0] if held else (0, "0")
            self._store.execute(
                "INSERT OR REPLACE INTO tally (village_id, table_name, living, digest) VALUES (?, ?, ?, ?)",
                [scope, table, living + self._living[scope, table], _hex((int(digest, 16) + mark) % _MODULUS)],
            )
        self._marks.clear()
        self._living.clear()


def rebuild(store: Store) -> None:
    """Count everything anew; for a store whose ids were rewritten. Call it inside a transaction."""
    store.execute("DELETE FROM tally")
    counted = Tallies(store, Authors(store))
    for table, record, row in _all_rows(store):
        counted.note(table, record, row)
    counted.write()


def wrong_places(store: Store) -> list[Place]:
    """The scopes and tables whose tallies are not those of the rows; for the health check."""
    counted = Tallies(store, Authors(store))
    for table, record, row in _all_rows(store):
        counted.note(table, record, row)
    rows = store.rows("SELECT village_id, table_name, living, digest FROM tally")
    kept = {(scope, table): (living, int(digest, 16)) for scope, table, living, digest in rows}
    told = {place: (counted._living[place], mark % _MODULUS) for place, mark in counted._marks.items()}
    return sorted(place for place in {*kept, *told} if kept.get(place, (0, 0)) != told.get(place, (0, 0)))


def _all_rows(store: Store) -> Iterable[tuple[str, str, Row]]:
    for model in SHARED_MODELS:
        table = model.table()
        sql = f"SELECT id, village_id, deleted, versions FROM {table}"  # noqa: S608 - our own names
        for record, village_id, deleted, text in store.rows(sql):
            base, others = versions.read_all(text)
            yield table, record, Row(base, others, village_id, bool(deleted))


def _mark(text: str) -> int:
    """The number of a text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=16).digest())


def _hex(total: int) -> str:
    return f"{total:032x}"
