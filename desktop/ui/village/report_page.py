"""A period's report while it is written: figures that fill themselves in, words that are kept as they are typed."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QWidget

from desktop.models.facts import VillageReportFacts
from desktop.models.journal import VILLAGE
from desktop.models.report_facts import figures_to_json, village_report_facts
from desktop.models.reporting import VillageReport
from desktop.models.village_periods import PeriodRow, periods_with_reports
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.messages import ask
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.entry_form import slim
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.page import Page
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.parts.words import words
from desktop.ui.states import State
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3, SPACE_4, Tone
from desktop.ui.village.figures_table import FiguresTable
from desktop.ui.village.report_words import figure_row, period_words
from desktop.ui.village.ways import Ways
from desktop.ui.village.wording import initial_upper, report_state

_KEEP_AFTER_MS = 800
_OPEN = ("", "nhap", "can_sua")
_TWO_COLUMNS, _BOX_HEIGHT = 860, 84
_TABLES = frozenset(
    {
        *("household", "consent", "response", "session", "session_line", "attendance", "membership", "application"),
        *("person", "team", "period", "village_report", "survey_round", "village"),
    }
)


class ReportPage(Page):
    """Signal: paper_wanted(object), the facts to print."""

    paper_wanted = Signal(object)

    def __init__(self, desk: Desk, ways: Ways, parent: QWidget | None = None) -> None:
        send = Act(self.tr("Đưa vào gói tới"), self.send, "tray-arrow-up", "Ctrl+S")
        super().__init__(self.tr("Báo cáo"), act=send, scrolling=True, parent=parent)
        self._desk, self._ways = desk, ways
        self._periods: list[PeriodRow] = []
        self._period_id = ""
        self._banners: list[Banner] = []
        self._figures = QWidget()
        self._boxes: dict[str, QPlainTextEdit] = {}
        self._period_field: ChoiceField | None = None
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        self._lay_out()
        keep_fresh(self, desk, _TABLES, self.refresh)

    # --- the parts ---

    def _lay_out(self) -> None:
        self._head_line = QHBoxLayout()
        self._head_line.setSpacing(SPACE_3)
        self._head_line.addWidget(words(self.tr("Kỳ báo cáo"), "label", wrap=False))
        self._chip = StateChip(State(""))
        self._head_line.addWidget(self._chip)
        self._head_line.addStretch(1)
        self.body.addLayout(self._head_line)
        self._paper = ActButton(Act(self.tr("Xem bản in"), self.show_paper, "printer-outline", "Ctrl+P"))
        self._reopen = ActButton(Act(self.tr("Lấy lại để sửa"), self._take_back, "undo"))
        self._head_line.addWidget(self._reopen)
        self._head_line.addWidget(self._paper)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(SPACE_4)
        self._figures_card = Card(self.tr("Số liệu, tự điền từ sổ"))
        self._figures_card.body.addWidget(self._figures)
        self._figures_card.body.addStretch(1)
        self._columns.addWidget(self._figures_card, 6)
        self._columns.addWidget(self._words_card(), 5)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)

    def _words_card(self) -> Card:
        card = Card(self.tr("Lời văn của Tổ"))
        self.nothing = TickBox(self.tr("Kỳ này không phát sinh việc gì"))
        self.nothing.setAccessibleName(self.nothing.text())
        self.nothing.toggled.connect(lambda _on: self._keeping.start())
        card.body.addWidget(self.nothing)
        for code, title in (
            ("ket_qua", self.tr("Kết quả nổi bật")),
            ("sang_kien", self.tr("Sáng kiến, cách làm hay")),
            ("kho_khan", self.tr("Khó khăn, vướng mắc")),
            ("kien_nghi", self.tr("Kiến nghị, đề xuất")),
            ("ky_toi", self.tr("Việc làm kỳ tới")),
        ):
            box = QPlainTextEdit()
            box.setTabChangesFocus(True)
            box.setFixedHeight(current_look().scaled(_BOX_HEIGHT))
            box.textChanged.connect(self._keeping.start)
            self._boxes[code] = box
            card.body.addWidget(FormField(title, box))
        self._kept_words = words("", "quiet")
        card.body.addWidget(self._kept_words)
        card.body.addStretch(1)
        return card

    # --- reading ---

    @property
    def period(self) -> PeriodRow | None:
        """The period that is shown."""
        return next((one for one in self._periods if one.id == self._period_id), None)

    def facts(self) -> VillageReportFacts | None:
        """Everything on the paper of the shown period."""
        return village_report_facts(self._desk.store, self._period_id) if self._period_id else None

    def refresh(self) -> None:
        """Read periods, figures and words again; what is being typed is written first."""
        if self._keeping.isActive():
            self.keep()
        village = self._desk.store.setting(VILLAGE) or ""
        before = [one.id for one in self._periods]
        self._periods = periods_with_reports(self._desk.store, village, self._desk.day)
        if before != [one.id for one in self._periods] or self._period_field is None:
            self._show_periods()
        self._show_period()

    def _show_periods(self) -> None:
        if self._period_id not in [one.id for one in self._periods]:
            self._period_id = self._first_period()
        field = slim(ChoiceField([Choice(one.id, initial_upper(one.name)) for one in self._periods], as_row=False))
        field.setAccessibleName(self.tr("Kỳ báo cáo"))
        field.setMinimumWidth(current_look().scaled(240))
        field.show_code(self._period_id or None)
        field.code_changed.connect(self._choose)
        if self._period_field:
            self._head_line.removeWidget(self._period_field)
            self._period_field.hide()
            self._period_field.deleteLater()
        self._period_field = field
        self._head_line.insertWidget(1, field)

    def _first_period(self) -> str:
        """What the commune returned, else what is due first and not sent, else the latest."""
        returned = [one for one in self._periods if one.state == "can_sua"]
        unsent = [one for one in self._periods if one.state in _OPEN]
        unsent.sort(key=lambda one: one.due_on or one.last_day)
        return next((one.id for one in (*returned, *unsent, *self._periods)), "")

    def _choose(self, code: object) -> None:
        self.keep()
        self._period_id = code if isinstance(code, str) else self._period_id
        self.refresh()

    def _show_period(self) -> None:
        period = self.period
        self._say_standing(period)
        is_open = period is not None and period.state in _OPEN
        if self.primary:
            self.primary.setVisible(is_open)
        self._paper.setVisible(period is not None)
        self._reopen.setVisible(period is not None and period.state == "da_gui")
        self._figures_card.setVisible(period is not None)
        self._show_figures()
        self._show_words(period, is_open=is_open)

    def _say_standing(self, period: PeriodRow | None) -> None:
        self._chip.setVisible(period is not None)
        self.show_banners([])
        self.show_subtitle(period_words(period))
        if period is None:
            return
        self._chip.show_state(report_state(period.state))
        if period.state == "can_sua":
            self.show_banners([Banner(Tone.BAD, self.tr("Xã trả lại báo cáo này để sửa."), period.remark)])
        elif period.state == "da_gui":
            told = self.tr("Báo cáo đã đưa vào gói. Bấm F9 để ghi gói ra USB, nếu chưa ghi.")
            self.show_banners([Banner(Tone.INFO, told, "", Act(self.tr("Nộp về xã"), self._ways.hand_over))])

    def show_banners(self, banners: list[Banner]) -> None:
        """Show these at the top, instead of those before."""
        for old in self._banners:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._banners = banners
        for banner in reversed(banners):
            self.body.insertWidget(0, banner)

    def _show_figures(self) -> None:
        facts = self.facts()
        rows = [figure_row(figure) for figure in facts.figures.values()] if facts else []
        new = FiguresTable(rows)
        self._figures_card.body.replaceWidget(self._figures, new)
        self._figures.hide()
        self._figures.deleteLater()
        self._figures = new

    def _show_words(self, period: PeriodRow | None, *, is_open: bool) -> None:
        for code, box in self._boxes.items():
            text = period.narrative.get(code, "") if period else ""
            box.setReadOnly(not is_open)
            if box.toPlainText().strip() != text.strip():
                box.blockSignals(True)
                box.setPlainText(text)
                box.blockSignals(False)
        self.nothing.blockSignals(True)
        self.nothing.setChecked(bool(period and period.nothing_to_report))
        self.nothing.setEnabled(is_open)
        self.nothing.blockSignals(False)

    # --- writing ---

    def keep(self) -> None:
        """Write what was typed into the report of the period."""
        self._keeping.stop()
        period = self.period
        if period is None or period.state not in _OPEN:
            return
        narrative = {code: text for code, box in self._boxes.items() if (text := box.toPlainText().strip())}
        nothing = self.nothing.isChecked()
        if narrative == period.narrative and nothing == period.nothing_to_report:
            return
        attempt(self, lambda: self._write(period, narrative=narrative, nothing_to_report=nothing or None))
        self._kept_words.setText(self.tr("Đã lưu lời văn."))

    def _write(self, period: PeriodRow, **values: object) -> None:
        with self._desk.acting() as acts:
            if period.report_id:
                acts.set(VillageReport, period.report_id, **values)
            else:
                village = self._desk.store.setting(VILLAGE)
                given = {"state": "nhap", **values}
                acts.add(VillageReport, village_id=village, period_id=period.id, **given)

    def send(self) -> None:
        """Freeze the figures and mark the report as sent: it goes with the next bundle."""
        self.keep()
        self.refresh()
        period, facts = self.period, self.facts()
        if period is None or facts is None or period.state not in _OPEN:
            return
        sure = ask(
            self,
            self.tr("Đưa báo cáo {period} vào gói tới?").format(period=period.name),
            self.tr("Đưa vào gói tới"),
            self.tr("Xem lại đã"),
            advice=self.tr("Số liệu được giữ nguyên như lúc này. Cần sửa thì bấm “Lấy lại để sửa”."),
        )
        if sure:
            sent = {"state": "da_gui", "sent_on": self._desk.day, "figures": figures_to_json(facts.figures)}
            attempt(self, lambda: self._write(period, **sent))

    def _take_back(self) -> None:
        period = self.period
        if period:
            attempt(self, lambda: self._write(period, state="nhap", sent_on=None, figures=None))

    def show_paper(self) -> None:
        """Show the report as it will be printed."""
        self.keep()
        facts = self.facts()
        if facts:
            self.paper_wanted.emit(facts)

    # --- shape ---

    def arrive(self) -> None:
        """The cursor stands in the first box of words, or on the paper when nothing can be written any more."""
        period = self.period
        if period and period.state in _OPEN:
            next(iter(self._boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is typed is written when another room is opened or the window goes."""
        super().hideEvent(event)
        if self._keeping.isActive():
            self.keep()

    def _turn(self) -> None:
        narrow = self.width() < current_look().scaled(_TWO_COLUMNS)
        side = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() != side:
            self._columns.setDirection(side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would squeeze the words."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """The same after the size of text has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_columns"):
            self._turn()
