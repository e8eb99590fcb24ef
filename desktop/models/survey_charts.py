"""Charts of a survey: its progress, any question, two rounds beside each other. From facts to descriptions of bars.

Shares are out of the real answers (DOMAIN 3.4); what is hidden or not known has no bar and is never 0.
"""

from collections.abc import Sequence

from desktop.models.charts import Bar, Chart, Fill, LegendEntry, Piece
from desktop.models.facts import Figure
from desktop.models.survey_facts import Cell, ChangeFacts, ColumnFacts, ComparedGroup, GroupFacts, QuestionFacts
from desktop.models.survey_progress import ProgressLine
from desktop.models.survey_rounds import AWAY, DONE, DRAFT, NOT_YET, REFUSED
from desktop.text import DASH, format_count, format_share

#: What stands in the place of a count that would point at single households.
HIDDEN_WORD = "ẩn"
#: A question with so few answers to choose from is drawn as one bar a group.
MOST_STACKED = 5
_FILLS = (Fill.FULL, Fill.STRIPES, Fill.DOTS, Fill.CROSSED, Fill.EMPTY)
#: States in the order of the bar, with their names and fillings.
STATES: tuple[tuple[str, str, Fill], ...] = (
    (DONE, "Đã xong", Fill.FULL),
    (DRAFT, "Đang ghi dở", Fill.STRIPES),
    (AWAY, "Vắng", Fill.DOTS),
    (REFUSED, "Từ chối", Fill.CROSSED),
    (NOT_YET, "Chưa hỏi", Fill.EMPTY),
)


def progress_chart(name: str, lines: Sequence[ProgressLine], *, to_scale: bool = False) -> Chart:
    """The states of each line's households. `to_scale` draws 40 households twice as long as 20."""
    most = max((line.households for line in lines), default=0)
    bars = tuple(_progress_bar(line, most if to_scale else line.households) for line in lines)
    return Chart(name, bars)


def progress_legend(line: ProgressLine) -> tuple[LegendEntry, ...]:
    """What the fillings stand for, with all households' numbers."""
    return tuple(
        LegendEntry(state, name, fill, format_count(line.states.get(state, 0))) for state, name, fill in STATES
    )


def _progress_bar(line: ProgressLine, base: int) -> Bar:
    pieces = tuple(
        Piece(state, line.states.get(state, 0) / base if base else 0.0, fill, f"{name} {format_count(count)} hộ")
        for state, name, fill in STATES
        if (count := line.states.get(state, 0))
    )
    share = format_share(line.done, line.households)
    figure = f"{format_count(line.done)}/{format_count(line.households)} hộ · {share}"
    return Bar(line.key, line.name, figure, pieces)


# --- indicators ---


def indicator_chart(name: str, figures: Sequence[Figure]) -> Chart:
    """The shares among some indicators, each with its coverage; an unknown one has no bar."""
    return Chart(name, tuple(_indicator_bar(one) for one in figures if one.unit == "%"))


def _indicator_bar(one: Figure) -> Bar:
    known = one.value is not None and bool(one.base)
    share = (one.value or 0) / (one.base or 1)
    figure = f"{format_share(one.value, one.base)} · {format_count(one.value)}/{format_count(one.base)}"
    pieces = (Piece("", share, Fill.FULL, figure),) if known else ()
    return Bar(one.code, one.name, figure if known else DASH, pieces)


# --- a question ---


def choices_of(table: QuestionFacts) -> list[ColumnFacts]:
    """What could be picked, in the form's order."""
    return [column for column in table.columns if column.role == "choice"]


def answers_chart(table: QuestionFacts, row: GroupFacts) -> Chart:
    """How one group answered: a bar a choice; for numbers nothing but their mean."""
    pairs = zip(table.columns, row.cells, strict=True)
    bars = tuple(_share_bar(column.code, column.label, cell, row) for column, cell in pairs if column.role == "choice")
    return Chart(f"{table.label}, {row.name}", bars)


def groups_chart(table: QuestionFacts, code: str = "") -> Chart:
    """A bar a group. Few choices are stacked; with `code` (or many choices) one choice's share; numbers: their mean."""
    choices = choices_of(table)
    if not choices:
        return _means(table) if any(row.numbers for row in table.rows) else _answered(table)
    if not code and table.kind == "select_one" and len(choices) <= MOST_STACKED:
        fills = dict(zip([choice.code for choice in choices], _FILLS, strict=False))
        bars = tuple(_stacked(table, row, fills) for row in table.rows)
        legend = tuple(LegendEntry(choice.code, choice.label, fills[choice.code]) for choice in choices)
        return Chart(table.label, bars, legend)
    chosen = next((choice for choice in choices if choice.code == code), choices[0])
    bars = tuple(_share_bar(row.key, row.name, _cell(table, row, chosen.code), row) for row in table.rows)
    return Chart(f"{table.label}: {chosen.label}", bars)


def told_cell(cell: Cell) -> str:
    """A count as it is shown: hidden and unknown are words of their own, never 0."""
    return HIDDEN_WORD if cell.hidden else format_count(cell.value)


def told_share(cell: Cell, base: Cell) -> str:
    """A count with its share: "12/40 · 30%"; "ẩn" or "-" where there is none to tell."""
    if cell.hidden or cell.value is None or base.hidden or not base.value:
        return HIDDEN_WORD if cell.hidden or base.hidden else DASH
    return f"{format_count(cell.value)}/{format_count(base.value)} · {format_share(cell.value, base.value)}"


def told_number(value: float | None) -> str:
    """A mean with at most one decimal and a comma; "-" when it is not known."""
    if value is None:
        return DASH
    text = f"{value:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.removesuffix(",0")


def _cell(table: QuestionFacts, row: GroupFacts, code: str) -> Cell:
    for column, cell in zip(table.columns, row.cells, strict=True):
        if (column.role, column.code) == ("choice", code):
            return cell
    return Cell(None)


def _share(cell: Cell, base: Cell) -> float:
    return cell.value / base.value if cell.value and base.value else 0.0


def _share_bar(key: str, name: str, cell: Cell, row: GroupFacts, fill: Fill = Fill.FULL) -> Bar:
    figure = told_share(cell, row.answered)
    share = _share(cell, row.answered)
    return Bar(key, name, figure, (Piece("", share, fill, figure),) if share else ())


def _stacked(table: QuestionFacts, row: GroupFacts, fills: dict[str, Fill]) -> Bar:
    """A group's choices one behind the other; hidden ones leave their room empty."""
    pieces = tuple(
        Piece(column.code, _share(cell, row.answered), fills[column.code],
              f"{column.label} {told_share(cell, row.answered)}")
        for column, cell in zip(table.columns, row.cells, strict=True)
        if column.role == "choice" and _share(cell, row.answered)
    )  # fmt: skip
    hides = any(cell.hidden for column, cell in zip(table.columns, row.cells, strict=True) if column.role == "choice")
    figure = f"{told_cell(row.answered)} {table.unit}" + (f" · có số {HIDDEN_WORD}" if hides else "")
    return Bar(row.key, row.name, figure, pieces)


def _means(table: QuestionFacts) -> Chart:
    most = max((row.numbers.mean for row in table.rows if row.numbers), default=0.0)
    bars = []
    for row in table.rows:
        mean = row.numbers.mean if row.numbers else None
        figure = HIDDEN_WORD if row.answered.hidden else told_number(mean)
        pieces = (Piece("", mean / most, Fill.FULL, figure),) if mean and mean > 0 and most > 0 else ()
        bars.append(Bar(row.key, row.name, figure, pieces))
    return Chart(f"{table.label}: trung bình một {table.unit}", tuple(bars))


def _answered(table: QuestionFacts) -> Chart:
    """Of texts and dates only how many answered."""
    bars = tuple(_share_bar(row.key, row.name, row.answered, _all_units(row)) for row in table.rows)
    return Chart(f"{table.label}: có trả lời", bars)


def _all_units(row: GroupFacts) -> GroupFacts:
    base = Cell(None, hidden=True) if row.answered.hidden else Cell(row.units)
    return GroupFacts(row.key, row.name, row.units, base, row.cells)


# --- two rounds ---


def comparison_chart(name: str, group: ComparedGroup, before: str, after: str) -> Chart:
    """Each choice twice: the earlier round striped, the later one full with the difference."""
    bars = tuple(bar for change in group.changes for bar in _changed(group, change))
    return Chart(name, bars, (LegendEntry("", before, Fill.STRIPES), LegendEntry("", after, Fill.FULL)))


def told_points(change: ChangeFacts) -> str:
    """A difference with its sign: "+5,2 điểm" between shares, "+0,4" between means; "-" when it cannot be told."""
    if change.points is None:
        return DASH
    rounded = round(change.points, 1) + 0.0
    told = f"{'+' if rounded > 0 else '−' if rounded < 0 else ''}{told_number(abs(rounded))}"
    return f"{told} điểm" if change.code else told


def _changed(group: ComparedGroup, change: ChangeFacts) -> Sequence[Bar]:
    first, second = (row.answered if row else Cell(None) for row in (group.before, group.after))
    if not change.code:
        means = [row.numbers.mean if row and row.numbers else None for row in (group.before, group.after)]
        most = max([mean for mean in means if mean] or [0.0])
        sizes = [mean / most if mean and mean > 0 and most > 0 else 0.0 for mean in means]
        told = [told_number(mean) for mean in means]
    else:
        pairs = ((change.before, first), (change.after, second))
        sizes = [_share(cell, base) for cell, base in pairs]
        told = [told_share(cell, base) for cell, base in pairs]
    told[1] += f" · {told_points(change)}" if change.points is not None else ""
    fills = (Fill.STRIPES, Fill.FULL)
    return [
        Bar(change.code, name, figure, (Piece("", size, fill, figure),) if size else ())
        for name, figure, size, fill in zip((change.label, ""), told, sizes, fills, strict=True)
    ]
