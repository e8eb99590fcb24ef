"""Báo cáo: the commune's consolidated report of a period: the officer's words on the left, the paper on the right."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from desktop import files
from desktop.errors import TosoError
from desktop.models.journal import changing
from desktop.models.report_facts import commune_report_facts
from desktop.models.reporting import CommuneReport, Period
from desktop.reports.catalogue import commune_report
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.messages import show_error
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.page import Page
from desktop.ui.parts.paper_view import PaperView, page_images
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3

_SAVE_AFTER_MS = 800
_PAPER_WIDTH, _BOX_HEIGHT = 620, 96


class ReportRoom(Page):
    """Words are kept as they are typed; the paper is made anew when asked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title.setText(self.tr("Báo cáo"))
        self.setAccessibleName(self.tr("Báo cáo"))
        self._desk = desk
        self._boxes: dict[str, QPlainTextEdit] = {}
        self._pdf = b""
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_SAVE_AFTER_MS)
        self._saving.timeout.connect(self.save_words)
        self._periods = self._read_periods()
        self.period = ChoiceField([Choice(row.id, row.name) for row in self._periods], as_row=False)
        self.paper = PaperView(self.tr("Bản xem trước"))
        self._told = words("", "quiet")
        self._lay_out()
        if self._periods:
            self.period.show_code(self._begun().id)
            self._read_words()
        self.period.code_changed.connect(self._other_period)

    def _read_periods(self) -> list[Period]:
        query = Period.select().where(~Period.deleted).order_by(Period.first_day.desc(), Period.last_day)
        return self._desk.store.all(query)

    def _begun(self) -> Period:
        """The latest period that is over, or else the first of the list."""
        over = [row for row in self._periods if row.last_day <= self._desk.day]
        return (over or self._periods)[0]

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        line.addWidget(words(self.tr("Kỳ báo cáo"), "label", wrap=False))
        self.period.setAccessibleName(self.tr("Kỳ báo cáo"))
        line.addWidget(self.period)
        self.preview_button = ActButton(Act(self.tr("Xem trước"), self.preview, "refresh", "Ctrl+R"), primary=True)
        self.save_button = ActButton(Act(self.tr("Lưu PDF"), self.choose_file, "file-pdf-box", "Ctrl+S"))
        self.save_button.setEnabled(False)
        line.addWidget(self.preview_button)
        line.addWidget(self.save_button)
        line.addStretch(1)
        self.body.addLayout(line)
        halves = QSplitter()
        halves.addWidget(self._words_column())
        halves.addWidget(self.paper)
        halves.setChildrenCollapsible(False)
        halves.setSizes([1, 2])
        self.paper.setMinimumWidth(_PAPER_WIDTH - 160)
        self.body.addWidget(halves, 1)
        self.body.addWidget(self._told)

    def _words_column(self) -> QWidget:
        inside = QWidget()
        set_role(inside, "page-body")
        column = QVBoxLayout(inside)
        column.setSpacing(SPACE_3)
        for code, title in self._sections():
            box = QPlainTextEdit()
            box.setTabChangesFocus(True)
            box.setFixedHeight(_BOX_HEIGHT)
            box.textChanged.connect(self._saving.start)
            self._boxes[code] = box
            column.addWidget(FormField(title, box))
        area = QScrollArea()
        area.setWidgetResizable(True)
        set_role(area, "page-scroll")
        area.setWidget(inside)
        return area

    def _sections(self) -> list[tuple[str, str]]:
        return [
            ("chi_dao", self.tr("Công tác chỉ đạo, điều hành")),
            ("to_chuc", self.tr("Kiện toàn tổ chức")),
            ("tap_huan", self.tr("Tập huấn")),
            ("uu_diem", self.tr("Ưu điểm")),
            ("ton_tai", self.tr("Tồn tại, hạn chế")),
            ("nguyen_nhan", self.tr("Nguyên nhân")),
            ("ky_toi", self.tr("Nhiệm vụ kỳ tới")),
            ("kien_nghi", self.tr("Kiến nghị, đề xuất")),
        ]

    # --- the words ---

    def _row(self) -> CommuneReport | None:
        query = CommuneReport.select().where(~CommuneReport.deleted, CommuneReport.period_id == self.period.code())
        return self._desk.store.first(query.order_by(CommuneReport.id))

    def _read_words(self) -> None:
        row = self._row()
        kept = (row.narrative or {}) if row else {}
        for code, box in self._boxes.items():
            box.blockSignals(True)
            box.setPlainText(str(kept.get(code, "")))
            box.blockSignals(False)

    def _other_period(self, _code: object) -> None:
        self._read_words()
        self.paper.show_pages([])
        self.save_button.setEnabled(False)
        self._told.setText("")

    def save_words(self) -> None:
        """Keep what was typed."""
        self._saving.stop()
        period = self.period.code()
        if period is None:
            return
        narrative = {code: text for code, box in self._boxes.items() if (text := box.toPlainText().strip())}
        row = self._row()
        with changing(self._desk.store) as change:
            if row is not None:
                change.set(CommuneReport, row.id, narrative=narrative)
            elif narrative:
                change.add(CommuneReport, period_id=period, narrative=narrative)
        self._told.setText(self.tr("Đã lưu lời văn của báo cáo."))

    # --- the paper ---

    def preview(self) -> None:
        """Make the paper and show its pages."""
        period = self.period.code()
        if period is None:
            return
        self.save_words()
        store = self._desk.store

        def make(progress: Progress) -> tuple[bytes, list[QImage]]:
            progress(self.tr("Đang làm báo cáo"), 0.2)
            pdf = commune_report(commune_report_facts(store, period))
            progress(self.tr("Đang vẽ các trang"), 0.7)
            return pdf, page_images(pdf, _PAPER_WIDTH)

        self._desk.work(self, self.tr("Đang làm báo cáo"), make, self._show)

    def _show(self, made: tuple[bytes, list[QImage]]) -> None:
        self._pdf, images = made
        self.paper.show_pages(images)
        self.save_button.setEnabled(True)
        self._told.setText(self.tr("{count} trang. Số và ngày để trống cho văn thư ghi.").format(count=len(images)))

    def choose_file(self) -> None:
        """Ask where to save the paper."""
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Lưu báo cáo"), "bao-cao-xa.pdf", "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Save the paper that is shown."""
        try:
            files.write_whole(path, self._pdf)
        except TosoError as error:
            show_error(self, error)
            return
        self._told.setText(self.tr("Đã lưu {name}.").format(name=path.name))

    def refresh(self) -> None:
        """Make the paper again, when one is shown."""
        if self._pdf:
            self.preview()
