"""Several versions of a form as one: everything that any of them asked has a place that can hold it."""

import pytest

from desktop.surveys.definition import Kind, Repeat
from desktop.surveys.versions import united
from tests.surveys.form_makers import form, member, question


def test_what_was_personal_once_stays_personal() -> None:
    for newer, older, both in (("K", "C", "C"), ("N", "C", "N"), ("", "N", "N"), ("C", "", "C")):
        made = united([form(question("a", personal=newer)), form(question("a", personal=older))])
        assert made.by_name["a"].personal == both


@pytest.mark.parametrize(
    ("newer", "older", "both"),
    [
        ("integer", "integer", "integer"),
        ("integer", "decimal", "decimal"),
        ("select_one", "select_multiple", "select_multiple"),
        ("integer", "text", "text"),
        ("date", "select_one", "text"),
    ],
)
def test_a_kind_that_changed_becomes_one_that_holds_both(newer: Kind, older: Kind, both: Kind) -> None:
    assert united([form(question("a", newer)), form(question("a", older))]).by_name["a"].kind == both


def test_questions_and_choices_that_went_are_kept_behind_the_newest() -> None:
    newer = form(question("a", "select_one", "1=Một", "2=Hai"), question("b"), version="2")
    older = form(question("c"), question("a", "select_one", "2=hai", "3=Ba"), version="1")
    made = united([newer, older])
    assert [one.name for one in made.questions] == ["a", "b", "c"]
    assert [(one.value, one.label) for one in made.by_name["a"].choices] == [("1", "Một"), ("2", "Hai"), ("3", "Ba")]
    assert made.version == "2"


def test_a_repeat_is_the_same_by_its_name_wherever_it_stood() -> None:
    moved = Repeat("member", "/data/g/member", "Người")
    newer = form(question("tuoi", "integer", repeat=moved.path), repeats=(moved,))
    older = form(
        question("tuoi", "integer", repeat=member().path), question("ten", repeat=member().path), repeats=(member(),)
    )
    made = united([newer, older])
    assert [repeat.path for repeat in made.repeats] == [moved.path]
    assert [(one.name, one.repeat) for one in made.questions] == [("tuoi", moved.path), ("ten", moved.path)]


def test_a_repeat_that_went_is_kept_with_its_questions() -> None:
    made = united([form(question("a")), form(question("tuoi", repeat=member().path), repeats=(member(),))])
    assert (made.repeats, [one.name for one in made.questions]) == ((member(),), ["a", "tuoi"])
