"""The interview: consent first, questions that come and go, drafts and final answers, the next household."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.models.duplicate_responses import asked_twice
from desktop.models.households import Consent, Response
from desktop.models.survey_rounds import NOT_YET
from desktop.surveys.engine.plan import plan_of
from desktop.surveys.missing import REFUSED, UNKNOWN
from desktop.ui.desk import Desk
from desktop.ui.interview.form import InterviewForm
from desktop.ui.interview.question_field import QuestionField
from desktop.ui.interview.recovering import half_typed, half_typed_in, kept_aside
from desktop.ui.village.survey_room import SurveyRoom
from desktop.ui.window import DeskWindow
from tests.surveys.test_xform import xform
from tests.ui.interview.forms import line
from tests.ui.screen import settle
from tests.ui.village.acting import CTRL, count, focused, press, press_on, type_in
from tests.ui.village.interview_screens import publish_newer

DeskAndWindow = tuple[Desk, DeskWindow]
_YES = {"gap": "gap_duoc", "dong_y": "ky"}


def _room(window: DeskWindow) -> SurveyRoom:
    room = window.page("survey")
    assert isinstance(room, SurveyRoom)
    return room


def _form(window: DeskWindow) -> InterviewForm:
    form = _room(window).page.interview
    assert form is not None
    return form


def _begin(window: DeskWindow, answers: dict[str, object] | None = None) -> InterviewForm:
    press_on(window, Qt.Key.Key_F3)
    form = _form(window)
    if answers:
        form.show_answers({**form.answers(), **answers}, "")
        form.changed.emit()
    settle()
    return form


def _asked(form: InterviewForm) -> set[str]:
    return {form.filling.question(node).name for node in form.asked()}


def _field(form: InterviewForm, name: str) -> QuestionField:
    node = form.node(name)
    assert node is not None
    return form.field(node)


def test_without_consent_nothing_else_is_asked(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    form = _begin(window)
    assert _asked(form) == {"ngay_ks", "nguoi_ks", "gap"}
    form.show_answers({**form.answers(), "gap": "gap_duoc"}, "")
    assert _asked(form) == {"ngay_ks", "nguoi_ks", "gap", "dong_y"}
    form.show_answers({**form.answers(), "dong_y": "tu_choi"}, "")
    assert _asked(form) == {"ngay_ks", "nguoi_ks", "gap", "dong_y"}
    form.show_answers({**form.answers(), "dong_y": "ky"}, "")
    assert "so_nk" in _asked(form)


def test_nothing_about_the_household_is_answered_beforehand(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    form = _begin(window)
    assert set(form.answers()) <= {"ma_ho", "thon", "ngay_ks"}
    form.show_answers({**form.answers(), **_YES}, "")
    assert set(form.answers()) <= {"ma_ho", "thon", "ngay_ks", "gap", "dong_y"}


def test_questions_come_and_go_with_the_answers(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    form = _begin(window, {**_YES, "so_nk": 4})
    assert "so_vneid2" not in _asked(form)
    form.show_answers({**form.answers(), "so_14": 3, "ket_noi": ["khong"]}, "")
    assert {"so_vneid2", "ly_do_kn"} <= _asked(form)
    form.show_answers({**form.answers(), "ket_noi": ["cap_quang"]}, "")
    assert "ly_do_kn" not in _asked(form)


def test_an_interview_by_keyboard_digits_answer_and_enter_goes_on(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    form = _begin(window)
    form.go_to("gap")
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return)
    assert _field(form, "dong_y").isAncestorOf(focused())
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return)
    type_in("Nông Văn Thử")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    type_in("4")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F7)
    told = form.answers()
    assert (told["gap"], told["dong_y"], told["nguoi_tl"], told["quan_he"]) == (
        "gap_duoc",
        "ky",
        "Nông Văn Thử",
        "chu_ho",
    )
    assert (told["so_nk"], told["so_14"], told["so_60"]) == (4, REFUSED, UNKNOWN)
    finals = count(desk, "response", "state = 'final'")
    press(Qt.Key.Key_S, CTRL)
    assert count(desk, "response", "state = 'final'") == finals + 1
    assert _room(window).shown is _room(window).list


def test_final_answers_come_with_consent_and_without_hidden_ones(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    form = _begin(window, {**_YES, "so_nk": 4, "so_14": 3, "so_vneid2": 2})
    form.show_answers({**form.answers(), "so_14": 0}, "")
    form.changed.emit()
    household = _room(window).page._household
    assert household is not None
    _room(window).page.finish(go_on=False)
    saved = desk.store.first(Response.select().where(Response.household_id == household.id, Response.state == "final"))
    assert saved is not None
    assert "so_vneid2" not in saved.answers
    consent = desk.store.get(Consent, saved.consent_id)
    assert consent is not None
    assert (consent.answer, consent.given_on, consent.purpose_version) == ("ky", desk.day, saved.form_version)


def test_refusal_and_absence_are_recorded_as_such(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    _begin(window, {"gap": "gap_duoc", "dong_y": "tu_choi"})
    refused = _room(window).page._household
    _room(window).page.finish(go_on=True)
    absent = _room(window).page._household
    assert refused is not None
    assert absent is not None
    assert absent.id != refused.id
    form = _form(window)
    form.show_answers({**form.answers(), "gap": "vang_nha"}, "")
    form.changed.emit()
    _room(window).page.finish(go_on=False)
    states = {row.id: row.state for row in _room(window)._rows}
    assert (states[refused.id], states[absent.id]) == ("tu_choi", "vang")
    assert count(desk, "consent", f"household_id = '{absent.id}'") == 0


def test_problems_stand_beside_the_question_and_nothing_becomes_final(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    form = _begin(window, {"gap": "gap_duoc", "dong_y": "loi_noi", "so_nk": 4, "so_14": 9})
    finals = count(desk, "response", "state = 'final'")
    _room(window).page.finish(go_on=False)
    assert _field(form, "so_14").problem
    assert form.witness_field.problem
    assert form.problems.isVisible()
    assert count(desk, "response", "state = 'final'") == finals


def test_what_is_answered_survives_other_rooms_and_a_power_cut(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    form = _begin(window)
    form.go_to("gap")
    press(Qt.Key.Key_1)
    household = _room(window).page._household
    assert household is not None
    window.open_room("today")
    again = SurveyRoom(desk)
    again._read()
    again.survey(household.id)
    assert again.page.interview is not None
    assert again.page.interview.answers()["gap"] == "gap_duoc"
    again.deleteLater()


def test_after_a_power_cut_the_person_stands_at_the_same_question(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    form = _begin(window, {**_YES, "so_nk": 4, "so_14": 3})
    form.go_to("so_60")
    type_in("1")
    page = _room(window).page
    page.keep()
    assert page._household is not None
    again = SurveyRoom(desk)
    again._read()
    again.resize(1100, 700)
    again.show()
    again.activateWindow()
    again.survey(page._household.id)
    QTest.qWait(30)
    opened = again.page.interview
    assert opened is not None
    node = opened.node("so_60")
    assert opened.here is node
    assert opened.answers()["so_60"] == 1
    again.page._dirty = False
    again.deleteLater()


def test_a_draft_stays_with_its_version_until_it_is_carried_over(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    _begin(window, {**_YES, "quan_he": "con", "sdt": "0912345678", "nguoi_tl": "Nông Thị Thử", "so_nk": 4})
    page = _room(window).page
    household = page._household
    assert household is not None
    page.leave()
    publish_newer(desk)
    _room(window).survey(household.id)
    assert _form(window).filling.form.version == "2025.1"
    assert page._banner is not None
    told = page._banner.accessibleName()
    assert "2025.2" in told
    assert "Thêm 1 câu" in told
    assert "Bỏ 1 câu" in told
    assert "Đổi 1 câu: “Quan hệ với chủ hộ”" in told
    page._banner.button.click()
    settle()
    answers = _form(window).answers()
    assert _form(window).filling.form.version == "2025.2"
    assert (answers["so_nk"], "quan_he" in answers, "sdt" in answers) == (4, False, False)
    assert kept_aside(desk.store, household.id, _room(window)._round) == {"quan_he": "con", "sdt": "0912345678"}
    assert page._banner is not None
    assert "0912345678" in page._banner.accessibleName()
    page.leave()
    saved = desk.store.first(Response.select().where(Response.household_id == household.id, Response.state == "draft"))
    assert saved is not None
    assert saved.form_version == "2025.2"


def test_a_household_that_was_asked_twice_is_named(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    window.open_room("survey")
    room = _room(window)
    assert asked_twice(desk.store, room._round) == {}
    done = next(row for row in room._rows if row.state == "xong")
    first = desk.store.first(Response.select().where(Response.household_id == done.id, Response.state == "final"))
    assert first is not None
    copied = ("village_id", "household_id", "round_id", "form_id", "form_version", "interviewed_on", "contact", "state",
              "consent_id", "answers")  # fmt: skip
    with desk.acting() as acts:
        acts.add(Response, **{name: getattr(first, name) for name in copied})
    assert asked_twice(desk.store, room._round) == {done.id: 2}
    room._read()
    assert room._twice is not None
    assert done.head_name in room._twice.accessibleName()


def test_leaving_keeps_a_draft_that_does_not_count(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    _begin(window, {**_YES, "so_nk": 4})
    household = _room(window).page._household
    assert household is not None
    press_on(window, Qt.Key.Key_Escape)
    _room(window).page.leave()
    assert count(desk, "response", f"state = 'draft' AND household_id = '{household.id}'") == 1
    states = {row.id: row.state for row in _room(window)._rows}
    assert states[household.id] == "nhap"


def test_a_final_interview_is_corrected_by_a_new_one(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    window.open_room("survey")
    room = _room(window)
    done = next(row for row in room._rows if row.state == "xong")
    room.survey(done.id)
    form = _form(window)
    form.show_answers({**form.answers(), "so_nk": 24}, "Lý A Thử")
    form.changed.emit()
    room.page.finish(go_on=False)
    assert [node.path for node in form.asked() if form.field(node).problem] == []
    rows = desk.store.rows(
        "SELECT json_extract(answers, '$.so_nk') FROM response WHERE household_id = ? AND amends_id IS NOT NULL",
        [done.id],
    )
    assert rows == [(24,)]


def _close_all(desk: Desk) -> None:
    """As it stands after the commune's bundle that closes the form."""
    with desk.store.transaction():
        desk.store.execute("UPDATE form SET closed_on = '2025-09-05'")
    desk.tell_changed(frozenset({"form"}))


def test_a_closed_form_opens_no_new_interview_and_a_draft_can_be_finished(
    desk_and_window: DeskAndWindow, monkeypatch: pytest.MonkeyPatch
):
    desk, window = desk_and_window
    told: list[str] = []
    monkeypatch.setattr("desktop.ui.village.survey_room.tell", lambda _parent, error: told.append(error.message))
    _begin(window, {"gap": "vang_nha"})
    room = _room(window)
    begun = room.page._household
    assert begun is not None
    room.page.leave()
    _close_all(desk)
    assert "xã đã đóng biểu mẫu" in room.list.subtitle.text()
    before = count(desk, "response")
    other = next(row.id for row in room._rows if row.state == NOT_YET and row.id != begun.id)
    room.survey(other)
    assert told == ["Xã đã đóng biểu mẫu của đợt khảo sát này, không mở phiếu mới được."]
    assert room.list.isVisible()
    room.survey(begun.id)
    assert room.page.isVisible()
    room.page.finish(go_on=False)
    assert len(told) == 1
    assert count(desk, "response") == before
    assert desk.store.value("SELECT state FROM response WHERE household_id = ?", [begun.id]) == "final"


def test_the_questionnaire_is_read_beside_the_window(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    plan_of.cache_clear()
    window.open_room("survey")
    settle()
    for thread in threading.enumerate():
        if thread.name == "toso-form":
            thread.join()
    assert plan_of.cache_info().misses == 1
    _begin(window)
    assert plan_of.cache_info().misses == 1


def _second_form(desk: Desk) -> str:
    """Another form and its round, as they stand after the commune's next bundle; the round's id."""
    text = xform('<bind nodeset="/data/hoc" type="string"/>', line("hoc", "Muốn học gì?"), "<hoc/>")
    new = {
        "form": {"id": "0199ffff-0000-7000-8000-0000000000aa", "form_id": "thu", "version": "1", "name": "Phiếu học",
                 "definition": text},
        "survey_round": {"id": "0199ffff-0000-7000-8000-0000000000bb", "form_id": "thu", "name": "đợt học",
                         "first_day": "2025-09-01"},
    }  # fmt: skip
    with desk.store.transaction():
        for table, values in new.items():
            columns = [row[1] for row in desk.store.rows(f"PRAGMA table_info({table})")]
            chosen = ", ".join("?" if name in values else name for name in columns)
            given = [values[name] for name in columns if name in values]
            desk.store.execute(f"INSERT INTO {table} SELECT {chosen} FROM {table} LIMIT 1", given)
    desk.tell_changed(frozenset(new))
    return new["survey_round"]["id"]


def test_two_rounds_with_two_forms_keep_their_own_half_typed_answers(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    _begin(window, {**_YES, "so_nk": 4})
    page = _room(window).page
    household, first = page._household, page._round
    assert household is not None
    assert first is not None
    page.keep()  # the power goes now, so nobody leaves the page
    page._household, page._dirty = None, False
    room = _room(window)
    room._back()
    second = _second_form(desk)
    room._choose_round(second)
    room.survey(household.id)
    form = _form(window)
    assert form.filling.form.form_id == "thu"
    form.show_answers({"hoc": "đọc"}, said="ky")
    form.changed.emit()
    page.keep()
    for round_, name, answer in ((first, "so_nk", 4), (room._round, "hoc", "đọc")):
        half = half_typed(desk.store, household.id, round_)
        assert half is not None
        assert half.answers[name] == answer
        assert half_typed_in(desk.store, round_) == {household.id}
