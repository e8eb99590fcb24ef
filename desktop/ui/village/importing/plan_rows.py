"""The rows of a plan as a source of the list's view: searched, narrowed to a verdict. It reads no store."""

from collections.abc import Sequence

from desktop.models.importing.planning import PlannedRow
from desktop.models.searching import matches
from desktop.ui.rows import Column


class PlanRows:
    """A RowSource over planned rows, in the order of the file."""

    def __init__(self, columns: Sequence[Column[PlannedRow]]) -> None:
        self._columns = columns
        self._all: Sequence[PlannedRow] = ()
        self._shown: Sequence[PlannedRow] = ()
        self._typed = ""
        self.verdict = ""

    @property
    def columns(self) -> Sequence[Column[PlannedRow]]:
        """The columns in their order."""
        return self._columns

    def show(self, rows: Sequence[PlannedRow]) -> None:
        """Hold other rows, with no filter."""
        self._all, self.verdict = rows, ""
        self._choose()

    def search(self, typed: str) -> None:
        """Keep rows whose name has what was typed."""
        self._typed = typed
        self._choose()

    def narrow(self, verdict: str) -> None:
        """Keep rows with a verdict; all for ""."""
        self.verdict = verdict
        self._choose()

    def _choose(self) -> None:
        kept = [one for one in self._all if not self.verdict or one.verdict == self.verdict]
        self._shown = [one for one in kept if matches(self._typed, one.row.name)] if self._typed else kept

    def count(self) -> int:
        """How many rows are shown."""
        return len(self._shown)

    def rows(self, offset: int, limit: int) -> Sequence[PlannedRow]:
        """Some of them."""
        return self._shown[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """The order is the file's; no column can be sorted by."""
