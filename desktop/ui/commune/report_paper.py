"""The report's pages as they will be printed, drawn when somebody looks at them."""

from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.models.facts import CommuneReportFacts, VillageReportFacts
from desktop.reports.catalogue import report_bytes
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.parts.paper_view import PaperView, page_images

_WIDEST, _LEAST, _EDGE = 900, 320, 40

Facts = CommuneReportFacts | VillageReportFacts


class PaperPages(PaperView):
    """Holds facts and prints them off the window's thread the next time it is seen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Xem trước bản in"), parent)
        self._desk = desk
        self._facts: Facts | None = None
        self._drawn: Facts | None = None

    def take(self, facts: Facts | None) -> None:
        """Show the paper of these facts from now on."""
        self._facts = facts
        if self.isVisible():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what has changed since it was last seen."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        facts = self._facts
        if facts is None or facts == self._drawn:
            return
        self._drawn = facts
        width = max(_LEAST, min(_WIDEST, self.viewport().width() - _EDGE))

        def pages(_progress: object) -> list[QImage]:
            return page_images(report_bytes(facts), width)

        self._desk.work(self.window(), tr("Đang làm bản in"), pages, self.show_pages)
