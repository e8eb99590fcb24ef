"""Lịch của Tổ: a week from Monday on, or a month, day by day (R073); from an entry one goes on to record its session.

A week shows every day, also those on which nothing is planned: Enter on such a day plans something there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from desktop import files
from desktop.models import catalogues
from desktop.models.access_log import EXPORTED, log_access
from desktop.models.calendar_list import (
    Planned,
    begin_recording,
    end_recording,
    month_of,
    note_recorded,
    planned_between,
    recorded_since,
    wanted_twice,
    week_of,
)
from desktop.models.setup import own_village
from desktop.reports.catalogue import calendar_file
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.filter_button import filter_button
from desktop.ui.parts.flow import Flow
from desktop.ui.rows import Column
from desktop.ui.states import State
from desktop.ui.tokens import SPACE_2, Tone
from desktop.ui.village.listed import Listed
from desktop.ui.village.session_entry import SessionEntry
from desktop.ui.village.wording import weekday
from desktop.ui.village.work.kept_dialog import KeptDialog
from desktop.ui.village.work.planned_dialog import PlannedDialog
from desktop.ui.village.work.wording import planned_state, tr
from desktop.ui.village.work.work_list import WorkList

WEEK, MONTH = "week", "month"
_AHEAD = timedelta(days=366)  # how far an exported calendar goes


@dataclass(frozen=True)
class CalendarRow:
    """A line: an entry with the names wanted twice, or a day without any."""

    on: date
    entry: Planned | None = None
    twice: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The entry's id, or the day's."""
        return self.entry.id if self.entry else self.on.isoformat()


def choose_file(parent: QWidget, name: str) -> Path | None:
    """Ask where to write the calendar."""
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Lưu lịch thành tệp"), name, tr("Lịch (*.ics)"))
    return Path(chosen) if chosen else None


class CalendarPage(WorkList):
    """`ask_file` asks where to write; `record` goes on to the form of a session with what the entry knows."""

    kinds = ("planned",)
    tables = frozenset({"planned_session", "session", "membership", "person"})

    def __init__(self, desk: Desk, record: Callable[[SessionEntry], None], parent: QWidget | None = None) -> None:
        self._kinds = {code: label.partition(" (")[0] for code, label in catalogues.labels("session_kinds").items()}
        self._record = record
        self._span, self._day = WEEK, desk.day
        self._spans = QButtonGroup()
        self.ask_file: Callable[[QWidget, str], Path | None] = choose_file
        add = Act(self.tr("Đặt lịch"), self.add, "plus", "Ctrl+N")
        super().__init__(desk, self.tr("Lịch của Tổ"), "", add, parent)
        self.view.typed.disconnect(self.search.take)
        self.body.insertWidget(self.body.indexOf(self.search) + 1, self._tools())
        desk.changed.connect(self._link_recorded)

    def _tools(self) -> QWidget:
        tools = Flow(gap=SPACE_2)
        for key, told in self.filters():
            button = filter_button(told, on=key == self._span)
            button.clicked.connect(partial(self.filtered.emit, key))
            self._spans.addButton(button)
            tools.add(button)
        for key, act in (
            ("Alt+Left", Act(self.tr("Trước"), lambda: self.turn(-1), "chevron-left")),
            ("Alt+Right", Act(self.tr("Sau"), lambda: self.turn(1), "chevron-right")),
            ("Alt+Home", Act(self.tr("Hôm nay"), self.go_to_today)),
            ("", Act(self.tr("Đã làm, ghi buổi"), self.record_chosen, "hand-heart", "Ctrl+B")),
            ("Ctrl+E", Act(self.tr("Xuất .ics"), self.export, "tray-arrow-up")),
        ):
            button = ActButton(act)
            if key:  # told at the foot: the row has no room for it
                button.bind_key(key)
            tools.add(button)
        return tools

    def _say_count(self) -> None:
        """There is no search here: a week is seen at once, and a low window needs the room."""
        super()._say_count()
        self.search.hide()

    def go_to_search(self) -> None:
        """Nothing: see `_say_count`."""

    # --- the days ---

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day that are shown."""
        return week_of(self._day) if self._span == WEEK else month_of(self._day)

    def turn(self, step: int) -> None:
        """Go to the week or month before or after."""
        first, last = self.span
        self._day = last + timedelta(days=1) if step > 0 else first - timedelta(days=1)
        self.refresh()

    def go_to_today(self) -> None:
        """Come back to the present week or month."""
        self._day = self._desk.day
        self.refresh()
        self._choose_day(self._desk.day)

    def _narrow(self, key: str) -> None:
        self._span = key
        self.refresh()

    def make_source(self) -> Listed[CalendarRow]:
        """The days."""
        columns: list[Column[CalendarRow]] = [
            Column(self.tr("Ngày"), self._day_words, width=140, strong=True),
            Column(self.tr("Giờ"), lambda row: row.entry.hours or "-" if row.entry else "", width=118),
            Column(self.tr("Việc"), self._kind_words, width=132),
            Column(self.tr("Nơi"), lambda row: row.entry.place or "-" if row.entry else "", width=160, spare=1),
            Column(self.tr("Ai làm"), lambda row: row.entry.who or "-" if row.entry else "", width=210, spare=2),
            Column(self.tr("Tình trạng"), self._state_words, width=136, state=self._state),
        ]
        return Listed(columns, found_by=self._found_by, filters={WEEK: lambda _row: True}, sort_keys={})

    def _found_by(self, row: CalendarRow) -> str:
        entry = row.entry
        told = f"{entry.place} {entry.who} {entry.content} {self._kinds.get(entry.kind, '')}" if entry else ""
        return f"{told} {self._day_words(row)}"

    def _day_words(self, row: CalendarRow) -> str:
        return f"{weekday(row.on)} {row.on.day:02}/{row.on.month:02}"

    def _kind_words(self, row: CalendarRow) -> str:
        return self._kinds.get(row.entry.kind, row.entry.kind) if row.entry else self.tr("(chưa có lịch)")

    def _state_words(self, row: CalendarRow) -> str:
        state = self._state(row)
        return state.words if state else ""

    def _state(self, row: CalendarRow) -> State | None:
        if row.entry is None:
            return None
        return planned_state(row.entry, self._desk.day, twice=bool(row.twice))

    def read_rows(self) -> Sequence[CalendarRow]:
        """The entries of the span; in a week, days without any as well."""
        first, last = self.span
        entries = planned_between(self._desk.store, first, last, self.village_id)
        twice = wanted_twice(entries)
        rows = [CalendarRow(entry.held_on, entry, tuple(twice.get(entry.id, ()))) for entry in entries]
        if self._span == WEEK:
            used = {row.on for row in rows}
            days = (first + timedelta(days=passed) for passed in range(7))
            rows += [CalendarRow(day) for day in days if day not in used]
        elif not rows:
            rows = [CalendarRow(self._desk.day if first <= self._desk.day <= last else first)]
        return sorted(rows, key=lambda row: row.on)

    def filters(self) -> Sequence[tuple[str, str]]:
        """A week or a month at a time."""
        return [(WEEK, self.tr("Theo tuần")), (MONTH, self.tr("Theo tháng"))]

    def refresh(self) -> None:
        """Read the span again and keep the chosen line."""
        chosen = self.view.chosen_row()
        self.source.take(self.read_rows())
        self.rows_changed()
        self.show_subtitle(self.subtitle_words())
        if isinstance(chosen, CalendarRow):
            self.choose(chosen.id)
        else:
            self._choose_day(self._desk.day)
        if self.banner is None:
            self.offer_typed()

    def subtitle_words(self) -> str:
        """Which days are shown, and how to begin where nothing is planned."""
        first, last = self.span
        days = f"{first.day:02}/{first.month:02} - {format_input_date(last)}"
        title = self.tr("Tuần {days}") if self._span == WEEK else self.tr("Tháng {days}")
        empty = all(row.entry is None for row in self.source.rows(0, self.source.count()))
        hint = self.tr("Chưa có lịch nào. Chọn một ngày rồi Enter để đặt lịch.") if empty else ""
        return ". ".join(part for part in (title.format(days=days), hint) if part)

    def count_words(self, _count: int) -> str:
        """How many entries are shown."""
        entries = sum(row.entry is not None for row in self.source.rows(0, self.source.count()))
        return self.tr("{count} buổi · Alt+← Alt+→ lật trang, Ctrl+E xuất tệp").format(count=format_count(entries))

    def _choose_day(self, day: date) -> None:
        row = next((row for row in self.source.rows(0, self.source.count()) if row.on == day), None)
        if row:
            self.choose(row.id)

    # --- acts ---

    def dialog(self, row: CalendarRow | None) -> KeptDialog:
        """An entry; of a day without any, or without a line, a new one."""
        chosen = row or self.view.chosen_row()
        on = chosen.on if isinstance(chosen, CalendarRow) and chosen.on >= self._desk.day else self._desk.day
        return PlannedDialog(self._desk, row.entry if row else None, on, self.window())

    def saved_words(self) -> str:
        """What is said once an entry was written."""
        return self.tr("Đã lưu vào lịch.")

    def record_chosen(self) -> None:
        """Go on to record the session of the chosen entry; day, kind, place and helpers are filled in."""
        row = self.view.chosen_row()
        entry = row.entry if isinstance(row, CalendarRow) else None
        if entry is None or not entry.is_open or entry.held_on > self._desk.day:
            told = self.tr("Hãy chọn một buổi đã đến ngày và chưa ghi trong lịch.")
            self.say(Banner(Tone.INFO, told))
            return
        begin_recording(self._desk.store, entry.id)
        self._record(SessionEntry(entry.held_on, entry.kind, entry.place, helpers=entry.helpers))

    def _link_recorded(self, tables: frozenset[str]) -> None:
        """A session that was recorded from here belongs to its entry."""
        pairs = recorded_since(self._desk.store) if "session" in tables else []
        written = bool(pairs) and attempt(self, lambda: self._note_recorded(pairs)) is not None
        if written:
            for planned, _session in pairs:
                end_recording(self._desk.store, planned)

    def _note_recorded(self, pairs: Sequence[tuple[str, str]]) -> bool:
        with self._desk.acting() as acts:
            note_recorded(acts, pairs)
        return True

    def export(self) -> None:
        """Write the span that is shown and a year ahead as a file for telephones and other calendars."""
        path = self.ask_file(self, self.tr("lich-to.ics"))
        if path is None:
            return
        store, village = self._desk.store, own_village(self._desk.store)
        entries = planned_between(store, self.span[0], self._desk.day + _AHEAD, self.village_id)
        team = self.tr("Lịch của Tổ thôn {name}").format(name=village.name if village else "")
        data = calendar_file(team, entries, store.clock.now())

        def write() -> bool:
            files.write_checked(path, data)
            log_access(store, "calendar", EXPORTED, records=len(entries))
            return True

        if attempt(self, write):
            told = self.tr("Đã ghi {count} buổi vào {name}.").format(count=len(entries), name=path.name)
            self.say(Banner(Tone.GOOD, told, self.tr("Gửi tệp qua Zalo, mở trên điện thoại để thêm vào lịch.")))
