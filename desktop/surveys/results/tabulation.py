"""Tables of every question by village, household class or round: pure, from answers to frozen facts.

Each choice, each reason for having no answer and what was never asked stands apart; a share's base are the real answers
(DOMAIN 3.4: "n/N (tỷ lệ) - trên k hộ có trả lời"). Small cells are hidden unless the caller says that nobody else sees
the table.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from desktop.models.survey_facts import HIDDEN, Cell, ColumnFacts, GroupFacts, Numbers, QuestionFacts
from desktop.surveys.definition import UNANSWERED, Form, Question, Repeat
from desktop.surveys.results.columns import Columns, Reason, columns_of, entries_of
from desktop.surveys.results.counting import (
    MISSING,
    NOT_ASKED,
    ONE,
    REASONS,
    REFUSED,
    SEVERAL,
    UNKNOWN,
    Tally,
    Units,
    askings,
    count,
    is_absent,
)
from desktop.surveys.results.suppression import BASE, Table, hidden_cells
from desktop.surveys.versions import united

_LABELS = {
    REFUSED: "Không trả lời",
    UNKNOWN: "Không biết",
    NOT_ASKED: "Không hỏi",
    MISSING: "Chưa có số liệu",
}
HOUSEHOLDS, ENTRIES = "hộ", "lần"
TOTAL = ""


class Respondent(NamedTuple):
    """One surveyed household: the group that it is in, the version of the form (by place), its answers as JSON."""

    group: str
    version: int
    answers: str
    household: str = ""


class Tabulation:
    """Respondents ready to be counted: `forms` are the versions, the newest first; `groups` names in order, by key.

    With `overlapping` groups (rounds) there is no total. `open_to_all` hides small cells.
    """

    def __init__(
        self,
        forms: Sequence[Form],
        respondents: Sequence[Respondent],
        groups: Mapping[str, str],
        *,
        overlapping: bool = False,
        open_to_all: bool = True,
    ) -> None:
        self.forms = forms
        self.form = united(forms)
        self.groups = dict(groups)
        self._has_total = len(self.groups) > 1 and not overlapping
        self._open_to_all = open_to_all
        places = {key: place for place, key in enumerate(self.groups)}
        self._respondents = sorted(respondents, key=lambda one: places[one.group])
        self._places = [places[one.group] for one in self._respondents]
        self._entries: dict[str, Units] = {}

    @cached_property
    def _households(self) -> Units:
        answers = columns_of(self.form, [one.answers for one in self._respondents])
        return self._in_groups(answers, self._places, [one.version for one in self._respondents], answers)

    def _in_groups(self, columns: Columns, places: list[int], versions: list[int], top: Columns) -> Units:
        """Units that stand in the order of their groups, with where each group begins."""
        sizes = Counter(places)
        starts = [0, *accumulate(sizes[place] for place in range(len(self.groups)))]
        return Units(columns, starts, versions, places, top)

    def questions(self) -> list[Question]:
        """The questions that a table can be made of, in the form's order."""
        return [question for question in self.form.questions if question.kind not in UNANSWERED]

    def tables(self) -> list[QuestionFacts]:
        """The table of every question."""
        return [self.table(question) for question in self.questions()]

    def table(self, question: Question) -> QuestionFacts:
        """The table of one question."""
        tallies = count(question, self._units(question.repeat), askings(question, self.forms))
        if self._has_total:
            tallies.append(_sum_of(tallies))
        columns = tuple(_columns(question, tallies))
        hidden = self._hidden(question, columns, tallies) if self._open_to_all else set()
        rows = [*self.groups.items(), *([(TOTAL, "Tổng")] if self._has_total else [])]
        facts = tuple(
            _group(key, name, tally, columns, {column for row, column in hidden if row == place})
            for place, ((key, name), tally) in enumerate(zip(rows, tallies, strict=True))
        )
        return QuestionFacts(
            question.name,
            question.label or question.name,
            question.kind,
            question.personal,
            ENTRIES if question.repeat else HOUSEHOLDS,
            columns,
            facts[: len(self.groups)],
            facts[-1] if self._has_total else None,
            question.repeat,
        )

    def answered_by(self, name: str) -> dict[str, str]:
        """The households that answered a question outside of repeats, with the key of their group."""
        keys = list(self.groups)
        column = self._households.columns.column(name)
        return {
            one.household: keys[place]
            for one, place, value in zip(self._respondents, self._places, column, strict=True)
            if not (is_absent(value) or isinstance(value, Reason))
        }

    def _units(self, repeat: str) -> Units:
        """The households, or the entries of a repeat."""
        if not repeat:
            return self._households
        if repeat not in self._entries:
            self._entries[repeat] = self._entered(repeat)
        return self._entries[repeat]

    def _entered(self, path: str) -> Units:
        found: Repeat | None = next((repeat for repeat in self.form.repeats if repeat.path == path), None)
        around = self._units(found.within if found else "")
        listed = around.columns.column(found.name if found else path.rpartition("/")[2])
        where = [at for at, entries in enumerate(listed) if isinstance(entries, list) for _ in entries]
        entries = [entry for entries in listed if isinstance(entries, list) for entry in entries]
        return self._in_groups(
            entries_of(self.form, path, entries),
            [around.groups[at] for at in where],
            [around.versions[at] for at in where],
            around.top.at(where),
        )

    def _hidden(self, question: Question, columns: Sequence[ColumnFacts], tallies: list[Tally]) -> set[tuple[int, str]]:
        """The cells that would point at single households."""
        choices = tuple(f"={column.code}" for column in columns if column.role == "choice")
        counts = {}
        for row, tally in enumerate(tallies):
            counts[row, BASE] = tally.answered
            counts |= {(row, reason): tally.reasons[reason] for reason in REASONS}
            counts |= {(row, choice): tally.codes[choice[1:]] for choice in choices}
        units = [tally.units for tally in tallies]
        additive = question.kind not in SEVERAL and bool(choices)
        return hidden_cells(Table(counts, units, choices, REASONS, additive, self._has_total))


def _sum_of(tallies: Sequence[Tally]) -> Tally:
    """All groups together."""
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def _columns(question: Question, tallies: Sequence[Tally]) -> Iterator[ColumnFacts]:
    """The choices in the form's order, codes that the form does not know, then the reasons."""
    if question.kind in ONE or question.kind in SEVERAL:
        labels = {choice.value: choice.label for choice in question.choices}
        unknown = sorted({code for tally in tallies for code in tally.codes} - set(labels))
        for code in (*labels, *unknown):
            yield ColumnFacts(code, labels.get(code, code), "choice")
    yield ColumnFacts(REFUSED, _LABELS[REFUSED], "refused")
    yield ColumnFacts(UNKNOWN, _LABELS[UNKNOWN], "unknown")
    yield ColumnFacts(NOT_ASKED, _LABELS[NOT_ASKED], "not_asked")
    yield ColumnFacts(MISSING, _LABELS[MISSING], "missing")


def _group(key: str, name: str, tally: Tally, columns: Sequence[ColumnFacts], hidden: set[str]) -> GroupFacts:
    """One group's row, with the cells in `hidden` left out."""
    cells = tuple(
        HIDDEN
        if (f"={column.code}" if column.role == "choice" else column.code) in hidden
        else Cell(tally.codes[column.code] if column.role == "choice" else tally.reasons[column.code])
        for column in columns
    )
    closed = BASE in hidden
    numbers = _numbers(tally.numbers) if tally.numbers and not closed else None
    return GroupFacts(key, name, tally.units, HIDDEN if closed else Cell(tally.answered), cells, numbers)


def _numbers(values: Counter[float]) -> Numbers:
    """What is told about numbers, from how often each was answered; there is at least one."""
    ordered = sorted(values)
    ends = list(accumulate(values[value] for value in ordered))
    size = ends[-1]
    whole = all(isinstance(value, int) for value in ordered)
    total = sum(value * values[value] for value in ordered) if whole else math.fsum(values.elements())
    middle = [ordered[bisect_left(ends, place)] for place in ((size + 1) // 2, size // 2 + 1)]
    median = middle[0] if middle[0] == middle[1] else (middle[0] + middle[1]) / 2
    return Numbers(total / size, median, ordered[0], ordered[-1], total)
