"""Puts columns over a list of the models, so that a page can show it. It reads and orders nothing itself."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from desktop.models.paging import PagedList
from desktop.ui.rows import Column

RowT = TypeVar("RowT")


class ShownList(Generic[RowT]):
    """A RowSource over a PagedList."""

    def __init__(self, rows: PagedList[RowT], columns: Sequence[Column[RowT]]) -> None:
        self.list = rows
        self._columns = columns

    @property
    def columns(self) -> Sequence[Column[RowT]]:
        """The columns in their order."""
        return self._columns

    def count(self) -> int:
        """How many rows there are."""
        return self.list.count()

    def rows(self, offset: int, limit: int) -> Sequence[RowT]:
        """Some of the rows."""
        return self.list.rows(offset, limit)

    def sort(self, key: str, *, descending: bool) -> None:
        """Order by a column."""
        self.list.sort(key, descending)
