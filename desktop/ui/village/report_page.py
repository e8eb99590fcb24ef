"""A period's report while it is written: figures that fill themselves in, words that are kept as they are typed."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.models import indicators
from desktop.models.carried import Carried, carried
from desktop.models.facts import Figure, PeriodFacts, VillageReportFacts
from desktop.models.report_facts import village_report_facts
from desktop.models.suggestion_facts import suggestion_facts
from desktop.models.village_periods import (
    PeriodRow,
    calendar_in_use,
    joined_by,
    own_village_id,
    periods_with_reports,
)
from desktop.reports.suggestions import suggestions
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.messages import ask
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.period_dialog import PeriodDialog
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3, SPACE_4, Tone
from desktop.ui.village import report_writing as writing
from desktop.ui.village.figures_table import FiguresTable
from desktop.ui.village.narrative_card import NarrativeCard
from desktop.ui.village.period_head import PeriodHead
from desktop.ui.village.report_steps import ReportSteps, carried_words
from desktop.ui.village.report_words import FigureRow, figure_row, period_words
from desktop.ui.village.ways import Ways
from desktop.ui.village.zalo_dialog import ZaloDialog

_KEEP_AFTER_MS = 800
_TWO_COLUMNS = 860
_TABLES = frozenset(
    {
        *("household", "consent", "response", "session", "session_line", "attendance", "membership", "application"),
        *("person", "team", "period", "village_report", "survey_round", "village", "bundle"),
        *("initiative", "opinion", "task", "task_progress", "planned_session"),
    }
)


class ReportPage(Page):
    """Signals: paper_wanted(object), the facts to print; records_wanted(object, object, bool): figure, period, frozen.

    `words` are the sections, `figures` the numbers; both belong to the period that is shown.
    """

    paper_wanted = Signal(object)
    records_wanted = Signal(object, object, bool)

    def __init__(self, desk: Desk, ways: Ways, parent: QWidget | None = None) -> None:
        send = Act(self.tr("Đưa vào gói tới"), self.send, "tray-arrow-up", "Ctrl+S")
        super().__init__(self.tr("Báo cáo"), act=send, scrolling=True, parent=parent)
        self._desk, self._ways = desk, ways
        self._periods: list[PeriodRow] = []
        self._period_id = ""
        self._banners: list[Banner] = []
        self.figures = FiguresTable([])
        self._rows: list[FigureRow] = []  # what the table shows; the same rows are not drawn again
        self.words = NarrativeCard()
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        self.words.changed.connect(self._keeping.start)
        self._lay_out()
        keep_fresh(self, desk, _TABLES, self.refresh)

    # --- the parts ---

    def _lay_out(self) -> None:
        self.head = PeriodHead()
        self.head.chosen.connect(self.show_report)
        self.body.addWidget(self.head)
        self.steps = ReportSteps()
        self.body.addWidget(self.steps)
        self.body.addWidget(self._acts())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(SPACE_4)
        self._figures_card = Card(self.tr("Số liệu, tự điền từ sổ"))
        self._figures_told = words("", "quiet")
        self._figures_card.body.addWidget(self._figures_told)
        self._figures_card.body.addWidget(self.figures)
        self._figures_card.body.addStretch(1)
        self._columns.addWidget(self._figures_card, 6)
        self._columns.addWidget(self.words, 5)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)

    def _acts(self) -> Flow:
        line = Flow(gap=SPACE_3)
        self._add = ActButton(Act(self.tr("Thêm kỳ"), self.add_period, "plus", "Ctrl+N"))
        self._paper = ActButton(Act(self.tr("Xem bản in"), self.show_paper, "printer-outline", "Ctrl+P"))
        self._zalo = ActButton(Act(self.tr("Chép cho Zalo"), self.show_zalo, "content-copy"))
        self._reopen = ActButton(Act(self.tr("Lấy lại để sửa"), self._take_back, "undo"))
        self._drop = ActButton(Act(self.tr("Xóa kỳ này"), self._drop_period, "trash-can-outline"))
        for button in (self._reopen, self._paper, self._zalo, self._add, self._drop):
            line.add(button)
        return line

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
        self._periods = periods_with_reports(self._desk.store, own_village_id(self._desk.store), self._desk.day)
        if self._period_id not in [one.id for one in self._periods]:
            self._period_id = self._first_period()
        self.head.show_periods(self._periods, self._period_id)
        self._show_period()

    def _first_period(self) -> str:
        """What the commune returned, else what is due first and not sent, else the latest."""
        returned = [one for one in self._periods if one.state == "can_sua"]
        unsent = [one for one in self._periods if one.is_open]
        unsent.sort(key=lambda one: one.due_on or one.last_day)
        return next((one.id for one in (*returned, *unsent, *self._periods)), "")

    def show_report(self, period_id: str) -> None:
        """Show the report of a period; what was typed for another one is written first."""
        self.keep()
        self._period_id = period_id
        self.refresh()

    def _show_period(self) -> None:
        period = self.period
        how = self._carried(period)
        is_open = period is not None and period.is_open
        self._say_standing(period, how)
        if self.primary:
            self.primary.setVisible(is_open)
        for part in (self._paper, self._zalo, self._figures_card, self.words, self.steps):
            part.setVisible(period is not None)
        self._reopen.setVisible(period is not None and period.state == "da_gui")
        self._drop.setVisible(period is not None and period.own and period.state in ("", "nhap"))
        self._show_figures(period)
        if period:
            self.words.show_words(period.narrative, nothing=period.nothing_to_report, is_open=is_open)
            self._offer(period)

    def _carried(self, period: PeriodRow | None) -> Carried | None:
        if period is None or not period.report_id:
            return None
        return carried(self._desk.store, "village_report", [period.report_id]).get(period.report_id)

    def _offer(self, period: PeriodRow) -> None:
        if period.is_open:
            store = self._desk.store
            self.words.offer(suggestions(suggestion_facts(store, own_village_id(store), period.facts)))
        else:
            self.words.offer({})

    def _say_standing(self, period: PeriodRow | None, how: Carried | None) -> None:
        self.show_banners([])
        self.show_subtitle(period_words(period))
        self.head.show_carried(carried_words(how) if period and period.state != "nhap" else None)
        if period is None:
            return
        self.steps.show_report(period, how)
        self.show_banners(self._standing_banners(period))

    def _standing_banners(self, period: PeriodRow) -> list[Banner]:
        if joined_by(self._periods, period):
            told = self.tr("Xã đã mở kỳ này. Chuyển báo cáo của thôn sang kỳ của xã để xã nhận được.")
            return [Banner(Tone.WARN, told, "", Act(self.tr("Chuyển sang kỳ của xã"), self._join))]
        if period.state == "can_sua":
            return [Banner(Tone.BAD, self.tr("Xã trả lại báo cáo này để sửa."), period.remark)]
        if period.state == "da_gui":
            told = self.tr("Báo cáo đã đưa vào gói. Bấm F9 để ghi gói ra USB, nếu chưa ghi.")
            return [Banner(Tone.INFO, told, "", Act(self.tr("Nộp về xã"), self._ways.hand_over))]
        if period.remark:
            return [Banner(Tone.INFO, self.tr("Xã đã nhắn:"), period.remark)]
        return []

    def show_banners(self, banners: list[Banner]) -> None:
        """Show these at the top, instead of those before."""
        for old in self._banners:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._banners = banners
        for banner in reversed(banners):
            self.body.insertWidget(0, banner)

    # --- figures ---

    def _show_figures(self, period: PeriodRow | None) -> None:
        facts = self.facts()
        today = self._today(period) if facts else {}
        rows = [figure_row(figure, today.get(code)) for code, figure in facts.figures.items()] if facts else []
        changed = sum(bool(row.change) for row in rows)
        frozen = self.tr("Số liệu giữ nguyên như lúc gửi. Sổ hôm nay khác ở {count} chỉ tiêu.").format(count=changed)
        open_ = self.tr("Bấm vào một số, hoặc Enter, để xem các mục làm nên số đó.")
        self._figures_told.setText(f"{frozen} {open_}" if changed else open_)
        if rows == self._rows:
            return
        self._rows = rows
        here = self.focusWidget()
        held = getattr(here, "code", "") if here and self.figures.isAncestorOf(here) else ""
        new = FiguresTable(rows)
        new.opened.connect(self.show_records)
        self._figures_card.body.replaceWidget(self.figures, new)
        self.figures.hide()
        self.figures.deleteLater()
        self.figures = new
        if held:
            new.show()  # now, for it gets the keyboard
            new.go_to(held)

    def _today(self, period: PeriodRow | None) -> dict[str, Figure]:
        """What the records give by now, where the report keeps what it was sent with."""
        if period is None or period.is_open:
            return {}
        return dict(indicators.village_figures(self._desk.store, own_village_id(self._desk.store), period.facts))

    def show_records(self, code: str) -> None:
        """Show the records behind a figure."""
        period, facts = self.period, self.facts()
        if period and facts and code in facts.figures:
            today = self._today(period).get(code)
            figure = facts.figures[code]
            differs = today is not None and (today.value, today.base) != (figure.value, figure.base)
            self.keep()
            self.records_wanted.emit(figure, period.facts, differs)

    # --- writing ---

    def keep(self) -> None:
        """Write what was typed into the report of the period."""
        self._keeping.stop()
        period = self.period
        if period is None or not period.is_open:
            return
        narrative, nothing = self.words.narrative(), self.words.nothing.isChecked()
        if narrative == period.narrative and nothing == period.nothing_to_report:
            return
        told = {"narrative": narrative, "nothing_to_report": nothing or None}
        attempt(self, lambda: writing.write_report(self._desk, period, **told))
        self.words.kept.setText(self.tr("Đã lưu lời văn."))

    def send(self) -> None:
        """Freeze the figures and mark the report as sent: it goes with the next bundle."""
        self.keep()
        self.refresh()
        period, facts = self.period, self.facts()
        if period is None or facts is None or not period.is_open:
            return
        sure = ask(
            self,
            self.tr("Đưa báo cáo {period} vào gói tới?").format(period=period.name),
            self.tr("Đưa vào gói tới"),
            self.tr("Xem lại đã"),
            advice=self.tr("Số liệu được giữ nguyên như lúc này. Cần sửa thì bấm “Lấy lại để sửa”."),
        )
        if sure:
            attempt(self, lambda: writing.send_report(self._desk, period, facts))

    def _take_back(self) -> None:
        period = self.period
        if period:
            attempt(self, lambda: writing.take_back(self._desk, period))

    # --- periods of the village's own ---

    def add_period(self) -> None:
        """Ask for a period that the commune has not opened, and begin its report."""
        self.keep()
        dialog = PeriodDialog(
            self._desk.day,
            [one.facts for one in self._periods],
            self.begin,
            self,
            calendar=calendar_in_use(self._desk.store),
            explained=self.tr("Dùng khi xã chưa mở kỳ, hoặc cần báo cáo đột xuất. Số liệu tự điền từ sổ."),
        )
        dialog.exec()
        dialog.deleteLater()

    def begin(self, period: PeriodFacts) -> None:
        """Begin a period of the village's own and show its report. Raises StoreError."""
        record = writing.begin(self._desk, self._periods, period)
        self.refresh()
        self.show_report(record)

    def _join(self) -> None:
        own, period = self.period, joined_by(self._periods, self.period)
        if own and period:
            self.keep()
            self._period_id = period.id
            attempt(self, lambda: writing.join(self._desk, own, period))

    def _drop_period(self) -> None:
        period = self.period
        if period and ask(
            self,
            self.tr("Xóa báo cáo {period}?").format(period=period.name),
            self.tr("Xóa kỳ này"),
            self.tr("Giữ lại"),
            advice=self.tr("Lời văn đã viết cho kỳ này cũng mất. Sổ của thôn vẫn còn nguyên."),
            destructive=True,
        ):
            self._keeping.stop()
            attempt(self, lambda: writing.drop(self._desk, period))

    # --- going out ---

    def show_paper(self) -> None:
        """Show the report as it will be printed."""
        self.keep()
        facts = self.facts()
        if facts:
            self.paper_wanted.emit(facts)

    def show_zalo(self) -> None:
        """Show the short text for the group chat, to be copied."""
        facts = self.facts()
        if facts:
            dialog = ZaloDialog(self._desk, facts, self)
            dialog.exec()
            dialog.deleteLater()

    # --- shape ---

    def arrive(self) -> None:
        """The cursor stands in the first box of words, or on the paper when nothing can be written any more."""
        period = self.period
        if period is None:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        elif period.is_open:
            next(iter(self.words.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)
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
