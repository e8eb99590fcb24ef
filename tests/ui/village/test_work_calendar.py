"""Sáng kiến and Lịch của Tổ by keyboard: planning, warning, recording what was held, the file, the first screen."""

from datetime import timedelta
from pathlib import Path

import icalendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.models.access_log import EXPORTED, access_lines
from desktop.models.calendar_list import planned_between, week_of
from desktop.models.initiative_list import initiatives
from desktop.models.village_queries import guides_on
from desktop.models.work import Initiative, Opinion, PlannedSession, Task
from desktop.ui.desk import Desk
from desktop.ui.parts.todo_row import TodoRow
from desktop.ui.village.support_room import SupportRoom
from desktop.ui.village.work.calendar_page import MONTH, CalendarPage
from desktop.ui.village.work.initiative_dialog import InitiativeDialog
from desktop.ui.village.work.planned_dialog import PlannedDialog
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.acting import CTRL, NO, count, press, press_on, type_in
from tests.ui.village.conftest import Answering
from tests.ui.village.test_work import clear, page_of
from tests.ui.village.work_screens import filled_calendar, filled_initiatives, filled_opinions, filled_tasks

DeskAndWindow = tuple[Desk, DeskWindow]


def calendar_of(desk: Desk, window: DeskWindow) -> CalendarPage:
    """The empty calendar."""
    clear(desk, PlannedSession)
    page = page_of(window, "calendar")
    assert isinstance(page, CalendarPage)
    return page


def said(page: CalendarPage) -> str:
    assert page.banner is not None
    return page.banner.accessibleName()


def test_a_good_way_is_written_down_by_keyboard(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    clear(desk, Initiative)
    page = page_of(window, "initiatives")

    def write(dialog: InitiativeDialog) -> None:
        type_in("Lop buoi toi")
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Space)  # the first member
        press(Qt.Key.Key_S, CTRL)

    answering(InitiativeDialog, write)
    press_on(page, Qt.Key.Key_N, CTRL)
    (row,) = initiatives(desk.store)
    told = (row.name, row.author_ids, row.begun_on, row.proposed)
    assert told == ("Lop buoi toi", (guides_on(desk.store, desk.day)[0].id,), desk.day, False)


def test_good_ways_are_counted_by_year(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    clear(desk, Initiative)
    filled_initiatives(desk)
    assert page_of(window, "initiatives").subtitle.text() == "Năm 2025: 2 sáng kiến"


def test_an_empty_week_shows_its_seven_days_and_enter_plans_on_one(
    desk_and_window: DeskAndWindow, answering: Answering
) -> None:
    desk, window = desk_and_window
    page = calendar_of(desk, window)
    monday, sunday = week_of(desk.day)
    rows = page.source.rows(0, 99)
    assert [row.on for row in rows] == [monday + timedelta(days=passed) for passed in range(7)]
    assert "Enter để đặt lịch" in page.subtitle.text()

    def plan(dialog: PlannedDialog) -> None:
        press(Qt.Key.Key_3)
        dialog.begins_at.setFocus()
        type_in("19h30")
        press(Qt.Key.Key_S, CTRL)

    answering(PlannedDialog, plan)
    page.choose(sunday.isoformat())
    press_on(page.view, Qt.Key.Key_Return)
    (entry,) = planned_between(desk.store, monday, sunday)
    assert (entry.held_on, entry.begins_at, entry.ends_at) == (sunday, "19:30", "")
    assert "Enter để đặt lịch" not in page.subtitle.text()


def test_weeks_and_months_are_turned_by_keyboard(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    page = calendar_of(desk, window)
    first, last = page.span
    press_on(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.span == (last + timedelta(days=1), last + timedelta(days=7))
    press_on(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    press_on(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.span[1] == first - timedelta(days=1)
    press_on(page, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert page.view.chosen_row().on == desk.day  # type: ignore[attr-defined]
    page.filtered.emit(MONTH)
    assert page.span[0].day == 1
    filled_calendar(desk)
    assert all(row.entry for row in page.source.rows(0, 99))


def test_who_is_planned_twice_is_warned_about_and_can_be_saved(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    calendar_of(desk, window)
    filled_calendar(desk)
    guides = guides_on(desk.store, desk.day)
    dialog = PlannedDialog(desk, None, desk.day, window)
    dialog.show()
    dialog.kind.show_code("DN")
    dialog.begins_at.setText("19h")
    assert dialog.warning.isHidden()
    dialog.helpers.show_keys([guides[0].id])
    assert not dialog.warning.isHidden()
    assert guides[0].name in dialog.warning.accessibleName()
    dialog.begins_at.setText("20:00")  # the other ends then
    assert dialog.warning.isHidden()
    dialog.begins_at.setText("25h")
    dialog.try_to_save()
    assert "19:30" in dialog.form.fields["begins_at"].problem
    dialog.begins_at.setText("19h")
    dialog.try_to_save()
    assert count(desk, "planned_session") == 6


def test_what_was_held_is_recorded_from_the_calendar_and_belongs_to_its_entry(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    page = calendar_of(desk, window)
    filled_calendar(desk)
    held = next(row for row in page.source.rows(0, 99) if row.entry and row.entry.kind == "DC")
    page.choose(held.id)
    press_on(page, Qt.Key.Key_B, CTRL)
    assert window.room == "support"
    room = window.page("support")
    assert isinstance(room, SupportRoom)
    entry = room.form.entry()
    assert (entry.held_on, entry.kind, entry.place) == (held.on, "DC", "Nhà văn hóa thôn")
    assert set(entry.helpers) == set(held.entry.helpers)
    line = room.form.lines.rows[0]
    line.service.setText("CQ03")
    line.service.settle()
    line.visits.show_number(4)
    room.form.save()
    settle()
    again = next(one for one in planned_between(desk.store, held.on, held.on) if one.id == held.id)
    assert again.session_id is not None
    assert desk.store.value("SELECT kind FROM session WHERE id = ?", [again.session_id]) == "DC"


def test_only_what_was_to_be_held_by_now_can_be_recorded(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    page = calendar_of(desk, window)
    filled_calendar(desk)
    to_come = next(row for row in page.source.rows(0, 99) if row.entry and row.on > desk.day)
    page.choose(to_come.id)
    page.record_chosen()
    assert window.room == "calendar"
    assert "đã đến ngày" in said(page)


def test_the_calendar_goes_out_as_a_file_and_that_is_logged(desk_and_window: DeskAndWindow, tmp_path: Path) -> None:
    desk, window = desk_and_window
    page = calendar_of(desk, window)
    filled_calendar(desk)
    page.ask_file = lambda _parent, name: tmp_path / name
    press_on(page, Qt.Key.Key_E, CTRL)
    found = icalendar.Calendar.from_ical((tmp_path / "lich-to.ics").read_bytes()).walk("VEVENT")
    assert len(found) == 5
    assert "lich-to.ics" in said(page)
    logged = access_lines(desk.store, 0, 1)[0]
    assert (logged.what, logged.act, logged.records) == ("calendar", EXPORTED, 5)
    page.ask_file = lambda _parent, _name: None
    page.export()  # put off: nothing happens


def test_today_says_what_the_team_s_work_asks_for(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    clear(desk, Task, Opinion, PlannedSession)
    filled_tasks(desk)
    filled_opinions(desk)
    filled_calendar(desk)
    window.open_room("today")
    settle()
    rows = window.page("today").findChildren(TodoRow)
    told = [" ".join(label.text() for label in row.findChildren(QLabel)) for row in rows]
    assert any("Xóm Dưới" in text and "18:00-20:00" in text for text in told)
    assert any("VNeID mức 2" in text for text in told)
    assert any("Lâu nhất đã 21 ngày" in text for text in told)
    late = next(row for row, text in zip(rows, told, strict=True) if "VNeID mức 2" in text)
    late.setFocus()
    press_on(late, Qt.Key.Key_Return, NO)
    assert window.room == "tasks"
