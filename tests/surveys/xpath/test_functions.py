"""The 70 functions of the ODK XForms specification: what each gives, at the edges, and for bad input."""

import hashlib
import math
import re
from datetime import date

import pytest

from desktop.clock import VIETNAM
from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.functions import FUNCTIONS
from desktop.surveys.xpath.nodes import Node
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.values import Value
from tests.surveys.xpath.cases import rows_file
from tests.surveys.xpath.documents import node_at, parse_document, surroundings

FORM = """<model>
<instance><data><size>4</size><empty/><jobs>farm trade</jobs><day>2025-03-09</day><text> Nguyễn  Văn </text>
<member><name>An</name><age>61</age><tool><kind>phone</kind></tool><tool><kind>radio</kind></tool></member>
<member><name>Bình</name><age>7</age><tool><kind>laptop</kind></tool></member>
<member><name>Cúc</name><age/></member>
</data></instance>
<instance id="towns"><root><item><name>ba</name><label>Thôn Ba</label><size>3</size></item>
<item><name>tu</name><label>Thôn Tư</label><size>4</size></item></root></instance>
</model>"""
DATA = "/model/instance[1]/data"
NAN = math.nan
FAILS = ExpressionError

#: name -> (expression, value) pairs; ./ is /model/instance[1]/data, the clock stands at 19:30:15.250 on 2026-11-22.
EXPECTED: dict[str, list[tuple[str, object]]] = {
    "string": [
        ("string(1.50)", "1.5"),
        ("string(./empty)", ""),
        ("string(1e21)", "1" + "0" * 21),
        ("string(1,2)", FAILS),
    ],
    "concat": [("concat('a', 1, true())", "a1true"), ("concat(./member/name)", "AnBìnhCúc"), ("concat()", "")],
    "join": [("join('-', ./member/name, 'x')", "An-Bình-Cúc-x"), ("join('-')", ""), ("join()", FAILS)],
    "substr": [
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -2)", "lo"),
        ("substr('a', 5, 9)", ""),
        ("substr('a', 'x')", ""),
    ],
    "substring-before": [("substring-before('1999/04', '/')", "1999"), ("substring-before('a', '')", "")],
    "substring-after": [("substring-after('1999/04', '/')", "04"), ("substring-after('a', 'z')", "")],
    "translate": [
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("translate('--a', '-', '')", "a"),
        ("translate('a')", FAILS),
    ],
    "string-length": [("string-length('Tổ Số')", 5.0), ("string-length(./empty)", 0.0)],
    "normalize-space": [("normalize-space(./text)", "Nguyễn Văn"), ("normalize-space('\u00a0')", "\u00a0")],
    "contains": [("contains('abc', 'bc')", True), ("contains('', 'a')", False), ("contains('a')", FAILS)],
    "starts-with": [
        ("starts-with('abc', 'ab')", True),
        ("starts-with('abc', '')", True),
        ("starts-with('abc', 'b')", False),
    ],
    "ends-with": [("ends-with('abc', 'bc')", True), ("ends-with('abc', 'ab')", False)],
    "uuid": [("string-length(uuid())", 36.0), ("string-length(uuid(5))", 5.0), ("uuid(-3)", ""), ("uuid('x')", "")],
    "digest": [
        ("digest('abc', 'SHA-256', 'hex')", hashlib.sha256(b"abc").hexdigest()),
        ("digest('', 'MD5')", "1B2M2Y8AsgTpgAmY7PhCfg=="),
        ("digest('a', 'CRC')", FAILS),
    ],
    "pulldata": [
        ("pulldata('towns', 'label', 'name', 'tu')", "Thôn Tư"),
        ("pulldata('towns', 'label', 'name', 'x')", ""),
        ("pulldata('no', 'a', 'b', 'c')", ""),
    ],
    "if": [("if(./size > 3, 'many', 'few')", "many"), ("if('', no-such(), 2)", 2.0), ("if(1, 2)", FAILS)],
    "coalesce": [("coalesce('', ./empty, 'x')", "x"), ("coalesce(1 div 'a', 5)", 5.0), ("coalesce('')", "")],
    "once": [("once('x')", "x"), ("once(no-such())", FAILS)],
    "true": [("true()", True), ("true(1)", FAILS)],
    "false": [("false()", False), ("false(1)", FAILS)],
    "boolean": [
        ("boolean('false')", True),
        ("boolean(0)", False),
        ("boolean(./no)", False),
        ("boolean(./empty)", True),
    ],
    "boolean-from-string": [
        ("boolean-from-string('1')", True),
        ("boolean-from-string('TRUE')", True),
        ("boolean-from-string('yes')", False),
    ],
    "not": [("not('')", True), ("not(1)", False), ("not()", FAILS)],
    "regex": [
        ("regex('0912345678', '0[0-9]{9}')", True),
        ("regex('x0912345678', '0[0-9]{9}')", False),
        ("regex('a', '(')", FAILS),
    ],
    "checklist": [
        ("checklist(1, 2, true(), false())", True),
        ("checklist(-1, 0, true())", False),
        ("checklist(1)", FAILS),
    ],
    "weighted-checklist": [
        ("weighted-checklist(3, 4, true(), 3, false(), 9)", True),
        ("weighted-checklist(1, 2, true())", FAILS),
    ],
    "number": [
        ("number(' 12.5 ')", 12.5),
        ("number('')", NAN),
        ("number('1 2')", NAN),
        ("number(./day)", 20156.0),
        ("number('١')", NAN),
    ],
    "random": [("random() >= 0 and random() < 1", True), ("random(1)", FAILS)],
    "int": [("int(-1.9)", -1.0), ("int('a')", NAN), ("int(1 div 0)", math.inf)],
    "sum": [
        ("sum(./member[age > 0]/age)", 68.0),
        ("sum(./member/age)", NAN),
        ("sum(./no)", 0.0),
        ("sum(./member/name)", NAN),
        ("sum(1)", FAILS),
    ],
    "max": [("max(./member[age > 0]/age)", 61.0), ("max(1, 'a')", 1.0), ("max(./no)", NAN), ("max()", FAILS)],
    "min": [("min(./member[age > 0]/age)", 7.0), ("min(3, -2)", -2.0), ("min('')", NAN)],
    "round": [
        ("round(-2.5)", -2.0),
        ("round(1.005, 2)", 1.01),
        ("round(15, -1)", 20.0),
        ("round('')", NAN),
        ("round(1, 99)", NAN),
    ],
    "pow": [("pow(2, 10)", 1024.0), ("pow(0, -1)", math.inf), ("pow(-8, 0.5)", NAN), ("pow(10, 999)", math.inf)],
    "log": [("log(1)", 0.0), ("log(0)", -math.inf), ("log(-1)", NAN)],
    "log10": [("log10(1000)", 3.0), ("log10(0)", -math.inf), ("log10('a')", NAN)],
    "abs": [("abs(-3)", 3.0), ("abs('a')", NAN)],
    "sin": [("sin(0)", 0.0), ("sin(1 div 0)", NAN)],
    "cos": [("cos(0)", 1.0), ("cos('')", NAN)],
    "tan": [("tan(0)", 0.0), ("tan('')", NAN)],
    "asin": [("asin(1)", math.pi / 2), ("asin(2)", NAN)],
    "acos": [("acos(1)", 0.0), ("acos(2)", NAN)],
    "atan": [("atan(1)", math.pi / 4), ("atan('')", NAN)],
    "atan2": [("atan2(1, 1)", math.pi / 4), ("atan2(1)", FAILS)],
    "sqrt": [("sqrt(9)", 3.0), ("sqrt(-1)", NAN)],
    "exp": [("exp(0)", 1.0), ("exp(9999)", math.inf)],
    "exp10": [("exp10(3)", 1000.0), ("exp10(9999)", math.inf)],
    "pi": [("pi()", math.pi), ("pi(1)", FAILS)],
    "count": [("count(./member)", 3.0), ("count(./no)", 0.0), ("count('a')", FAILS)],
    "count-non-empty": [("count-non-empty(./member/age)", 2.0), ("count-non-empty(1)", FAILS)],
    "position": [
        ("position(./member[2])", 2.0),
        ("position(./no)", 0.0),
        ("position('a')", FAILS),
        ("string(./member[position() = last()]/name)", "Cúc"),
    ],
    "instance": [("string(instance('towns')/root/item[name = 'ba']/label)", "Thôn Ba"), ("count(instance('no'))", 0.0)],
    "current": [("string(instance('towns')/root/item[size = current()/size]/name)", "tu"), ("current(1)", FAILS)],
    "randomize": [
        ("count(randomize(./member))", 3.0),
        ("join('', randomize(./member/name, 42)) = join('', randomize(./member/name, 42))", True),
        ("count(randomize(./member, 'a'))", 3.0),
        ("randomize(1)", FAILS),
    ],
    "today": [("today()", date(2026, 11, 22)), ("string(today())", "2026-11-22"), ("today(1)", FAILS)],
    "now": [("string(now())", "2026-11-22T19:30:15.250+07:00"), ("now() >= today()", True)],
    "format-date": [
        ("format-date('2025-03-09', '%e/%n/%Y %a')", "9/3/2025 Sun"),
        ("format-date('x', '%Y')", ""),
        ("format-date(./empty, '%Y')", ""),
    ],
    "format-date-time": [
        ("format-date-time(now(), '%H:%M:%S.%3 %d-%m-%y %b %B')", "19:30:15.250 22-11-26 Nov November"),
        ("format-date-time(0, '%Q%H')", "%Q07"),
    ],
    "date": [
        ("date('2025-03-09')", date(2025, 3, 9)),
        ("date(20156)", date(2025, 3, 9)),
        ("date('2025-02-30')", ""),
        ("date('')", ""),
        ("date(1e18)", ""),
    ],
    "decimal-date-time": [("decimal-date-time('1970-01-01T19:00:00+07:00')", 0.5), ("decimal-date-time('x')", NAN)],
    "decimal-time": [
        ("decimal-time('06:00:00.000+07:00')", 0.25),
        ("decimal-time('25:00')", NAN),
        ("decimal-time('')", NAN),
    ],
    "selected": [
        ("selected(./jobs, 'trade')", True),
        ("selected(./jobs, 'tra')", False),
        ("selected(./empty, 'x')", False),
    ],
    "selected-at": [
        ("selected-at(./jobs, 1)", "trade"),
        ("selected-at(./jobs, 2)", ""),
        ("selected-at(./jobs, 'a')", ""),
    ],
    "count-selected": [("count-selected(./jobs)", 2.0), ("count-selected('')", 0.0)],
    "jr:choice-name": [("jr:choice-name('farm', '/data/jobs')", "farm of /data/jobs"), ("jr:choice-name('a')", FAILS)],
    "jr:itext": [("jr:itext('hello')", "text hello"), ("jr:itext()", FAILS)],
    "indexed-repeat": [
        ("string(indexed-repeat(./member/name, ./member, 2))", "Bình"),
        ("string(indexed-repeat(./member/tool/kind, ./member, 1, ./member/tool, 2))", "radio"),
        ("string(indexed-repeat(./member/name, ./member, 9))", ""),
        ("indexed-repeat(1, 2, 3)", FAILS),
    ],
    "area": [("area('0 0;0 1;1 1;1 0') > 1.2e10", True), ("area('0 0;0 1')", 0.0), ("area('x')", NAN)],
    "distance": [("round(distance('0 0', '0 1'))", 111319.0), ("distance('0 0')", 0.0), ("distance('91 0')", NAN)],
    "base64-decode": [("base64-decode('VOG7lSBT4buR')", "Tổ Số"), ("base64-decode('?')", "")],
}
CASES = [(name, expression, value) for name, pairs in EXPECTED.items() for expression, value in pairs]


def _name_of(_node: Node, code: str, path: str) -> str:
    return f"{code} of {path}"


def given(expression: str) -> Value:
    """The value of an expression that belongs to the form's data, on a desk in Vietnam."""
    root = parse_document(FORM)
    form = surroundings(root, VIETNAM)
    form.itext = lambda name: f"text {name}"
    form.choice_name = _name_of
    data = node_at(root, "/*[1]/*[1]/*[1]")
    place = data.append(Node("element", "place")) if expression.startswith("once") else data
    return compile_expression(expression).evaluate(Context(place, form))


@pytest.mark.parametrize(("name", "expression", "expected"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_a_function_gives(name: str, expression: str, expected: object) -> None:
    if expected is FAILS:
        with pytest.raises(ExpressionError):
            given(expression)
        return
    value = given(expression)
    assert type(value) is type(expected)
    if isinstance(expected, float) and isinstance(value, float):
        assert value == pytest.approx(expected, nan_ok=True, rel=1e-12)
    else:
        assert value == expected


def test_every_function_of_the_specification_has_its_cases() -> None:
    assert len(EXPECTED) == 70
    assert EXPECTED.keys() <= FUNCTIONS.keys()


def test_every_case_uses_its_function() -> None:
    assert [case for case in CASES if not re.search(rf"(?<![\w-]){re.escape(case[0])}\(", case[1])] == []


def test_once_keeps_what_is_there() -> None:
    root = parse_document("<data><a>kept</a></data>")
    context = Context(node_at(root, "/*[1]/*[1]"), surroundings(root))
    assert compile_expression("once('new')").evaluate(context) == "kept"


@pytest.mark.parametrize(
    ("seed", "order"),
    [
        ("1", "BFEACD"),
        ("42", "AFCBDE"),
        ("-42", "EDAFBC"),
        ("3.7", "CDEFBA"),
        ("5000000000", "EBDFAC"),
        ("'abc'", "ACBEFD"),
        ("''", "CBEAFD"),
    ],
)
def test_a_seed_gives_the_order_that_javarosa_and_web_forms_give(seed: str, order: str) -> None:
    root = parse_document("<data><a>A</a><a>B</a><a>C</a><a>D</a><a>E</a><a>F</a></data>")
    context = Context(root.children[0], surroundings(root))
    assert compile_expression(f"join('', randomize(/data/a, {seed}))").text_at(context) == order


def test_members_that_are_not_relevant_are_not_counted() -> None:
    root = parse_document(FORM)
    data = node_at(root, "/*[1]/*[1]/*[1]")
    ages = [node for node in data.descendants() if node.name == "age"]
    ages[0].relevant = False
    context = Context(data, surroundings(root))
    ages[2].relevant = False
    assert compile_expression("sum(./member/age)").number(context) == 7
    assert compile_expression("count(./member/age)").number(context) == 1


def test_the_reference_of_the_functions_is_complete() -> None:
    """The names of the 70 functions, where the list lies beside the project."""
    listed = rows_file().with_name("functions.md")
    if not listed.is_file():
        pytest.skip("the list of functions is not beside the project")
    names = re.findall(r"^\| ([a-z][\w:-]*) \|", listed.read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for name in names if name != "function"} == EXPECTED.keys()
