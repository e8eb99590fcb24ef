"""The records behind one figure of a report: a list whose sum is the figure; from a record one goes to its room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.models.access_log import OPENED, log_access
from desktop.models.facts import Figure, PeriodFacts
from desktop.models.figure_records import FigureRecord, FigureRecords
from desktop.models.indicators.behind import (
    COMMITMENT,
    HOUSEHOLD,
    INITIATIVE,
    LINE,
    OPINION,
    PERSON,
    SESSION,
    TRAINING,
)
from desktop.models.village_periods import own_village_id
from desktop.text import DASH, format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner, replace_banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3, Tone
from desktop.ui.village.report_words import figure_row
from desktop.ui.village.shown_list import ShownList
from desktop.ui.village.ways import Ways

#: The rooms of records that have no page of their own.
_ROOMS = {PERSON: "team", TRAINING: "team", OPINION: "opinions", INITIATIVE: "work", COMMITMENT: "support"}

#: What the access log calls a list of them.
_LOGGED = {
    **{PERSON: "roster", TRAINING: "training", OPINION: "opinions", INITIATIVE: "sessions"},
    **{COMMITMENT: "commitments", HOUSEHOLD: "households", SESSION: "sessions", LINE: "sessions"},
}


class RecordsPage(Page):
    """Signal: left(), back to the report."""

    left = Signal()

    def __init__(self, desk: Desk, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Số liệu lấy từ đâu"), parent=parent)
        self._desk, self._ways = desk, ways
        self._banner: Banner | None = None
        self._unit = ""
        self.rows: FigureRecords | None = None
        line = Flow(gap=SPACE_3)
        line.add(ActButton(Act(self.tr("Về báo cáo"), self.left.emit, "chevron-left", "Esc")))
        self.view = RowsView(self.tr("Các mục làm nên số này"))
        self.view.opened.connect(self._open)
        self._foot = words("", "strong")
        self._hint = words("", "quiet")
        self.body.addWidget(line)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._foot)
        self.body.addWidget(self._hint)

    def show_records(self, figure: Figure, period: PeriodFacts, *, frozen: bool) -> None:
        """List what is behind a figure; `frozen` when the report keeps another number than the records give today."""
        self.rows = FigureRecords(self._desk.store, own_village_id(self._desk.store), period, figure.code)
        shown = figure_row(figure)
        self.title.setText(figure.name)
        self.setAccessibleName(figure.name)
        self.show_subtitle(f"{period.name[:1].upper()}{period.name[1:]} · {shown.value} {shown.coverage}".strip())
        self._unit = figure.unit if figure.unit != "%" else ""
        self.view.show_rows(RowsModel(ShownList(self.rows, self._columns(figure))))
        self._say(figure, frozen=frozen)
        self._note(figure.code)

    def _note(self, code: str) -> None:
        """Write into the access log that a list of people, households or their doings was opened."""
        tables = {part.table for part in self.rows.parts.values()} if self.rows else set()
        for what in sorted({_LOGGED[table] for table in tables}):
            count = len(self.rows.parts) if self.rows else 0
            log_access(self._desk.store, what, OPENED, about=code, records=count)

    def _columns(self, figure: Figure) -> list[Column[FigureRecord]]:
        known = figure.value is not None
        dated = any(part.table != HOUSEHOLD for part in self.rows.parts.values()) if self.rows else False
        day: Column[FigureRecord] = Column(
            self.tr("Ngày"), lambda row: format_input_date(row.on) or DASH, width=110, key="on"
        )
        columns: list[Column[FigureRecord]] = [
            Column(self.tr("Mục"), lambda row: row.what, width=250, key="what", strong=True),
            Column(self.tr("Chi tiết"), lambda row: row.detail or DASH, width=240, spare=1),
            Column(
                self.tr("Tính vào số"),
                lambda row: _adds(row, known=known, of_base=figure.is_rate),
                width=110,
                key="adds",
                number=True,
            ),
        ]
        return [day, *columns] if dated else columns

    def _say(self, figure: Figure, *, frozen: bool) -> None:
        rows = self.rows
        if rows is None:
            return
        count = self.tr("{count} mục").format(count=format_count(rows.count()))
        total = format_count(rows.total) if figure.value is not None else DASH
        if figure.is_rate:
            total = f"{total}/{format_count(rows.total_base)}"
        summed = self.tr("Cộng: {total} {unit}").format(total=total, unit=self._unit).strip()
        self._foot.setText(f"{summed} · {count}")
        self._hint.setText(self.tr("Enter mở mục đang chọn ở phòng của nó."))
        self._banner = replace_banner(self.body, self._banner, self._warning(figure, frozen=frozen))

    def _warning(self, figure: Figure, *, frozen: bool) -> Banner | None:
        if figure.value is None:
            hidden = self.tr("Số này chưa có, hoặc quá ít hộ (dưới 05) nên không nêu.")
            return Banner(Tone.INFO, hidden, self.tr("Các mục dưới đây là những gì đã ghi trong sổ."))
        if frozen:
            told = self.tr("Báo cáo đã gửi giữ số lúc gửi; danh sách dưới đây là sổ hôm nay.")
            return Banner(Tone.INFO, told, self.tr("Vì vậy tổng ở đây có thể khác số trong báo cáo."))
        return None

    def _open(self, row: object) -> None:
        if not isinstance(row, FigureRecord):
            return
        table, record = row.opens
        if table == SESSION:
            self._ways.show_session(record)
        elif table == HOUSEHOLD:
            self._ways.show_household(record)
        elif table in _ROOMS:
            self._ways.open(_ROOMS[table])

    def arrive(self) -> None:
        """The arrows move in the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _adds(row: FigureRecord, *, known: bool, of_base: bool) -> str:
    """What a record adds: "12", "2/4"; "-" where the figure is not known."""
    if not known:
        return DASH
    return f"{format_count(row.adds)}/{format_count(row.base)}" if of_base else format_count(row.adds)
