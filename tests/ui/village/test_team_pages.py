"""The pages of the room Tổ: history, training, skills by digits, contacts, roles, groups, papers that are logged."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.models.access_log import access_lines
from desktop.models.listing_people import ApplicationRow
from desktop.models.roster_facts import roster_facts
from desktop.models.team_history import roster_on, terms_of
from desktop.models.teams import Person, Team
from desktop.models.training_records import courses, ratings
from desktop.reports.catalogue import roster_paper
from desktop.ui.desk import Desk
from desktop.ui.messages import Message
from desktop.ui.village.team.application_dialog import ApplicationDialog
from desktop.ui.village.team.applications_page import ApplicationsPage
from desktop.ui.village.team.birth_field import DAY, MONTH, YEAR, format_birth, parse_birth
from desktop.ui.village.team.contacts_page import ContactsPage
from desktop.ui.village.team.history_page import HistoryPage
from desktop.ui.village.team.joining_dialogs import DecisionDialog
from desktop.ui.village.team.renewal_dialog import RenewalDialog
from desktop.ui.village.team.roster_page import RosterPage
from desktop.ui.village.team.skills_page import SkillsPage
from desktop.ui.village.team.team_page import LoggedPaper
from desktop.ui.village.team.training_dialog import TrainingDialog
from desktop.ui.village.team.training_page import TrainingPage
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.acting import count, focused, press, press_on, type_in
from tests.ui.village.conftest import Answering

DeskAndWindow = tuple[Desk, DeskWindow]


def _roster(window: DeskWindow) -> tuple[RosterPage, Team]:
    window.open_room("roster")
    page = window.page("roster")
    assert isinstance(page, RosterPage)
    assert page._team is not None
    return page, page._team


def _roles(desk: Desk, team: Team) -> dict[str, str]:
    return {term.name: term.role for term in roster_on(terms_of(desk.store, team.id), desk.day).values()}


# --- skills ---


def test_digits_rate_and_go_on_and_delete_takes_back(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    window.open_room("skills")
    page = window.page("skills")
    assert isinstance(page, SkillsPage)
    people, codes = page.model.people, page.model.codes
    page.grid.setCurrentIndex(page.model.index(2, len(codes) - 1))
    for key in (Qt.Key.Key_3, Qt.Key.Key_1):
        QTest.keyClick(page.grid, key)
    settle()
    known = ratings(desk.store, desk.day)
    assert known[people[2].person_id, codes[-1]].level == 3
    assert known[people[3].person_id, codes[0]].level == 1
    assert (page.grid.currentIndex().row(), page.grid.currentIndex().column()) == (3, 1)
    QTest.keyClick(page.grid, Qt.Key.Key_4)
    page.grid.setCurrentIndex(page.model.index(2, len(codes) - 1))
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    settle()
    assert (people[2].person_id, codes[-1]) not in ratings(desk.store, desk.day)
    assert people[2].name in page._cell.text()


# --- training ---


def test_a_course_is_written_with_who_was_there(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    window.open_room("training")
    page = window.page("training")
    assert isinstance(page, TrainingPage)
    assert page._team is not None
    dialog = TrainingDialog(desk, page._team.village_id, None, page.people, page)
    dialog.try_to_save()
    assert dialog.form.problems.isVisibleTo(dialog)
    dialog.name.setText("Trợ lý ảo cho Tổ")
    dialog.ended_on.show_date(date(2025, 1, 1))
    dialog.try_to_save()
    assert dialog.form.fields["ended_on"].problem
    dialog.ended_on.clear()
    dialog.topics.show_keys(["tro_ly_ao"])
    first = page.people[0].person_id
    dialog.came.show_keys([first])
    dialog.try_to_save()
    assert dialog.result() == 1
    dialog.deleteLater()
    course = courses(desk.store)[0]
    told = (course.name, course.topics, course.came, course.held_on)
    assert told == (
        "Trợ lý ảo cho Tổ", ("tro_ly_ao",), frozenset({first}), desk.day,
    )  # fmt: skip
    assert set(course.attendance.values()) == {True, False}


def test_of_the_commune_s_course_only_who_came_is_written(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    with desk.store.transaction():
        desk.store.execute("UPDATE training SET village_id = NULL")
    window.open_room("training")
    page = window.page("training")
    assert isinstance(page, TrainingPage)
    assert page._team is not None
    (course,) = courses(desk.store)
    dialog = TrainingDialog(desk, page._team.village_id, course, page.people, page)
    assert "name" not in dialog.form.fields
    dialog.came.show_keys([])
    dialog.try_to_save()
    assert dialog.result() == 1
    dialog.deleteLater()
    (after,) = courses(desk.store)
    today = {term.person_id for term in page.people}
    assert {there for person, there in after.attendance.items() if person in today} == {None}
    assert True in after.attendance.values(), "who has left since was there all the same"
    assert (after.name, after.own) == (course.name, False)


# --- history ---


def test_history_shows_a_day_the_changes_and_the_decision(desk_and_window: DeskAndWindow) -> None:
    _desk, window = desk_and_window
    window.open_room("history")
    page = window.page("history")
    assert isinstance(page, HistoryPage)
    page.on.setText("23/7/2025")
    page._read()
    assert page._people.count() == 7
    page.on.setText("hôm kia")
    page._read()
    assert page._on_field.problem
    page.first.setText("22/7/2025")
    page.show_view("changes")
    kinds = [line.kind for line in page._changed.rows(0, 50)]
    assert sorted(kinds) == ["Ra khỏi Tổ", "Vào Tổ", "Vào Tổ"]
    page.show_view("decision")
    assert [line.kind for line in page._decided.rows(0, 50)] == ["Không còn trong Tổ"]


def test_a_renewed_decision_names_those_of_today(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    page, team = _roster(window)
    dialog = RenewalDialog(desk, team, page)
    dialog.number.setText("60/QĐ-UBND")
    dialog.try_to_save()
    assert dialog.result() == 1
    dialog.deleteLater()
    window.open_room("history")
    history = window.page("history")
    assert isinstance(history, HistoryPage)
    history.show_view("decision")
    assert history._decided.count() == 0


# --- applications ---


def test_an_application_is_read_and_decided_from_the_list(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    _desk, window = desk_and_window
    window.open_room("applications")
    page = window.page("applications")
    assert isinstance(page, ApplicationsPage)
    titles: list[str] = []
    answering(ApplicationDialog, lambda dialog: dialog._decide(False))
    answering(DecisionDialog, lambda dialog: titles.append(dialog.windowTitle()))
    row = page.view.chosen_row()
    assert isinstance(row, ApplicationRow)
    assert row.state == "proposed"
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    settle()
    assert titles
    assert titles[0].startswith("Không đồng ý")
    page._narrow("agreed")
    model = page.view.rows_model()
    assert model is not None
    assert model.rowCount() == 3


# --- contacts and papers ---


def _contacts(window: DeskWindow) -> ContactsPage:
    window.open_room("contacts")
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    return page


def test_what_leaves_the_contact_list_is_logged_first(
    desk_and_window: DeskAndWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, window = desk_and_window
    page = _contacts(window)
    press_on(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[1].startswith("Tổ trưởng: ")
    path = tmp_path / "danh-ba.vcf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))
    press_on(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert path.read_bytes().count(b"BEGIN:VCARD") == 8
    assert [(line.act, line.what, line.records) for line in access_lines(desk.store, 0, 2)] == [
        ("exported", "contacts", 8), ("copied", "contacts", 8),
    ]  # fmt: skip


def test_a_file_that_cannot_be_written_is_told(
    desk_and_window: DeskAndWindow, tmp_path: Path, answering: Answering
) -> None:
    _desk, window = desk_and_window
    came = answering(Message, lambda message: message.accept())
    _contacts(window).save_to(tmp_path / "nothing" / "x" / "danh-ba.vcf")
    (tmp_path / "file").write_text("", encoding="utf-8")
    _contacts(window).save_to(tmp_path / "file" / "danh-ba.vcf")
    assert came


def test_who_has_no_number_is_left_out_and_told(desk_and_window: DeskAndWindow, tmp_path: Path) -> None:
    desk, window = desk_and_window
    person = str(desk.store.value("SELECT person_id FROM membership WHERE role = 'TP' LIMIT 1"))
    with desk.acting() as acts:
        acts.set(Person, person, phone=None)
    page = _contacts(window)
    page.save_to(tmp_path / "a.vcf")
    assert (tmp_path / "a.vcf").read_bytes().count(b"BEGIN:VCARD") == 7
    assert "1 người chưa có số" in page._told.text()
    assert "nhắn trong nhóm Zalo" in page._reach(next(one for one in page._listed if not one.phone))


def test_a_paper_is_logged_before_it_is_opened(desk_and_window: DeskAndWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, window = desk_and_window
    page, team = _roster(window)
    facts = roster_facts(desk.store, team, desk.day, desk.day)
    opened: list[int] = []
    monkeypatch.setattr("desktop.ui.paper_dialog.open_pdf", lambda *_given: opened.append(1))
    dialog = LoggedPaper(
        desk, "Danh sách", "ds", lambda: roster_paper(facts), page, what="roster", records=8, about="Bản in"
    )
    for _ in range(400):
        if dialog.paper.pages:
            break
        QTest.qWait(20)
    dialog.print_button.click()
    dialog.deleteLater()
    assert opened == [1]
    (line,) = access_lines(desk.store, 0, 1)
    assert (line.act, line.what, line.records, line.personal) == ("printed", "roster", 8, True)


# --- births ---


def test_births_are_read_as_precisely_as_they_are_known() -> None:
    today = date(2025, 9, 6)
    assert parse_birth("1985", today) == (date(1985, 1, 1), YEAR)
    assert parse_birth("7/1985", today) == (date(1985, 7, 1), MONTH)
    assert parse_birth("13/1985", today) is None
    assert parse_birth("2026", today) is None
    assert parse_birth("85", today) is None
    assert [format_birth(date(1985, 7, 5), how) for how in (DAY, MONTH, YEAR, None)] == [
        "05/07/1985", "07/1985", "1985", "05/07/1985",
    ]  # fmt: skip


# --- by keyboard alone ---


def test_a_course_is_written_down_by_keyboard_alone(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    """Ctrl+5, on to the page by Ctrl+PageDown, Ctrl+N, type, Tab, Space on who came, Ctrl+S."""
    desk, window = desk_and_window
    before = count(desk, "training")
    press_on(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    for _ in range(3):
        press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert window.room == "training"

    def write(dialog: TrainingDialog) -> None:
        dialog.activateWindow()
        settle()
        type_in("Lớp buổi tối")
        for _ in range(8):
            if focused().accessibleName().startswith("Ai đã dự: "):
                break
            press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Space)
        press_on(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    answering(TrainingDialog, write)
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert count(desk, "training") == before + 1
    assert len(courses(desk.store)[0].came) == 1
