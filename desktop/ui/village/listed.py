"""A short list held in memory (a village has some hundred households): searched, filtered and sorted here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from desktop.text import fold
from desktop.ui.rows import Column

RowT = TypeVar("RowT")


class Listed(Generic[RowT]):
    """A RowSource over rows that were read at once. `found_by` is the text in which a search looks.

    The first filter is on at the start.
    """

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        *,
        found_by: Callable[[RowT], str],
        filters: Mapping[str, Callable[[RowT], bool]],
        sort_keys: Mapping[str, Callable[[RowT], str]],
    ) -> None:
        self._columns = columns
        self._found_by, self._filters, self._sort_keys = found_by, filters, sort_keys
        self._all: Sequence[RowT] = ()
        self._shown: list[RowT] = []
        self._searched, self._filter = "", next(iter(filters))
        self._sorted: tuple[str, bool] = ("", False)

    @property
    def columns(self) -> Sequence[Column[RowT]]:
        """The columns in their order."""
        return self._columns

    @property
    def filter(self) -> str:
        """The filter that is on."""
        return self._filter

    @property
    def total(self) -> int:
        """How many rows there are without search and filter."""
        return len(self._all)

    def take(self, rows: Sequence[RowT]) -> None:
        """Hold these rows instead of the old ones; search, filter and order stay."""
        self._all = rows
        self._narrow()

    def search(self, text: str) -> None:
        """Keep only rows in which every typed word is found."""
        self._searched = text
        self._narrow()

    def narrow_to(self, name: str) -> None:
        """Keep only the rows of a filter."""
        self._filter = name
        self._narrow()

    def count_of(self, name: str) -> int:
        """How many rows a filter leaves, whatever is searched."""
        return sum(map(self._filters[name], self._all))

    def count(self) -> int:
        """How many rows are shown."""
        return len(self._shown)

    def rows(self, offset: int, limit: int) -> Sequence[RowT]:
        """Some of the shown rows."""
        return self._shown[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """Order by a column from now on."""
        self._sorted = (key, descending)
        self._narrow()

    def _narrow(self) -> None:
        keeps = self._filters[self._filter]
        wanted = fold(self._searched).split()
        self._shown = [
            row for row in self._all if keeps(row) and all(part in fold(self._found_by(row)) for part in wanted)
        ]
        key, descending = self._sorted
        if key:
            self._shown.sort(key=self._sort_keys[key], reverse=descending)
