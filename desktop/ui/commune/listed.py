"""A list that is short enough to be held: a commune's villages, the bundles of one stick. Sorting is done here."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from desktop.ui.rows import Column

RowT = TypeVar("RowT")


class HeldRows(Generic[RowT]):
    """Rows in memory as a table's source; `orders` gives a sort key for a column's key."""

    def __init__(self, columns: Sequence[Column[RowT]], orders: dict[str, Callable[[RowT], Any]] | None = None) -> None:
        self.columns: Sequence[Column[RowT]] = tuple(columns)
        self._orders = orders or {}
        self._rows: list[RowT] = []

    def hold(self, rows: Sequence[RowT]) -> None:
        """Show these rows from now on."""
        self._rows = list(rows)

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def rows(self, offset: int, limit: int) -> Sequence[RowT]:
        """At most `limit` rows from `offset`."""
        return self._rows[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """Order the rows by a column's key; what is unknown comes last."""
        order = self._orders[key]
        known = [row for row in self._rows if order(row) is not None]
        unknown = [row for row in self._rows if order(row) is None]
        self._rows = sorted(known, key=order, reverse=descending) + unknown
