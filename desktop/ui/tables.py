"""Lists of any length: a model that fetches pages on demand, and its cells. Sorting is the source's (SQL).

Never a QSortFilterProxyModel and never resizeColumnsToContents: both read every row.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.ui.rows import Column, RowSource, RowT
from desktop.ui.states import State

PAGE = 200
KEPT_PAGES = 12
STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
STRONG_ROLE = int(Qt.ItemDataRole.UserRole) + 2

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel, Generic[RowT]):
    """Shows a RowSource. The total is known at once; rows are read a page at a time and the last pages are kept.

    Signal: sort_requested(str, bool), the column's key and whether descending, after the source was told.
    """

    sort_requested = Signal(str, bool)

    def __init__(self, source: RowSource[RowT], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._columns = tuple(source.columns)
        self._count = source.count()
        self._pages: OrderedDict[int, Sequence[RowT]] = OrderedDict()

    @property
    def source(self) -> RowSource[RowT]:
        """Where the rows come from."""
        return self._source

    @property
    def columns(self) -> Sequence[Column[RowT]]:
        """The columns as the source named them."""
        return self._columns

    def row(self, place: int) -> RowT | None:
        """The row at `place`; None when the list has become shorter than was counted."""
        number, offset = divmod(place, PAGE)
        page = self._page(number)
        return page[offset] if offset < len(page) else None

    def _page(self, number: int) -> Sequence[RowT]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        page = self._source.rows(number * PAGE, PAGE)
        self._pages[number] = page
        if len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return page

    def refresh(self) -> None:
        """Read again. While the count stays the same the selection and the place in the list stay too."""
        count = self._source.count()
        if count != self._count:
            self.start_afresh()
            return
        self._pages.clear()
        if count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(self._columns) - 1))

    def start_afresh(self) -> None:
        """Count and read anew, as after another search."""
        self.beginResetModel()
        self._pages.clear()
        self._count = self._source.count()
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are in all."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """What a cell shows; roles that no cell needs never read a row."""
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == STRONG_ROLE:
            return column.strong
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, STATE_ROLE):
            return None
        row = self.row(index.row())
        if row is None:
            return None
        return column.text(row) if role != STATE_ROLE else _state(column, row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """The column's title; rows carry no numbers."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[section])
        return self._columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Hand the order to the source and read anew."""
        if not 0 <= column < len(self._columns) or not self._columns[column].key:
            return
        key, descending = self._columns[column].key, order == Qt.SortOrder.DescendingOrder
        self._source.sort(key, descending=descending)
        self.start_afresh()
        self.sort_requested.emit(key, descending)


def _alignment(column: Column[RowT]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _state(column: Column[RowT], row: RowT) -> State | None:
    return column.state(row) if column.state else None
