"""What must hold for any expression: writing and reading agree, and nothing but ExpressionError is raised."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.functions import FUNCTIONS
from desktop.surveys.xpath.grammar import AXES, parse
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.regex_syntax import read
from desktop.surveys.xpath.syntax import ANYWHERE, Call, Chain, Filter, Negation, Number, Path, Step, Syntax, Text
from desktop.surveys.xpath.writing import write
from tests.surveys.xpath.documents import node_at, parse_document, surroundings
from tests.surveys.xpath.test_functions import FORM

NAMES = st.sampled_from(
    ["data", "member", "age", "name", "and", "div", "or", "mod", "text", "Tuổi", "a-b", "a.b", "jr:x"]
)
NUMBERS = st.sampled_from(["0", "1", "2.5", ".5", "7.", "1e3", "9999999999", "0.1"]).map(Number)
TEXTS = st.text(
    st.characters(exclude_characters="'", exclude_categories=["Cs", "Cc"]) | st.sampled_from("0123456789-:T+. "),
    max_size=12,
).map(Text)
LEVELS = [("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"), ("|",)]


def chains(inner: st.SearchStrategy[Syntax]) -> st.SearchStrategy[Syntax]:
    def of_level(signs: tuple[str, ...]) -> st.SearchStrategy[Syntax]:
        rest = st.lists(st.tuples(st.sampled_from(signs), inner), min_size=1, max_size=3).map(tuple)
        return st.builds(Chain, inner, rest)

    return st.sampled_from(LEVELS).flatmap(of_level)


def steps(inner: st.SearchStrategy[Syntax]) -> st.SearchStrategy[tuple[Step, ...]]:
    tests = NAMES | st.sampled_from(["*", "jr:*", "node()", "text()", "comment()", "processing-instruction('x')"])
    predicates = st.lists(inner, max_size=2).map(tuple)
    one = st.builds(Step, st.sampled_from(AXES), tests, predicates) | st.just(ANYWHERE)
    return st.lists(one, min_size=1, max_size=4).map(tuple)


def larger(inner: st.SearchStrategy[Syntax]) -> st.SearchStrategy[Syntax]:
    calls = st.builds(Call, st.sampled_from(sorted(FUNCTIONS)), st.lists(inner, max_size=4).map(tuple))
    filters = st.builds(Filter, calls, st.lists(inner, min_size=1, max_size=2).map(tuple))
    return st.one_of(
        chains(inner),
        st.builds(Negation, inner, st.integers(1, 3)),
        calls,
        filters,
        st.builds(Path, steps(inner), st.booleans()),
        st.builds(Path, steps(inner), st.just(False), filters | calls),
    )


TREES = st.recursive(NUMBERS | TEXTS | st.just(Path((), absolute=True)), larger, max_leaves=12)
PIECES = st.sampled_from(
    [
        *FUNCTIONS,
        *AXES,
        *"()[]/|*,.@$'\"<>=!+-: ",
        "//",
        "..",
        "::",
        "and",
        "or",
        "div",
        "mod",
        "1",
        "'x'",
        "age",
        "đ",
        "\x00",
    ]
)


def settle(text: str) -> None:
    """Evaluate at some places; only an ExpressionError may be raised."""
    root = parse_document(FORM)
    form = surroundings(root)
    for place in ("/", "/*[1]/*[1]/*[1]/*[6]/*[2]"):
        try:
            compile_expression(text).text_at(Context(node_at(root, place), form))
        except ExpressionError:
            continue


@given(TREES)
@settings(max_examples=300, deadline=None)
def test_what_is_written_reads_as_the_same(tree: Syntax) -> None:
    assert parse(write(tree)) == tree


@given(TREES)
@settings(max_examples=200, deadline=None)
def test_a_sound_expression_raises_nothing_else(tree: Syntax) -> None:
    settle(write(tree))


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_text_raises_nothing_else(text: str) -> None:
    settle(text)


@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(TEXTS | NUMBERS, max_size=5))
@settings(max_examples=500, deadline=None)
def test_a_function_raises_nothing_else_for_any_values(name: str, values: list[Syntax]) -> None:
    settle(write(Call(name, tuple(values))))


@given(st.text(st.sampled_from("ab0(){}[]|*+?.,^$\\-dwspLu:=!"), max_size=20))
@settings(max_examples=300, deadline=None)
def test_any_pattern_is_read_or_refused(pattern: str) -> None:
    with contextlib.suppress(ExpressionError):
        read(pattern)
