"""Kết quả khảo sát on the commune's desk: the page of results, and the way out of the program for the data."""

from PySide6.QtWidgets import QWidget

from desktop.models.access_log import logged_exports
from desktop.surveys.exports.responses import Written
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.results.export_dialog import ExportDialog
from desktop.ui.results.results_page import ResultsPage
from desktop.ui.results.views import tr


class ResultsRoom(ResultsPage):
    """The page with its primary act: exporting. `dialog` is the last one that was opened."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, Act(tr("Xuất dữ liệu…"), self.export, "tray-arrow-up"), parent)
        self.dialog: ExportDialog | None = None

    def export(self) -> None:
        """Ask what to export, and where to."""
        if not self._rounds:
            return
        self.dialog = ExportDialog(self._desk, self._rounds, self.round.key, self)
        self.dialog.written.connect(self._tell)
        self.dialog.open()

    def _tell(self, found: Written) -> None:
        told = tr("Đã xuất {count} phiếu vào {files}.")
        names = ", ".join(path.name for path in found.paths[:3]) + ("…" if len(found.paths) > 3 else "")
        self.show_subtitle(told.format(count=format_count(found.responses), files=names))
        self.log.show_lines(logged_exports(self._desk.store))
