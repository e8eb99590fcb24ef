"""Hidden cells stay hidden: whoever knows every published sum can work none of them out."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from desktop.surveys.results.suppression import BASE, Key, Table, hidden_cells

OTHERS = ("refused", "not_asked")


def made(rows: Sequence[Sequence[int]], others: Sequence[Sequence[int]], *, additive: bool, total: bool) -> Table:
    """A table of these choices and others; where choices are not additive the last number of a row is its base."""
    choices = tuple(f"c{number}" for number in range(len(rows[0]) - (not additive)))
    counts: dict[Key, int] = {}
    units = []
    for place, (row, other) in enumerate(zip(rows, others, strict=True)):
        base = sum(row) if additive else row[-1]
        counts |= {(place, choice): number for choice, number in zip(choices, row, strict=False)}
        counts |= {(place, BASE): base} | {(place, name): number for name, number in zip(OTHERS, other, strict=True)}
        units.append(base + sum(other))
    if total:
        last = len(rows)
        counts |= {(last, name): sum(counts[row, name] for row in range(last)) for name in (*choices, BASE, *OTHERS)}
        units.append(sum(units))
    return Table(counts, units, choices, OTHERS, additive, total)


def worked_out(table: Table, hidden: set[Key]) -> set[Key]:
    """The hidden cells that all published sums together give away: exact elimination over fractions."""
    order = sorted(hidden)
    equations = [[Fraction(number) for number in line] for line in _equations(table, order)]
    pivots: dict[int, list[Fraction]] = {}
    for line in equations:
        for place, pivot in pivots.items():
            if line[place]:
                factor = line[place]
                line[:] = [one - factor * other for one, other in zip(line, pivot, strict=True)]
        place_ = next((place for place, number in enumerate(line) if number), None)
        if place_ is None:
            continue
        lead = line[place_]
        line[:] = [number / lead for number in line]
        for pivot in pivots.values():
            if pivot[place_]:
                factor = pivot[place_]
                pivot[:] = [one - factor * other for one, other in zip(pivot, line, strict=True)]
        pivots[place_] = line
    return {order[place] for place, line in pivots.items() if sum(1 for number in line if number) == 1}


def _equations(table: Table, order: list[Key]) -> list[list[int]]:
    """Every published sum as the factors of the hidden cells in it."""
    rows = range(len(table.units))
    found: list[dict[Key, int]] = []
    for row in rows:
        if table.additive:
            found.append({**{(row, choice): 1 for choice in table.choices}, (row, BASE): -1})
        found.append({(row, name): 1 for name in (BASE, *OTHERS)})
    if table.has_total:
        last = len(table.units) - 1
        for column in table.columns:
            found.append({**{(row, column): 1 for row in rows if row != last}, (last, column): -1})
    return [[line.get(key, 0) for key in order] for line in found]


COUNT = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 20, 60])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Villages with choices, refusals and totals, many of them small."""
    additive, height, width = draw(st.booleans()), draw(st.integers(1, 5)), draw(st.integers(1, 4))
    rows = [[draw(COUNT) for _ in range(width)] for _ in range(height)]
    if not additive:
        rows = [[*row, max(row) + draw(COUNT)] for row in rows]
    others = [[draw(COUNT) for _ in OTHERS] for _ in range(height)]
    return made(rows, others, additive=additive, total=height > 1 and draw(st.booleans()))


@given(tables())
def test_no_hidden_cell_can_be_worked_out(table: Table) -> None:
    hidden = hidden_cells(table)
    assert not worked_out(table, hidden)


@given(tables())
def test_every_small_cell_is_hidden_and_without_one_nothing_is(table: Table) -> None:
    hidden = hidden_cells(table)
    small = {key for key, number in table.counts.items() if 0 < number < 5}
    assert small <= hidden
    rest = {
        (row, c) for row, c in table.counts if c in table.choices and not table.additive
        and 0 < table.counts[row, BASE] - table.counts[row, c] < 5
    }  # fmt: skip
    if not small and not rest:
        assert hidden == set()


@given(tables())
def test_what_is_hidden_together_is_not_small_either(table: Table) -> None:
    hidden = hidden_cells(table)
    if not table.has_total:
        return
    last = len(table.units) - 1
    for column in table.columns:
        gone = [(row, column) for row in range(last) if (row, column) in hidden]
        if gone and (last, column) not in hidden and table.counts[last, column]:  # of 0 everybody has 0
            assert len(gone) > 1
            assert sum(table.counts[key] for key in gone) >= 5


def test_one_small_village_takes_the_next_smallest_along() -> None:
    table = made([[20, 30], [2, 9], [12, 14]], [[0, 0]] * 3, additive=True, total=True)
    assert hidden_cells(table) == {(1, "c0"), (1, "c1"), (2, "c0"), (2, "c1")}


def test_a_true_nought_is_shown() -> None:
    table = made([[20, 0], [9, 0]], [[0, 0]] * 2, additive=True, total=True)
    assert hidden_cells(table) == set()


def test_a_row_with_a_small_base_is_hidden_whole() -> None:
    table = made([[3, 0]], [[9, 0]], additive=True, total=False)
    assert hidden_cells(table) >= {(0, "c0"), (0, "c1"), (0, BASE), (0, "refused")}
    assert (0, "not_asked") not in hidden_cells(table)


def test_those_who_did_not_pick_are_a_cell_too() -> None:
    table = made([[28, 30]], [[0, 0]], additive=False, total=False)
    assert hidden_cells(table) == {(0, "c0")}


def test_why_a_few_gave_no_answer_is_not_told_but_the_answers_are() -> None:
    table = made([[20, 30], [15, 15]], [[2, 0], [0, 0]], additive=True, total=True)
    assert hidden_cells(table) == {(0, "refused"), (0, "not_asked"), (2, "refused"), (2, "not_asked")}


def test_no_more_is_hidden_than_the_sums_ask_for() -> None:
    one_reason = made([[20], [6]], [[2, 9], [9, 9]], additive=True, total=True)
    assert hidden_cells(one_reason) == {(row, name) for row in (0, 1) for name in OTHERS}
    small_base = made([[2], [6]], [[9, 9], [9, 9]], additive=True, total=True)
    assert hidden_cells(small_base) == {(row, name) for row in (0, 1) for name in ("c0", BASE, "not_asked")}
