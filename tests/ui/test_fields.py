"""Dates, numbers, choices and the frame around a field."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.number_field import Entered, NumberField
from desktop.ui.parts.problem_list import ProblemList, ShownProblem
from tests.ui.conftest import Show
from tests.ui.keyboard import telex

YES_NO = [Choice("yes", "Có"), Choice("no", "Không"), Choice("unknown", "Không rõ")]
MANY = [Choice(str(number), f"Việc {number}") for number in range(1, 13)]


def test_date_is_written_in_full_only_after_leaving(qtbot: QtBot, show: Show):
    field = DateField(today=date(2026, 11, 22))
    show(field)
    told: list[object] = []
    field.date_changed.connect(told.append)
    QTest.keyClicks(field, "5/7/85")
    assert field.text() == "5/7/85"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "5/7/85"
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "05/07/1985"
    assert told == [date(1985, 7, 5)]


@pytest.mark.parametrize("as_row", [None, True, False])
def test_a_question_without_choices_stands_there_empty(qtbot: QtBot, show: Show, as_row: bool | None):
    field = ChoiceField([], as_row=as_row)
    show(field)
    field.setAccessibleName("Người khảo sát")
    editor = field.focusProxy()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_1)
    assert field.code() is None


@pytest.mark.parametrize("typed", ["31/2/2026", "5/7", "hôm qua", "5/7/26/1"])
def test_unreadable_date_stays_and_says_what_to_do(qtbot: QtBot, show: Show, typed: str):
    field = DateField()
    show(field)
    telex(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == typed
    assert field.entered_date() is None
    assert "ví dụ" in field.problem()


def test_empty_date_is_no_problem_and_no_date(qtbot: QtBot):
    field = DateField()
    qtbot.addWidget(field)
    assert (field.entered_date(), field.problem()) == (None, "")
    field.show_date(date(2026, 2, 1))
    assert field.text() == "01/02/2026"


@pytest.mark.parametrize(
    ("typed", "entered", "number"),
    [
        ("", Entered.NOTHING, None),
        ("  ", Entered.NOTHING, None),
        ("-", Entered.UNKNOWN, None),
        ("0", Entered.NUMBER, 0),
        ("1.250", Entered.NUMBER, 1250),
        ("1 250", Entered.NUMBER, 1250),
        ("12a", Entered.UNREADABLE, None),
        ("1,5", Entered.UNREADABLE, None),
        ("²", Entered.UNREADABLE, None),
    ],
)
def test_number_tells_empty_unknown_and_zero_apart(qtbot: QtBot, typed: str, entered: Entered, number: int | None):
    field = NumberField()
    qtbot.addWidget(field)
    field.setText(typed)
    assert (field.entered(), field.number()) == (entered, number)
    assert field.text() == typed


def test_number_says_its_limits(qtbot: QtBot):
    field = NumberField(least=1, most=1200)
    qtbot.addWidget(field)
    field.setText("0")
    assert field.problem() == "Số nhỏ nhất là 1."
    field.setText("1201")
    assert field.problem() == "Số lớn nhất là 1.200."
    field.setText("-5")
    assert field.problem() == "Số nhỏ nhất là 1."
    field.setText("-")
    assert field.problem() == ""


def test_number_from_the_store(qtbot: QtBot):
    field = NumberField()
    qtbot.addWidget(field)
    for number, unknown, text in ((0, False, "0"), (None, False, ""), (None, True, "-"), (2245, False, "2.245")):
        field.show_number(number, unknown=unknown)
        assert field.text() == text
        assert field.number() == number


def test_number_tells_only_changes(qtbot: QtBot):
    field = NumberField()
    qtbot.addWidget(field)
    told: list[object] = []
    field.number_changed.connect(told.append)
    for text in ("1", "12", "12 ", "12a", ""):
        field.setText(text)
    assert told == [1, 12, None]


@pytest.mark.parametrize("choices", [YES_NO, MANY])
def test_digits_choose_and_delete_takes_back(qtbot: QtBot, show: Show, choices: list[Choice]):
    field = ChoiceField(choices)
    show(field)
    told: list[object] = []
    field.code_changed.connect(told.append)
    target = field.focusProxy()
    assert target is not None
    assert field.code() is None
    QTest.keyClick(target, Qt.Key.Key_2)
    QTest.keyClick(field.focusProxy() or target, Qt.Key.Key_2)
    QTest.keyClick(target, Qt.Key.Key_Delete)
    assert told == [choices[1].code, None]


def test_no_radio_button_is_on_before_an_answer(qtbot: QtBot):
    field = ChoiceField(YES_NO)
    qtbot.addWidget(field)
    field.show_code("no")
    assert [radio.isChecked() for radio in field._radios] == [False, True, False]
    field.show_code(None)
    assert not any(radio.isChecked() for radio in field._radios)


def test_radio_button_can_be_clicked(qtbot: QtBot, show: Show):
    field = ChoiceField(YES_NO)
    show(field)
    field._radios[2].click()
    assert field.code() == "unknown"


def test_wheel_does_not_change_an_answer(qtbot: QtBot, show: Show):
    field = ChoiceField(MANY)
    show(field)
    field.show_code("3")
    assert field._combo is not None
    none, down = Qt.MouseButton.NoButton, QPoint(0, -120)
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        down,
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field._combo, event)
    assert field.code() == "3"
    assert field._combo.currentIndex() == 2


def test_form_field_says_required_in_words_and_problems_beside(qtbot: QtBot, show: Show):
    editor = DateField()
    field = FormField("Ngày hỗ trợ", editor, hint="Như trong sổ", required=True)
    show(field)
    assert editor.accessibleName() == "Ngày hỗ trợ, bắt buộc"
    field.show_problem("Chưa ghi ngày")
    assert field._problem_row.isVisible()
    assert editor.property("wrong") == "true"
    assert editor.accessibleDescription() == "Chưa ghi ngày. Như trong sổ"
    field.show_problem("")
    assert not field._problem_row.isVisible()
    assert field.problem == ""


def test_problem_list_leads_to_the_place(qtbot: QtBot, show: Show):
    problems = ProblemList()
    show(problems)
    assert not problems.isVisible()
    problems.show_problems([ShownProblem("Chưa ghi ngày", "date"), ShownProblem("Chưa ghi tên", "name")])
    assert problems.isVisible()
    assert problems.accessibleName() == "Còn 2 chỗ cần xem lại"
    with qtbot.waitSignal(problems.chosen) as chosen:
        QTest.keyClick(problems._lines[1], Qt.Key.Key_Return)
    assert chosen.args == ["name"]
    problems.show_problems([])
    assert not problems.isVisible()
