"""What a merge brings, told by names: records, columns that differ now, what the rules find that they did not before.

It is asked inside the merge's transaction, so that a plan can tell of records that will not be here a moment later.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from heapq import nsmallest
from typing import Literal

from desktop.clock import today
from desktop.models import versions
from desktop.models.applying import MOST_RECORDS, Applied
from desktop.models.authors import Authors
from desktop.models.checking import TEAM_TABLES, team_findings
from desktop.models.conflict_words import columns_told, lower_first
from desktop.models.conflicts import Conflict, Key, conflicts, differing
from desktop.models.held_entries import positions, version_columns
from desktop.models.record_names import record_names
from desktop.models.rules.findings import Finding, arisen
from desktop.models.rules.titles import title_of
from desktop.models.schema import SHARED_MODELS, TABLES
from desktop.models.store import Store
from desktop.models.value_words import value_words
from desktop.text import format_count, text_sort_key

MOST_DIFFERENCES = 50
_MOST_NAMES = 8
_ORDER = {model.table(): place for place, model in enumerate(SHARED_MODELS)}
_DELETED = "deleted"


@dataclass(frozen=True)
class RecordBrought:
    """A record that a merge adds, changes or deletes; its name, and the columns that it changes."""

    table: str
    record: str
    name: str  # or what it is, when it has no name
    change: Literal["added", "changed", "deleted"]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class DifferenceBrought:
    """A column that differs after a merge and did not before it came, with its values in words."""

    table: str
    record: str
    name: str
    field: str
    values: tuple[str, ...]

    @property
    def told(self) -> str:
        """The difference in one line: "Nông Văn A: Số điện thoại (0912 345 678 | 0987 654 321)"."""
        title = "xóa hay giữ" if self.field == _DELETED else title_of(self.table, self.field)
        return f"{self.name}: {title} ({' | '.join(self.values)})"


def records_told(records: Iterable[RecordBrought], added: Mapping[str, int]) -> list[str]:
    """Records in lines: what is added by table ("Thêm 3 hộ dân: ..."), what is changed one by one with its columns.

    `added` are the true counts, for the names may be only the first ones.
    """
    by_table: dict[str, list[str]] = defaultdict(list)
    lines = []
    for one in records:
        if one.change == "added":
            by_table[one.table].append(one.name)
            continue
        columns = f": {columns_told(one.table, one.columns)}" if one.columns else ""
        verb = "Xóa" if one.change == "deleted" else "Sửa"
        lines.append(f"{verb} {lower_first(TABLES[one.table].title)} {one.name}{columns}.")
    news = []
    for table, names in by_table.items():
        total = added.get(table, len(names))
        more = f" và {format_count(total - _MOST_NAMES)} mục nữa" if total > _MOST_NAMES else ""
        thing = f"{format_count(total)} {lower_first(TABLES[table].title)}"
        named = [name for name in names[:_MOST_NAMES] if name != TABLES[table].title]
        news.append(f"Thêm {thing}: {'; '.join(named)}{more}." if named else f"Thêm {thing}.")
    return [*news, *lines]


class Watch:
    """What a store was before a merge, as far as it takes to tell afterwards what the merge changed.

    `before` has to hear of every batch's tables before the batch is applied: rules are looked at when they can break.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._day = today(store.clock)
        self._held = Authors(store).total
        self._found: list[Finding] | None = None

    def before(self, tables: Set[str]) -> None:
        """Entries of these tables will be applied next."""
        if self._found is None and tables & TEAM_TABLES:
            self._found = team_findings(self._store, self._day)

    def findings(self) -> tuple[Finding, ...]:
        """What the rules find now and did not before, as far as somebody has to look at it."""
        if self._found is None:
            return ()
        return tuple(one for one in arisen(self._found, team_findings(self._store, self._day)) if one.wants_a_look)

    def differences(self, applied: Applied) -> list[tuple[str, str, str]]:
        """Where the merge left values that differ."""
        return [place for place in differing(self._store) if place in applied.conflicts] if applied.conflicts else []

    def told(self, places: Collection[tuple[str, str, str]]) -> tuple[DifferenceBrought, ...]:
        """The first of these differences by name."""
        wanted = set(sorted(places)[:MOST_DIFFERENCES])
        found = conflicts(self._store, {(table, record) for table, record, _ in wanted}) if wanted else []
        named = record_names(self._store, [(one.table, one.record) for one in found])
        return tuple(self._difference(one, named) for one in found if one.place in wanted)

    def _difference(self, one: Conflict, named: dict[Key, str]) -> DifferenceBrought:
        told = [value_words(self._store, one.table, one.field, side.value) for side in one.sides]
        name = named.get((one.table, one.record)) or TABLES[one.table].title
        return DifferenceBrought(one.table, one.record, name, one.field, tuple(dict.fromkeys(told)))

    def records(self, applied: Applied) -> tuple[RecordBrought, ...]:
        """The first of the records that the merge added or changed, table by table."""
        keys = nsmallest(MOST_RECORDS, applied.records, key=lambda key: (_ORDER[key[0]], key[1]))
        found = [(key, *versions.read_all(text)) for key, text in version_columns(self._store, keys)]
        came = positions(self._store, {one for _, base, others in found for one in (base, *others.values())})
        named = record_names(self._store, keys)
        told = []
        for key, base, others in found:
            name = named.get(key) or TABLES[key[0]].title
            if came.get(base, 0) > self._held:
                told.append(RecordBrought(*key, name, "added"))
                continue
            columns = [column for column, version in others.items() if came.get(version, 0) > self._held]
            if columns:
                told.append(self._changed(key, name, columns))
        return tuple(sorted(told, key=lambda one: (_ORDER[one.table], text_sort_key(one.name))))

    def _changed(self, key: Key, name: str, columns: Iterable[str]) -> RecordBrought:
        listed = tuple(sorted(columns))
        gone = _DELETED in listed and self._store.value(f"SELECT deleted FROM {key[0]} WHERE id = ?", [key[1]])  # noqa: S608
        shown = tuple(column for column in listed if column != _DELETED)
        return RecordBrought(*key, name, "deleted" if gone else "changed", shown)
