"""Báo cáo: the commune's report of a period in four views: figures, words, preview, recipients; and its PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from desktop import files
from desktop.errors import TosoError
from desktop.models import commune_queries as queries
from desktop.models.facts import CommuneReportFacts
from desktop.models.report_facts import commune_report_facts
from desktop.models.schema import TABLES
from desktop.reports.catalogue import commune_report
from desktop.text import fold
from desktop.ui.acts import Act
from desktop.ui.commune.heads import head_of
from desktop.ui.commune.naming import tr
from desktop.ui.commune.period_field import PeriodField
from desktop.ui.commune.report_figures import FiguresView
from desktop.ui.commune.report_paper import PaperPages
from desktop.ui.commune.report_recipients import RecipientsView
from desktop.ui.commune.report_words import WordsView
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.messages import show_error
from desktop.ui.opening_files import open_pdf
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.filter_button import filter_button
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_3


class ReportRoom(Page):
    """`figures`, `words`, `paper`, `recipients` are the views; `period` chooses what they are of."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Báo cáo"), " ", Act(tr("Lưu thành PDF"), self.save_pdf, "file-pdf-box", "Ctrl+S"), parent=parent
        )
        self._desk = desk
        self.facts: CommuneReportFacts | None = None
        self.period = PeriodField(tr("Kỳ báo cáo"))
        self.period.period_changed.connect(lambda _period: self._read())
        self.figures, self.words = FiguresView(), WordsView(desk)
        self.paper, self.recipients = PaperPages(desk), RecipientsView()
        self._views = QStackedWidget()
        self._tabs = QButtonGroup(self)
        self.open_button = self._add_open_button()
        self.body.addLayout(self._top_line())
        self.body.addWidget(self._views, 1)
        self.words.saved.connect(self._read_facts)
        keep_fresh(self, desk, frozenset(TABLES) - {"commune_report"} | {"bundle"}, self.refresh)

    def _top_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        label = words(tr("Kỳ"), "label", wrap=False)
        label.setBuddy(self.period)
        tabs = Flow(gap=2)
        named = (
            (tr("Số liệu"), self.figures),
            (tr("Lời báo cáo"), self.words),
            (tr("Xem trước"), self.paper),
            (tr("Nơi nhận"), self.recipients),
        )
        for place, (title, view) in enumerate(named):
            self._views.addWidget(view)
            tabs.add(self._tab(place, title))
        self._views.addWidget(self._no_period())
        line.addWidget(label)
        line.addWidget(self.period)
        line.addWidget(tabs, 1)
        return line

    def _add_open_button(self) -> ActButton:
        """The way to the pages themselves stands beside the primary act."""
        button = ActButton(Act(tr("Mở bản in"), self.open_pdf, "printer-outline", "Ctrl+P"))
        head = head_of(self)
        head.insertWidget(1, button, 0, Qt.AlignmentFlag.AlignTop)
        head.setSpacing(SPACE_3)
        return button

    def _tab(self, place: int, title: str) -> QPushButton:
        button = filter_button(title, on=place == 0)
        button.clicked.connect(lambda: self.show_view(place))
        self._tabs.addButton(button, place)
        return button

    @staticmethod
    def _no_period() -> EmptyState:
        return EmptyState(
            "calendar-blank-outline", tr("Chưa có kỳ báo cáo nào"), tr("Thêm kỳ tháng ở mục Thôn và kỳ."), None
        )

    def show_view(self, place: int) -> None:
        """Show one of the four views: 0 figures, 1 words, 2 preview, 3 recipients."""
        self.words.keep_now()
        self._tabs.button(place).setChecked(True)
        if self.facts:
            self._views.setCurrentIndex(place)

    # --- reading ---

    def refresh(self) -> None:
        """Read periods and facts again; what is being typed stays."""
        usual = queries.period_of_villages(self._desk.store, self._desk.day)
        self.period.show_periods(queries.periods(self._desk.store), usual.id if usual else "")
        self._read()

    def _read(self) -> None:
        self.words.keep_now()
        self._read_facts()
        if self.facts:
            self.words.show_period(self.period.period_id, self.facts)

    def _read_facts(self) -> None:
        period = self.period.period_id
        self.facts = self._facts(period) if period else None
        if self.primary:
            self.primary.setEnabled(self.facts is not None)
        self.open_button.setEnabled(self.facts is not None)
        self.paper.take(self.facts)
        self._views.setCurrentIndex(max(0, self._tabs.checkedId()) if self.facts else self._views.count() - 1)
        if self.facts is None:
            self.show_subtitle("")
            return
        received, total = self.facts.villages_received, self.facts.villages_total
        told = tr("Tổng hợp từ {received}/{total} thôn đã nộp số liệu")
        self.show_subtitle(told.format(received=received, total=total))
        self.figures.show_facts(self.facts)
        self.recipients.show_facts(self.facts)

    def _facts(self, period: str) -> CommuneReportFacts:
        return commune_report_facts(self._desk.store, period, drafter=queries.officer(self._desk.store))

    # --- the PDF ---

    def save_pdf(self) -> None:
        """Ask where, then print the report there."""
        if not self.facts:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Lưu báo cáo"), str(Path(folder) / f"{self.file_name()}.pdf"), tr("Tệp PDF (*.pdf)")
        )
        if name:
            self.save_to(Path(name).with_suffix(".pdf"))

    def file_name(self) -> str:
        """The name that is offered, without marks and spaces."""
        return f"bao-cao-xa-{fold(self.facts.period.name).replace(' ', '-')}" if self.facts else "bao-cao-xa"

    def save_to(self, path: Path) -> None:
        """Print the report into a file, off the window's thread, and say where it lies."""
        self._print(lambda data: self._write(path, data))

    def open_pdf(self) -> None:
        """Print the report and show it in the machine's PDF viewer, from where it goes to the printer."""
        self._print(lambda data: open_pdf(self, self.file_name(), data))

    def _print(self, done: Callable[[bytes], None]) -> None:
        self.words.keep_now()
        if not self.facts:
            return
        facts = self._facts(self.period.period_id)
        self._desk.work(self.window(), tr("Đang làm báo cáo"), lambda _progress: commune_report(facts), done)

    def _write(self, path: Path, data: bytes) -> None:
        try:
            files.write_whole(path, data)
        except TosoError as error:
            show_error(self, error)
        else:
            self.show_subtitle(tr("Đã lưu {name} trong {folder}.").format(name=path.name, folder=path.parent.name))
