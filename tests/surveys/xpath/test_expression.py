"""One expression from text to value: columns of errors, limits, references, and the sides taken in ODK's dialects."""

import math

import pytest

from desktop.clock import VIETNAM
from desktop.surveys.xpath.context import Budget, Context
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.grammar import DEEPEST_NESTING, LONGEST_EXPRESSION
from desktop.surveys.xpath.nodes import Node, document_of
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.references import resolved
from tests.surveys.xpath.documents import evaluate, node_at, parse_document, surroundings

REPEATS = "<data><m><v>1</v></m><m><v>5</v></m><d>2020-02-29</d></data>"


def failure(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        evaluate(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        ("", 1, "bad-expression"),
        ("1 +", 4, "bad-expression"),
        ("a == b", 4, "bad-expression"),
        ("a && b", 3, "bad-expression"),
        ("if(1, 2", 8, "bad-expression"),
        ("'open", 1, "bad-expression"),
        ("$x", 1, "bad-expression"),
        ("${x}", 1, "bad-expression"),
        ("namespace::x", 1, "bad-expression"),
        ("1 + Selected(a, 'b')", 5, "unknown-function"),
        ("  not()", 3, "wrong-arguments"),
        ("text('x')", 1, "unsupported"),
    ],
)
def test_an_error_has_its_column(text: str, column: int, code: str) -> None:
    error = failure(text)
    assert (error.column, error.code) == (column, code)
    assert error.message
    assert error.advice


@pytest.mark.parametrize(
    "text",
    [
        "(" * (DEEPEST_NESTING + 1) + "1" + ")" * (DEEPEST_NESTING + 1),
        "a[" * 2_000 + "1" + "]" * 2_000,
        "1" * (LONGEST_EXPRESSION + 1),
        "1" + "=1" * 4_000,
        "regex('a', '" + "(" * 50 + "a" + ")" * 50 + "')",
        "regex('a', '(a{1,2000}){1,2000}')",
    ],
)
def test_what_is_too_large_is_refused(text: str) -> None:
    assert failure(text).code == "too-large"


def test_long_sums_and_deep_brackets_within_the_limits_work() -> None:
    assert evaluate("1" + " + 1" * 5_000) == 5_001
    assert evaluate("if(true(), " * 79 + "7" + ", 0)" * 79) == 7
    assert evaluate("-" * 9_001 + "1") == -1


def test_an_expression_that_looks_at_too_many_nodes_stops() -> None:
    root = parse_document("<data>" + "<a>1</a>" * 400 + "</data>")
    expression = compile_expression("count(//a[//a[//a = 2] = 3])")
    with pytest.raises(ExpressionError) as caught:
        expression.evaluate(Context(root, surroundings(root)))
    assert caught.value.code == "too-large"


def test_a_budget_counts_down() -> None:
    budget = Budget(3)
    budget.spend(3)
    with pytest.raises(ExpressionError):
        budget.spend(1)


def test_each_evaluation_has_its_own_budget() -> None:
    root = parse_document(REPEATS)
    context = Context(root, surroundings(root), Budget(0))
    assert [compile_expression("count(//v)").evaluate(context) for _ in range(2)] == [2, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("../age >= 18 and selected(../jobs, 'farm')", {"../age", "../jobs"}),
        ("/data/m[./v > 3]/w", {"/data/m/v", "/data/m/w"}),
        (
            "instance('t')/root/item[n = current()/../c]/l",
            {"instance('t')/root/item/n", "../c", "instance('t')/root/item/l"},
        ),
        ("/data/m[/data/limit > v]/../x", {"/data/limit", "/data/m/v", "/data/x"}),
        ("position(..)", {".."}),
        ("once(1)", {"."}),
        ("string-length() > 2", {"."}),
        ("jr:choice-name(../a, '/data/b')", {"../a"}),
        ("//v | @id", {"//v", "./@id"}),
        ("'text' = 1", set()),
    ],
)
def test_an_expression_tells_what_it_reads(text: str, expected: set[str]) -> None:
    assert compile_expression(text).references == expected


@pytest.mark.parametrize(
    ("reference", "origin", "expected"),
    [
        ("../age", "/data/m/v", "/data/m/age"),
        (".", "/data/a", "/data/a"),
        ("./v", "/data/m", "/data/m/v"),
        ("../../x", "/data/m/v", "/data/x"),
        ("/data/b", "/data/a", "/data/b"),
        ("instance('t')/root", "/data/a", "instance('t')/root"),
    ],
)
def test_a_reference_is_resolved_from_where_it_stands(reference: str, origin: str, expected: str) -> None:
    assert resolved(reference, origin) == expected


def test_what_would_fail_is_known_before_it_runs() -> None:
    expression = compile_expression("if(true(), 1, nothing(not()))")
    assert [fault.what for fault in expression.faults] == ["not", "nothing"]
    assert evaluate(expression.text) == 1


def test_what_changes_by_itself_is_marked() -> None:
    assert compile_expression("concat(now(), 'x')").is_volatile
    assert not compile_expression("/data/now").is_volatile


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count(/data/m[/data/m/v > 3])", 2.0),
        ("count(/data/m[./v > 3])", 1.0),
        ("regex('what', 'h')", False),
        ("date(/data/d) < '2021-01-01'", True),
        ("/data/d + 0", 18321.0),
        ("number(date(/data/d))", 18321.0),
        ("round(-2.5)", -2.0),
        ("round(1.005, 2)", 1.01),
        ("string(/data/m[2]/v)", "5"),
        ("position(/data/m[2])", 2.0),
    ],
)
def test_our_side_of_the_dialects(text: str, expected: object) -> None:
    assert evaluate(text, REPEATS, zone=VIETNAM) == expected


def test_a_node_that_is_not_relevant_is_not_summed() -> None:
    root = parse_document(REPEATS)
    node_at(root, "/*[1]/*[1]/*[1]").relevant = False
    assert compile_expression("sum(/data/m/v)").number(Context(root, surroundings(root))) == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("string(/data/d[../m[v[. = current()/data/m[2]/v]]])", "2020-02-29"),
        ("count(/data/m[v[current()/v]])", 0.0),
        ("name(/data/*[position() = 3])", "d"),
        ("name(/data/d/preceding-sibling::*[1]/v)", "v"),
        ("string(/data/d/preceding-sibling::*[1]/v)", "5"),
        ("string((/data/d/preceding-sibling::*)[1]/v)", "1"),
        ("date-time('2020-01-01T00:00:00+07:00') = date('2020-01-01')", True),
        ("string(date-time('2026-01-01T20:00:00Z'))", "2026-01-02T03:00:00.000+07:00"),
        ("string(date(-0.5))", "1970-01-01"),
        ("boolean(date('1970-01-01'))", True),
    ],
)
def test_places_and_days(text: str, expected: object) -> None:
    assert evaluate(text, REPEATS, zone=VIETNAM) == expected


def test_a_step_counts_what_it_looks_at() -> None:
    root = parse_document("<data>" + "<a>1</a>" * 50 + "</data>")
    context = Context(root, surroundings(root))
    expression = compile_expression("/descendant::b")
    context.budget = Budget(100)
    with pytest.raises(ExpressionError):
        expression.run(context)


@pytest.mark.parametrize("zone_hour", ["2026-11-22T01:00:00+07:00", "2026-11-22T23:59:59+07:00"])
def test_today_is_before_any_hour_of_the_same_day(zone_hour: str) -> None:
    assert evaluate(f"date('2026-11-22') <= date-time('{zone_hour}')", zone=VIETNAM) is True
    assert evaluate(f"date('2026-11-23') > date-time('{zone_hour}')", zone=VIETNAM) is True


def test_answers_of_an_expression() -> None:
    data = Node("element", "data")
    data.append(Node("element", "a", "3"))
    context = Context(data, surroundings(document_of(data)))
    assert compile_expression("a div 'x'").text_at(context) == ""
    assert math.isnan(compile_expression("a div 'x'").number(context))
    assert compile_expression("a = 3").truth(context)
    assert [node.name for node in compile_expression("*").nodes(context)] == ["a"]
    with pytest.raises(ExpressionError):
        compile_expression("1").nodes(context)
