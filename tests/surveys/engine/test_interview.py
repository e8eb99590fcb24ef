"""One response being filled in: relevance, calculations, required, constraints, choices, actions, languages."""

import pytest

from desktop.clock import ScriptedClock
from desktop.errors import FormProblem
from desktop.surveys.definition import Choice, FlawedForm
from desktop.surveys.engine.interview import NoSuchNode, open_form
from desktop.surveys.engine.tables import tables_of
from desktop.surveys.xform.reading import read
from tests.surveys.engine.forms import NOW, asked, bind, opened, value, written


def test_an_answer_turns_what_depends_on_it_and_nothing_else():
    interview = opened("<a/><b/><c/><d/>", bind("b", relevant="/data/a > 3") + bind("c", calculate="/data/a * 2"))
    changed = {node.path for node in interview.set("/data/a", "5")}
    assert changed == {"/data/a", "/data/b", "/data/c"}
    assert interview.state("/data/b").relevant
    assert value(interview, "c") == "10"
    assert {node.path for node in interview.set("/data/a", "6")} == {"/data/a", "/data/c"}


def test_what_is_in_a_group_that_is_not_asked_counts_as_empty():
    binds = bind("g", relevant="/data/a = 'x'") + bind("t", calculate="concat('<', /data/g/b, '>')")
    interview = opened("<a>x</a><g><b>1</b></g><t/>", binds)
    assert value(interview, "t") == "<1>"
    interview.set("/data/a", "y")
    assert (value(interview, "t"), interview.state("/data/g/b").relevant) == ("<>", False)
    interview.set("/data/a", "x")
    assert value(interview, "t") == "<1>", "the answer was kept"


def test_a_chain_is_calculated_in_order_whatever_order_it_is_written_in():
    binds = bind("c", calculate="/data/b + 1") + bind("b", calculate="/data/a + 1", type="int")
    interview = opened("<a>1</a><b/><c/>", binds)
    assert (value(interview, "b"), value(interview, "c")) == ("2", "3")
    interview.set("/data/a", "10")
    assert (value(interview, "b"), value(interview, "c")) == ("11", "12")


def test_a_constraint_looks_only_at_answers_and_says_its_message():
    interview = opened("<a/>", bind("a", constraint=". >= 1", jr__constraintMsg="Từ 1"), asked("a", label="Số người"))
    assert interview.problems() == []
    interview.set("/data/a", "0")
    assert [(p.place, p.message, p.code, p.name) for p in interview.problems()] == [
        ("Số người", "Từ 1", "constraint", "/data/a")
    ]
    interview.set("/data/a", "1")
    assert interview.problems() == []


def test_a_constraint_beside_an_answer_that_was_refused_cannot_be_judged():
    interview = opened("<a/><b>9</b>", bind("b", constraint=". <= /data/a"), asked("a", "b"))
    assert [problem.name for problem in interview.problems()] == ["/data/b"]
    interview.leave_out(interview.node("/data/a"), "refused")
    assert interview.problems() == []
    interview.set("/data/a", "3")
    assert [problem.name for problem in interview.problems()] == ["/data/b"]


def test_required_is_computed_and_a_reason_is_no_answer():
    interview = opened("<a/><b/>", bind("b", required="/data/a = '1'"), asked("a", "b"))
    assert interview.problems() == []
    interview.set("/data/a", "1")
    assert [problem.code for problem in interview.problems()] == ["required"]
    interview.leave_out(interview.node("/data/b"), "unknown")
    assert [problem.code for problem in interview.problems()] == ["required"]


def test_a_circle_is_refused_with_its_members():
    with pytest.raises(FlawedForm) as caught:
        opened("<a/><b/>", bind("a", calculate="/data/b") + bind("b", calculate="/data/a"))
    assert caught.value.code == "cycle"
    assert "a" in caught.value.message
    assert "b" in caught.value.message


def test_a_relevance_that_depends_on_its_own_calculation_is_a_circle():
    with pytest.raises(FlawedForm) as caught:
        opened("<a/><b/>", bind("a", relevant="/data/b = 1", calculate="1") + bind("b", calculate="/data/a"))
    assert caught.value.code == "cycle"


@pytest.mark.parametrize(
    ("nodes", "binds"),
    [
        ("<a/>", bind("a", relevant=". = 1")),
        ("<a/>", bind("a", relevant="/data/a = ''")),
        ("<a/>", bind("a", calculate="/data/a + 1")),
        ("<a/>", bind("a", calculate="if(. = '', 5, .)")),
        ("<g><a/></g>", bind("g", relevant="/data/g/a != 1")),
        ("<g><a/></g>", bind("g", relevant="./a != 1")),
    ],
)
def test_what_depends_on_itself_is_refused_as_on_tablets(nodes, binds):
    with pytest.raises(FlawedForm, match="phụ thuộc vào chính nó") as caught:
        opened(nodes, binds)
    assert caught.value.code == "cycle"


def test_once_may_read_itself():
    assert value(opened("<a/>", bind("a", calculate="once(5)")), "a") == "5"


def test_a_bad_expression_is_refused_with_its_place():
    with pytest.raises(FlawedForm) as caught:
        opened("<a/>", bind("a", relevant="1 +"))
    assert caught.value.problem.name == "a"
    assert "cột" in caught.value.message


def test_a_question_without_a_node_is_refused():
    with pytest.raises(FlawedForm) as caught:
        opened("<a/>", "", asked("b"))
    assert caught.value.code == "no-node"


@pytest.mark.parametrize("path", ["/data/x", "/data/a[2]", "/other/a", "", "/data/a[x]", "/data/a[0]", "/data"])
def test_a_path_that_leads_nowhere_is_told(path):
    with pytest.raises(NoSuchNode):
        opened("<a/>").set(path, "1")


LISTS = (
    '<instance id="tinh"><root><item><name>1</name><label>Một</label></item></root></instance>'
    '<instance id="xa"><root>'
    "<item><name>11</name><label>Xã A</label><tinh>1</tinh></item>"
    "<item><name>12</name><label>Xã B</label><tinh>1</tinh></item>"
    "<item><name>21</name><label>Xã C</label><tinh>2</tinh></item></root></instance>"
)
SELECT = (
    '<select1 ref="/data/b"><label>Xã</label><itemset nodeset="instance(\'xa\')/root/item[tinh = /data/a]">'
    '<value ref="name"/><label ref="label"/></itemset></select1>'
)


def test_choices_are_filtered_and_a_choice_that_left_the_list_is_kept_and_told():
    interview = opened("<a/><b/><n/>", bind("n", calculate="jr:choice-name(/data/b, '/data/b')"), SELECT, LISTS)
    assert interview.state("/data/b").choices == ()
    interview.set("/data/a", "1")
    assert interview.state("/data/b").choices == (Choice("11", "Xã A"), Choice("12", "Xã B"))
    interview.set("/data/b", "12")
    assert value(interview, "n") == "Xã B"
    assert interview.problems() == []
    interview.set("/data/a", "2")
    assert [problem.code for problem in interview.problems()] == ["choice"]
    assert value(interview, "b") == "12"


def test_lists_of_the_desk_take_the_place_of_an_outside_list():
    body = (
        '<select1 ref="/data/b"><itemset nodeset="instance(\'thon\')/root/item">'
        '<value ref="name"/><label ref="label"/></itemset></select1>'
    )
    outside = '<instance id="thon" src="jr://file-csv/thon.csv"/>'
    xml = written("<b/>", "", body, outside)
    here = open_form(xml, ScriptedClock(NOW), lists={"thon": (Choice("x", "Thôn X"),)})
    assert here.state("/data/b").choices == (Choice("x", "Thôn X"),)
    rows = tables_of(read(xml), lambda name: "name,label\nt1,Thôn 1\n" if name == "thon.csv" else None)
    assert open_form(xml, ScriptedClock(NOW), tables=rows).state("/data/b").choices == (Choice("t1", "Thôn 1"),)
    absent = tables_of(read(xml), lambda _name: None)
    assert open_form(xml, ScriptedClock(NOW), tables=absent).state("/data/b").choices == ()


def test_pulldata_reads_an_outside_list():
    xml = written(
        "<a>t2</a><n/>", bind("n", calculate="pulldata('thon', 'label', 'name', /data/a)"), "",
        '<instance id="thon" src="jr://file-csv/thon.csv"/>',
    )  # fmt: skip
    tables = tables_of(read(xml), lambda _name: "\ufeffname,label\nt1,Một\nt2,Hai\n")
    interview = open_form(xml, ScriptedClock(NOW), tables=tables)
    assert value(interview, "n") == "Hai"
    interview.set("/data/a", "t9")
    assert value(interview, "n") == ""


def test_actions_run_when_the_form_is_opened_and_when_an_answer_changes():
    body = (
        '<input ref="/data/a"><label>A</label>'
        '<setvalue event="xforms-value-changed" ref="/data/c" value="concat(/data/a, \'!\')"/></input>'
    )
    first = '<setvalue event="odk-instance-first-load" ref="/data/b" value="today()"/>'
    interview = opened("<a/><b/><c/>", bind("b", type="date"), body, first)
    assert value(interview, "b") == "2026-11-23"
    interview.set("/data/a", "x")
    assert value(interview, "c") == "x!"
    interview.set("/data/c", "mine")
    interview.set("/data/b", "2026-01-01")
    assert value(interview, "c") == "mine", "only an answer to A runs it"


def test_preloads_know_the_day_the_moment_and_the_response():
    binds = (
        bind("today", jr__preload="date", jr__preloadParams="today")
        + bind("start", jr__preload="timestamp", jr__preloadParams="start")
        + bind("end", jr__preload="timestamp", jr__preloadParams="end")
    )
    xml = written("<today/><start/><end/><meta><instanceID/></meta>", binds)
    interview = open_form(xml, ScriptedClock(NOW), new_id="uuid:1")
    assert value(interview, "today") == "2026-11-23"
    assert value(interview, "start") == "2026-11-23T09:30:00.000+07:00"
    assert value(interview, "meta/instanceID") == "uuid:1"
    assert value(interview, "end") == ""
    interview.finish()
    assert value(interview, "end") == "2026-11-23T09:30:00.000+07:00"


def test_a_calculation_by_chance_is_made_once():
    interview = opened("<a/><b/>", bind("a", calculate="once(uuid())") + bind("b", calculate="concat(/data/a, '')"))
    before = value(interview, "a")
    assert before
    interview.set("/data/b", "x")
    assert value(interview, "a") == before


ITEXT = (
    '<itext><translation lang="vi" default="true()"><text id="a"><value>Chào <output value="/data/n"/></value>'
    '</text></translation><translation lang="en"><text id="a"><value>Hello <output value="/data/n"/></value></text>'
    "</translation></itext>"
)


def test_labels_show_values_in_the_language_that_is_on():
    interview = opened("<n>Lan</n><a/>", "", '<input ref="/data/a"><label ref="jr:itext(\'a\')"/></input>', ITEXT)
    assert interview.state("/data/a").label == "Chào Lan"
    interview.set("/data/n", "Hoa")
    interview.speak("en")
    assert interview.state("/data/a").label == "Hello Hoa"
    with pytest.raises(FormProblem):
        interview.speak("fr")
