"""The small XPath: values as ODK gives them, and a named problem for everything it does not know."""

import math
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.surveys.expressions import DEEPEST_NESTING, LONGEST_EXPRESSION, absolute, parse
from desktop.surveys.functions import ExpressionProblem, Value

TODAY = date(2026, 11, 22)


@dataclass
class Here:
    """A scope with given values; what is not given is empty."""

    values: dict[str, Value] = field(default_factory=dict)
    path: str = "/data/g/me"
    today: date | None = TODAY

    def value(self, path: str) -> Value:
        return self.values.get(path, "")


HERE = Here(
    {
        "/data/g/me": "khong co",
        "/data/g/n": 4.0,
        "/data/g/d": date(2025, 7, 22),
        "/data/g/t": "Nông Thị Hoa",
        "/data/code": "1",
    }
)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("7 - 2 - 1", 4.0),
        ("7 mod 3", 1.0),
        ("-7 mod 3", -1.0),
        ("1 div 4", 0.25),
        ("--2", 2.0),
        ("-1 + 3", 2.0),
        (".5 + 1.", 1.5),
        ("1 = 1.0", True),
        ("1 < 2 and 2 < 3", True),
        ("1 < 2 and 3 < 2 or 1 = 1", True),
        ("1 = 1 = 1", True),
        ("'1' = 1", True),
        ("'01' = '1'", False),
        ("'' = 0", False),
        ("true() = 'x'", True),
        ("'a' != 'b'", True),
        ("/data/missing = ''", True),
        ("/data/missing > 0", False),
        ("/data/missing != 3", True),
        ("/data/code = 1", True),
        ("/data/code = '1'", True),
        ("../n > 3", True),
        ("current()/../n >= 4", True),
        ("n", ""),
        ("selected(., 'co')", True),
        ("selected(., 'kh')", False),
        ("selected(., ' khong ')", True),
        ("count-selected(.)", 2.0),
        ("count-selected('')", 0.0),
        ("not(selected(., 'khong') and count-selected(.) > 1)", False),
        ("regex('02107-01-001', '^[0-9]{5}-[0-9]{2}-[0-9]{3}$')", True),
        ("regex('x02107-01-001', '[0-9]{5}-[0-9]{2}-[0-9]{3}')", False),
        ("regex('٣', '\\d')", False),
        ("regex(../t, '^ *[^ ]+( +[^ ]+)+ *$')", True),
        ("regex('Hoa', '^ *[^ ]+( +[^ ]+)+ *$')", False),
        ("../d <= today()", True),
        ("../d >= date('2025-07-23')", False),
        ("../d < '2025-07-23'", True),
        ("../d = '2025-07-22'", True),
        ("../d = date('2025-07-22')", True),
        ("../d + 1", 20292.0),
        ("date(../d + 1) = '2025-07-23'", True),
        ("date('')", ""),
        ("number('')", math.nan),
        ("number('1e3')", math.nan),
        ("number(' 12 ')", 12.0),
        ("string(3.0)", "3"),
        ("string(0.5)", "0.5"),
        ("string(1 div 0)", "Infinity"),
        ("string(0 div 0)", "NaN"),
        ("string(true())", "true"),
        ("boolean('')", False),
        ("boolean(0)", False),
        ("boolean('0')", True),
        ("int(-2.7)", -2.0),
        ("round(-2.5)", -2.0),
        ("round(2.5)", 3.0),
        ("round(1.005, 2)", 1.01),
        ("if(1 > 2, 'a', 'b')", "b"),
        ("coalesce('', 'x')", "x"),
        ("concat('a', 1, true())", "a1true"),
        ("string-length('Đặng')", 4.0),
        ("normalize-space('  a   b ')", "a b"),
        ("contains('abc', 'b') and starts-with('abc', 'a')", True),
        ("/data/g/n div 2", 2.0),
        ("3 mod 2 = 1", True),
    ],
)
def test_values(expression, value):
    found = parse(expression).evaluate(HERE)
    assert type(found) is type(value)
    assert found == value or str(found) == str(value) == "nan"


@pytest.mark.parametrize(
    ("expression", "named"),
    [
        ("pulldata('a', 'b', 'c', 'd')", "pulldata()"),
        ("count(/data/r)", "count()"),
        ("/data/r[1]/x", "[...]"),
        ("//x", "//"),
        ("instance('a')/root/item", "instance()"),
        ("/data/a | /data/b", "|"),
        ("@id", "@"),
        ("$a = 1", "$"),
        ("jr:choice-name(a, b)", ":"),
        ("regex(., '(?<=a)+\\p{L}')", "regex"),
        ("(" * (DEEPEST_NESTING + 1) + "1" + ")" * (DEEPEST_NESTING + 1), "lồng nhau"),
        ("1" + " + 1" * LONGEST_EXPRESSION, "quá dài"),
    ],
)
def test_what_is_beyond_it_is_named(expression, named):
    with pytest.raises(ExpressionProblem, match="chưa hỗ trợ") as caught:
        parse(expression).evaluate(HERE)
    assert named in caught.value.message
    assert caught.value.code == "unsupported"


@pytest.mark.parametrize(
    "expression",
    [
        "",
        " ",
        "1 +",
        "(1",
        "1)",
        "a b",
        "= 1",
        "a == 1",
        "a && b",
        "'open",
        "not()",
        "not(1, 2)",
        "today(1",
        "/",
        "a/",
        "if(1,2)",
    ],
)
def test_what_is_no_xpath_is_said_so(expression):
    with pytest.raises(ExpressionProblem) as caught:
        parse(expression)
    assert caught.value.code == "bad-expression"
    assert caught.value.advice


def test_today_needs_a_clock():
    assert parse("today()").evaluate(HERE) == TODAY
    with pytest.raises(ExpressionProblem, match=r"today\(\)"):
        parse("today()").evaluate(Here(today=None))


def test_a_text_that_is_no_date_is_a_problem():
    with pytest.raises(ExpressionProblem, match="không phải là ngày"):
        parse("date('hôm qua')").evaluate(HERE)


def test_and_or_stop_when_the_answer_is_certain():
    assert parse("1 = 2 and date('x') = 1").evaluate(HERE) is False
    assert parse("1 = 1 or date('x') = 1").evaluate(HERE) is True


def test_long_chains_need_no_deep_stack():
    assert parse("1" + " + 1" * 2000).evaluate(HERE) == 2001.0
    assert parse("1 = 2" + " or 1 = 2" * 1000 + " or 1 = 1").evaluate(HERE) is True


def test_paths_are_listed_and_resolved():
    assert parse(". <= /data/B/so_nk and ../x = current()/../y").paths == {".", "/data/B/so_nk", "../x", "./../y"}
    assert absolute("./../y", "/data/g/me") == "/data/g/y"
    assert absolute("../../x", "/data/g/me") == "/data/x"
    assert absolute(".", "/data/g/me") == "/data/g/me"


@given(st.text(max_size=40) | st.text(alphabet="()=<>!.,/'\"[]andor 1ab-*+|$@:", max_size=40))
def test_any_text_is_an_expression_or_a_problem(text):
    try:
        parse(text).evaluate(HERE)
    except ExpressionProblem:
        return  # refused by name, which is all that is asked of text that is no expression


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_comparisons_agree_with_python(left, right):
    for sign, expected in (("<", left < right), ("<=", left <= right), ("=", left == right), ("!=", left != right)):
        assert parse(f"{left} {sign} {right}").evaluate(HERE) is expected
