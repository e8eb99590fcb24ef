"""Hỗ trợ: the sessions that were recorded, and the form for a new one in their place."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.models import catalogues
from desktop.models import village_queries as queries
from desktop.models.facts import PeriodFacts
from desktop.models.periods import month_before, month_of
from desktop.models.session_queries import FollowUp, SessionRow, sessions_listed
from desktop.models.sessions import Session
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
from desktop.ui.village.session_entry import LineEntry, SessionEntry, read_session
from desktop.ui.village.session_kinds import HOME_VISIT
from desktop.ui.village.session_page import SessionPage

_TABLES = frozenset({"session", "session_line", "attendance", "service", "photo"})
_ALL, _MONTH, _BEFORE, _YEAR, _HOMES, _TALKS, _AGAIN = "all", "month", "before", "year", "homes", "talks", "again"
_TALK_KINDS = ("HN", "LT", "ZL")
_PILLARS = ("CQ", "KT", "XH", "AT")


class SupportRoom(PageStack):
    """The list first; the form takes its place and keeps what is typed when one goes back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Hỗ trợ"), parent)
        self._desk = desk
        self._kinds = {code: label.partition(" (")[0] for code, label in catalogues.labels("session_kinds").items()}
        self._names: dict[str, str] = {}
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
            Column(self.tr("Lượt"), lambda row: format_count(row.visits), width=66, number=True, key="visits"),
            Column(self.tr("Lần đầu"), lambda row: format_count(row.new_people), width=84, number=True, spare=1),
            Column(self.tr("Hộ"), lambda row: format_count(row.households or None), width=60, number=True, spare=3),
            Column(self.tr("Ảnh"), lambda row: format_count(row.photos or None), width=60, number=True, spare=4),
        ]
        return Listed(
            columns,
            found_by=self._found_by,
            filters={
                _ALL: lambda _row: True,
                _MONTH: lambda row: _within(row, month_of(self._desk.day)),
                _BEFORE: lambda row: _within(row, month_before(self._desk.day)),
                _YEAR: lambda row: row.held_on.year == self._desk.day.year,
                _HOMES: lambda row: row.kind == HOME_VISIT,
                _TALKS: lambda row: row.kind in _TALK_KINDS,
                **{pillar: partial(_is_of, pillar) for pillar in _PILLARS},
                _AGAIN: lambda row: row.follow_ups > 0,
            },
            sort_keys={
                "day": lambda row: f"{row.held_on} {row.id}",
                "kind": lambda row: self._kinds[row.kind],
                "place": lambda row: row.place,
                "visits": lambda row: f"{row.visits or 0:06}",
            },
        )

    def _found_by(self, row: SessionRow) -> str:
        """What a search looks in: services and codes, place, kind, day, partner and who helped."""
        helpers = " ".join(self._names.get(one, "") for one in row.helpers)
        told = (row.services, " ".join(row.codes), row.place, self._kinds[row.kind], row.partner, helpers)
        return f"{' '.join(told)} {format_input_date(row.held_on)}"

    def _make_list(self) -> ListPage:
        record = Act(self.tr("Ghi buổi hỗ trợ"), self.record, "hand-heart", "F2", key_is_elsewhere=True)
        page = ListPage(
            self.tr("Hỗ trợ"),
            self.tr("Tìm theo dịch vụ, nơi, ngày, người hướng dẫn - không cần dấu"),
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
        """How many are shown, with their sums: visits and new people apart; a sum over an unknown is unknown."""
        rows = self._source.rows(0, count)
        told = self.tr("{count} trong {total} buổi · cộng {visits} lượt, {people} người lần đầu")
        return told.format(
            count=format_count(count),
            total=format_count(self._source.total),
            visits=format_count(_sum([row.visits for row in rows])),
            people=format_count(_sum([row.new_people for row in rows])),
        )

    def _read(self) -> None:
        self._names = queries.guide_names(self._desk.store)
        self._source.take(sessions_listed(self._desk.store))
        self._show_filters()
        self.list.rows_changed()

    def _show_filters(self) -> None:
        pillars = catalogues.labels("pillars")
        told = {
            _ALL: self.tr("Tất cả"),
            _MONTH: self.tr("Tháng này"),
            _BEFORE: self.tr("Tháng trước"),
            _YEAR: self.tr("Năm nay"),
            _HOMES: self.tr("Đến nhà"),
            _TALKS: self.tr("Tuyên truyền"),
            **{one: pillars[one] for one in _PILLARS},
            _AGAIN: self.tr("Có hẹn hỗ trợ lại"),
        }
        filters = [Filter(key, text, self._source.count_of(key)) for key, text in told.items()]
        kept = [one for one in filters if one.count or one.key in (_ALL, _MONTH, self._source.filter)]
        self.list.show_filters(kept, self._source.filter)

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

    def record_follow_up(self, promised: FollowUp) -> None:
        """Go to the form of a session that gives the help which was promised, and closes the promise."""
        if not self.form.may_leave_new(self.tr("Bác đang ghi dở một buổi mới. Bỏ buổi đang ghi dở để ghi buổi này?")):
            return
        homes = tuple(record for record, _ in promised.households)
        entry = SessionEntry(
            self._desk.day,
            HOME_VISIT if homes else "DC",
            promised.place,
            lines=(LineEntry(promised.service, "nguoi_dan", None),),
            households=homes,
            closes=(promised.line,),
        )
        day = format_input_date(promised.held_on)
        told = self.tr("Hỗ trợ lại như đã hẹn ngày {day}: {words} Lưu buổi này thì lời hẹn được gạch.")
        self._say(None)
        self.show_page(self.form)
        self.form.begin_follow_up(entry, told.format(day=day, words=_sentence(promised.words)))

    def _open(self, row: SessionRow) -> None:
        self.show_session(row.id)

    def show_session(self, record: str) -> None:
        """Show a session of the store in the form."""
        entry = read_session(self._desk.store, record)
        if entry and self.form.open_entry(entry):
            self._say(None)
            self.show_page(self.form)

    def _tell_saved(self, session: str) -> None:
        row = next((row for row in sessions_listed(self._desk.store) if row.id == session), None)
        if row:
            told = self.tr("Đã lưu buổi ngày {day}: {visits} lượt.")
            if row.kind in _TALK_KINDS and not row.visits:
                told = self.tr("Đã lưu buổi ngày {day}: {heard} người nghe.")
            message = told.format(
                day=format_input_date(row.held_on), visits=format_count(row.visits), heard=format_count(row.audience)
            )
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


def _is_of(pillar: str, row: SessionRow) -> bool:
    return any(code.startswith(pillar) for code in row.codes)


def _within(row: SessionRow, period: PeriodFacts) -> bool:
    return period.first_day <= row.held_on <= period.last_day


def _sentence(words: str) -> str:
    """Words as a sentence of their own."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _sum(values: list[int | None]) -> int | None:
    """The sum of known values; None when one is not known."""
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
