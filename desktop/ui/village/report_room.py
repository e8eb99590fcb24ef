"""Báo cáo: the report of a period, and in its place its paper or the records behind one of its figures."""

from PySide6.QtWidgets import QWidget

from desktop.models.facts import Figure, PeriodFacts, VillageReportFacts
from desktop.ui.desk import Desk
from desktop.ui.parts.page_stack import PageStack
from desktop.ui.village.paper_page import PaperPage
from desktop.ui.village.records_page import RecordsPage
from desktop.ui.village.report_page import ReportPage
from desktop.ui.village.ways import Ways


class ReportRoom(PageStack):
    """The report first; what is opened from it takes its place and gives it back."""

    def __init__(self, desk: Desk, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Báo cáo"), parent)
        self.report = ReportPage(desk, ways)
        self.paper = PaperPage(desk)
        self.records = RecordsPage(desk, ways)
        self._opened = ""  # the figure whose records were opened last
        for page in (self.report, self.paper, self.records):
            self.put(page)
        self.report.paper_wanted.connect(self._show_paper)
        self.report.records_wanted.connect(self._show_records)
        self.paper.left.connect(lambda: self.show_page(self.report))
        self.records.left.connect(self._back_from_records)

    def _show_paper(self, facts: object) -> None:
        if isinstance(facts, VillageReportFacts):
            self.show_page(self.paper)
            self.paper.make(facts)

    def _show_records(self, figure: object, period: object, frozen: bool) -> None:
        if isinstance(figure, Figure) and isinstance(period, PeriodFacts):
            self._opened = figure.code
            self.records.show_records(figure, period, frozen=frozen)
            self.show_page(self.records)

    def _back_from_records(self) -> None:
        """The keyboard goes back to the figure that one came from."""
        self.show_page(self.report)
        self.report.figures.go_to(self._opened)
