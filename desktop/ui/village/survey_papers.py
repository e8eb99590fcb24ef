"""The papers of a survey on the screen: a blank questionnaire or the record of a household, ready to print.

What stands on them is made in `desktop.surveys.paper`; this is the preview with the ways out of it.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.errors import TosoError
from desktop.models import village_queries as queries
from desktop.models.questionnaire_facts import PrintedForm
from desktop.models.survey_rounds import Round
from desktop.models.village_queries import SurveyRow
from desktop.reports.catalogue import questionnaire_pdf
from desktop.surveys.paper.kept import blank_paper, record_paper
from desktop.ui.acts import Act
from desktop.ui.commune.opening_files import open_pdf
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.paper_view import PaperView, page_images
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3, SPACE_4
from desktop.ui.village.attempts import attempt

_SIZE, _EDGE, _PAPER_WIDTH = QSize(820, 700), QSize(40, 40), 720


class SurveyPapers(Flow):
    """The two buttons below the list of a round. `chosen` gives the household that is chosen, `round_` the round."""

    def __init__(self, desk: Desk, chosen: Callable[[], object | None], round_: Callable[[], Round]) -> None:
        super().__init__(gap=SPACE_3)
        self._desk, self._chosen, self._round = desk, chosen, round_
        self.shown: PaperDialog | None = None
        self.blank = ActButton(Act(self.tr("In phiếu trắng"), self.show_blank, "printer-outline"))
        self.record = ActButton(Act(self.tr("In phiếu đã ghi"), self.show_record, "file-pdf-box"))
        self.add(self.blank)
        self.add(self.record)

    def show_blank(self) -> None:
        """Show the blank questionnaire of the round."""
        form_id = self._round().form_id
        facts = attempt(self, lambda: blank_paper(self._desk.store, form_id))
        if facts:
            self._show(facts, self.tr("Phiếu trắng"), f"phieu-trang-{form_id}")

    def show_record(self) -> None:
        """Show what the chosen household answered in the round."""
        row = self._chosen()
        facts = attempt(self, lambda: self._record(row))
        if facts and isinstance(row, SurveyRow):
            self._show(facts, self.tr("Phiếu của hộ {name}").format(name=row.head_name), f"phieu-{row.code or 'ho'}")

    def _record(self, row: object | None) -> PrintedForm:
        store = self._desk.store
        kept = queries.interview_of(store, row.id, self._round()) if isinstance(row, SurveyRow) else None
        if kept is None:
            raise TosoError(
                self.tr("Hộ đang chọn chưa có phiếu nào trong đợt này."),
                self.tr("Hãy chọn một hộ đã hỏi trong danh sách rồi bấm lại."),
                code="no-response",
            )
        return record_paper(store, kept.id)

    def _show(self, facts: PrintedForm, title: str, name: str) -> None:
        self.shown = PaperDialog(self._desk, facts, title, name, self)
        self.shown.open()


class PaperDialog(QDialog):
    """`paper` shows the pages as they will be printed."""

    def __init__(self, desk: Desk, facts: PrintedForm, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._facts, self._name = desk, facts, name
        self._pdf = b""
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.paper = PaperView(self.tr("Các trang như sẽ in ra"))
        self._told = words("", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(words(title, "heading"))
        column.addWidget(self.paper, 1)
        column.addWidget(self._told)
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
            pdf = questionnaire_pdf(facts)
            return pdf, page_images(pdf, width)

        self._desk.work(self, self.tr("Đang làm phiếu"), work, self._show)

    def _show(self, made: tuple[bytes, list[QImage]]) -> None:
        self._pdf, images = made
        self.paper.show_pages(images)
        self._told.setText(self.tr("{count} trang A4, in hai mặt được.").format(count=len(images)))
        self.print_button.setEnabled(True)

    def _open(self) -> None:
        """Let the machine's own PDF program print it."""
        open_pdf(self, self._name, self._pdf)
