"""Repeats whose number the form counts (`jr:count`): a number that is corrected takes no answers away."""

from datetime import UTC, datetime

import pytest

from desktop.clock import ScriptedClock
from desktop.surveys.engine.interview import Interview, open_form
from tests.surveys.test_xform import xform

FORM = xform(
    nodes="<a/><limit>18</limit><member><age/><adult/></member><total/><old/>",
    binds='<bind nodeset="/data/a" type="int"/><bind nodeset="/data/member/age" type="int"/>'
    '<bind nodeset="/data/member/adult" relevant="../age &gt;= /data/limit"/>'
    '<bind nodeset="/data/total" type="int" calculate="sum(/data/member/age)"/>'
    '<bind nodeset="/data/old" type="int" calculate="count(/data/member/adult)"/>',
    body='<input ref="/data/a"><label>A</label></input><group ref="/data/member"><label>M</label>'
    '<repeat nodeset="/data/member" jr:count="/data/a"><input ref="/data/member/age"><label>Age</label></input>'
    '<input ref="/data/member/adult"><label>Adult</label></input></repeat></group>',
)


@pytest.fixture
def interview() -> Interview:
    """Three members of 10, 20 and 30 years."""
    opened = open_form(FORM, ScriptedClock(datetime(2026, 11, 23, 5, tzinfo=UTC)))
    opened.set("/data/a", "3")
    for at, age in enumerate(("10", "20", "30"), start=1):
        opened.set(f"/data/member[{at}]/age", age)
    return opened


def ages(interview: Interview) -> list[str]:
    return [node.value for node in interview.nodes() if node.name == "age"]


def value(interview: Interview, name: str) -> str | None:
    return interview.state(f"/data/{name}").value


def test_a_number_that_is_taken_back_leaves_the_repeats(interview: Interview) -> None:
    interview.set("/data/a", "")
    assert ages(interview) == ["10", "20", "30"]
    assert value(interview, "total") == "60"


def test_a_smaller_number_takes_the_last_away(interview: Interview) -> None:
    interview.set("/data/a", "1")
    assert ages(interview) == ["10"]
    assert (value(interview, "total"), value(interview, "old")) == ("10", "0")


def test_a_number_set_right_brings_the_answers_back_in_their_order(interview: Interview) -> None:
    interview.set("/data/a", "1")
    interview.set("/data/a", "4")
    assert ages(interview) == ["10", "20", "30", ""]
    assert value(interview, "old") == "2"
    interview.set("/data/member[2]/age", "5")
    assert value(interview, "old") == "1"
    assert interview.state("/data/member[3]/adult").relevant
    assert not interview.state("/data/member[2]/adult").relevant


def test_what_came_back_is_shown_as_changed(interview: Interview) -> None:
    interview.set("/data/a", "2")
    assert "/data/member[3]/age" in {node.path for node in interview.set("/data/a", "3")}


def test_what_came_back_follows_what_changed_meanwhile(interview: Interview) -> None:
    interview.set("/data/a", "0")
    assert (value(interview, "total"), value(interview, "old")) == ("0", "0")
    interview.set("/data/limit", "10")
    interview.set("/data/a", "2")
    assert value(interview, "old") == "2"
    interview.set("/data/member/age", "9")
    assert ages(interview) == ["9", "20"]
    assert value(interview, "old") == "1"
