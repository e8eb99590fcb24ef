"""Each construct of the dialect table is told, and what looks like it and means the same everywhere is not."""

import pytest

from desktop.surveys.engine.plan import make_plan, plan_of
from desktop.surveys.lint.dialects import dialects, is_anchored
from desktop.surveys.lint.remarks import remarks
from desktop.surveys.xform.reading import read
from tests.surveys.engine.forms import asked, bind, written

NODES = "<a/><d/><e/><t/><n/><r/><s/><m><v/><w/></m>"
BODY = asked("a", "d", "e", "t", "n") + (
    '<group ref="/data/m"><label>M</label><repeat nodeset="/data/m">' + asked("m/v", "m/w") + "</repeat></group>"
)
BINDS = (
    bind("a", type="int")
    + bind("d", type="date")
    + bind("e", type="date")
    + bind("n", type="dateTime")
    + bind("m/v", type="int", relevant="../w = 1")
    + bind("m/w", type="int")
    + bind("s", type="string", calculate="today()")
)


def form(calculation: str, path: str = "r", **said: str) -> str:
    """A form with this calculation."""
    given = {"type": "string", "calculate": calculation, **said}
    return written(NODES, BINDS + bind(path, **given), BODY)


def found(calculation: str, path: str = "r", **said: str) -> list[str]:
    """The divergent constructs of a calculation."""
    return dialects(make_plan(read(form(calculation, path, **said))))


@pytest.mark.parametrize(
    ("calculation", "codes"),
    [
        ("sum(/data/m/v)", ["dialect-sum"]),
        ("max(/data/m/v)", ["dialect-sum"]),
        ("1 + sum(/data/m/v) * 2", ["dialect-sum"]),
        ("sum(/data/m/v[. != ''])", []),
        ("sum(/data/m/w)", []),
        ("count(/data/m/v)", []),
        ("count(/data/m[/data/m/w > 3])", ["dialect-predicate"]),
        ("count(/data/m/v[/data/m/w > 3])", ["dialect-predicate"]),
        ("count(/data/m[./w > 3])", []),
        ("count(/data/m[w > /data/a])", []),
        ("regex(/data/t, 'h')", ["dialect-regex"]),
        ("regex(/data/t, '^a|b$')", ["dialect-regex"]),
        ("regex(/data/t, '^a\\$')", ["dialect-regex"]),
        ("regex(/data/t, '^(a|b)$')", []),
        ("regex(/data/t, '.*h.*')", []),
        ("regex(/data/t, /data/a)", []),
        ("/data/d < '2021-01-01'", ["dialect-day-text"]),
        ("'2021-01-01' >= /data/t", ["dialect-day-text"]),
        ("/data/d < date('2021-01-01')", []),
        ("/data/d = '2021-01-01'", []),
        ("/data/d != ''", []),
        ("/data/d < today()", []),
        ("/data/d < /data/s", []),
        ("/data/d + 0", ["dialect-day-number"]),
        ("number(/data/d)", ["dialect-day-number"]),
        ("int(today())", ["dialect-day-number"]),
        ("/data/d div 365", ["dialect-day-number"]),
        ("-/data/d", ["dialect-day-number"]),
        ("/data/d + 7 > 18000", ["dialect-day-number"]),
        ("now() - /data/d", ["dialect-day-number"]),
        ("concat(/data/d + 1, 'x')", ["dialect-day-number"]),
        ("today() - /data/d", []),
        ("int((today() - /data/d) div 365.25)", []),
        ("date(/data/d + 7)", []),
        ("format-date(/data/d + 7, '%Y')", []),
        ("/data/d + 7 < today()", []),
        ("decimal-date-time(today()) - decimal-date-time(/data/t)", []),
        ("if(/data/a = 1, /data/d, '')", []),
        ("round(-/data/a)", ["dialect-round"]),
        ("round(/data/a - 2.5)", ["dialect-round"]),
        ("round(/data/a, 2)", ["dialect-round"]),
        ("round(/data/a div 3)", []),
        ("/data/m[2]/w", ["dialect-position"]),
        ("/data/m[/data/a + 1]/w", ["dialect-position"]),
        ("position(/data/m[2])", ["dialect-position"]),
        ("indexed-repeat(/data/m/w, /data/m, 2)", []),
        ("/data/m[position() = 2]/w", []),
    ],
)
def test_a_construct_is_told_and_its_near_miss_is_not(calculation, codes):
    assert found(calculation) == codes


def test_a_day_that_is_kept_as_a_day_shows_no_number():
    assert found("/data/d + 7", type="date") == []


def test_a_remark_names_the_letter_where_it_begins():
    (said,) = remarks(form("1 + sum(/data/m/v)"))
    assert said.place == "/data/r, calculate, chữ thứ 5"
    assert said.code == "dialect-sum"
    assert "sum(${v}[. != ''])" in said.advice
    assert said.remark


def test_what_cannot_be_read_is_no_dialect():
    assert dialects(plan_of(form("sum(("))) == []


@pytest.mark.parametrize(
    ("pattern", "whole"),
    [("^a$", True), ("a", False), ("^a", False), ("a$", False), ("^a|b$", False), ("^[a|b]$", True), ("^\\|$", True)],
)
def test_anchors(pattern, whole):
    assert is_anchored(pattern) is whole
