"""Recording a support session: by keyboard alone, in one act, with nothing lost on the way."""

from PySide6.QtCore import Qt

from desktop.models.sessions import Session, SessionLine
from desktop.ui.desk import Desk
from desktop.ui.village.support_room import SupportRoom
from desktop.ui.window import DeskWindow
from tests.ui.village.acting import CTRL, count, focused, press, press_on, type_in

DeskAndWindow = tuple[Desk, DeskWindow]


def _room(window: DeskWindow) -> SupportRoom:
    room = window.page("support")
    assert isinstance(room, SupportRoom)
    return room


def test_a_usual_session_takes_one_service_a_number_and_ctrl_s(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    before = count(desk, "session")
    press_on(window, Qt.Key.Key_F2)
    type_in("cq03")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    type_in("3")
    press(Qt.Key.Key_S, CTRL)
    assert count(desk, "session") == before + 1
    saved = desk.store.first(Session.select().order_by(Session.id.desc()))
    assert saved is not None
    assert (saved.held_on, saved.kind, bool(saved.helpers)) == (desk.day, "DC", True)
    line = desk.store.first(SessionLine.select().where(SessionLine.session_id == saved.id))
    assert line is not None
    assert (line.service_code, line.visits, line.new_people, line.outcome) == ("CQ03", 3, None, None)
    assert _room(window).shown is _room(window).list


def test_a_service_is_found_by_letters_without_marks(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    press_on(window, Qt.Key.Key_F2)
    row = _room(window).form.lines.rows[0]
    type_in("lua dao")
    press(Qt.Key.Key_Return)
    assert row.service.key() == "AT01"
    assert len(_room(window).form.lines.rows) == 2


def test_new_people_more_than_visits_is_told_and_nothing_is_written(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    before = count(desk, "session")
    press_on(window, Qt.Key.Key_F2)
    form = _room(window).form
    row = form.lines.rows[0]
    row.service.setText("CQ03")
    row.service.settle()
    row.visits.setText("2")
    row.new_people.setText("5")
    form.save()
    assert count(desk, "session") == before
    assert "không thể nhiều hơn" in form.lines._problem.text()
    assert row.visits.text() == "2"


def test_an_empty_form_says_what_is_missing(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    press_on(window, Qt.Key.Key_F2)
    form = _room(window).form
    form.held_on.setText("31/12/2025")
    form.save()
    assert "không được sau hôm nay" in form.form.fields["held_on"].problem
    assert form.form.problems.isVisible()


def test_a_half_typed_session_survives_other_rooms_and_a_restart(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    press_on(window, Qt.Key.Key_F2)
    type_in("kt01")
    press(Qt.Key.Key_Return)
    window.open_room("households")
    assert _room(window).form.lines.lines()[0].service == "KT01"
    again = SupportRoom(desk)
    assert again.form.lines.lines()[0].service == "KT01"
    again.deleteLater()


def test_home_visits_name_the_households(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    press_on(window, Qt.Key.Key_F2)
    form = _room(window).form
    form.kind.show_code("DN")
    form._show_households_part()
    form.households.setFocus()
    code = desk.store.value("SELECT code FROM household WHERE NOT deleted ORDER BY code LIMIT 1")
    type_in(code)
    press(Qt.Key.Key_Return)
    assert len(form.households.ids()) == 1
    form.lines.rows[0].service.setText("CQ01")
    form.lines.rows[0].visits.setText("1")
    before = count(desk, "attendance")
    form.save()
    assert count(desk, "attendance") == before + 1


def test_a_session_is_corrected_and_deleted_and_brought_back(desk_and_window: DeskAndWindow, monkeypatch):
    desk, window = desk_and_window
    window.open_room("support")
    room = _room(window)
    row = room.list.view.chosen_row()
    room.list.view.opened.emit(row)
    form = room.form
    assert form.title.text() == "Sửa buổi hỗ trợ"
    form.lines.rows[0].visits.setText("4321")
    form.save()
    assert count(desk, "session_line", "visits = 4321") == 1
    room.list.view.opened.emit(room.list.view.chosen_row())
    before = count(desk, "session")
    monkeypatch.setattr("desktop.ui.village.session_page.ask", lambda *_, **__: True)
    form._ask_to_delete()
    assert count(desk, "session") == before - 1
    assert room._banner is not None
    room._banner.button.click()
    assert count(desk, "session") == before


def test_focus_stands_at_the_first_service(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    press_on(window, Qt.Key.Key_F2)
    assert focused() is _room(window).form.lines.rows[0].service
