"""A village's report on its page: how it stands, its figures and words, and the two answers of the commune."""

from PySide6.QtWidgets import QWidget

from desktop.models.facts import Figure, VillageReportFacts
from desktop.models.indicators.handed_in import NOT_HANDED_IN, handed_in, village_reports
from desktop.models.places import Village
from desktop.models.report_facts import period_facts, village_report_facts
from desktop.models.reporting import VillageReport
from desktop.reports.village_wording import SECTIONS
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.commune.naming import report_state, tr
from desktop.ui.commune.paper_dialog import PaperDialog
from desktop.ui.commune.remark_dialog import RemarkDialog
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.facts_grid import FactsGrid
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_2

_FIGURES = ("HD01", "HD02", "HD03", "HD04", "KS-1", "TC02")
_SENT = ("da_gui", "can_sua", "da_tiep_nhan", "da_khoa")


class VillageReportCard(Card):
    """Shows the report of one period. `receive` and `give_back` are the buttons where the report can be answered."""

    def __init__(self, desk: Desk, village: Village, period_id: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Báo cáo của thôn"), parent)
        self._desk, self._village, self._period_id = desk, village, period_id
        self.receive: ActButton | None = None
        self.give_back: ActButton | None = None
        if not period_id:
            self.body.addWidget(words(tr("Chưa có kỳ báo cáo nào. Thêm kỳ ở mục Thôn và kỳ."), "subtitle"))
            return
        row = village_reports(desk.store, period_id).get(village.id)
        self._report = desk.store.get(VillageReport, row.id) if row else None
        state = self._report.state if self._report else NOT_HANDED_IN
        self._fill(state)

    def _fill(self, state: str) -> None:
        period = period_facts(self._desk.store, self._period_id)
        late = period.due_on is not None and period.due_on < self._desk.day
        self.head.addWidget(StateChip(report_state(state, overdue=late)))
        told = [tr("Kỳ {name}").format(name=period.name)]
        if period.due_on:
            told.append(tr("hạn {day}").format(day=format_input_date(period.due_on)))
        report = self._report
        if report and report.sent_on:
            told.append(tr("thôn gửi {day}").format(day=format_input_date(report.sent_on)))
        if report and report.received_on:
            told.append(tr("xã nhận {day}").format(day=format_input_date(report.received_on)))
        self.body.addWidget(words(" · ".join(told), "quiet"))
        known = self._village.id in handed_in(self._desk.store, period)
        if report is None or state not in _SENT:
            from_book = tr("Thôn chưa gửi báo cáo kỳ này. Số liệu dưới đây lấy từ sổ của thôn.")
            none = tr("Thôn chưa gửi báo cáo và chưa nộp số liệu của kỳ này.")
            self.body.addWidget(words(from_book if known else none, ""))
        if report and report.remark:
            self.body.addWidget(words(tr("Xã đã nhắn: {words}").format(words=report.remark), ""))
        if report and state in ("da_gui", "da_tiep_nhan", "can_sua"):
            self._add_answers(state)
        if known:  # before that nothing is known, which is not 0
            self._add_content(village_report_facts(self._desk.store, self._period_id, self._village.id))

    def _add_answers(self, state: str) -> None:
        line = Flow(gap=SPACE_2)
        if state != "da_tiep_nhan":
            self.receive = ActButton(
                Act(tr("Tiếp nhận"), self._receive, "check-circle-outline", "F4"), primary=state == "da_gui"
            )
            line.add(self.receive)
        self.give_back = ActButton(Act(tr("Trả lại kèm nhận xét"), self._give_back, "undo"))
        line.add(self.give_back)
        line.add(ActButton(Act(tr("Xem bản in"), self._open_paper, "file-pdf-box")))
        self.body.addWidget(line)

    def _add_content(self, facts: VillageReportFacts) -> None:
        if facts.nothing_to_report:
            self.body.addWidget(words(tr("Thôn báo: trong kỳ không phát sinh hoạt động."), "strong"))
        shown = [facts.figures[code] for code in _FIGURES if code in facts.figures]
        self.body.addWidget(FactsGrid([(one.name, _value(one)) for one in shown]))
        for code, text in facts.narrative.items():
            self.body.addWidget(words(tr(SECTIONS.get(code, "Nội dung khác")), "label"))
            self.body.addWidget(words(text, ""))

    # --- acts ---

    def _receive(self) -> None:
        def write() -> bool:
            with self._desk.acting() as acts:
                acts.set(VillageReport, self._report_id(), state="da_tiep_nhan", received_on=self._desk.day)
            return True

        attempt(self, write)

    def _give_back(self) -> None:
        report = self._report
        dialog = RemarkDialog(
            self._village.name, (report.remark if report and report.state == "can_sua" else "") or "", self
        )
        dialog.write = self._write_remark
        dialog.exec()
        dialog.deleteLater()

    def _write_remark(self, remark: str) -> None:
        with self._desk.acting() as acts:
            acts.set(VillageReport, self._report_id(), state="can_sua", remark=remark, received_on=None)

    def _report_id(self) -> str:
        return self._report.id if self._report else ""

    def _open_paper(self) -> None:
        facts = village_report_facts(self._desk.store, self._period_id, self._village.id)
        title = tr("Báo cáo thôn {name}, {period}").format(name=self._village.name, period=facts.period.name)
        dialog = PaperDialog(self._desk, title, f"bao-cao-{self._village.code}", facts, self.window())
        dialog.exec()
        dialog.deleteLater()


def _value(figure: Figure) -> str:
    """A figure in words: "31/40 hộ", "20 buổi"."""
    value = format_count(figure.value)
    if figure.is_rate and figure.value is not None:
        value = f"{value}/{format_count(figure.base)}"
    unit = "" if figure.unit == "%" else f" {figure.unit}"
    return value if figure.value is None else f"{value}{unit}"
