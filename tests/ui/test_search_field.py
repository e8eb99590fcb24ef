"""Searching while one types with Telex, Unikey and input methods: text is never touched, half words not searched."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.number_field import NumberField
from desktop.ui.parts.search_field import SearchField
from tests.ui.keyboard import compose, telex


@pytest.fixture
def field(qtbot: QtBot) -> SearchField:
    shown = SearchField("Tìm")
    qtbot.addWidget(shown)
    shown.show()
    shown.setFocus()
    return shown


def heard(field: SearchField) -> list[str]:
    texts: list[str] = []
    field.searched.connect(texts.append)
    return texts


def test_a_pause_searches_once(qtbot: QtBot, field: SearchField):
    texts = heard(field)
    QTest.keyClicks(field, "hanh")
    assert texts == []
    qtbot.waitUntil(lambda: texts == ["hanh"])


def test_telex_with_backspaces_is_left_alone_and_searched_whole(qtbot: QtBot, field: SearchField):
    texts = heard(field)
    telex(field, "Nguye<ê<ễn")
    assert field.text() == "Nguyễn"
    qtbot.waitUntil(lambda: texts == ["Nguyễn"])


def test_nothing_is_searched_while_a_word_is_composed(qtbot: QtBot, field: SearchField):
    texts = heard(field)
    QTest.keyClicks(field, "ha ")
    compose(field, "vie")
    assert not field._pause.isActive()
    compose(field, "", "việt")
    assert field.text() == "ha việt"
    qtbot.waitUntil(lambda: texts == ["ha việt"])


def test_enter_searches_at_once_and_only_when_changed(qtbot: QtBot, field: SearchField):
    texts = heard(field)
    QTest.keyClicks(field, "ma")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert texts == ["ma"]
    assert not field._pause.isActive()


def test_escape_clears_and_searches_for_all(qtbot: QtBot, field: SearchField):
    texts = heard(field)
    QTest.keyClicks(field, "ma")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert texts == ["ma", ""]


def test_clear_button_stands_only_beside_text(qtbot: QtBot, field: SearchField):
    assert not field._clear.isVisible()
    QTest.keyClicks(field, "ma")
    assert field._clear.isVisible()
    QTest.mouseClick(field._clear, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not field._clear.isVisible()


def test_letters_typed_in_the_list_come_to_the_end(qtbot: QtBot, field: SearchField):
    field.setText("ha")
    field.take("n")
    assert field.text() == "han"
    assert not field.hasSelectedText()


def test_down_leaves_towards_the_list(qtbot: QtBot, field: SearchField):
    with qtbot.waitSignal(field.left_downwards):
        QTest.keyClick(field, Qt.Key.Key_Down)


def test_no_timer_outlives_the_field(qtbot: QtBot):
    shown = SearchField("Tìm")
    texts = heard(shown)
    shown.setText("ma")
    shown.deleteLater()
    qtbot.wait(300)
    assert texts == []


@pytest.mark.parametrize("kind", [SearchField, DateField, NumberField])
def test_composed_and_half_typed_text_stays_as_it_is(qtbot: QtBot, kind: type[QLineEdit]):
    shown = kind("Tìm") if kind is SearchField else kind()
    qtbot.addWidget(shown)
    shown.show()
    shown.setFocus()
    telex(shown, "1<12a<")
    compose(shown, "đa")
    assert shown.text() == "12"
    compose(shown, "", "đ")
    assert shown.text() == "12đ"
    QTest.keyClick(shown, Qt.Key.Key_Backspace)
    telex(shown, "/")
    assert shown.text() == "12/"
