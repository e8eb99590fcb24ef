"""The list of records that differ: searched, narrowed by village and kind, opened one by one or many at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.conflict_inbox import ConflictInbox, InboxLine
from desktop.models.schema import TABLES
from desktop.models.waiting import local_day
from desktop.text import format_count, text_sort_key
from desktop.ui.acts import Act
from desktop.ui.commune.heads import head_of
from desktop.ui.commune.naming import days_ago, tr
from desktop.ui.conflicts.tabs import Tabs
from desktop.ui.desk import Desk
from desktop.ui.list_page import ListPage
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.combo_box import ComboBox
from desktop.ui.rows import Column
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3

_ALL = "*"


class InboxRows:
    """A RowSource over the inbox."""

    def __init__(self, inbox: ConflictInbox, desk: Desk) -> None:
        self.inbox = inbox
        self._desk = desk
        self.columns: Sequence[Column[InboxLine]] = (
            Column(tr("Mục"), lambda line: line.name.partition(" (")[0], width=190, strong=True, key="name"),
            Column(tr("Loại"), lambda line: line.kind, width=120, spare=2),
            Column(tr("Khác nhau ở"), lambda line: line.told_fields, width=220, key="fields"),
            Column(tr("Thôn"), lambda line: line.village or tr("Xã"), width=110, key="village"),
            Column(tr("Biết từ"), self._age, width=110, key="since", spare=1),
        )

    def _age(self, line: InboxLine) -> str:
        days = (self._desk.day - local_day(line.since.isoformat())).days if line.since else None
        return days_ago(days)

    def count(self) -> int:
        """How many rows there are."""
        return self.inbox.count()

    def rows(self, offset: int, limit: int) -> Sequence[InboxLine]:
        """Some of the rows."""
        return self.inbox.rows(offset, limit)

    def sort(self, key: str, *, descending: bool) -> None:
        """Order by a column."""
        self.inbox.sort(key, descending=descending)


class ConflictList(ListPage):
    """Signal: many_wanted(), to decide everything that is shown at once. `inbox` is what is shown."""

    many_wanted = Signal()

    def __init__(self, desk: Desk, tabs: Tabs, read: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Chỗ khác nhau"), tr("Tìm tên, mục"), keys_hint=tr("Enter mở mục"), dense=True, parent=parent
        )
        self._read = read
        self.inbox = ConflictInbox(desk.store)
        self.villages, self.tables = ComboBox(), ComboBox()
        self._many = ActButton(Act(tr("Quyết nhiều mục"), self.many_wanted.emit, "format-list-checks"))
        head_of(self).addWidget(self._many)
        self.body.insertWidget(0, tabs)
        self._lay_out_filters()
        self.show_rows(RowsModel(InboxRows(self.inbox, desk)), self._told)
        self.show_empty(
            "check-circle-outline",
            tr("Không có chỗ nào khác nhau"),
            tr("Khi hai máy cùng sửa một mục mà chưa biết nhau, cả hai giá trị được giữ ở đây để xã chọn."),
        )
        self.searched.connect(self._search)
        for box in (self.villages, self.tables):
            box.activated.connect(lambda _place: self._narrow())

    def _lay_out_filters(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        self.body.removeWidget(self.search)
        line.addWidget(self.search, 1)
        for box, name in ((self.villages, tr("Thôn")), (self.tables, tr("Loại mục"))):
            box.setAccessibleName(name)
            box.setMinimumWidth(150)
            line.addWidget(box)
        self.body.insertLayout(1, line)

    def reread(self) -> None:
        """Read the store again; search, filters and order stay."""
        self.inbox.refresh()
        villages = {key: (name or tr("Xã"), count) for (key, name), count in self.inbox.villages().items()}
        tables = {table: (TABLES[table].title, count) for table, count in self.inbox.tables().items()}
        self._fill(self.villages, tr("Mọi thôn"), villages)
        self._fill(self.tables, tr("Mọi loại"), tables)
        self._narrow()

    @staticmethod
    def _fill(box: ComboBox, all_of_them: str, found: dict[str, tuple[str, int]]) -> None:
        """Offer what is there, and keep what was chosen while it still is."""
        chosen = box.currentData()
        box.clear()
        box.addItem(all_of_them, _ALL)
        for key, (name, count) in sorted(found.items(), key=lambda one: text_sort_key(one[1][0])):
            box.addItem(f"{name} ({format_count(count)})", key)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _search(self, text: str) -> None:
        self.inbox.search(text)
        self.rows_changed()

    def _narrow(self) -> None:
        village, table = self.villages.currentData(), self.tables.currentData()
        self.inbox.narrow(village=None if village == _ALL else village, table=None if table == _ALL else table)
        self.rows_changed()

    def _is_narrowed(self) -> bool:
        return super()._is_narrowed() or self.inbox.total > 0

    def _widen(self) -> None:
        self.villages.setCurrentIndex(0)
        self.tables.setCurrentIndex(0)
        self._narrow()
        super()._widen()

    def _told(self, count: int) -> str:
        told = tr("{count} trong {total} mục, {fields} chỗ · cả hai giá trị được giữ cho đến khi chọn")
        total, fields = format_count(self.inbox.total), format_count(self.inbox.total_fields)
        return told.format(count=format_count(count), total=total, fields=fields)

    def _say_count(self) -> None:
        super()._say_count()
        if hasattr(self, "_many"):
            self._many.setVisible(self.inbox.count() > 1)
            for box in (self.villages, self.tables):
                box.setHidden(not self.inbox.total)

    def refresh(self) -> None:
        """Read again."""
        self._read()
