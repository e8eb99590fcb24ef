"""The short text for the group chat, shown before it is copied: numbers alone, no names (R069)."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.models.access_log import COPIED, log_access
from desktop.models.facts import VillageReportFacts
from desktop.reports.zalo_text import zalo_text
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.style import current_look

_HEIGHT = 310


class ZaloDialog(EntryDialog):
    """Copies on agreement; the copy is noted in the access log."""

    def __init__(self, desk: Desk, facts: VillageReportFacts, parent: QWidget) -> None:
        super().__init__(
            parent.tr("Chép cho nhóm Zalo"),
            parent.tr("Chỉ có số liệu chung, không có họ tên, số điện thoại hay mã hộ. Xem lại rồi bấm chép."),
            parent.tr("Chép"),
            parent,
            width=620,
        )
        self._desk, self._period = desk, facts.period.id
        self.shown = QPlainTextEdit(zalo_text(facts))
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setMinimumHeight(current_look().scaled(_HEIGHT))
        self.form.column.addWidget(self.form.field("text", self.tr("Đoạn chữ sẽ chép"), self.shown))
        self.leave_words = self.tr("Đóng")
        self.lay_out()

    def save(self) -> None:
        """Put the text on the clipboard."""
        log_access(self._desk.store, "report", COPIED, about=self._period, personal=False)
        QGuiApplication.clipboard().setText(self.shown.toPlainText())
