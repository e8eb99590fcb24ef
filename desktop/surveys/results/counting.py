"""Counting the answers to one question by group, over columns and without a store. What is hidden comes later.

An answer counts when it is real and of the type of its question; one of another type is missing, as if never given.
The units stand in the order of their groups, so that a group is a slice and Python's own counter does the loop.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.surveys.definition import Form, Question
from desktop.surveys.results.columns import Column, Columns, Reason, Value
from desktop.surveys.results.relevance import Asked, asked

NUMBERS = frozenset({"integer", "decimal"})
ONE, SEVERAL = frozenset({"select_one", "acknowledge"}), frozenset({"select_multiple", "rank"})
REFUSED, UNKNOWN, NOT_ASKED, MISSING = "refused", "unknown", "not_asked", "missing"
REASONS = (REFUSED, UNKNOWN, NOT_ASKED, MISSING)


@dataclass
class Tally:
    """One question in one group: how many gave each code or number, and the reasons for having no answer."""

    units: int = 0
    answered: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    numbers: Counter[float] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Take in what another group counted."""
        self.units += other.units
        self.answered += other.answered
        self.codes.update(other.codes)
        self.numbers.update(other.numbers)
        self.reasons.update(other.reasons)


@dataclass
class Units:
    """What is counted: households or entries of a repeat, in the order of their groups.

    `starts` are where each group begins, with the end of the last; `versions` says which version of the form each unit
    was asked with; `top` are the columns of the responses that the units are in, unit by unit.
    """

    columns: Columns
    starts: Sequence[int]
    versions: Sequence[int]
    groups: Sequence[int]
    top: Columns


def count(question: Question, units: Units, askings: Sequence[Asked | None]) -> list[Tally]:
    """One tally a group; `askings` says for each version how to tell whether it asks the question (None: never)."""
    column = units.columns.column(question.name)
    slices = zip(units.starts, units.starts[1:], strict=False)
    tallies = [_tally(question, Counter(column[start:end])) for start, end in slices]
    if any(tally.units > tally.answered + tally.reasons.total() for tally in tallies):
        for place, reason, number in _absences(column, units, askings):
            tallies[place].reasons[reason] += number
    return tallies


def _tally(question: Question, values: Mapping[Value, int]) -> Tally:
    """A group's real answers and spoken reasons; those without either are left for `_absences`."""
    tally = Tally()
    for value, number in values.items():
        tally.units += number
        if type(value) is Reason and value.missing in (REFUSED, UNKNOWN):
            tally.reasons[value.missing] += number
        elif not is_absent(value):
            if _take(question, tally, value, number):
                tally.answered += number
            else:
                tally.reasons[MISSING] += number
    return tally


def is_absent(value: Value) -> bool:
    """Whether nothing at all was answered."""
    return value is None or value == "" or value == ()


def _take(question: Question, tally: Tally, value: Value, number: int) -> bool:
    """Count a real answer; False when it is of another type."""
    if question.kind in NUMBERS:
        if isinstance(value, int | float):
            tally.numbers[value] += number
            return True
    elif question.kind in ONE:
        if isinstance(value, str):
            tally.codes[value] += number
            return True
    elif question.kind in SEVERAL:
        if isinstance(value, tuple | str):  # one code from a version where only one could be picked
            for code in {value} if isinstance(value, str) else set(value):
                tally.codes[code] += number
            return True
    else:
        return not isinstance(value, Reason | tuple)
    return False


def _absences(column: Column, units: Units, askings: Sequence[Asked | None]) -> Iterator[tuple[int, str, int]]:
    """Group, reason and number of the units without an answer: never asked, or missing."""
    absent = [place for place, value in enumerate(column) if not value and value != 0]  # `is_absent`, written out
    for version, asking in enumerate(askings):
        places = absent if len(askings) == 1 else [place for place in absent if units.versions[place] == version]
        groups = [units.groups[place] for place in places]
        if asking is None or not asking.conditions:
            reason = MISSING if asking else NOT_ASKED
            yield from ((group, reason, number) for group, number in Counter(groups).items())
            continue
        reads = [(units.top if up else units.columns).column(name) for name, up in asking.reads]
        values = [map(one.__getitem__, places) for one in reads]
        for (group, *read), number in Counter(zip(groups, *values, strict=True)).items():
            yield group, MISSING if asking.holds(read) else NOT_ASKED, number


def askings(question: Question, forms: Sequence[Form]) -> list[Asked | None]:
    """For each version of the form: how to tell whether it asks the question; None when it does not have it."""
    return [_asking(question, form) for form in forms]


def _asking(question: Question, form: Form) -> Asked | None:
    wanted = repeat_name(form, question.repeat), question.name
    for own in form.questions:
        if (repeat_name(form, own.repeat), own.name) == wanted:
            return asked(form, own)
    return None


def repeat_name(form: Form, path: str) -> str:
    """The name of the repeat with this path; "" at the top, and the path's last step where the form has no such one."""
    return next((repeat.name for repeat in form.repeats if repeat.path == path), path.rpartition("/")[2])
