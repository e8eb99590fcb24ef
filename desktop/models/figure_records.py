"""The list of the records behind a figure, as words a page at a time; which they are is told by `indicators.behind`.

Reading only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.models import catalogues
from desktop.models.facts import PeriodFacts
from desktop.models.indicators.behind import (
    COMMITMENT,
    HOUSEHOLD,
    INITIATIVE,
    LINE,
    OPINION,
    PERSON,
    SESSION,
    TRAINING,
    Part,
    records_behind,
)
from desktop.models.listing_households import service_names
from desktop.models.paging import PagedList, marks, ordered
from desktop.models.store import Store
from desktop.text import text_sort_key

_NOT_HERE = "(chưa có trong sổ này)"


@dataclass(frozen=True)
class FigureRecord:
    """A record behind a figure: when, what, and a detail; `adds` to the value, `base` to what a rate is out of.

    `opens` is the table and id of what is opened from it; a line opens its session. "" when it is not here.
    """

    table: str
    id: str
    on: date | None
    what: str
    detail: str
    opens: tuple[str, str]
    adds: int = 0
    base: int = 0


class FigureRecords(PagedList[FigureRecord]):
    """The records of one figure. `total` and `total_base` are their sums: the figure, when it is known."""

    sortable = ("on", "what", "adds")

    def __init__(self, store: Store, village_id: str, period: PeriodFacts, code: str) -> None:
        super().__init__(store)
        self._village_id, self._period, self.code = village_id, period, code
        self._parts: dict[str, Part] | None = None

    @property
    def parts(self) -> Mapping[str, Part]:
        """What each record adds, by its id."""
        if self._parts is None:
            found = records_behind(self.store, self._village_id, self._period, self.code)
            self._parts = {part.record: part for part in found}
        return self._parts

    @property
    def total(self) -> int:
        """The sum of what the records add to the value."""
        return sum(part.adds for part in self.parts.values())

    @property
    def total_base(self) -> int:
        """The sum of what they add to the number that a rate is out of."""
        return sum(part.base for part in self.parts.values())

    def refresh(self) -> None:
        """Read which records there are anew."""
        super().refresh()
        self._parts = None

    def _ordered(self) -> list[str]:
        ids = list(self.parts)
        if self._sort is None:
            return ids
        column, descending = self._sort
        if column == "adds":
            return ordered(
                ids, lambda record: (self.parts[record].adds, self.parts[record].base), descending=descending
            )
        rows = self._read(ids)
        keys = {record: row.on if column == "on" else text_sort_key(row.what) for record, row in rows.items()}
        return ordered(ids, keys.get, descending=descending)

    def _read(self, ids: Sequence[str]) -> Mapping[str, FigureRecord]:
        found: dict[str, FigureRecord] = {}
        for table, read in _READERS.items():
            wanted = [record for record in ids if self.parts[record].table == table]
            if wanted:
                found |= {row.id: row for row in read(self.store, wanted)}
        return {record: self._weighed(record, found.get(record)) for record in ids}

    def _weighed(self, record: str, row: FigureRecord | None) -> FigureRecord:
        part = self.parts[record]
        known = row or FigureRecord(part.table, record, None, _NOT_HERE, "", ("", ""))
        return replace(known, adds=part.adds, base=part.base)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _said(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _sessions(store: Store, ids: Sequence[str]) -> list[FigureRecord]:
    kinds = catalogues.labels("session_kinds")
    rows = store.rows(f"SELECT id, held_on, kind, place, partner FROM session WHERE id IN ({marks(ids)})", ids)  # noqa: S608
    return [
        FigureRecord(SESSION, record, _day(on), kinds.get(kind, kind), _said(place, partner), (SESSION, record))
        for record, on, kind, place, partner in rows
    ]


def _lines(store: Store, ids: Sequence[str]) -> list[FigureRecord]:
    names, kinds = service_names(store), catalogues.labels("session_kinds")
    rows = store.rows(
        "SELECT l.id, s.held_on, l.service_code, s.kind, s.place, s.id FROM session_line l"  # noqa: S608 - placeholders
        f" JOIN session s ON s.id = l.session_id WHERE l.id IN ({marks(ids)})",
        ids,
    )
    return [
        FigureRecord(
            LINE, record, _day(on), names.get(code, code), _said(kinds.get(kind, kind), place), (SESSION, session)
        )
        for record, on, code, kind, place, session in rows
    ]


def _households(store: Store, ids: Sequence[str]) -> list[FigureRecord]:
    rows = store.rows(f"SELECT id, head_name, code, hamlet FROM household WHERE id IN ({marks(ids)})", ids)  # noqa: S608
    return [
        FigureRecord(HOUSEHOLD, record, None, head, _said(code, hamlet), (HOUSEHOLD, record))
        for record, head, code, hamlet in rows
    ]


def _people(store: Store, ids: Sequence[str]) -> list[FigureRecord]:
    roles = catalogues.labels("roles")
    rows = store.rows(
        "SELECT p.id, p.full_name, m.role, max(m.started_on) FROM person p"  # noqa: S608 - placeholders
        f" LEFT JOIN membership m ON m.person_id = p.id AND NOT m.deleted WHERE p.id IN ({marks(ids)}) GROUP BY p.id",
        ids,
    )
    return [
        FigureRecord(PERSON, record, _day(since), name, roles.get(role or "", ""), (PERSON, record))
        for record, name, role, since in rows
    ]


def _opinions(store: Store, ids: Sequence[str]) -> list[FigureRecord]:
    topics, states = catalogues.labels("opinion_topics"), catalogues.labels("opinion_states")
    rows = store.rows(f"SELECT id, received_on, topic, state FROM opinion WHERE id IN ({marks(ids)})", ids)  # noqa: S608
    return [
        FigureRecord(OPINION, record, _day(on), topics.get(topic, topic), states.get(state, state), (OPINION, record))
        for record, on, topic, state in rows
    ]


def _commitments(store: Store, ids: Sequence[str]) -> list[FigureRecord]:
    rows = store.rows(
        "SELECT c.id, c.signed_on, c.product, h.head_name FROM commitment c"  # noqa: S608 - placeholders
        f" LEFT JOIN household h ON h.id = c.household_id WHERE c.id IN ({marks(ids)})",
        ids,
    )
    return [
        FigureRecord(COMMITMENT, record, _day(on), product, head or "", (COMMITMENT, record))
        for record, on, product, head in rows
    ]


def _named(table: str, day: str, detail: str) -> Callable[[Store, Sequence[str]], list[FigureRecord]]:
    """Records of a table that have a name, a day and a word more."""

    def read(store: Store, ids: Sequence[str]) -> list[FigureRecord]:
        rows = store.rows(f"SELECT id, {day}, name, {detail} FROM {table} WHERE id IN ({marks(ids)})", ids)  # noqa: S608
        return [
            FigureRecord(table, record, _day(on), name, more or "", (table, record)) for record, on, name, more in rows
        ]

    return read


_READERS: Mapping[str, Callable[[Store, Sequence[str]], list[FigureRecord]]] = {
    SESSION: _sessions,
    LINE: _lines,
    HOUSEHOLD: _households,
    PERSON: _people,
    OPINION: _opinions,
    COMMITMENT: _commitments,
    INITIATIVE: _named(INITIATIVE, "begun_on", "effect"),
    TRAINING: _named(TRAINING, "held_on", "place"),
}
