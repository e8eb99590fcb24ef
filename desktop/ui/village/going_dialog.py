"""The list of what exactly goes in the next bundle, to be looked through before it is written."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop.models.going import ADDED, CHANGED, DELETED, GoingRecord, GoingRecords
from desktop.text import DASH, format_count
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.states import Shape, State
from desktop.ui.style import set_role
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3, SPACE_4, Tone
from desktop.ui.village.shown_list import ShownList

_SIZE, _EDGE = QSize(940, 540), QSize(40, 40)


class GoingDialog(QDialog):
    """Shows the records a page at a time; Esc closes. Nothing is changed here."""

    def __init__(self, rows: GoingRecords, parent: QWidget) -> None:
        super().__init__(parent)
        title = self.tr("Gói tới có những gì")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.view = RowsView(title)
        self.view.show_rows(RowsModel(ShownList(rows, self._columns())))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(words(title, "title"))
        column.addWidget(self.view, 1)
        count = self.tr("{count} mục, mỗi mục một lần dù sửa nhiều lần.").format(count=format_count(rows.count()))
        column.addWidget(words(count, "quiet"))
        column.addWidget(self._close_button(), 0, Qt.AlignmentFlag.AlignRight)
        self.resize(_SIZE.boundedTo(parent.window().size() - _EDGE))
        self.view.setFocus()

    def _columns(self) -> list[Column[GoingRecord]]:
        states = {
            ADDED: State(self.tr("Mới ghi"), Tone.GOOD, Shape.FULL),
            CHANGED: State(self.tr("Đã sửa"), Tone.INFO, Shape.HALF),
            DELETED: State(self.tr("Đã xóa"), Tone.BAD, Shape.CROSS),
        }
        return [
            Column(self.tr("Loại"), lambda row: row.kind, width=220, key="kind"),
            Column(self.tr("Mục"), lambda row: row.name or DASH, width=270, key="name", strong=True),
            Column(
                self.tr("Thay đổi"),
                lambda row: states[row.change].words,
                width=130,
                key="change",
                state=lambda row: states[row.change],
            ),
        ]

    def _close_button(self) -> QPushButton:
        close = QPushButton(self.tr("Đóng"))
        set_role(close, "act")
        close.setAccessibleName(close.text())
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        return close
