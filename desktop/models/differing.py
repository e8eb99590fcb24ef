"""A record that desks wrote differently, as values: fields, sides, and every desk's version of the whole record.

No store here; `weighing` reads it, `settling` writes what was chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop.models.arrivals import Arrival
from desktop.models.conflicts import Key
from desktop.models.decided import Decided
from desktop.models.versions import Version
from desktop.models.writers import Writer

DELETED = "deleted"


@dataclass(frozen=True)
class Written:
    """A value that stands in a conflict: by which desk, when, and with which bundle it came (None: written here)."""

    value: Any  # in the store's spelling
    version: Version
    writer: Writer
    at: datetime
    clock_wrong: bool  # `at` cannot be right: that desk's clock was not
    arrival: Arrival | None
    implied: bool = False  # not deleted, because the desk went on editing
    edited: tuple[str, ...] = ()  # the columns of that edit


@dataclass(frozen=True)
class DifferingField:
    """A column with several values; the one shown for now stands first."""

    field: str
    sides: tuple[Written, ...]
    earlier: tuple[Decided, ...] = ()  # what was decided about it before, the latest first

    @property
    def values(self) -> list[Any]:
        """The values, each once, the one shown for now first."""
        found: list[Any] = []
        for side in self.sides:
            if side.value not in found:
                found.append(side.value)
        return found


@dataclass(frozen=True)
class Also:
    """What a desk changed besides in the same record: nobody speaks against it, but it tells what it was about."""

    before: Any
    after: Any


@dataclass(frozen=True)
class Party:
    """One desk's side: its values of the columns in question, and what it changed besides."""

    writer: Writer
    wrote: Mapping[str, Written]
    also: Mapping[str, Also] = field(default_factory=dict)

    @property
    def last(self) -> Written:
        """What it wrote last."""
        return max(self.wrote.values(), key=lambda one: one.at)

    @property
    def deletes(self) -> bool:
        """Whether it wants the record gone."""
        return DELETED in self.wrote and bool(self.wrote[DELETED].value)


@dataclass(frozen=True)
class RecordLine:
    """One column over all parties: the value in each one's version of the record, and who of them wrote it."""

    field: str
    values: tuple[Any, ...]
    written_by: tuple[bool, ...]
    differs: bool


@dataclass(frozen=True)
class DifferingRecord:
    """A record with columns that differ, as one thing to decide."""

    table: str
    record: str
    name: str  # "" when it has none of its own
    village_id: str | None
    fields: tuple[DifferingField, ...]
    parties: tuple[Party, ...]  # who wrote last stands first
    lines: tuple[RecordLine, ...]  # what differs, then what one side changed alone, then what is the same
    since: datetime | None  # since when this desk knows; None when it cannot be told

    @property
    def key(self) -> Key:
        """Which record it is."""
        return self.table, self.record

    @property
    def is_about_deletion(self) -> bool:
        """Whether somebody deleted what somebody else went on editing."""
        return any(one.field == DELETED for one in self.fields)
