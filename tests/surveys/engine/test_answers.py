"""Stored answers into an interview and out of it again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.clock import ScriptedClock
from desktop.surveys.engine.answers import answers_of, load
from desktop.surveys.engine.interview import open_form
from desktop.surveys.xform.defining import form_from_xform
from tests.surveys.engine.forms import NOW, asked, bind, written

XML = written(
    "<n/><w/><c/><s/><m jr:template=\"\"><t/><k><u/></k></m><sum/>",
    bind("n", type="int") + bind("w", relevant="/data/n > 3") + bind("m/t", type="decimal")
    + bind("sum", calculate="count(/data/m)", type="int"),
    asked("n", "w")
    + '<select ref="/data/s"><item><label>A</label><value>a</value></item><item><label>B</label><value>b</value></item>'
    "</select>"
    + f'<repeat nodeset="/data/m">{asked("m/t")}<repeat nodeset="/data/m/k">{asked("m/k/u")}</repeat></repeat>',
)  # fmt: skip
FORM = form_from_xform(XML)

WORDS = st.text("abcđệ 12", min_size=1, max_size=5).filter(lambda text: text == text.strip())
REASONS = st.sampled_from([{"missing": "refused"}, {"missing": "unknown"}])
NUMBERS = st.integers(-5, 99)
INNER = st.fixed_dictionaries({}, optional={"u": WORDS | REASONS})
MEMBERS = st.fixed_dictionaries({"k": st.lists(INNER, max_size=2)}, optional={"t": NUMBERS | REASONS})
ANSWERS = st.fixed_dictionaries(
    {"n": st.integers(4, 9)},
    optional={
        "w": WORDS | REASONS,
        "s": st.sampled_from([["a"], ["b"], ["a", "b"]]),
        "m": st.lists(MEMBERS, min_size=1, max_size=3),
    },
)


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_answers_come_out_as_they_went_in(answers):
    interview = open_form(XML, ScriptedClock(NOW))
    assert load(interview, FORM, answers) == []
    assert answers_of(interview, FORM) == {**answers, "sum": len(answers.get("m", []))}


def test_what_is_not_asked_is_left_out_of_a_final_response_only():
    interview = open_form(XML, ScriptedClock(NOW))
    load(interview, FORM, {"n": 9, "w": "x"})
    interview.set("/data/n", "1")
    assert answers_of(interview, FORM) == {"n": 1, "sum": 0}
    assert answers_of(interview, FORM, only_asked=False) == {"n": 1, "w": "x", "sum": 0}


def test_what_the_form_has_no_place_for_is_told():
    interview = open_form(XML, ScriptedClock(NOW))
    strange = {"gone": 1, "m": [{"t": 1, "lost": 2}, "no member"], "n": [], "s": "a", "sum": 77}
    assert sorted(load(interview, FORM, strange)) == ["gone", "lost"]
    assert answers_of(interview, FORM) == {"s": ["a"], "m": [{"t": 1, "k": [{}]}, {"k": [{}]}], "sum": 2}
