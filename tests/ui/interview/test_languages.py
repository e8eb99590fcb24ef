"""Asking in another language: offered only where there are several, remembered on the desk, nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.errors import FormProblem
from desktop.ui.acts import Act
from desktop.ui.interview.asking_page import AskingPage
from desktop.ui.interview.form import InterviewForm
from desktop.ui.settings import ForgetfulSettings
from tests.ui.interview.forms import YES, bilingual, filling, without_consent
from tests.ui.screen import settle

VIETNAMESE, TAY = "Tiếng Việt (vi)", "Tiếng Tày (tyz)"


@pytest.fixture
def settings() -> ForgetfulSettings:
    return ForgetfulSettings()


@pytest.fixture
def page(qtbot: QtBot, settings: ForgetfulSettings) -> AskingPage:
    """A page that asks the questionnaire of two languages."""
    made = AskingPage(settings, "Hỏi thử", Act("Xong", lambda: None, "refresh", ""))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.put_form(InterviewForm(filling(bilingual(), **YES), {}))
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle()
    return made


def form_of(page: AskingPage) -> InterviewForm:
    assert page.interview is not None
    return page.interview


def labels(page: AskingPage) -> list[str]:
    form = form_of(page)
    return [form.filling.asked(node).label for node in form.asked()]


def choose(page: AskingPage, language: str) -> None:
    """Choose as a person does in the list."""
    combo = page.bar.language
    combo.setCurrentIndex(combo.findData(language))
    combo.activated.emit(combo.currentIndex())
    settle()


def shown(page: AskingPage) -> str:
    """Every word that stands in the fields of the questionnaire."""
    return " ".join(field.accessibleName() for field in form_of(page).findChildren(QLineEdit) if field.isVisible())


def test_the_languages_stand_in_the_bar(page: AskingPage):
    assert page.bar.language.isVisible()
    assert [page.bar.language.itemText(at) for at in range(page.bar.language.count())] == [VIETNAMESE, TAY]
    assert page.bar.language.currentData() == VIETNAMESE
    assert labels(page)[1:] == ["Họ tên", "Nơi ở"]


def test_a_form_of_one_language_offers_none(page: AskingPage):
    page.put_form(InterviewForm(filling(without_consent()), {}))
    assert not page.bar.language.isVisible()


def test_another_language_keeps_what_is_typed_and_where_one_is(page: AskingPage):
    form = form_of(page)
    node = next(one for one in form.asked() if one.name == "o")
    form.go_to_node(node)
    settle()
    QTest.keyClicks(form.field(node).widget, "Ban Nam")  # the pause after typing has not passed
    choose(page, TAY)
    assert labels(page)[1:] == ["Mìng", "Tì dú"]
    assert "Tì dú" in shown(page)
    assert form.answers() == {"dong_y": "ky", "o": "Ban Nam"}
    assert form.here is node
    assert form.field(node).has_keyboard()
    assert isinstance(form.field(node).widget, QLineEdit)
    QTest.keyClick(form.field(node).widget, Qt.Key.Key_End)
    QTest.keyClicks(form.field(node).widget, "1")
    assert form.answers()["o"] == "Ban Nam1"
    choose(page, VIETNAMESE)
    assert "Nơi ở" in shown(page)


def test_choices_speak_too_and_a_missing_text_is_told_in_the_forms_own_language(page: AskingPage):
    form = form_of(page)
    choose(page, TAY)
    consent = next(one for one in form.asked() if one.name == "dong_y")
    assert [choice.label for choice in form.filling.asked(consent).choices] == ["Ký", "Từ chối"]


def test_the_desk_remembers_the_language(page: AskingPage, settings: ForgetfulSettings, qtbot: QtBot):
    choose(page, TAY)
    again = AskingPage(settings, "Hỏi thử", Act("Xong", lambda: None, "refresh", ""))
    qtbot.addWidget(again)
    again.put_form(InterviewForm(filling(bilingual(), **YES), {}))
    assert again.bar.language.currentData() == TAY
    assert labels(again)[1:] == ["Mìng", "Tì dú"]
    again.put_form(InterviewForm(filling(without_consent()), {}))
    assert form_of(again).filling.language == ""


def test_a_witness_that_was_typed_stays(page: AskingPage):
    form = form_of(page)
    form.witness.setText("Nông Văn A")
    choose(page, TAY)
    choose(page, VIETNAMESE)
    assert form.witness.text() == "Nông Văn A"


def test_one_question_at_a_time_speaks_too(page: AskingPage):
    page.bar.one_by_one.setChecked(True)
    form = form_of(page)
    form.go_to_node(next(one for one in form.asked() if one.name == "ten"))
    choose(page, TAY)
    assert "Mìng" in shown(page)
    assert "Tì dú" not in shown(page)


def test_a_language_that_the_form_does_not_speak_is_refused():
    with pytest.raises(FormProblem, match="không có ngôn ngữ"):
        filling(bilingual()).speak("Klingon")
