"""Các thôn: whom to telephone now, one dense row a village, and the page of one village in its place."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models import commune_queries as queries
from desktop.models.overview import CommuneOverview, VillageState
from desktop.models.report_facts import period_facts
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.commune.heads import head_of
from desktop.ui.commune.naming import tr
from desktop.ui.commune.now_tiles import Now, NowTiles
from desktop.ui.commune.period_field import PeriodField
from desktop.ui.commune.restructure_page import RestructurePage
from desktop.ui.commune.village_page import VillagePage
from desktop.ui.commune.villages_list import ALL, NOT_READ, TO_CALL, TO_LOOK, Line, VillageLines
from desktop.ui.commune.ways import Ways
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.list_page import Filter, ListPage
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.page_stack import PageStack
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_2, SPACE_3, Tone

TABLES = frozenset(
    {"village", "device", "person", "team", "membership", "household", "consent", "response", "session",
     "session_line", "attendance", "village_report", "period", "survey_round", "decision", "bundle"}
)  # fmt: skip
_NAMES = 3
_LOW = 440  # pixels of normal text


class _VillagesList(ListPage):
    """The list itself, low enough for a small window: the period at the top right, search and filters in one line."""

    def __init__(self, read: Callable[[], None], period: PeriodField, restructure: Callable[[], None]) -> None:
        hint = tr("Enter mở thôn · F5 đọc lại")
        super().__init__(tr("Các thôn"), tr("Tìm thôn"), keys_hint=hint, dense=True)
        self._read = read
        top = head_of(self)
        label = words(tr("Kỳ báo cáo"), "label", wrap=False)
        label.setBuddy(period)
        top.addWidget(label)
        top.addSpacing(SPACE_2)
        top.addWidget(period)
        top.addSpacing(SPACE_2)
        act = Act(tr("Nhập, tách thôn"), restructure, "gavel")
        top.addWidget(ActButton(act), 0, Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        for part, stretch in ((self.search, 1), (self._filters, 0)):
            self.body.removeWidget(part)
            line.addWidget(part, stretch)
        self.search.setMinimumWidth(150)
        self.body.insertLayout(0, line)

    def refresh(self) -> None:
        """Read again."""
        self._read()


class VillagesRoom(PageStack):
    """The list stands first. `list` is its page, `village` one village's, `restructure` merges, renames, splits."""

    def __init__(self, desk: Desk, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(tr("Các thôn"), parent)
        self._desk, self._ways = desk, ways
        self.source = VillageLines()
        self.period = PeriodField(tr("Kỳ báo cáo"))
        self.now = NowTiles()
        self.list = self._make_list()
        self.village = VillagePage(desk)
        self.restructure = RestructurePage(desk)
        self.put(self.list)
        self.put(self.village)
        self.put(self.restructure)
        self.restructure.left.connect(lambda: self.show_page(self.list))
        self.restructure.enrol_wanted.connect(lambda: ways.open("enrolment"))
        self.restructure.village_wanted.connect(self.show_village)
        self.village.restructure_wanted.connect(self.begin_restructuring)
        self.village.left.connect(lambda: self.show_page(self.list))
        self.period.period_changed.connect(self._read)
        keep_fresh(self, desk, TABLES, self._read_all)

    def _make_list(self) -> ListPage:
        page = _VillagesList(self._read_all, self.period, self.begin_restructuring)
        page.body.insertWidget(0, self.now)
        page.show_rows(RowsModel(self.source), self._count_words)
        page.searched.connect(self._search)
        page.filtered.connect(self._narrow)
        page.opened.connect(self._open)
        page.show_empty(
            "home-group",
            tr("Chưa có thôn nào"),
            tr("Hãy thêm các thôn của xã trước, rồi ghi danh máy của từng thôn."),
        )
        return page

    def _read_all(self) -> None:
        chosen = queries.period_of_villages(self._desk.store, self._desk.day)
        self.period.show_periods(queries.periods(self._desk.store), chosen.id if chosen else "")
        self._read()

    def _read(self) -> None:
        store, day = self._desk.store, self._desk.day
        period = self.period.period_id
        overview = queries.standing_in(store, day, period_facts(store, period) if period else None)
        self.source.take(overview.villages, queries.contacts(store, day))
        self.list.show_subtitle(self._subtitle(overview))
        self.now.show_tiles(self._now(overview))
        self._show_filters()
        self.list.rows_changed()

    def _subtitle(self, overview: CommuneOverview) -> str:
        totals = overview.totals
        told = tr("Đã nộp {sent}/{all}")  # of the villages that the title names: one line at the smallest window
        said = told.format(sent=totals.reported, all=totals.villages)
        due = totals.period.due_on if totals.period else None
        return f"{said}{tr(', hạn {day}').format(day=format_input_date(due)) if due else ''}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window keeps its room for the list."""
        super().resizeEvent(event)
        self.now.be_brief(self.height() < current_look().scaled(_LOW))

    # --- what to do now ---

    def _now(self, overview: CommuneOverview) -> list[Now]:
        late = [one for one in overview.villages if one.report_overdue and one.report_state != "can_sua"]
        back = [one for one in overview.villages if one.report_state == "can_sua"]
        held = [one for one in overview.villages if one.held_bundles]
        differing = [one for one in overview.villages if one.conflicts]
        unread = self.source.of(NOT_READ) if overview.villages else []
        things = (
            (late, Tone.BAD, "phone-outline", tr("{count} thôn nộp chậm"), TO_CALL),
            (back, Tone.WARN, "phone-outline", tr("{count} thôn cần sửa"), TO_CALL),
            (held, Tone.WARN, "alert-outline", tr("{count} thôn thiếu gói trước"), "bundles"),
            (unread, Tone.INFO, "file-document-outline", tr("{count} báo cáo chờ xem"), NOT_READ),
            (differing, Tone.INFO, "compare-horizontal", tr("{count} chỗ khác nhau"), "conflicts"),
        )
        return [self._tile(*thing, overview) for thing in things if thing[0]][:4]

    def _tile(
        self, villages: list[VillageState], tone: Tone, icon: str, told: str, goal: str, overview: CommuneOverview
    ) -> Now:
        count = overview.totals.conflicts if icon == "compare-horizontal" else len(villages)
        names = ", ".join(one.name for one in villages[:_NAMES])
        more = tr(" và {count} thôn nữa").format(count=len(villages) - _NAMES) if len(villages) > _NAMES else ""
        return Now(
            tone, icon, told.format(count=format_count(count)), f"{names}{more}", lambda: self._go(goal, villages)
        )

    def _go(self, goal: str, villages: list[VillageState]) -> None:
        """One village is opened at once; several are shown as a list to work through."""
        if goal in ("conflicts", "bundles"):
            self._ways.open(goal)
        elif len(villages) == 1:
            self.show_village(villages[0].id)
        else:
            self._narrow(goal)
            self._show_filters()
            self.list.arrive()

    # --- the list ---

    def _show_filters(self) -> None:
        counted = self.source.of
        filters = [
            Filter(ALL, tr("Tất cả"), len(counted(ALL))),
            Filter(TO_CALL, tr("Cần gọi"), len(counted(TO_CALL))),
            Filter(NOT_READ, tr("Báo cáo chờ xem"), len(counted(NOT_READ))),
            Filter(TO_LOOK, tr("Cần xem lại"), len(counted(TO_LOOK))),
        ]
        kept = [one for one in filters if one.count or one.key in (ALL, self.source.filter)]
        self.list.show_filters(kept, self.source.filter)

    def _count_words(self, _rows: int) -> str:
        told = tr("{count} trong {total} thôn · dấu ! ở cột Người là Tổ có điều cần xem")
        return told.format(count=self.source.villages_shown(), total=len(self.source.of(ALL)))

    def _search(self, text: str) -> None:
        self.source.search(text)
        self.list.rows_changed()

    def _narrow(self, key: str) -> None:
        self.source.narrow_to(key)
        self.list.rows_changed()

    def _open(self, line: Line) -> None:
        if line.village:
            self.show_village(line.village.id)

    def begin_restructuring(self, village_id: str = "") -> None:
        """Ask what a decision about villages says; about a village when it is known."""
        self.restructure.begin(village_id)
        self.show_page(self.restructure)

    def show_village(self, village_id: str) -> None:
        """Show a village's page, for the period that is chosen."""
        self.village.show_village(village_id, self.period.period_id)
        self.show_page(self.village)
