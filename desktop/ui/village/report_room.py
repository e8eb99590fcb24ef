"""Báo cáo: the report of a period, and its paper in its place."""

from PySide6.QtWidgets import QWidget

from desktop.models.facts import VillageReportFacts
from desktop.ui.desk import Desk
from desktop.ui.parts.page_stack import PageStack
from desktop.ui.village.paper_page import PaperPage
from desktop.ui.village.report_page import ReportPage
from desktop.ui.village.ways import Ways


class ReportRoom(PageStack):
    """The report first; the paper takes its place and gives it back."""

    def __init__(self, desk: Desk, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Báo cáo"), parent)
        self.report = ReportPage(desk, ways)
        self.paper = PaperPage(desk)
        self.put(self.report)
        self.put(self.paper)
        self.report.paper_wanted.connect(self._show_paper)
        self.paper.left.connect(lambda: self.show_page(self.report))

    def _show_paper(self, facts: object) -> None:
        if isinstance(facts, VillageReportFacts):
            self.show_page(self.paper)
            self.paper.make(facts)
