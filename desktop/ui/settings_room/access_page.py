"""Nhật ký truy cập: who opened, printed or handed on which list, the latest first. It can be read, and nothing else."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.models.access_log import ACTS, WHATS, LoggedAccess, access_count, access_lines
from desktop.models.store import Store
from desktop.text import DASH, format_count
from desktop.ui.desk import Desk
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.tables import RowsModel


def tr(text: str) -> str:
    """In the person's language."""
    return QCoreApplication.translate("AccessPage", text)


class _Lines:
    """A RowSource of the log, read page by page."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.columns: Sequence[Column[LoggedAccess]] = (
            Column(tr("Lúc"), lambda one: f"{one.happened_at:%H:%M %d/%m/%Y}", width=164),
            Column(tr("Việc"), lambda one: ACTS.get(one.act, one.act), width=160, strong=True),
            Column(tr("Cái gì"), lambda one: WHATS.get(one.what, one.what), width=220),
            Column(tr("Dữ liệu cá nhân"), lambda one: tr("Có") if one.personal else tr("Không"), width=140),
            Column(tr("Số dòng"), _records, width=90, number=True),
            Column(tr("Máy"), lambda one: one.device or DASH, width=150, spare=2),
        )

    def count(self) -> int:
        """How many lines there are."""
        return access_count(self._store)

    def rows(self, offset: int, limit: int) -> Sequence[LoggedAccess]:
        """Some of them."""
        return access_lines(self._store, offset, limit)

    def sort(self, key: str, *, descending: bool) -> None:
        """The order is that of time."""


def _records(one: LoggedAccess) -> str:
    return DASH if one.records is None else format_count(one.records)


class AccessPage(Page):
    """`view` is the list."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        told = tr("Máy tự ghi, không ai sửa hay xóa được dòng nào. Không ghi tên người dân.")
        super().__init__(tr("Nhật ký truy cập"), told, parent=parent)
        self.view = RowsView(tr("Nhật ký truy cập"), dense=True)
        self._model = RowsModel(_Lines(desk.store), self)
        self.view.show_rows(self._model)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        empty = tr("Mỗi lần in, xuất hay chép danh sách có dữ liệu cá nhân, máy ghi một dòng ở đây.")
        self._stack.addWidget(EmptyState("text-box-check-outline", tr("Chưa có dòng nào"), empty, None))
        self._foot = words("", "quiet")
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._foot)
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        self._model.start_afresh()
        count = self._model.rowCount()
        self._stack.setCurrentIndex(0 if count else 1)
        self._foot.setText(tr("{count} dòng, mới nhất ở trên").format(count=format_count(count)))
        self._foot.setVisible(bool(count))

    def arrive(self) -> None:
        """Lines that came meanwhile are there; the list takes the keyboard."""
        self.refresh()
        self.view.setFocus()
