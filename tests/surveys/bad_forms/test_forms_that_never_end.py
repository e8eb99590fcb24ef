"""Forms that ask for more than a laptop has: each is refused with its place, or stopped; none hangs, none raises."""

import pytest

from desktop.errors import FormProblem
from desktop.surveys.definition import FlawedForm
from desktop.surveys.engine import calculation
from desktop.surveys.lint.remarks import expression_problems, remarks
from desktop.surveys.xform import parsing
from desktop.surveys.xform.defining import read_xform
from tests.surveys.engine.forms import asked, bind, opened, value, written


def repeated(inner: str, path: str = "m", **attributes: str) -> str:
    """A repeat of the body with its group."""
    said = "".join(f' jr:{name}="{text}"' for name, text in attributes.items())
    return f'<group ref="/data/{path}"><label>M</label><repeat nodeset="/data/{path}"{said}>{inner}</repeat></group>'


def test_a_count_of_a_thousand_million_stops_at_the_limit():
    interview = opened("<m><a/></m>", "", repeated(asked("m/a"), count="1000000000"))
    assert len(interview.instance.at("/data/m")) == calculation.MOST_REPEATS


def test_repeats_within_repeats_are_refused_with_their_place(monkeypatch):
    monkeypatch.setattr(calculation, "MOST_NODES", 2_000)
    inner = repeated(asked("m/n/a"), "m/n", count="1000000000")
    with pytest.raises(FlawedForm, match=r"quá nhiều dòng ở “[mn]”") as caught:
        opened("<m><n><a/></n></m>", "", repeated(inner, count="1000000000"))
    assert caught.value.problem.place in ("/data/m", "/data/m/n")


def test_repeats_that_add_themselves_end():
    interview = opened("<m><a/></m>", "", repeated(asked("m/a"), count="count(/data/m) + 1"))
    assert len(interview.instance.at("/data/m")) <= calculation.MOST_TURNS + 1


def test_members_that_all_read_all_are_stopped(monkeypatch):
    monkeypatch.setattr(calculation, "MOST_WORK", 20_000)
    binds = bind("m/b", calculate="sum(/data/m/a) + count(/data/m[a = 1])")
    body = repeated(asked("m/a"), count="5000")
    with pytest.raises(FlawedForm, match=r"quá nhiều dòng|quá lâu"):
        opened("<m><a/><b/></m>", binds, body)


def test_an_answer_that_asks_for_too_much_is_told_and_keeps_the_response_from_being_final(monkeypatch):
    binds = bind("n", type="int") + bind("m/b", calculate="count(/data/m)")
    interview = opened("<n/><m><a/><b/></m>", binds, asked("n") + repeated(asked("m/a"), count="/data/n"))
    assert interview.problems() == []
    monkeypatch.setattr(calculation, "MOST_WORK", 20_000)
    interview.set("/data/n", "5000")
    assert interview.problems()[0].code == "too-large"
    assert value(interview, "n") == "5000"


def test_work_is_counted_for_each_answer_anew(monkeypatch):
    monkeypatch.setattr(calculation, "MOST_WORK", 200)
    interview = opened("<a/><b/>", bind("b", calculate="/data/a + 1"), asked("a"))
    for number in range(200):
        interview.set("/data/a", str(number))
    assert value(interview, "b") == "200"
    assert interview.problems() == []


def test_an_index_of_a_thousand_million_is_empty():
    interview = opened("<m><a>1</a></m><r/>", bind("r", calculate="indexed-repeat(/data/m/a, /data/m, 1000000000)"))
    assert value(interview, "r") == ""


@pytest.mark.parametrize("depth", [201, 10_000])
def test_elements_nested_deeply_are_refused(depth):
    with pytest.raises(FormProblem, match="quá sâu"):
        read_xform(written("<a>" * depth + "</a>" * depth))


def test_groups_nested_deeply_are_refused():
    groups = "<group><label>G</label>" * 150 + asked("a") + "</group>" * 150
    with pytest.raises(FormProblem, match="quá sâu"):
        read_xform(written("<a/>", "", groups))


def test_too_many_elements_are_refused(monkeypatch):
    monkeypatch.setattr(parsing, "MOST_ELEMENTS", 1_000)
    with pytest.raises(FormProblem, match="quá nhiều phần"):
        read_xform(written("<a/>" * 1_001))


def test_a_text_of_many_millions_is_refused():
    with pytest.raises(FormProblem, match="quá lớn"):
        read_xform(written("<a>" + "x" * parsing.LARGEST_XML + "</a>"))


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY x "' + "x" * 1000 + '">]>',
        '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">',
        '<!DOCTYPE a [<!ENTITY % x "y"> %x;]>',
    ],
)
def test_entities_are_refused_whatever_they_are(declared):
    with pytest.raises(FormProblem, match="khai báo thực thể"):
        read_xform(declared + written("<a>&x;</a>"))


@pytest.mark.parametrize(
    "expression",
    ["(" * 10_000 + "1" + ")" * 10_000, "1 + " * 250_000 + "1", "not(" * 5_000 + "1" + ")" * 5_000, "/a" * 500_000,
     "[" * 10_000, "'" + "x" * 1_000_000 + "'"],
    ids=["brackets", "a megabyte", "calls", "a path", "open brackets", "a text"],
)  # fmt: skip
def test_expressions_beyond_all_measure_are_refused_with_their_place(expression):
    text = written("<a/>", bind("a", relevant=expression), asked("a"))
    problems = expression_problems(text)
    assert [(problem.place.partition(",")[0], problem.code) for problem in problems] == [("/data/a", "too-large")]
    assert remarks(text) == []
    with pytest.raises(FormProblem, match="quá lớn"):
        opened("<a/>", bind("a", relevant=expression), asked("a"))


@pytest.mark.parametrize(
    "expression",
    ["(1 or (1 and (1 = (1 < (1 + (1 * " * 13 + "1" + "))))))" * 13, "1" + " = 1" * 7_000, "-" * 30_000 + "1",
     "/data/a" + "[1]" * 70, "1" + " + 1" * 7_000, "/data/a" * 4_000],
    ids=["every precedence", "comparisons", "signs", "predicates", "a sum", "steps"],
)  # fmt: skip
def test_expressions_just_within_measure_are_looked_at_without_harm(expression):
    text = written("<a/><b/>", bind("b", calculate=expression), asked("a"))
    assert {problem.code for problem in expression_problems(text)} <= {"too-large", "bad-expression"}
    remarks(text)
    interview = opened("<a/><b/>", bind("b", relevant=expression), asked("a"))
    interview.set("/data/a", "1")
    assert isinstance(interview.problems(), list)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(a*)*b", "(.*.*.*.*)*x", "a*a*a*a*a*a*b"])
def test_a_pattern_that_explodes_elsewhere_is_judged(pattern):
    interview = opened("<a/>", bind("a", type="string", constraint=f"regex(., '{pattern}')"), asked("a"))
    interview.set("/data/a", "a" * 20_000 + "!")
    assert not interview.state("/data/a").valid


def test_a_language_that_the_form_does_not_speak_is_refused():
    interview = opened("<a/>")
    with pytest.raises(FormProblem, match="không có ngôn ngữ"):
        interview.speak("Klingon")


@pytest.mark.parametrize(
    ("answer", "code"), [("3", ""), ("9", "range"), ("0", "range"), ("2.5", "range"), ("1", ""), ("5", "")]
)
def test_an_answer_outside_of_its_range_is_told(answer, code):
    body = '<range ref="/data/a" start="1" end="5" step="1"><label>A</label></range>'
    interview = opened("<a/>", bind("a", type="decimal"), body)
    interview.set("/data/a", answer)
    assert [problem.code for problem in interview.problems()] == ([code] if code else [])


@pytest.mark.parametrize(("start", "end", "step"), [("x", "5", "1"), ("1", "5", "0"), ("", "", ""), ("5", "1", "-1")])
def test_a_range_without_bounds_binds_nobody(start, end, step):
    body = f'<range ref="/data/a" start="{start}" end="{end}" step="{step}"><label>A</label></range>'
    interview = opened("<a/>", bind("a", type="int"), body)
    interview.set("/data/a", "3")
    assert interview.problems() == []
