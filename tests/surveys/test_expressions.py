"""Expressions as the shipped questionnaire and officers write them: values as ODK gives them, and named problems."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.clock import VIETNAM
from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.references import resolved
from desktop.surveys.xpath.values import Value, plain
from tests.surveys.xpath.documents import node_at, parse_document, surroundings

ROOT = parse_document(
    "<data><g><me>khong co</me><n>4</n><d>2025-07-22</d><t>Nông Thị Hoa</t></g><code>1</code><empty/></data>"
)
HERE = Context(node_at(ROOT, "/*[1]/*[1]/*[1]"), surroundings(ROOT, VIETNAM))


def value_of(expression: str) -> Value:
    """What an expression gives at /data/g/me; the text of a node where it gives one."""
    return plain(compile_expression(expression).evaluate(HERE))


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
        ("/data/empty = ''", True),
        ("/data/empty > 0", False),
        ("/data/empty != 3", True),
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
        ("number('1e3')", 1000.0),
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
    found = value_of(expression)
    assert type(found) is type(value)
    assert found == value or str(found) == str(value) == "nan"


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
        "a/",
        "if(1,2)",
    ],
)
def test_what_is_no_xpath_is_said_so(expression):
    with pytest.raises(ExpressionError) as caught:
        value_of(expression)
    assert caught.value.code in ("bad-expression", "wrong-arguments")
    assert caught.value.advice


def test_today_is_the_day_in_vietnam():
    assert value_of("string(today())") == "2026-11-22"


def test_and_or_stop_when_the_answer_is_certain():
    assert value_of("1 = 2 and count('x') = 1") is False
    assert value_of("1 = 1 or count('x') = 1") is True


def test_long_chains_need_no_deep_stack():
    assert value_of("1" + " + 1" * 2000) == 2001.0
    assert value_of("1 = 2" + " or 1 = 2" * 1000 + " or 1 = 1") is True


def test_paths_are_listed_and_resolved():
    listed = compile_expression(". <= /data/B/so_nk and ../x = current()/../y").references
    assert listed == {".", "/data/B/so_nk", "../x", "../y"}
    assert resolved("./../y", "/data/g/me") == "/data/g/y"
    assert resolved("../../x", "/data/g/me") == "/data/x"
    assert resolved(".", "/data/g/me") == "/data/g/me"


@given(st.text(max_size=40) | st.text(alphabet="()=<>!.,/'\"[]andor 1ab-*+|$@:", max_size=40))
def test_any_text_is_an_expression_or_a_problem(text):
    try:
        value_of(text)
    except ExpressionError:
        return  # refused by name, which is all that is asked of text that is no expression


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_comparisons_agree_with_python(left, right):
    for sign, expected in (("<", left < right), ("<=", left <= right), ("=", left == right), ("!=", left != right)):
        assert value_of(f"{left} {sign} {right}") is expected
