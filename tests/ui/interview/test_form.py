"""The interview's form by keyboard and input method: repeats, lists, kinds, consent; typing is never disturbed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.surveys.missing import REFUSED, UNKNOWN
from desktop.ui.interview import form as form_module
from desktop.ui.interview.choosing import OneField
from desktop.ui.interview.form import InterviewForm
from desktop.ui.interview.question_field import QuestionField
from desktop.ui.interview.searching import LongOneField
from desktop.ui.interview.stepping import Stepper
from tests.ui.interview.forms import YES, filling, kinds, long, members, places, without_consent
from tests.ui.keyboard import compose, telex
from tests.ui.screen import settle
from tests.ui.village.acting import focused, press, type_in

Opens = Callable[..., InterviewForm]


@pytest.fixture
def opens(qtbot: QtBot) -> Opens:
    """Shows a questionnaire with answers; the keyboard stands at the first question without one."""

    def open_one(text: str, **answers: object) -> InterviewForm:
        form = InterviewForm(filling(text, **answers), {})
        Stepper(form).setObjectName("stepper")
        form.resize(900, 700)
        qtbot.addWidget(form)
        form.show()
        qtbot.waitExposed(form)
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        form.go_to_first()
        settle()
        return form

    return open_one


def asked(form: InterviewForm) -> list[str]:
    return [node.path for node in form.asked()]


def headings(form: InterviewForm) -> list[str]:
    return [card.plan.heading for card in form.cards.values() if not card.isHidden() and card.plan.adds is None]


def test_nothing_is_open_without_consent_and_nothing_is_chosen_beforehand(opens: Opens):
    form = opens(members())
    assert asked(form) == ["/data/dong_y"]
    assert set(form.answers()) <= {"nguoi"}
    press(Qt.Key.Key_3)
    assert asked(form) == ["/data/dong_y"]
    press(Qt.Key.Key_1)
    assert "/data/so" in asked(form)


def test_a_form_that_forgot_consent_is_asked_for_it_all_the_same(opens: Opens):
    form = opens(without_consent())
    assert asked(form) == []
    assert [problem.name for problem in form.all_problems()] == ["consent"]
    assert form.consent is not None
    assert form.consent.isAncestorOf(focused())
    press(Qt.Key.Key_2)
    assert asked(form) == ["/data/a"]
    press(Qt.Key.Key_Return)
    assert focused() is form.witness
    assert [problem.name for problem in form.all_problems()] == ["witness"]
    type_in("Nông Thị Thử")
    press(Qt.Key.Key_Return)
    type_in("x")
    assert (form.filling.said, form.answers(), form.all_problems()) == ("loi_noi", {"a": "x"}, [])


def test_answers_given_before_a_refusal_do_not_become_final(opens: Opens):
    form = opens(members(), **YES, so=4)
    form.show_answers({"dong_y": "tu_choi"})
    assert form.filling.answers(only_asked=True) == {"dong_y": "tu_choi"}
    assert form.filling.answers()["so"] == 4


def test_members_are_cards_that_are_added_and_say_their_names(opens: Opens):
    form = opens(members(), **YES)
    assert headings(form) == ["Thử", "Người 1", "Thử"]
    form.go_to("/data/nguoi/ten")
    type_in("Lan")
    press(Qt.Key.Key_Return)
    node = form.node("/data/nguoi/tuoi")
    assert node is not None
    assert form.filling.asked(node).label == "Tuổi của Lan"
    assert form.field(node)._field._name.text().endswith("Tuổi của Lan")
    type_in("9")
    press(Qt.Key.Key_Return)
    assert "/data/nguoi/lop" in asked(form)
    (add,) = (card for card in form.cards.values() if card.plan.adds is not None)
    assert "Người" in add.add_button.accessibleName()
    add.add_button.click()
    settle()
    assert headings(form) == ["Thử", "Người 1", "Người 2", "Thử"]
    second = form.node("/data/nguoi[2]/ten")
    assert second is not None
    assert form.field(second).has_keyboard()
    assert form.answers()["nguoi"] == [{"ten": "Lan", "tuoi": 9}, {}]


def test_a_member_goes_only_after_a_question(opens: Opens, monkeypatch: pytest.MonkeyPatch):
    form = opens(members(), **YES, nguoi=[{"ten": "Lan"}, {"ten": "Hoa"}])
    (card,) = (card for card in form.cards.values() if card.plan.heading == "Người 1")
    monkeypatch.setattr(form_module, "ask", lambda *_a, **_k: False)
    card.removing.emit(card.plan)
    assert form.answers()["nguoi"] == [{"ten": "Lan"}, {"ten": "Hoa"}]
    monkeypatch.setattr(form_module, "ask", lambda *_a, **_k: True)
    card.removing.emit(card.plan)
    settle()
    assert form.answers()["nguoi"] == [{"ten": "Hoa"}]
    assert headings(form) == ["Thử", "Người 1", "Thử"]


def test_members_that_a_number_took_away_come_back_with_their_answers(opens: Opens):
    form = opens(members(counted=True), **YES, so=3, nguoi=[{"ten": "Lan"}, {"ten": "Hoa"}, {"ten": "Mai"}])
    form.go_to("so")
    for number, names in (("1", ["Lan"]), ("12", ["Lan", "Hoa", "Mai"])):
        editor = focused()
        assert isinstance(editor, QLineEdit)
        editor.setText(number)
        form.commit()
        settle()
        told = form.answers()["nguoi"]
        assert isinstance(told, list)
        assert [one["ten"] for one in told if one] == names
    assert len(headings(form)) == 14


def test_what_is_composed_and_taken_back_is_never_rewritten(opens: Opens):
    form = opens(members(), **YES)
    form.go_to("/data/nguoi/ten")
    field = focused()
    assert isinstance(field, QLineEdit)
    compose(field, "Nguyê")
    QTest.qWait(300)
    assert form.answers()["nguoi"] == [{}]
    compose(field, "", "Nguyễn")
    telex(field, " Thij<")
    telex(field, "<ị")
    QTest.qWait(300)
    assert field.text() == "Nguyễn Thị"
    told = form.answers()["nguoi"]
    assert told == [{"ten": "Nguyễn Thị"}]


def test_unknown_refused_and_nought_are_three_answers(opens: Opens):
    form = opens(members(), **YES)
    form.go_to("so")
    press(Qt.Key.Key_F7)
    assert form.answers()["so"] == UNKNOWN
    press(Qt.Key.Key_F8)
    assert form.answers()["so"] == REFUSED
    type_in("0")
    assert form.answers()["so"] == 0


def test_a_wrong_answer_is_said_when_one_leaves_and_a_second_enter_passes_it(opens: Opens):
    form = opens(members(), **YES)
    form.go_to("so")
    type_in("31")
    press(Qt.Key.Key_Return)
    node = form.node("so")
    assert node is not None
    assert form.field(node).problem
    assert form.field(node).has_keyboard()
    press(Qt.Key.Key_Return)
    assert not form.field(node).has_keyboard()
    assert {problem.name for problem in form.all_problems()} == {"/data/so", "/data/nguoi/tuoi"}


def test_letters_in_a_number_are_said(opens: Opens):
    form = opens(members(), **YES, nguoi=[{"tuoi": 5}])
    form.go_to("so")
    type_in("4a")
    press(Qt.Key.Key_Return)
    node = form.node("so")
    assert node is not None
    assert form.field(node).problem == "Phải là số nguyên."
    assert form.answers()["so"] == "4a"
    assert [problem.code for problem in form.all_problems()] == ["type"]


def test_choices_follow_another_answer_and_one_that_fell_out_is_told(opens: Opens):
    form = opens(places(9), **YES)
    form.go_to("xa")
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return)
    node = form.node("xom")
    assert node is not None
    widget = form.field(node).widget
    assert isinstance(widget, OneField)
    assert [button.text() for button in widget.buttons] == ["1. Xóm 0", "2. Xóm 3", "3. Xóm 6"]
    press(Qt.Key.Key_2)
    assert form.answers()["xom"] == "x3"
    form.go_to("xa")
    press(Qt.Key.Key_2)
    assert [problem.code for problem in form.all_problems()] == ["choice"]
    assert form.answers()["xom"] == "x3"


def test_a_long_list_is_searched_without_diacritics(opens: Opens):
    form = opens(places(9_000), **YES, xa="1")
    form.go_to("xom")
    assert isinstance(focused(), LongOneField)
    type_in("xom 2998")
    press(Qt.Key.Key_Return)
    assert form.answers()["xom"] == "x2998"


def test_every_kind_is_typed_and_kept_as_odk_keeps_it(opens: Opens):
    form = opens(kinds(), **YES)
    typed = {
        "so": "1,5", "gio": "7h5", "luc": "6/9/2025 14:30", "noi": "22.15, 105.84", "ma": "8934", "ngay": "5/7/1985",
    }  # fmt: skip
    for name, text in typed.items():
        form.go_to(name)
        type_in(text)
        press(Qt.Key.Key_Return)
    form.go_to("thu_tu")
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_1):
        press(key)
    form.go_to("xong")
    press(Qt.Key.Key_Space)
    assert form.answers() == {
        **YES, "so": 1.5, "gio": "07:05:00.000+07:00", "luc": "2025-09-06T14:30:00.000+07:00", "noi": "22.15 105.84",
        "ma": "8934", "ngay": "1985-07-05", "thu_tu": ["b", "c", "a"], "xong": "OK",
    }  # fmt: skip
    assert form.all_problems() == []
    picture = form.node("anh")
    assert picture is not None
    assert picture not in form.asked()


@pytest.mark.parametrize(
    ("name", "text", "says"), [("gio", "25:00", "giờ"), ("noi", "95 105", "tọa độ"), ("luc", "hôm qua", "ngày giờ")]
)
def test_what_is_no_answer_of_its_kind_is_said(opens: Opens, name: str, text: str, says: str):
    form = opens(kinds(), **YES)
    form.go_to(name)
    type_in(text)
    assert [says in problem.message for problem in form.all_problems()] == [True]


def test_one_question_at_a_time(opens: Opens):
    form = opens(members(), **YES)
    form.turn_one_by_one(True)
    settle()
    form.go_to("so")
    for path in ("/data/nguoi/ten", "/data/nguoi/tuoi", "/data/y_kien"):
        press(Qt.Key.Key_Return)
        seen = [node.path for card in form.cards.values() for node, one in card.fields.items() if one.isVisible()]
        assert seen == [path]
    press(Qt.Key.Key_PageUp)
    node = form.node("/data/nguoi/tuoi")
    assert node is not None
    assert form.field(node).has_keyboard()


def test_a_long_form_makes_only_what_is_looked_at(opens: Opens):
    form = opens(long(500), **YES)
    assert len(form.asked()) == 501
    made = [node for card in form.cards.values() for node in card.fields]
    assert len(made) <= 50
    form.go_to("q480")
    assert QApplication.focusWidget() is not None
    type_in("99")
    press(Qt.Key.Key_Return)
    assert "/data/q481" not in asked(form)
    assert len([node for card in form.cards.values() for node in card.fields]) <= 75


def test_only_what_an_answer_changed_is_drawn_again(opens: Opens, monkeypatch: pytest.MonkeyPatch):
    form = opens(members(), **YES, nguoi=[{"ten": "Lan"}, {"ten": "Hoa"}])
    taken: list[str] = []

    def take(field: QuestionField, *_: object) -> bool:
        taken.append(field.node.path)
        return True

    monkeypatch.setattr(QuestionField, "take", take)
    form.go_to("/data/nguoi[2]/ten")
    type_in("x")
    form.commit()
    assert set(taken) <= {"/data/nguoi/tuoi", "/data/nguoi[2]/tuoi"}
    assert "/data/nguoi[2]/tuoi" in taken


def test_with_entering_from_paper_a_key_answers_and_goes_on(opens: Opens):
    form = opens(places(3))
    stepper = form.findChild(Stepper, "stepper")
    assert stepper is not None
    stepper.quick = True
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_1)
    assert form.answers() == {**YES, "xa": "0", "xom": "x0"}
