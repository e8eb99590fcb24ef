"""Hẹn hỗ trợ lại: whom help was promised again, since when; done by one key, or by recording the session."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.models.session_queries import FollowUp, open_follow_ups
from desktop.models.sessions import SessionLine
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.list_page import ListPage
from desktop.ui.parts.banner import Banner, replace_banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.rows import Column
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import Tone
from desktop.ui.village.listed import Listed

_TABLES = frozenset({"session", "session_line", "attendance", "household", "service"})
_MOST_NAMES = 2


class FollowUpsPage(ListPage):
    """`record` begins the session that gives the help of a promise."""

    def __init__(self, desk: Desk, record: Callable[[FollowUp], None], parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Hẹn hỗ trợ lại"),
            self.tr("Tìm theo tên, việc, nơi - không cần dấu"),
            keys_hint=self.tr("Enter ghi buổi hỗ trợ lại"),
            parent=parent,
        )
        self._desk = desk
        self._banner: Banner | None = None
        self._source = self._make_source()
        self.show_rows(RowsModel(self._source), self._told_count)
        self.searched.connect(self._search)
        self.opened.connect(record)
        done = Act(self.tr("Đã hỗ trợ lại rồi"), self.close_chosen, "check-circle-outline", "Ctrl+D")
        self.done_button = ActButton(done)
        foot = Flow()
        foot.add(self.done_button)
        self.body.addWidget(foot)
        self.show_empty(
            "hand-heart",
            self.tr("Không còn lời hẹn nào"),
            self.tr("Khi ghi buổi hỗ trợ, ô “Hẹn hỗ trợ lại” giữ lời hẹn; lời hẹn hiện ở đây đến khi làm xong."),
        )
        keep_fresh(self, desk, _TABLES, self._read)

    def _make_source(self) -> Listed[FollowUp]:
        columns: list[Column[FollowUp]] = [
            Column(self.tr("Từ ngày"), lambda row: format_input_date(row.held_on), width=120, key="day"),
            Column(self.tr("Cho ai"), self._whom, width=220, strong=True),
            Column(self.tr("Hẹn gì"), lambda row: row.words, width=260),
            Column(self.tr("Dịch vụ"), lambda row: row.service_name, width=220, spare=1),
            Column(self.tr("Nơi"), lambda row: row.place or "-", width=140, spare=2),
        ]
        return Listed(
            columns,
            found_by=lambda row: f"{self._whom(row)} {row.words} {row.service_name} {row.place}",
            filters={"": lambda _row: True},
            sort_keys={"day": lambda row: f"{row.held_on} {row.line}"},
        )

    def _whom(self, row: FollowUp) -> str:
        """The households that the session reached; nobody is named where none was written down."""
        names = [head for _, head in row.households]
        more = len(names) - _MOST_NAMES
        listed = ", ".join(names[:_MOST_NAMES])
        return self.tr("{names} và {more} hộ nữa").format(names=listed, more=more) if more > 0 else listed or "-"

    def _told_count(self, count: int) -> str:
        return self.tr("{count} lời hẹn chưa làm").format(count=format_count(count))

    def _read(self) -> None:
        self._source.take(open_follow_ups(self._desk.store))
        self.rows_changed()
        self.done_button.setEnabled(self._source.total > 0)

    def _search(self, text: str) -> None:
        self._source.search(text)
        self.rows_changed()

    def close_chosen(self) -> None:
        """Write that the chosen promise was kept today."""
        row = self.view.chosen_row()
        if isinstance(row, FollowUp) and attempt(self, lambda: self._set(row.line, done=True)):
            back = Act(self.tr("Chưa làm, lấy lại"), lambda: self._bring_back(row.line), "undo")
            told = self.tr("Đã gạch lời hẹn: {words}").format(words=row.words)
            self._banner = replace_banner(self.body, self._banner, Banner(Tone.GOOD, told, "", back))

    def _set(self, line: str, *, done: bool) -> bool:
        with self._desk.acting() as acts:
            acts.set(SessionLine, line, followed_up_on=self._desk.day if done else None)
        return True

    def _bring_back(self, line: str) -> None:
        attempt(self, lambda: self._set(line, done=False))
        self._banner = replace_banner(self.body, self._banner, None)
