"""Nhật ký xuất dữ liệu: who handed data on, when, with names or not. It can be read, and nothing else."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.models.access_log import FORMATS, PURPOSES, LoggedExport
from desktop.text import DASH, format_count
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.words import words
from desktop.ui.results.views import tr
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3


class _Lines:
    """A RowSource of the log, the latest first."""

    def __init__(self) -> None:
        self._lines: Sequence[LoggedExport] = ()
        self.columns: Sequence[Column[LoggedExport]] = (
            Column(tr("Lúc"), lambda one: f"{one.happened_at:%H:%M %d/%m/%Y}", width=164),
            Column(tr("Người giữ máy"), lambda one: one.device or DASH, width=150, spare=2),
            Column(tr("Đợt"), lambda one: ", ".join(one.rounds) or DASH, width=72),
            Column(tr("Loại tệp"), lambda one: FORMATS.get(one.format, one.format), width=96),
            Column(tr("Dữ liệu cá nhân"), lambda one: tr("Có") if one.personal else tr("Không"), width=128),
            Column(tr("Để làm gì"), lambda one: PURPOSES.get(one.purpose, DASH), width=172),
            Column(tr("Số phiếu"), _records, width=112, number=True),
        )

    def take(self, lines: Sequence[LoggedExport]) -> None:
        self._lines = lines

    def count(self) -> int:
        return len(self._lines)

    def rows(self, offset: int, limit: int) -> Sequence[LoggedExport]:
        return self._lines[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """The order is that of time."""


def _records(one: LoggedExport) -> str:
    return tr("không xong") if one.records is None else format_count(one.records)


class LogView(QWidget):
    """`view` is the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = _Lines()
        self.view = RowsView(tr("Nhật ký xuất dữ liệu"), dense=True)
        self.view.show_rows(RowsModel(self._source))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        told = tr("Mỗi lần xuất dữ liệu ra khỏi chương trình, máy tự ghi một dòng ở đây.")
        self._stack.addWidget(EmptyState("text-box-check-outline", tr("Chưa xuất dữ liệu lần nào"), told, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(self._stack, 1)
        column.addWidget(words(tr("Máy tự ghi khi xuất dữ liệu; không ai sửa hay xóa được dòng nào."), "quiet"))

    def show_lines(self, lines: Sequence[LoggedExport]) -> None:
        """Show these lines."""
        self._source.take(lines)
        model = self.view.rows_model()
        if model:
            model.start_afresh()
        self._stack.setCurrentIndex(0 if lines else 1)
