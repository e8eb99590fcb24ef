"""Entries out of a store and into another: order, holes, forks and scope, without envelopes or signatures.

`desktop.sync` puts the lines into bundles. What comes in is checked entry by entry before it is applied; anything wrong
raises, and the caller's transaction takes everything back.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice

import msgspec

from desktop.models.applying import Applied, Applier, Key
from desktop.models.authors import Authors
from desktop.models.base import SharedModel
from desktop.models.entries import EntryError, read_entry, read_values
from desktop.models.lines import AnyEntry, Incoming, read_lines
from desktop.models.places import Village
from desktop.models.schema import TABLES
from desktop.models.scrubbing import without_values
from desktop.models.stamps import last_believed
from desktop.models.store import Store
from desktop.models.succession import scopes_of

_BATCH = 200
_NO_CAUSE = b'"replaced":{}'  # a record's first entry, in the one spelling of lines
Range = tuple[int, int]


class _Causes(msgspec.Struct):
    """What a line says that it is, and that it was written over."""

    author: str
    sequence: int
    replaced: dict[str, list[str]] = {}


_CAUSES = msgspec.json.Decoder(_Causes)


class ScopeError(ValueError):
    """An entry outside what its sender may write."""


class ForkError(ValueError):
    """One author and sequence number with two contents."""


class GapError(ValueError):
    """An author's sequence with a hole: what would fill it has not arrived."""


@dataclass(frozen=True)
class Sender:
    """Whose entries come in, as the signature proved it: the commune, or one village."""

    role: str
    village_id: str | None
    device: str

    @property
    def audience(self) -> str:
        """Under which audience authors are noted that this sender brings."""
        return self.village_id or "commune"


@dataclass(frozen=True)
class Written:
    """An entry by its number, and what it was written over: authors and sequences."""

    author: str
    sequence: int
    causes: list[tuple[str, int]]

    def is_held(self, held: Mapping[str, int]) -> bool:
        """Whether a desk that holds its authors so far has this entry."""
        return self.sequence <= held.get(self.author, 0)

    def can_follow(self, held: Mapping[str, int]) -> bool:
        """Whether such a desk can take it in next: nothing is missing before it, and all that it builds on is there."""
        return self.sequence == held.get(self.author, 0) + 1 and all(
            last <= held.get(author, 0) for author, last in self.causes
        )


def written(line: bytes) -> Written:
    """What a line says of its place among the others. Raises EntryError."""
    try:
        said = _CAUSES.decode(line)
        versions = [version.partition(":") for replaced in said.replaced.values() for version in replaced]
        return Written(said.author, said.sequence, [(author, int(digits)) for author, _, digits in versions])
    except (msgspec.MsgspecError, ValueError) as error:
        raise EntryError(f"not an entry: {error}") from error


def entries_of(store: Store, ranges: Mapping[str, Range]) -> Iterator[Written]:
    """The entries of the authors' ranges in the order in which they arrived."""
    return map(written, lines_between(store, ranges))


def lines_that_fit(store: Store, lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The lines that can be taken in by now, each with whether it is new here; what has to wait is left out."""
    held = Authors(store).seen()
    for line in lines:
        entry = written(line)
        is_new = entry.can_follow(held)
        if is_new:
            held[entry.author] = entry.sequence
        if is_new or entry.is_held(held):
            yield line, is_new


def lines_between(store: Store, ranges: Mapping[str, Range]) -> Iterator[bytes]:
    """The journal lines of the authors' ranges (first and last sequence) as they arrived: causes before effects.

    Stamps would not do: a sender can give an entry any stamp, also one before its cause.
    """
    authors = Authors(store)
    streams = [_stream(store, authors.number(author), first, last) for author, (first, last) in ranges.items()]
    for _, line in heapq.merge(*streams):
        yield line


def causes_outside(store: Store, ranges: Mapping[str, Range]) -> dict[str, int]:
    """What the lines of the ranges were written over and do not bring along: author -> the last such sequence."""
    outside: dict[str, int] = {}
    for line in _lines_with_causes(store, ranges):
        for author, sequence in written(line).causes:
            if sequence > outside.get(author, 0) and not (author in ranges and sequence >= ranges[author][0]):
                outside[author] = sequence
    return outside


def _lines_with_causes(store: Store, ranges: Mapping[str, Range]) -> Iterator[bytes]:
    """The lines of the ranges that were written over something, in any order."""
    authors = Authors(store)
    for author, (first, last) in ranges.items():
        for (line,) in store.database.execute_sql(
            "SELECT entry FROM journal WHERE author_id = ? AND sequence BETWEEN ? AND ? AND instr(entry, ?) = 0",
            [authors.number(author), first, last, _NO_CAUSE],
        ):
            yield bytes(line)


def _stream(store: Store, number: int | None, first: int, last: int) -> Iterator[tuple[int, bytes]]:
    """A stream's lines with their positions, which grow with the sequence."""
    cursor = store.database.execute_sql(
        "SELECT position, entry FROM journal WHERE author_id = ? AND sequence BETWEEN ? AND ? ORDER BY sequence",
        [number, first, last],
    )
    for position, line in cursor:
        yield position, bytes(line)


class Intake:
    """Takes lines into a store on behalf of a sender. Use it inside one transaction."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        *,
        ranges: Mapping[str, Range] | None = None,
        audiences: Mapping[str, str] | None = None,
        devices: Mapping[str, str] | None = None,
        newer: bool = False,
        watch: Callable[[Set[str]], None] | None = None,
    ) -> None:
        """`ranges` are those that the sender promised, None for any; `audiences` of authors, where not the sender's.

        `devices` tells authors' desks where they are not the sender's own; only the commune is believed. `watch` hears
        the tables of every batch before it is applied.
        """
        self._store = store
        self._sender = sender
        self._ranges = ranges
        self._audiences = audiences or {}
        self._devices = devices if devices and sender.role == "commune" else {}
        self._newer = newer
        self._watch = watch or (lambda _tables: None)
        self._authors = Authors(store)
        self._applier = Applier(store, self._authors)
        self._expected: dict[str, int] = {}
        self._carried: dict[str, int] = {}
        self._unlike: list[tuple[AnyEntry, bytes, bytes]] = []
        self._stamp = store.last_stamp
        self._believed = last_believed(store.clock.now())
        self._own_village = store.setting("village")
        self._scopes = set(scopes_of(store, sender.village_id)) if sender.village_id else set()
        self._foreign: set[str] = set()

    def take(self, lines: Iterable[bytes]) -> Applied:
        """Check and apply all lines. Raises EntryError, ScopeError, ForkError or GapError."""
        stream = iter(lines)
        while batch := list(islice(stream, _BATCH)):
            fresh = self._fresh(batch)
            self._check_scopes(fresh, self._applier.load(fresh))
            self._watch({entry.table for entry, *_ in fresh})
            self._applier.apply(fresh)
        self._judge_unlike()
        self._check_foreign()
        for author, sequence in self._expected.items():
            self._authors.advance(author, sequence)
        if self._stamp > self._store.last_stamp:
            self._store.set_setting("stamp", self._stamp)
        return self._applier.result

    def _fresh(self, lines: list[bytes]) -> list[Incoming]:
        """The lines of a batch as entries to apply, without those that are held already."""
        incoming = read_lines(lines, newer=self._newer)
        return incoming if self._is_a_run(incoming) else self._one_by_one(incoming)

    def _is_a_run(self, batch: Sequence[Incoming]) -> bool:
        """Whether a batch is one author's next entries, none erased: the usual case, told at once and noted as held."""
        author, first = batch[0][0].author, batch[0][0].sequence
        last = first + len(batch) - 1
        if (
            self._applier.erased
            or self._expected.get(author) != first - 1
            or self._carried.get(author) != first - 1
            or (self._ranges is not None and last > self._ranges[author][1])
            or [entry.sequence for entry, _, _ in batch] != list(range(first, last + 1))
            or {entry.author for entry, _, _ in batch} != {author}
        ):
            return False
        self._expected[author] = self._carried[author] = last
        believed = [entry.stamp for entry, _, _ in batch if entry.stamp < self._believed]
        self._stamp = max([self._stamp, *believed])
        return True

    def _one_by_one(self, batch: Iterable[Incoming]) -> list[Incoming]:
        """The entries of a batch that are to be applied; each is asked everything."""
        fresh: list[Incoming] = []
        expected, carried, newer, ranges = self._expected, self._carried, self._newer, self._ranges
        erased = self._applier.erased
        for incoming in batch:
            entry, line, _ = incoming
            held = expected.get(entry.author)
            if held is None:
                held = self._admit(entry)
            if ranges is not None and not _is_promised(entry, ranges):
                raise EntryError(f"{entry.author}:{entry.sequence} is not in the ranges of the cover")
            if entry.sequence <= carried.get(entry.author, 0):
                raise EntryError(f"{entry.author}:{entry.sequence} stands twice, or behind a later one")
            carried[entry.author] = entry.sequence
            if entry.sequence <= held:
                self._compare(entry, line)
                continue
            if entry.sequence != held + 1:
                raise GapError(f"{entry.author}: {entry.sequence} after {held}")
            if erased and (entry.table, entry.record) in erased:
                entry, line = without_values(read_entry(line))
                incoming = entry, line, read_values(entry, newer=newer)
            expected[entry.author] = entry.sequence
            if self._stamp < entry.stamp < self._believed:
                self._stamp = entry.stamp
            fresh.append(incoming)
        return fresh

    def _admit(self, entry: AnyEntry) -> int:
        """Whether the sender may bring this author's entries; how far they are held."""
        audience = self._authors.audience(entry.author)
        if audience is None:
            device = self._devices.get(entry.author, self._sender.device)
            self._authors.register(entry.author, self._audience_of(entry.author), device=device)
        elif self._sender.role == "village" and audience not in self._scopes:
            raise ScopeError(f"author {entry.author} is not of the sender")
        elif self._authors.is_mine(entry.author) and entry.sequence > self._authors.held(entry.author):
            raise ForkError(f"{entry.author}:{entry.sequence} was never written here")
        return self._authors.held(entry.author)

    def _audience_of(self, author: str) -> str:
        """For whom a new author writes: as the sender says, but a village speaks for its own scope alone."""
        audience = self._audiences.get(author, self._sender.audience)
        if self._sender.role == "village" and audience not in self._scopes:
            raise ScopeError(f"author {author} for {audience}")
        return audience

    def _compare(self, entry: AnyEntry, line: bytes) -> None:
        """The entry that the journal holds under this author and number is the same."""
        held = self._store.value(
            "SELECT entry FROM journal WHERE author_id = ? AND sequence = ?",
            [self._authors.number(entry.author), entry.sequence],
        )
        if bytes(held) != line:
            self._unlike.append((entry, line, bytes(held)))

    def _judge_unlike(self) -> None:
        """Two contents under one number are a fork, unless one of them has lost its values by an erasure."""
        for entry, line, kept in self._unlike:
            is_erased = (entry.table, entry.record) in self._applier.erased
            if not is_erased or without_values(read_entry(line))[1] != without_values(read_entry(kept))[1]:
                raise ForkError(f"{entry.author}:{entry.sequence} has two contents")

    def _check_scopes(self, batch: Iterable[Incoming], places: Mapping[Key, str | None]) -> None:
        """Refuse entries that their sender may not write: see docs/format.md, "Scope"."""
        moves = [
            ((entry.table, entry.record), values["village_id"]) for entry, _, values in batch if "village_id" in values
        ]
        touched = {(table, village) for (table, _), village in places.items()}
        touched |= {(table, village) for (table, _), village in moves}
        for table, village in touched:
            if table in TABLES and not self._may_write(TABLES[table], village):
                raise ScopeError(f"{table} of {village}")
        for (table, record), village in [*places.items(), *moves] if Village.table() in dict(touched) else ():
            if table == Village.table() and village != record:  # a village is its own scope
                raise ScopeError(f"{table} {record} of {village}")
        self._check_columns(batch, {table for table, _ in touched})

    def _check_columns(self, batch: Iterable[Incoming], tables: Set[str]) -> None:
        """Refuse a village's values where the commune alone writes, and anybody's for what is never written again."""
        guarded = {table: TABLES[table] for table in tables if table in TABLES and TABLES[table].is_guarded()}
        is_village = self._sender.role == "village"
        for entry, _, values in batch if guarded else ():
            model = guarded.get(entry.table)
            if model is None:
                continue
            if (is_village and model.is_reserved(values)) or (entry.replaced and not model.fixed.isdisjoint(values)):
                raise ScopeError(f"{entry.table} {entry.record}: {', '.join(values)}")

    def _may_write(self, model: type[SharedModel], village: str | None) -> bool:
        """Whether the sender may write a record of this village's scope; of the commune's other villages see later."""
        if self._sender.role == "village":
            return model.written_by_village and village in self._scopes
        if village is None:
            return model.published or self._own_village is None
        if village != self._own_village and self._own_village is not None:
            self._foreign.add(village)
        return True

    def _check_foreign(self) -> None:
        """What the commune brought of other villages must be of those that have gone into this one."""
        if self._foreign and not self._foreign <= set(scopes_of(self._store, self._own_village or "")):
            raise ScopeError(f"records of {sorted(self._foreign)}")


def _is_promised(entry: AnyEntry, ranges: Mapping[str, Range]) -> bool:
    first, last = ranges.get(entry.author, (1, 0))
    return first <= entry.sequence <= last


__all__ = ["EntryError", "ForkError", "GapError", "Intake", "ScopeError", "Sender", "causes_outside", "lines_between"]
