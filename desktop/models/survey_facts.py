"""Frozen facts of a survey's results: how a question was answered, by group, and what changed between two rounds.

Only the shapes are here, beside `desktop.models.facts`, so that reports and screens can show them;
`desktop.surveys.results` computes them. A count that would point at single households is hidden, which is not unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from desktop.models.facts import Figure

Role = Literal["choice", "refused", "unknown", "not_asked", "missing"]


class Cell(NamedTuple):
    """How many units; `value` is None when it is hidden or not known (DOMAIN 3.4, KS-2: small cells)."""

    value: int | None
    hidden: bool = False


HIDDEN = Cell(None, hidden=True)


class Numbers(NamedTuple):
    """What is told about the numbers that were answered."""

    mean: float
    median: float
    least: float
    most: float
    total: float


@dataclass(frozen=True)
class ColumnFacts:
    """What one cell of each group counts: a choice (by its code), or a reason why there is no answer."""

    code: str
    label: str
    role: Role


@dataclass(frozen=True)
class GroupFacts:
    """The answers of one village, class or round, or of all together.

    `units` are the surveyed households (or the entries of a repeat); `answered` those with a real answer, which is the
    base of every share. `cells` follow the question's columns. `numbers` is None without numbers, or when hidden.
    """

    key: str
    name: str
    units: int
    answered: Cell
    cells: tuple[Cell, ...]
    numbers: Numbers | None = None


@dataclass(frozen=True)
class QuestionFacts:
    """One question's table. `total` is None where groups overlap (rounds). `unit` is "hộ", in a repeat "lần"."""

    name: str
    label: str
    kind: str
    personal: str
    unit: str
    columns: tuple[ColumnFacts, ...]
    groups: tuple[GroupFacts, ...]
    total: GroupFacts | None
    repeat: str = ""

    @property
    def rows(self) -> tuple[GroupFacts, ...]:
        """The groups and, where there is one, their total at the end."""
        return (*self.groups, *([self.total] if self.total else []))

    def figure(self, group: GroupFacts, code: str) -> Figure:
        """A choice in a group as "n/N, trên k hộ có trả lời"; raises KeyError for a code that is no choice."""
        for column, cell in zip(self.columns, group.cells, strict=True):
            if (column.role, column.code) == ("choice", code):
                base = group.answered.value
                return Figure(f"{self.name}:{code}", column.label, "%", cell.value, base, base, group.units, self.unit)
        raise KeyError(code)


@dataclass(frozen=True)
class ChangeFacts:
    """One choice (or, with code "", the mean of a number) in two rounds.

    `points` is the difference: percentage points between the shares, or between the means; None when either side has no
    answers or is hidden.
    """

    code: str
    label: str
    before: Cell
    after: Cell
    points: float | None


@dataclass(frozen=True)
class ComparedGroup:
    """One group in two rounds; `both` are the households that answered the question in both of them."""

    key: str
    name: str
    before: GroupFacts | None
    after: GroupFacts | None
    both: Cell
    changes: tuple[ChangeFacts, ...]


@dataclass(frozen=True)
class ComparisonFacts:
    """One question in two rounds, by group; the last group is all together."""

    name: str
    label: str
    groups: tuple[ComparedGroup, ...]

    def __iter__(self) -> Iterator[ComparedGroup]:
        return iter(self.groups)
