"""The sheet of this laptop's request: its facts, its file beside the request, and its preview with the way to print."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop import files
from desktop.models.enrolment_facts import EnrolmentFacts, enrolment_facts
from desktop.reports.catalogue import enrolment_sheet
from desktop.sync import enrolment
from desktop.ui.acts import Act
from desktop.ui.commune.opening_files import open_pdf
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.paper_view import PaperView, page_images
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3, SPACE_4

_SIZE, _EDGE, _PAPER_WIDTH = QSize(820, 700), QSize(40, 40), 720


def sheet_facts(desk: Desk, holder: str) -> EnrolmentFacts:
    """What the sheet says of this laptop."""
    return enrolment_facts(
        desk.store,
        fingerprint=desk.credentials.fingerprint,
        spoken=enrolment.spoken_code(desk.credentials),
        file_name=enrolment.request_name(desk.store),
        holder=holder,
    )


def write_request(desk: Desk, folder: Path, facts: EnrolmentFacts) -> tuple[Path, Path]:
    """Write the request and its sheet into a folder; give both files. Raises FileProblem."""
    paper = enrolment_sheet(facts)
    request = enrolment.request(desk.store, desk.credentials, folder)
    return request, files.write_checked(request.parent / facts.sheet_name, paper)


class SheetDialog(QDialog):
    """`paper` shows the sheet as it will be printed."""

    def __init__(self, desk: Desk, facts: EnrolmentFacts, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._facts = desk, facts
        self._pdf = b""
        title = self.tr("Phiếu yêu cầu ghi danh")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.paper = PaperView(self.tr("Phiếu như sẽ in ra"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(words(title, "heading"))
        column.addWidget(self.paper, 1)
        column.addLayout(self._buttons())
        self.resize(_SIZE.boundedTo(parent.window().size() - _EDGE))
        self._draw()

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        self.print_button = ActButton(Act(self.tr("Mở để in"), self._open, "printer-outline", "Ctrl+P"), primary=True)
        self.print_button.setEnabled(False)
        close = QPushButton(self.tr("Đóng"))
        set_role(close, "act")
        close.setAccessibleName(close.text())
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        line.addStretch(1)
        line.addWidget(self.print_button)
        line.addWidget(close)
        return line

    def _draw(self) -> None:
        facts, width = self._facts, min(_PAPER_WIDTH, self.width() - 90)

        def work(progress: Progress) -> tuple[bytes, list[QImage]]:
            progress(self.tr("Đang làm phiếu"))
            pdf = enrolment_sheet(facts)
            return pdf, page_images(pdf, width)

        self._desk.work(self, self.tr("Đang làm phiếu"), work, self._show)

    def _show(self, made: tuple[bytes, list[QImage]]) -> None:
        self._pdf, images = made
        self.paper.show_pages(images)
        self.print_button.setEnabled(True)

    def _open(self) -> None:
        """Let the machine's own PDF program print it."""
        open_pdf(self, Path(self._facts.sheet_name).stem, self._pdf)
