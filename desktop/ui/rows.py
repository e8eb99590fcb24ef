"""What a list shows: columns over a source of rows that counts, sorts and reads by itself (in SQL). No view here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from desktop.ui.states import State

RowT = TypeVar("RowT")


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column. `text` is what stands in the cell and what is copied; `state` draws it as a chip.

    `key` is handed to the source for sorting ('' = not sortable). `width` is the least width in pixels of normal text;
    what is left over is shared in proportion. Columns of a higher `spare` rank are hidden first when it is too narrow.
    """

    title: str
    text: Callable[[RowT], str]
    width: int = 120
    key: str = ""
    state: Callable[[RowT], State | None] | None = None
    number: bool = False
    strong: bool = False
    spare: int = 0


class RowSource(Protocol[RowT]):
    """Where a list's rows come from."""

    @property
    def columns(self) -> Sequence[Column[RowT]]:
        """The columns, in the order in which they stand."""

    def count(self) -> int:
        """How many rows there are now."""

    def rows(self, offset: int, limit: int) -> Sequence[RowT]:
        """At most `limit` rows from `offset`, in the present order."""

    def sort(self, key: str, *, descending: bool) -> None:
        """Order the rows by a column's key from now on."""
