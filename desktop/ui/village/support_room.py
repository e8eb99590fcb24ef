"""Hỗ trợ: the sessions that were recorded, and the form for a new one in their place."""

from PySide6.QtWidgets import QWidget

from desktop.models import catalogues
from desktop.models import village_queries as queries
from desktop.models.sessions import Session
from desktop.models.village_queries import SessionRow
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.list_page import Filter, ListPage
from desktop.ui.parts.banner import Banner, replace_banner
from desktop.ui.parts.page_stack import PageStack
from desktop.ui.rows import Column
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import Tone
from desktop.ui.village.listed import Listed
from desktop.ui.village.session_entry import SessionEntry, read_session
from desktop.ui.village.session_page import SessionPage

_TABLES = frozenset({"session", "session_line", "attendance", "service"})
_ALL, _MONTH, _HOMES, _AGAIN = "all", "month", "homes", "again"


class SupportRoom(PageStack):
    """The list first; the form takes its place and keeps what is typed when one goes back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Hỗ trợ"), parent)
        self._desk = desk
        self._kinds = {code: label.partition(" (")[0] for code, label in catalogues.labels("session_kinds").items()}
        self._source = self._make_source()
        self._banner: Banner | None = None
        self.list = self._make_list()
        self.form = SessionPage(desk)
        self.put(self.list)
        self.put(self.form)
        self.form.saved.connect(self._tell_saved)
        self.form.deleted.connect(self._tell_deleted)
        self.form.left.connect(lambda: self.show_page(self.list))
        keep_fresh(self, desk, _TABLES, self._read)

    # --- the list ---

    def _make_source(self) -> Listed[SessionRow]:
        columns: list[Column[SessionRow]] = [
            Column(self.tr("Ngày"), lambda row: format_input_date(row.held_on), width=120, key="day"),
            Column(self.tr("Hình thức"), lambda row: self._kinds[row.kind], width=172, key="kind"),
            Column(self.tr("Nơi"), lambda row: row.place or "-", width=150, spare=2, key="place"),
            Column(self.tr("Đã hỗ trợ"), lambda row: row.services or "-", width=300, strong=True),
            Column(self.tr("Lượt"), lambda row: format_count(row.visits), width=66, number=True),
            Column(self.tr("Lần đầu"), lambda row: format_count(row.new_people), width=84, number=True, spare=1),
            Column(self.tr("Hộ"), lambda row: format_count(row.households or None), width=60, number=True, spare=3),
        ]
        return Listed(
            columns,
            found_by=lambda row: f"{row.services} {row.place} {self._kinds[row.kind]} {format_input_date(row.held_on)}",
            filters={
                _ALL: lambda _row: True,
                _MONTH: self._is_of_this_month,
                _HOMES: lambda row: row.kind == "DN",
                _AGAIN: lambda row: row.follow_ups > 0,
            },
            sort_keys={
                "day": lambda row: f"{row.held_on} {row.id}",
                "kind": lambda row: self._kinds[row.kind],
                "place": lambda row: row.place,
            },
        )

    def _is_of_this_month(self, row: SessionRow) -> bool:
        return (row.held_on.year, row.held_on.month) == (self._desk.day.year, self._desk.day.month)

    def _make_list(self) -> ListPage:
        record = Act(self.tr("Ghi buổi hỗ trợ"), self.record, "hand-heart", "F2", key_is_elsewhere=True)
        page = ListPage(
            self.tr("Hỗ trợ"),
            self.tr("Tìm theo dịch vụ, nơi, ngày - không cần dấu"),
            act=record,
            keys_hint=self.tr("Enter xem, sửa hoặc xóa buổi"),
        )
        page.show_rows(RowsModel(self._source), self._count_words)
        page.searched.connect(self._search)
        page.filtered.connect(self._narrow)
        page.opened.connect(self._open)
        page.show_empty(
            "hand-heart",
            self.tr("Chưa ghi buổi hỗ trợ nào"),
            self.tr("Mỗi lần Tổ hướng dẫn bà con, ghi lại ở đây: ngày, nơi, dịch vụ và số lượt."),
            Act(self.tr("Ghi buổi đầu tiên"), self.record, "hand-heart"),
        )
        return page

    def _count_words(self, count: int) -> str:
        total = format_count(self._source.total)
        return self.tr("{count} trong {total} buổi").format(count=format_count(count), total=total)

    def _read(self) -> None:
        self._source.take(queries.sessions_listed(self._desk.store))
        self._show_filters()
        self.list.rows_changed()

    def _show_filters(self) -> None:
        count = self._source.count_of
        filters = [
            Filter(_ALL, self.tr("Tất cả"), self._source.total),
            Filter(_MONTH, self.tr("Tháng này"), count(_MONTH)),
            Filter(_HOMES, self.tr("Đến nhà"), count(_HOMES)),
            Filter(_AGAIN, self.tr("Có hẹn hỗ trợ lại"), count(_AGAIN)),
        ]
        self.list.show_filters(filters, self._source.filter)

    def _search(self, text: str) -> None:
        self._source.search(text)
        self.list.rows_changed()

    def _narrow(self, key: str) -> None:
        self._source.narrow_to(key)
        self.list.rows_changed()

    # --- the form ---

    def record(self) -> None:
        """Go to the form of a session; what was being typed there still stands."""
        self._say(None)
        self.form.prepare_new()
        self.show_page(self.form)

    def record_with(self, entry: SessionEntry) -> None:
        """Go to the form with some of it filled in, as the calendar does."""
        if self.form.open_entry(entry):
            self._say(None)
            self.show_page(self.form)

    def _open(self, row: SessionRow) -> None:
        self.show_session(row.id)

    def show_session(self, session_id: str) -> None:
        """Show a session that was recorded, to be read or changed."""
        entry = read_session(self._desk.store, session_id)
        if entry and self.form.open_entry(entry):
            self._say(None)
            self.show_page(self.form)

    def _tell_saved(self, session: str) -> None:
        row = next((row for row in queries.sessions_listed(self._desk.store) if row.id == session), None)
        if row:
            told = self.tr("Đã lưu buổi ngày {day}: {visits} lượt.")
            message = told.format(day=format_input_date(row.held_on), visits=format_count(row.visits))
            again = Act(self.tr("Ghi buổi nữa"), self.record)
            self._say(Banner(Tone.GOOD, message, row.services, again))
        self.show_page(self.list)

    def _tell_deleted(self, session: str) -> None:
        back = Act(self.tr("Lấy lại buổi này"), lambda: self._bring_back(session), "undo")
        self._say(Banner(Tone.WARN, self.tr("Đã xóa một buổi hỗ trợ."), "", back))
        self.show_page(self.list)

    def _bring_back(self, session: str) -> None:
        def undelete() -> None:
            with self._desk.acting() as acts:
                acts.set(Session, session, deleted=False)

        attempt(self, undelete)
        self._say(None)

    def _say(self, banner: Banner | None) -> None:
        self._banner = replace_banner(self.list.body, self._banner, banner)
