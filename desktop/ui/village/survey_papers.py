"""The papers of a survey on the screen: a blank questionnaire or the record of a household, ready to print.

What stands on them is made in `desktop.surveys.paper`; this is the preview with the ways out of it.
"""

from collections.abc import Callable

from desktop.errors import TosoError
from desktop.models import village_queries as queries
from desktop.models.questionnaire_facts import PrintedForm
from desktop.models.survey_rounds import Round
from desktop.models.village_queries import SurveyRow
from desktop.reports.catalogue import questionnaire_pdf
from desktop.surveys.paper.kept import blank_paper, record_paper
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.paper_dialog import PaperDialog
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.one_line import OneLine
from desktop.ui.tokens import SPACE_3


class SurveyPapers(OneLine):
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
        told = self.tr("{count} trang A4, in hai mặt được.")
        self.shown = PaperDialog(
            self._desk, title, name, lambda: questionnaire_pdf(facts), self,
            about=self.tr("Các trang như sẽ in ra"), told=lambda count: told.format(count=count),
        )  # fmt: skip
        self.shown.open()
