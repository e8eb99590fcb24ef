"""Các thôn: how every village stands, whom to call now; one village's page behind each row."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.models.overview_commune import CommuneOverview, VillageState, commune_standing
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.commune.listed import HeldRows
from desktop.ui.commune.village_page import VillagePage
from desktop.ui.commune.wording import bundle_words, part_words, report_chip
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_2, Tone

_MOST_NAMES = 6


class VillagesRoom(Page):
    """The board of villages, and the page of the one that was opened."""

    def __init__(self, desk: Desk, open_room: Callable[[str], None]) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Các thôn"))
        self.title.setText(self.tr("Các thôn"))
        self._desk, self._open_room = desk, open_room
        self._rows: HeldRows[VillageState] = HeldRows(_columns(self), _ORDERS)
        self._model: RowsModel[VillageState] = RowsModel(self._rows)
        self._one: VillagePage | None = None
        self._banners = QVBoxLayout()
        self._banners.setSpacing(SPACE_2)
        self.view = RowsView(self.tr("Các thôn"), dense=True)
        self._foot = words("", "quiet")
        self._pages = QStackedLayout()
        self._pages.addWidget(self._board())
        self.body.addLayout(self._pages, 1)
        self.view.opened.connect(self.show_village)
        desk.changed.connect(self.refresh)
        self.refresh()

    def _board(self) -> QWidget:
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._banners)
        column.addWidget(self.view, 1)
        column.addWidget(self._foot)
        self.view.show_rows(self._model)
        return board

    def refresh(self, _tables: object = None) -> None:
        """Read again how the villages stand."""
        seen = commune_standing(self._desk.store, self._desk.day)
        self._rows.hold(seen.villages)
        self._model.start_afresh()
        self._tell(seen)
        if self._one is not None:
            self._one.refresh()

    def _tell(self, seen: CommuneOverview) -> None:
        totals = seen.totals
        period = totals.period.name if totals.period else ""
        if self._one is None:
            self.show_subtitle(
                self.tr("Kỳ báo cáo {period}: {reported}/{villages} thôn đã nộp").format(
                    period=period, reported=totals.reported, villages=totals.villages
                )
                if period
                else self.tr("Chưa có kỳ báo cáo nào")
            )
        self._foot.setText(
            self.tr(
                "Cả xã: {surveyed} hộ đã khảo sát, {sessions} buổi và {visits} lượt tháng này, {members} thành viên."
            ).format(
                surveyed=part_words(totals.surveyed, totals.households),
                sessions=format_count(totals.sessions),
                visits=format_count(totals.visits),
                members=format_count(totals.members),
            )
        )
        while self._banners.count():
            item = self._banners.takeAt(0)
            if (old := item.widget() if item else None) is not None:
                old.deleteLater()
        for banner in self._urgent(seen):
            self._banners.addWidget(banner)

    def _urgent(self, seen: CommuneOverview) -> list[Banner]:
        """What cannot wait: late villages, undecided values, bundles with a gap."""
        found = []
        late = [village.name for village in seen.villages if village.report_overdue]
        if late:
            names = ", ".join(late[:_MOST_NAMES]) + (self.tr(" và thôn khác") if len(late) > _MOST_NAMES else "")
            message = self.tr("{count} thôn quá hạn nộp báo cáo: {names}.").format(count=len(late), names=names)
            found.append(
                Banner(Tone.WARN, message, self.tr("Hãy gọi cho trưởng thôn; mở một dòng để xem số điện thoại."))
            )
        if seen.totals.conflicts:
            message = self.tr("{count} chỗ xã và thôn ghi khác nhau.").format(count=seen.totals.conflicts)
            act = Act(self.tr("Xem chỗ khác nhau"), lambda: self._open_room("conflicts"))
            found.append(Banner(Tone.INFO, message, self.tr("Cả hai giá trị đều được giữ cho đến khi chọn."), act))
        if seen.totals.held_bundles:
            message = self.tr("{count} gói đang giữ lại vì thiếu gói trước.").format(count=seen.totals.held_bundles)
            act = Act(self.tr("Xem gói còn thiếu"), lambda: self._open_room("inbox"))
            found.append(Banner(Tone.WARN, message, self.tr("Hãy xin thôn nộp lại phần còn thiếu."), act))
        return found

    def show_village(self, village: VillageState) -> None:
        """Open one village's page."""
        self._one = VillagePage(self._desk, village.id, self.show_board)
        self._pages.addWidget(self._one)
        self._pages.setCurrentWidget(self._one)
        self.title.setText(self.tr("Thôn {name}").format(name=village.name))
        self.show_subtitle(self.tr("Mã {code}").format(code=village.code))
        self._one.setFocus()

    def show_board(self) -> None:
        """Go back to all villages."""
        if self._one is not None:
            self._pages.setCurrentIndex(0)
            self._pages.removeWidget(self._one)
            self._one.deleteLater()
            self._one = None
        self.title.setText(self.tr("Các thôn"))
        self.refresh()
        self.view.setFocus()


def _columns(room: VillagesRoom) -> list[Column[VillageState]]:
    tr = room.tr
    return [
        Column(tr("Thôn"), lambda row: row.name, 150, "name", strong=True),
        Column(tr("Báo cáo kỳ này"), lambda row: report_chip(row).words, 170, "report", state=report_chip),
        Column(tr("Gói gần nhất"), bundle_words, 170, "bundle"),
        Column(
            tr("Hộ đã khảo sát"), lambda row: part_words(row.surveyed, row.households), 120, "surveyed", number=True
        ),
        Column(tr("Buổi"), lambda row: format_count(row.sessions), 70, "sessions", number=True),
        Column(tr("Lượt"), lambda row: format_count(row.visits), 70, "visits", number=True),
        Column(tr("Thành viên"), lambda row: format_count(row.members), 100, "members", number=True, spare=1),
        Column(tr("Điều cần xem"), lambda row: format_count(row.findings), 110, "findings", number=True, spare=2),
        Column(tr("Chỗ khác nhau"), lambda row: format_count(row.conflicts), 120, "conflicts", number=True, spare=1),
    ]


_ORDERS: dict[str, Callable[[VillageState], object]] = {
    "name": lambda row: row.code,
    "report": lambda row: (not row.report_overdue, row.report_state),
    "bundle": lambda row: row.days_old,
    "surveyed": lambda row: (row.surveyed or 0) / row.households if row.households else None,
    "sessions": lambda row: row.sessions,
    "visits": lambda row: row.visits,
    "members": lambda row: row.members,
    "findings": lambda row: row.findings,
    "conflicts": lambda row: row.conflicts,
}
