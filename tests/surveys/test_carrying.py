"""Carrying a draft to another version: what changed is named, what fits stays, nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.surveys.carrying import carry, difference
from desktop.surveys.missing import REFUSED
from tests.surveys.form_makers import MEMBER, form, member, question

OLD = form(
    question("so", "integer"), question("nghe", "select_one", "nong", "buon"), question("cu"),
    question("tuoi", "integer", repeat=MEMBER), repeats=(member(),),
)  # fmt: skip
NEW = form(
    question("so", "decimal"), question("nghe", "select_one", "nong", "cong_nhan"), question("moi"),
    question("tuoi", "integer", repeat=MEMBER), repeats=(member(),), version="2",
)  # fmt: skip


def test_what_changed_is_named():
    found = difference(OLD, NEW)
    assert (found.added, found.removed, found.changed) == (("Hỏi moi",), ("Hỏi cu",), ("Hỏi so", "Hỏi nghe"))
    assert not difference(OLD, OLD)


def test_lists_that_the_desk_fills_in_are_no_change():
    lists = [form(question("thon", "select_one", *codes, choices_from="thon")) for codes in ((), ("a",))]
    assert not difference(*lists)


def test_what_fits_goes_over_and_the_rest_is_kept_aside():
    answers = {"so": 4, "nghe": "buon", "cu": "x", "member": [{"tuoi": 3}, {"tuoi": "ba", "ten": "Lan"}]}
    carried = carry(NEW, answers)
    assert carried.answers == {"so": 4, "member": [{"tuoi": 3}, {}]}
    assert carried.aside == {"nghe": "buon", "cu": "x", "member[2]/tuoi": "ba", "member[2]/ten": "Lan"}


def test_a_reason_for_no_answer_fits_everywhere():
    assert carry(NEW, {"so": REFUSED, "nghe": REFUSED}).aside == {}


@given(st.dictionaries(st.sampled_from(["so", "nghe", "cu", "moi"]), st.text(max_size=3) | st.integers() | st.none()))
def test_no_answer_is_lost(answers):
    carried = carry(NEW, answers)
    assert {**carried.answers, **carried.aside} == answers
    assert not carried.answers.keys() & carried.aside.keys()
