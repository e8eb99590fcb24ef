"""The paper of a report as it will be printed: printing with copies, and saving it as PDF."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import files
from desktop.errors import TosoError
from desktop.models.access_log import EXPORTED, PRINTED, log_access
from desktop.models.facts import VillageReportFacts
from desktop.reports.catalogue import village_report
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.messages import show_error
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.paper_view import PaperView, page_images
from desktop.ui.parts.words import words
from desktop.ui.printing import Choose, ask_printer, new_printer, print_pdf
from desktop.ui.sticks import FindSticks, find_sticks
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3

_PAPER_WIDTH, _LEAST_WIDTH = 760, 480
_COPIES = 2  # one for the commune, one that the team keeps


class PaperPage(Page):
    """Signals: left(), back to the report; ready(), when the pages are there; printed(), when the printer has them.

    `choose` asks which printer and how many copies; `sticks` are where "Lưu PDF" begins.
    """

    left = Signal()
    ready = Signal()
    printed = Signal()

    def __init__(self, desk: Desk, sticks: FindSticks = find_sticks, parent: QWidget | None = None) -> None:
        save = Act(self.tr("Lưu PDF"), self._ask_file, "file-pdf-box", "Ctrl+S")
        super().__init__(self.tr("Bản in"), act=save, parent=parent)
        self._desk = desk
        self._sticks = sticks
        self.choose: Choose = ask_printer
        self._pdf, self._period = b"", ""
        self._name = "bao-cao-thon.pdf"
        self.paper = PaperView(self.tr("Các trang của báo cáo"))
        self._told = words("", "quiet")
        line = Flow(gap=SPACE_3)
        self._back = ActButton(Act(self.tr("Về báo cáo"), self.left.emit, "chevron-left", "Esc"))
        line.add(self._back)
        line.add(ActButton(Act(self.tr("In"), self.print_out, "printer-outline", "Ctrl+P")))
        line.add(ActButton(Act(self.tr("Mở bằng chương trình khác"), self._open_outside, "file-document-outline")))
        self.body.addWidget(line)
        self.body.addWidget(self.paper, 1)
        self.body.addWidget(self._told)

    def make(self, facts: VillageReportFacts) -> None:
        """Make the paper of these facts, off the window's thread."""
        self._period = facts.period.id
        self._name = f"bao-cao-{facts.village_code or 'thon'}-{facts.period.first_day:%Y-%m}.pdf"
        self.show_subtitle(self.tr("Báo cáo {period}").format(period=facts.period.name))

        width = max(_LEAST_WIDTH, min(_PAPER_WIDTH, self.paper.viewport().width() - 40))

        def work(progress: Progress) -> tuple[bytes, list[QImage]]:
            progress(self.tr("Đang làm báo cáo"), 0.2)
            pdf = village_report(facts)
            progress(self.tr("Đang vẽ các trang"), 0.7)
            return pdf, page_images(pdf, width)

        self._desk.work(self, self.tr("Đang làm báo cáo"), work, self._show)

    def _show(self, made: tuple[bytes, list[QImage]]) -> None:
        self._pdf, images = made
        self.paper.show_pages(images)
        told = self.tr("{count} trang. In ra, Tổ trưởng ký tên, không đóng dấu. Nên in 02 bản: nộp xã, lưu Tổ.")
        self._told.setText(told.format(count=len(images)))
        self.ready.emit()

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Lưu báo cáo"), self.offered_path(), "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def offered_path(self) -> str:
        """Where "Lưu PDF" begins: on the only stick that can be written, else where the last file went."""
        able = [stick.path for stick in self._sticks() if stick.writable]
        return str(able[0] / self._name) if len(able) == 1 else self._name

    def print_out(self) -> None:
        """Ask for printer and copies, then print off the window's thread; what goes out is noted first."""
        if not self._pdf:
            return
        pdf, period, printer = self._pdf, self._period, new_printer(_COPIES)
        try:
            if not self.choose(printer, self):
                return
        except TosoError as error:
            show_error(self, error)
            return

        def work(progress: Progress) -> int:
            progress(self.tr("Đang in"))
            log_access(self._desk.store, "report", PRINTED, about=period, personal=False)
            return print_pdf(pdf, printer)

        self._desk.work(self, self.tr("Đang in"), work, self._tell_printed)

    def _tell_printed(self, sheets: int) -> None:
        self._told.setText(self.tr("Đã gửi {count} tờ sang máy in.").format(count=format_count(sheets)))
        self.printed.emit()

    def save_to(self, path: Path) -> bool:
        """Save the paper as PDF."""
        try:
            log_access(self._desk.store, "report", EXPORTED, about=self._period, personal=False)
            files.write_whole(path, self._pdf)
        except TosoError as error:
            show_error(self, error)
            return False
        self._told.setText(self.tr("Đã lưu {name}.").format(name=path.name))
        return True

    def _open_outside(self) -> None:
        """Let the machine's own PDF program print it."""
        path = self._desk.store.home / "bao-cao" / self._name
        if self._pdf and self.save_to(path):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def arrive(self) -> None:
        """The arrows move the paper."""
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)
