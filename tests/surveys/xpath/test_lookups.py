"""Looking rows up gives what looking at every row gives, and looks at few."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.clock import ScriptedClock
from desktop.surveys.xpath import lookups
from desktop.surveys.xpath.context import MOST_STEPS, Context, Surroundings
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.nodes import Node, document_of

CLOCK = ScriptedClock(datetime(2026, 11, 23, tzinfo=UTC))


def tree(rows: list[tuple[str, str]]) -> Node:
    """A list of items with two columns."""
    root = Node("element", "root")
    for name, town in rows:
        item = root.append(Node("element", "item"))
        item.append(Node("element", "name", name))
        item.append(Node("element", "town", town))
    return document_of(root)


def asked(rows: list[tuple[str, str]], answer: str) -> Context:
    """Where an expression of a form with the question /data/a is evaluated."""
    data = Node("element", "data")
    data.append(Node("element", "a", answer))
    return Context(data.children[0], Surroundings(document_of(data), CLOCK, instances={"l": tree(rows)}))


def names(expression: str, context: Context) -> list[str]:
    """The names of the rows that an expression finds."""
    return [row.children[0].value for row in compile_expression(expression).nodes(context)]


LOOKED_UP = (
    "[town = /data/a]", "[/data/a = town]", "[town = 'x7']", "[./town = current()]",
    "[town = /data/a and name != 'n3']", "[name != 'n3' and town = /data/a]", "[town = /data/a][2]",
    "[town = /data/a][name = 'n7']",
)  # fmt: skip
EVERY = (
    "[town = /data/a and position() < 20]", "[town = /data/a or name = 'n3']", "[town = 1]", "[town = name]",
    "[town = string(/data/a)]", "[not(town = /data/a)]", "[town != /data/a]",
)  # fmt: skip
OTHERS = ("[town = '']", "[town = /data/none]", "[town = /data/*]")


@given(
    towns=st.lists(st.sampled_from(["x1", "x2", "", "1", "01"]), min_size=80, max_size=120),
    answer=st.sampled_from(["x1", "x2", "", "1", "nowhere"]),
    predicate=st.sampled_from((*LOOKED_UP, *EVERY, *OTHERS)),
)
def test_rows_are_found_as_by_looking_at_each(towns, answer, predicate):
    rows = [(f"n{at}", town) for at, town in enumerate(towns)]
    expression = f"instance('l')/root/item{predicate}"
    found = names(expression, asked(rows, answer))
    plain = pytest.MonkeyPatch()
    with plain.context() as patched:
        patched.setattr(lookups, "_SHORT", 10_000)
        assert names(expression, asked(rows, answer)) == found


@pytest.mark.parametrize("predicate", LOOKED_UP)
def test_few_rows_are_looked_at(predicate):
    context = asked([(f"n{at}", f"x{at}") for at in range(1_000)], "x7")
    names(f"instance('l')/root/item{predicate}", context)
    assert MOST_STEPS - context.budget.left < 100


@pytest.mark.parametrize("predicate", EVERY)
def test_a_predicate_that_may_not_be_looked_up_asks_every_row(predicate):
    context = asked([(f"n{at}", f"x{at}") for at in range(1_000)], "x7")
    names(f"instance('l')/root/item{predicate}", context)
    assert MOST_STEPS - context.budget.left > 1_000


def test_repeats_of_the_form_itself_are_never_remembered():
    data = Node("element", "data")
    for at in range(100):
        data.append(Node("element", "m")).append(Node("element", "v", str(at % 3)))
    context = Context(data, Surroundings(document_of(data), CLOCK))
    count = compile_expression("count(/data/m[v = '1'])")
    before = count.number(context)
    data.children[0].children[0].value = "1"
    assert count.number(context) == before + 1
