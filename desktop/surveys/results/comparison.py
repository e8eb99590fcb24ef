"""Two rounds beside each other: the difference of each share in points, and how many households answered in both."""

from collections.abc import Iterator, Mapping, Sequence

from desktop.models.survey_facts import (
    HIDDEN,
    Cell,
    ChangeFacts,
    ComparedGroup,
    ComparisonFacts,
    GroupFacts,
    QuestionFacts,
)
from desktop.surveys.results.suppression import is_small

_NOTHING = Cell(None)


def compared(before: QuestionFacts, after: QuestionFacts, both: Mapping[str, int]) -> ComparisonFacts:
    """The same question in two rounds; `both` are the households that answered twice, by group ("" all together)."""
    earlier, later = ({row.key: row for row in table.rows} for table in (before, after))
    groups = tuple(
        _compared_group(before, after, earlier.get(key), later.get(key), both.get(key, 0))
        for key in dict.fromkeys((*earlier, *later))
    )
    return ComparisonFacts(after.name, after.label, groups)


def _compared_group(
    before: QuestionFacts, after: QuestionFacts, first: GroupFacts | None, second: GroupFacts | None, both: int
) -> ComparedGroup:
    """One group in both rounds."""
    row = second or first
    assert row is not None  # noqa: S101 - its key came from one of the two
    changes = (*_mean_change(first, second), *_share_changes(before, after, first, second))
    return ComparedGroup(row.key, row.name, first, second, HIDDEN if is_small(both) else Cell(both), changes)


def _mean_change(first: GroupFacts | None, second: GroupFacts | None) -> Iterator[ChangeFacts]:
    """The difference of the means, for numbers."""
    one, other = (row.numbers if row else None for row in (first, second))
    if one or other:
        points = other.mean - one.mean if one and other else None
        yield ChangeFacts(
            "", "Trung bình", first.answered if first else _NOTHING, second.answered if second else _NOTHING, points
        )


def _share_changes(
    before: QuestionFacts, after: QuestionFacts, first: GroupFacts | None, second: GroupFacts | None
) -> Iterator[ChangeFacts]:
    """The difference of the shares, choice by choice; one that only one of the rounds offered has none."""
    labels = {c.code: c.label for table in (before, after) for c in table.columns if c.role == "choice"}
    earlier, later = _choices(before, first), _choices(after, second)
    for code, label in labels.items():
        one, other = earlier.get(code, _NOTHING), later.get(code, _NOTHING)
        yield ChangeFacts(code, label, one, other, _points(first, one, second, other))


def _choices(table: QuestionFacts, row: GroupFacts | None) -> dict[str, Cell]:
    """Code -> cell of one row."""
    pairs: Sequence[tuple[str, Cell]] = [
        (column.code, cell)
        for column, cell in zip(table.columns, row.cells if row else (), strict=False)
        if column.role == "choice"
    ]
    return dict(pairs)


def _points(first: GroupFacts | None, one: Cell, second: GroupFacts | None, other: Cell) -> float | None:
    """The difference of two shares in percentage points; None when one of them is not known or hidden."""
    bases = [row.answered.value if row else None for row in (first, second)]
    if one.value is None or other.value is None or not bases[0] or not bases[1]:
        return None
    return 100 * other.value / bases[1] - 100 * one.value / bases[0]
