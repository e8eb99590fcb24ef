"""What exactly goes in the next bundle: the records of the journal's ranges as a list, and the reports beside them.

Reading only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from desktop.models.carried import RECEIVED, carried
from desktop.models.entries import read_entry
from desktop.models.exchange import Range, lines_between
from desktop.models.paging import PagedList, ordered
from desktop.models.record_names import record_names
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.village_periods import PeriodRow, own_village_id, periods_with_reports
from desktop.text import text_sort_key

ADDED, CHANGED, DELETED = "added", "changed", "deleted"
_SOON = timedelta(days=7)


@dataclass(frozen=True)
class GoingRecord:
    """A record that the bundle is about: what kind, its name, and whether it is new, changed or deleted."""

    id: str
    kind: str
    name: str
    change: str


class GoingRecords(PagedList[GoingRecord]):
    """The records of ranges of the journal, each once, by kind in the order of the tables."""

    sortable = ("kind", "name", "change")

    def __init__(self, store: Store, ranges: Mapping[str, Range]) -> None:
        super().__init__(store)
        self._ranges = ranges
        self._changes: dict[str, str] | None = None

    @property
    def changes(self) -> Mapping[str, str]:
        """Table and record -> what became of it, read once."""
        if self._changes is None:
            self._changes = {}
            for line in lines_between(self.store, self._ranges):
                entry = read_entry(line)
                key = f"{entry.table}:{entry.record}"
                said = ADDED if not entry.replaced else CHANGED
                gone = msgspec.json.decode(entry.values).get("deleted")
                if gone is not None:
                    said = DELETED if gone else CHANGED
                first = self._changes.get(key)
                self._changes[key] = ADDED if first == ADDED and said == CHANGED else said
        return self._changes

    def refresh(self) -> None:
        """Read the journal anew."""
        super().refresh()
        self._changes = None

    def _ordered(self) -> list[str]:
        places = {table: place for place, table in enumerate(TABLES)}
        ids = sorted(self.changes, key=lambda key: (places.get(key.partition(":")[0], len(places)), key))
        if self._sort is None:
            return ids
        column, descending = self._sort
        if column == "change":
            return ordered(ids, self.changes.get, descending=descending)
        rows = self._read(ids)
        keys = {key: text_sort_key(getattr(row, column)) for key, row in rows.items()}
        return ordered(ids, keys.get, descending=descending)

    def _read(self, ids: Sequence[str]) -> Mapping[str, GoingRecord]:
        parted = {key: (key.partition(":")[0], key.partition(":")[2]) for key in ids}
        names = record_names(self.store, parted.values())
        return {
            key: GoingRecord(key, _title(parts[0]), names.get(parts, ""), self.changes[key])
            for key, parts in parted.items()
        }


def _title(table: str) -> str:
    return TABLES[table].title if table in TABLES else table


@dataclass(frozen=True)
class ReportsGoing:
    """The reports that go with the next bundle, and those that are due and do not, because they are not finished."""

    going: tuple[PeriodRow, ...]
    unfinished: tuple[PeriodRow, ...]


def reports_going(store: Store, day: date) -> ReportsGoing:
    """The village's reports as they stand before a bundle is written."""
    rows = periods_with_reports(store, own_village_id(store), day)
    sent = [row for row in rows if row.state == "da_gui" and row.report_id]
    there = carried(store, "village_report", [row.report_id for row in sent if row.report_id])
    going = [row for row in sent if there[row.report_id or ""].state != RECEIVED]
    unfinished = [row for row in rows if _is_wanted(row, day) and not _is_closed(store, row)]
    return ReportsGoing(tuple(going), tuple(unfinished))


def _is_wanted(row: PeriodRow, day: date) -> bool:
    """Whether the commune waits for a report by now that is not finished; what was begun on one's own counts too."""
    if row.state == "can_sua":
        return True
    if row.state not in ("", "nhap"):
        return False
    return row.last_day < day if row.due_on is None else row.due_on <= day + _SOON


def _is_closed(store: Store, row: PeriodRow) -> bool:
    return store.value("SELECT closed_on FROM period WHERE id = ?", [row.id]) is not None
