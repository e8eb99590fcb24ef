"""What erasing a household or a person would take away and what stays, told before it is done. Reading only.

Which records go is decided in `erasing`; this says it in counts and in names of columns.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models.base import ID_LENGTH, SharedModel
from desktop.models.erasing import records_to_erase
from desktop.models.record_names import record_name
from desktop.models.rules.titles import title_of
from desktop.models.schema import TABLES
from desktop.models.store import Store

#: Records that name nobody by themselves and stay: table -> the column that leads to the erased one.
_STAYS = {
    "household": {"attendance": "household_id"},
    "person": {"membership": "person_id", "application": "person_id"},
}
#: Texts that people wrote freely and that may hold a name all the same.
_FREE = ("need", "note", "partner", "place")
_NAMES = {"household": "head_name", "person": "full_name"}
_NO_VALUES = {"status", "deleted", "village_id", "search_key"}


@dataclass(frozen=True)
class ErasurePlan:
    """What would happen. `values` are the texts that must not be seen any more once it is done."""

    table: str
    record: str
    name: str
    columns: tuple[str, ...]  # what is known of them, by the columns' titles
    goes: Mapping[str, int]  # table -> records, with the household or person itself
    stays: Mapping[str, int]
    in_team: bool  # a person who is still in a team
    mentioned_on: tuple[date, ...]  # days of sessions whose free words hold the name
    values: frozenset[str]

    @property
    def copies(self) -> int:
        """How many copies of the household itself go with it: those that a split village left behind."""
        return self.goes[self.table] - 1


def plan_erasure(store: Store, table: str, record: str) -> ErasurePlan | None:
    """The plan for a household or a person; None when there is nothing to erase: unknown, or erased before."""
    keys = records_to_erase(store, table, record)
    row = store.get(TABLES[table], record)
    if row is None or (table, record) not in keys:
        return None
    filled = _filled(row)
    return ErasurePlan(
        table=table,
        record=record,
        name=record_name(store, table, record),
        columns=tuple(title_of(table, column) for column in filled),
        goes=Counter(name for name, _ in keys),
        stays=_counted(store, _STAYS[table], record),
        in_team=table == "person" and _is_in_team(store, record),
        mentioned_on=_mentions(store, str(filled[_NAMES[table]])),
        values=frozenset(value for value in filled.values() if isinstance(value, str) and len(value) > 1),
    )


def _filled(row: SharedModel) -> dict[str, Any]:
    """The columns that hold something about people: no references, no marks of the register."""
    found = {}
    for column, field in row.shared_fields().items():
        value = getattr(row, column)
        is_reference = getattr(field, "max_length", 0) == ID_LENGTH
        if value not in (None, "") and not is_reference and column not in _NO_VALUES:
            found[column] = value
    return found


def _counted(store: Store, columns: Mapping[str, str], record: str) -> dict[str, int]:
    return {
        table: int(store.value(f"SELECT count(*) FROM {table} WHERE NOT deleted AND {column} = ?", [record]))  # noqa: S608
        for table, column in columns.items()
    }


def _is_in_team(store: Store, person: str) -> bool:
    sql = "SELECT count(*) FROM membership WHERE NOT deleted AND person_id = ? AND ended_on IS NULL"
    return bool(store.value(sql, [person]))


def _mentions(store: Store, name: str) -> tuple[date, ...]:
    where = " OR ".join(f"instr(s.{column}, ?1) > 0" for column in _FREE)
    lines = "EXISTS (SELECT 1 FROM session_line l WHERE l.session_id = s.id AND instr(l.follow_up, ?1) > 0)"
    sql = f"SELECT DISTINCT s.held_on FROM session s WHERE NOT s.deleted AND ({where} OR {lines}) ORDER BY 1"  # noqa: S608
    return tuple(date.fromisoformat(day) for (day,) in store.rows(sql, [name]))
