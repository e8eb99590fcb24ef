"""Recording a support session: by keyboard alone, in one act, with nothing lost on the way."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop.models.session_queries import FollowUp, count_follow_ups, open_follow_ups
from desktop.models.sessions import Session, SessionLine
from desktop.text import fold, format_count
from desktop.ui.desk import Desk
from desktop.ui.parts.pick_field import Option
from desktop.ui.parts.todo_row import TodoRow
from desktop.ui.photo_scaling import scale_image
from desktop.ui.village.follow_ups_page import FollowUpsPage
from desktop.ui.village.household_ticks import HouseholdTicks
from desktop.ui.village.service_finding import services_found
from desktop.ui.village.support_room import SupportRoom
from desktop.ui.window import DeskWindow
from tests.ui.village.acting import CTRL, count, focused, press, press_on, type_in
from tests.ui.village.session_strokes import SESSIONS

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
    form._take_kind()
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


def test_usual_sessions_take_no_more_keys_than_the_plan_allows(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    for script in SESSIONS:
        before = count(desk, "session")
        keys = script.run(window)
        assert count(desk, "session") == before + 1, script.name
        assert keys <= script.most, (script.name, keys)
    kinds = [kind for (kind,) in desk.store.rows("SELECT kind FROM session ORDER BY rowid DESC LIMIT 7")]
    assert kinds == ["LT", "DN", "DC", "DC", "DC", "DC", "DC"]
    told = "SELECT visits, new_people FROM session_line WHERE service_code = 'TT01' ORDER BY rowid DESC LIMIT 1"
    assert desk.store.rows(told) == [(0, 0)], "who listens is no visit"


def test_the_services_given_most_come_first_and_the_best_match_before_them():
    options = [Option("AT01", "AT01 Nhận biết lừa đảo trực tuyến"), Option("CQ03", "CQ03 Nộp hồ sơ trực tuyến")]
    assert [one.key for one in services_found(options, "truc tuyen")] == ["AT01", "CQ03"]
    assert [one.key for one in services_found(options, "no")] == ["CQ03"]
    assert [one.key for one in services_found(options, "cq")] == ["CQ03"]
    assert [one.key for one in services_found(options, "ldtt")] == ["AT01"], "the first letters of its words"


def test_each_kind_shows_what_it_needs(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    press_on(window, Qt.Key.Key_F2)
    form = _room(window).form
    shown = {}
    for kind in ("HN", "LT", "DN", "DC", "LL"):
        form.kind.show_code(kind)
        form._take_kind()
        heard, homes = form.occasion._heard.isVisible(), form.homes.field.isVisible()
        shown[kind] = (heard, homes, form.homes.isVisible(), form.lines.rows[0].visits.isVisible())
    assert shown == {
        "HN": (True, False, True, False),
        "LT": (True, False, False, False),
        "DN": (False, True, True, True),
        "DC": (False, False, True, True),
        "LL": (True, False, True, True),
    }


def test_a_visit_names_households_or_says_why_not(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    press_on(window, Qt.Key.Key_F2)
    form = _room(window).form
    form.kind.show_code("DN")
    form._take_kind()
    form.lines.rows[0].service.setText("CQ01")
    form.lines.rows[0].visits.setText("1")
    before = count(desk, "session")
    form.save()
    assert count(desk, "session") == before
    assert "lý do không ghi hộ" in form.form.fields["households"].problem
    form.homes.reason.setText("Chủ hộ không muốn ghi tên")
    form.save()
    assert count(desk, "session", "note = 'Chủ hộ không muốn ghi tên'") == 1


def test_a_meeting_tells_its_audience_and_may_count_visits(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    press_on(window, Qt.Key.Key_F2)
    form = _room(window).form
    form.kind.show_code("HN")
    form._take_kind()
    form.audience.setText("")
    form.lines.rows[0].service.setText("TT01")
    form.save()
    assert "Không đếm được thì ghi ước chừng" in form.form.fields["audience"].problem
    form.audience.setText("42")
    form.occasion.guided.setChecked(True)
    assert form.lines.rows[0].visits.isVisible()
    form.lines.rows[0].visits.setText("6")
    form.save()
    session = desk.store.value("SELECT id FROM session WHERE audience = 42 AND kind = 'HN'")
    assert desk.store.rows("SELECT visits, new_people FROM session_line WHERE session_id = ?", [session]) == [(6, None)]


def test_partner_brings_its_sector_and_need_is_kept(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    for typed in ("Bưu điện xã", ""):
        press_on(window, Qt.Key.Key_F2)
        form = _room(window).form
        form.lines.rows[0].service.setText("CQ03")
        form.lines.rows[0].visits.setText("2")
        form.more.need.setText("Muốn nhận lương hưu qua tài khoản")
        if typed:
            form.more.partner.setText(typed)
            form.more.sector.show_code("buu_chinh")
        else:
            form.more.partner.setFocus()
            type_in("buu dien")
            press(Qt.Key.Key_Down)
            press(Qt.Key.Key_Return)
            form.more.partner.settle()
            form.more._bring_sector("Bưu điện xã")
            form.more.partner.setText("Bưu điện xã")
        form.kind.show_code("DC")
        form.save()
    assert count(desk, "session", "partner = 'Bưu điện xã' AND partner_sector = 'buu_chinh'") == 2
    assert count(desk, "session", "need = 'Muốn nhận lương hưu qua tài khoản'") == 2


def test_many_households_are_ticked_by_hamlet(desk_and_window: DeskAndWindow, answering):
    desk, window = desk_and_window
    press_on(window, Qt.Key.Key_F2)
    form = _room(window).form
    form.kind.show_code("DN")
    form._take_kind()
    hamlet = desk.store.value("SELECT hamlet FROM household WHERE NOT deleted AND hamlet IS NOT NULL ORDER BY code")
    living = f"status IN ('dang_cu_tru', 'tam_vang') AND hamlet = '{hamlet}'"

    def fill(dialog: HouseholdTicks) -> None:
        dialog._show_hamlet(hamlet)
        press_on(dialog, Qt.Key.Key_A, CTRL)
        press_on(dialog, Qt.Key.Key_S, CTRL)

    answering(HouseholdTicks, fill)
    form.households.setFocus()
    press(Qt.Key.Key_T, CTRL)
    assert len(form.households.ids()) == count(desk, "household", living)


def test_help_promised_again_is_a_to_do_until_it_is_done(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    before = count_follow_ups(desk.store)
    session = desk.store.value("SELECT session_id FROM attendance WHERE NOT deleted ORDER BY id")
    with desk.acting() as acts:
        for word in ("Hẹn nộp lại hồ sơ", "Hẹn mở tài khoản"):
            acts.add(
                SessionLine, village_id=desk.store.setting("village"), session_id=session, service_code="CQ03",
                beneficiary="nguoi_dan", visits=1, follow_up=word,
            )  # fmt: skip
    assert count_follow_ups(desk.store) == before + 2
    window.open_room("follow_ups")
    page = window.page("follow_ups")
    assert isinstance(page, FollowUpsPage)
    page.search.setText("hen nop lai")
    page.searched.emit("hen nop lai")
    row = page.view.chosen_row()
    assert isinstance(row, FollowUp)
    assert row.households
    page.close_chosen()
    assert count_follow_ups(desk.store) == before + 1
    (promised,) = [one for one in open_follow_ups(desk.store) if one.words == "Hẹn mở tài khoản"]
    page.opened.emit(promised)
    form = _room(window).form
    assert "Hẹn mở tài khoản" in form.subtitle.text()
    assert set(form.households.ids()) == {record for record, _ in promised.households}
    type_in("2")
    press(Qt.Key.Key_S, CTRL)
    assert count_follow_ups(desk.store) == before
    assert count(desk, "session_line", f"followed_up_on = '{desk.day}'") == 2


def test_today_counts_the_promises(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    with desk.acting() as acts:
        session = desk.store.value("SELECT id FROM session WHERE NOT deleted")
        acts.add(
            SessionLine, village_id=desk.store.setting("village"), session_id=session, service_code="CQ03",
            beneficiary="nguoi_dan", visits=1, follow_up="Hẹn lại",
        )  # fmt: skip
    window.open_room("today")
    told = [row.accessibleName() for row in window.findChildren(TodoRow)]
    assert any("Hẹn hỗ trợ lại" in name for name in told), told


def test_as_on_this_day_of_the_week(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    with desk.acting() as acts:
        for weeks in (1, 2):
            acts.add(
                Session, village_id=desk.store.setting("village"), kind="CH", place="Chợ phiên",
                held_on=desk.day - timedelta(weeks=weeks),
            )  # fmt: skip
    press_on(window, Qt.Key.Key_F2)
    press(Qt.Key.Key_F7)
    form = _room(window).form
    assert (form.kind.code(), form.place.text()) == ("CH", "Chợ phiên")


def test_households_and_pictures_of_a_half_typed_session_survive_a_crash(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    press_on(window, Qt.Key.Key_F2)
    form = _room(window).form
    form.kind.show_code("DN")
    form._take_kind()
    household = desk.store.value("SELECT id FROM household WHERE NOT deleted ORDER BY code")
    form.households.show_households([Option(household, "Hộ thử")])
    form.photos._take([scale_image(QImage(8, 8, QImage.Format.Format_RGB32))])
    form.more.need.setText("Muốn học bán hàng")
    form.keep()
    again = SupportRoom(desk)  # what stands after the crash; nothing of the first form was closed
    assert again.form.households.ids() == (household,)
    assert len(again.form.photos.added()) == 1
    assert again.form.more.need.text() == "Muốn học bán hàng"
    again.deleteLater()


def test_the_list_is_narrowed_searched_and_summed(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    window.open_room("support")
    room = _room(window)
    helper = desk.store.value(
        "SELECT p.full_name FROM session s, json_each(s.helpers) j JOIN membership m ON m.id = j.value"
        " JOIN person p ON p.id = m.person_id WHERE NOT s.deleted"
    )
    room.list.searched.emit(fold(helper))
    assert 0 < room._source.count() <= room._source.total
    room.list.searched.emit("")
    room.list.filtered.emit("CQ")
    assert all(any(code.startswith("CQ") for code in row.codes) for row in room._source.rows(0, 99))
    visits = desk.store.value(
        "SELECT sum(l.visits) FROM session_line l JOIN session s ON s.id = l.session_id"
        " WHERE NOT l.deleted AND NOT s.deleted"
    )
    room.list.filtered.emit("all")
    assert f"cộng {format_count(visits)} lượt" in room.list._foot.text()
