"""Lists of any length for the screens: the order is a list of ids, rows are read a page at a time.

A list follows the protocol `count()`, `rows(offset, limit)`, `sort(key, descending)`. It reads when it is asked and
keeps the order until `refresh`, another search, filter or sort.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from desktop.models.store import Store

_IDS_A_QUERY = 500

RowT = TypeVar("RowT")
#: What a list is ordered by: a value that compares, or None for not known, which comes last either way.
Key = Any


class PagedList(ABC, Generic[RowT]):
    """A list in its order; what is in it and how a row reads is the matter of each kind of list."""

    #: The column keys that `sort` takes.
    sortable: tuple[str, ...] = ()

    def __init__(self, store: Store, *, search: str = "", filter: str = "") -> None:
        self.store = store
        self._search, self._filter = search, filter
        self._sort: tuple[str, bool] | None = None
        self._order: list[str] | None = None

    def count(self) -> int:
        """How many rows there are."""
        return len(self._ids())

    def rows(self, offset: int, limit: int) -> Sequence[RowT]:
        """At most `limit` rows from `offset`; rows that were deleted since the order was read are left out."""
        wanted = self._ids()[offset : offset + limit]
        found: dict[str, RowT] = {}
        for start in range(0, len(wanted), _IDS_A_QUERY):
            found.update(self._read(wanted[start : start + _IDS_A_QUERY]))
        return [found[record] for record in wanted if record in found]

    def sort(self, key: str, descending: bool = False) -> None:
        """Order by a column from now on; a key that is not sortable is a bug of the caller."""
        if key not in self.sortable:
            raise KeyError(key)
        self._sort, self._order = (key, descending), None

    def search(self, text: str) -> None:
        """Keep what has these words."""
        self._search, self._order = text, None

    def narrow(self, filter: str) -> None:
        """Keep what a filter keeps; "" keeps all."""
        self._filter, self._order = filter, None

    def refresh(self) -> None:
        """Read anew; search, filter and sort stay."""
        self._order = None

    def place_of(self, record: str) -> int | None:
        """Where a record stands in the list, or None."""
        ids = self._ids()
        return ids.index(record) if record in ids else None

    def _ids(self) -> list[str]:
        if self._order is None:
            self._order = self._ordered()
        return self._order

    @abstractmethod
    def _ordered(self) -> list[str]:
        """The ids in their order."""

    @abstractmethod
    def _read(self, ids: Sequence[str]) -> Mapping[str, RowT]:
        """The rows of some ids."""


def ordered(ids: Iterable[str], key: Callable[[str], Key], *, descending: bool = False) -> list[str]:
    """Ids by a key, those without one last; ids of equal keys keep the order in which they came."""
    keyed = [(key(record), record) for record in ids]
    known = [item for item in keyed if item[0] is not None]
    known.sort(key=lambda item: item[0], reverse=descending)
    return [record for _, record in known] + [record for value, record in keyed if value is None]


def marks(values: Sequence[object]) -> str:
    """The placeholders of `IN (...)`."""
    return ",".join("?" * len(values))
