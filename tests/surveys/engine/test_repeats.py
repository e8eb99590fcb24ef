"""Repeats: those that people add, those that the form counts, and what looks at them from inside and outside."""

import pytest

from desktop.surveys.engine.interview import Interview, NoSuchNode
from desktop.surveys.engine.outline import outline
from tests.surveys.engine.forms import asked, bind, opened, value


def repeat(body: str, count: str = "") -> str:
    counted = f' jr:count="{count}"' if count else ""
    return f'<group ref="/data/m"><label>Người</label><repeat nodeset="/data/m"{counted}>{body}</repeat></group>'


def family(count: str = "", *, binds: str = "") -> Interview:
    own = bind("m/age", type="int") + bind("m/adult", calculate="if(/data/m/age >= 18, 1, 0)", type="int")
    outside = bind("adults", calculate="sum(/data/m/adult)") + bind("all", calculate="count(/data/m)")
    place = bind("m/place", calculate="position(..)")
    return opened(
        "<n/><m><age/><adult/><place/></m><adults/><all/>", own + outside + place + binds,
        asked("n") + repeat(asked("m/age"), count),
    )  # fmt: skip


def test_an_absolute_path_means_the_same_member():
    interview = family()
    interview.set("/data/m/age", "40")
    interview.add("/data/m")
    interview.set("/data/m[2]/age", "3")
    assert (value(interview, "m/adult"), value(interview, "m[2]/adult")) == ("1", "0")
    assert (value(interview, "adults"), value(interview, "all")) == ("1", "2")


def test_an_answer_of_one_member_touches_no_other_member():
    interview = family()
    interview.add("/data/m")
    assert "/data/all" in {node.path for node in interview.taken()}
    changed = {node.path for node in interview.set("/data/m[2]/age", "50")}
    assert changed == {"/data/m[2]/age", "/data/m[2]/adult", "/data/adults"}


def test_removing_a_member_moves_the_others_up():
    interview = family()
    for number, age in enumerate(("40", "3", "70"), 1):
        if number > 1:
            interview.add("/data/m")
        interview.set(f"/data/m[{number}]/age", age)
    assert [value(interview, f"m[{number}]/place") for number in (1, 2, 3)] == ["1", "2", "3"]
    interview.remove("/data/m[1]")
    assert [value(interview, f"m[{number}]/age") for number in (1, 2)] == ["3", "70"]
    assert [value(interview, f"m[{number}]/place") for number in (1, 2)] == ["1", "2"]
    assert (value(interview, "adults"), value(interview, "all")) == ("1", "2")


def test_the_last_member_can_be_removed_and_another_one_added():
    interview = family()
    interview.remove("/data/m")
    assert value(interview, "all") == "0"
    interview.add("/data/m")
    assert (value(interview, "all"), value(interview, "m/place")) == ("1", "1")
    assert [node.name for node in interview.instance.root.children] == ["n", "m", "adults", "all"]


@pytest.mark.parametrize(("answer", "members"), [("3", 3), ("0", 0), ("", 2), ("-2", 0), ("2.7", 2), ("x", 2)])
def test_the_form_counts_its_repeats(answer, members):
    interview = family("/data/n")
    interview.set("/data/n", "2")
    interview.set("/data/n", answer)
    assert value(interview, "all") == str(members)


def test_a_count_beyond_reason_is_cut():
    interview = opened("<n/><m><a/></m>", "", asked("n") + repeat(asked("m/a"), "/data/n"))
    interview.set("/data/n", "999999999")
    assert len(interview.instance.at("/data/m")) == 5000


def test_a_new_member_begins_with_the_template_and_with_its_actions():
    interview = opened(
        '<m jr:template=""><a>7</a><b/></m><m><a>1</a><b/></m>', "", repeat(asked("m/a")),
        '<setvalue event="odk-new-repeat" ref="/data/m/b" value="position(..) * 10"/>',
    )  # fmt: skip
    assert (value(interview, "m/a"), value(interview, "m/b")) == ("1", "")
    interview.add("/data/m")
    assert (value(interview, "m[2]/a"), value(interview, "m[2]/b")) == ("7", "20")


def test_only_repeats_can_be_added_or_removed():
    interview = family()
    for path in ("/data/n", "/data/x", "/data/m/age"):
        with pytest.raises(NoSuchNode):
            interview.add(path)
    with pytest.raises(NoSuchNode):
        interview.remove("/data/n")


def test_a_member_of_a_group_that_is_not_asked_is_not_asked_either():
    body = f'<group ref="/data/g"><repeat nodeset="/data/g/m">{asked("g/m/a")}</repeat></group>'
    interview = opened("<y/><g><m><a/></m></g>", bind("g", relevant="/data/y = '1'"), body)
    interview.add("/data/g/m")
    assert not interview.state("/data/g/m[2]/a").relevant
    interview.set("/data/y", "1")
    assert interview.state("/data/g/m[2]/a").relevant


def test_what_stands_on_the_screen():
    interview = family()
    interview.add("/data/m")
    assert [(part.kind, part.node.path, part.depth) for part in outline(interview)] == [
        ("question", "/data/n", 0), ("group", "/data/m", 0), ("repeat", "/data/m", 1), ("question", "/data/m/age", 2),
        ("repeat", "/data/m[2]", 1), ("question", "/data/m[2]/age", 2), ("add", "/data", 1),
    ]  # fmt: skip


def nested() -> Interview:
    """Two households of two members each; `c` is what the first member of the own household said."""
    inner = '<repeat nodeset="/data/h/m">' + asked("h/m/t") + "</repeat>"
    body = f'<group ref="/data/h"><repeat nodeset="/data/h"><group ref="/data/h/m">{inner}</group></repeat></group>'
    calculation = bind("h/m/c", calculate="indexed-repeat(/data/h/m/t, /data/h/m, 1)")
    interview = opened("<h><m><t/><c/></m></h>", calculation, body)
    interview.add("/data/h")
    interview.add("/data/h/m")
    interview.add("/data/h[2]/m")
    return interview


def test_an_indexed_repeat_inside_another_stays_in_the_one_around() -> None:
    interview = nested()
    interview.set("/data/h/m/t", "one")
    interview.set("/data/h[2]/m/t", "two")
    assert value(interview, "h[2]/m/c") == "two"
    assert value(interview, "h/m/c") == "one"


def test_an_indexed_repeat_is_calculated_again_for_all_beside_it() -> None:
    interview = nested()
    interview.set("/data/h[2]/m/t", "two")
    assert (value(interview, "h[2]/m[2]/c"), value(interview, "h/m[2]/c")) == ("two", "")
