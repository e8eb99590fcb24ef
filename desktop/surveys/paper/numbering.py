"""The numbers of the questions, the same on paper and on the screen, and who answers what. It knows no answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop.surveys.choice_codes import choice_codes
from desktop.surveys.definition import UNANSWERED, Form, Question
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.references import resolved

HOUSEHOLD_CODE, VILLAGES = "ma_ho", "thon"
CONSENT = "dong_y"
_DEEPEST = 8
_PREDICATE = re.compile(r"\[[^\]]*\]")


def is_desks(question: Question) -> bool:
    """Whether the desk itself fills it in (DOMAIN 3.3): it has no number on the screen, so it has none on paper."""
    return not question.repeat and (question.name == HOUSEHOLD_CODE or question.choices_from == VILLAGES)


def numbers_of(form: Form) -> Mapping[str, str]:
    """Path of each question that a person answers -> its number."""
    asked = (one for one in form.questions if one.kind not in UNANSWERED and not is_desks(one))
    return {question.path: str(at) for at, question in enumerate(asked, start=1)}


@dataclass(frozen=True)
class Numbering:
    """A form with the numbers and codes that its paper shows."""

    form: Form

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Path -> number."""
        return numbers_of(self.form)

    @cached_property
    def _codes(self) -> dict[str, Mapping[str, str]]:
        return {}

    def codes(self, question: Question) -> Mapping[str, str]:
        """Value -> code of a question's choices."""
        if question.path not in self._codes:
            self._codes[question.path] = choice_codes(question)
        return self._codes[question.path]

    def named(self, question: Question) -> str:
        """How a sentence calls a question: "câu 6", or its label where it has no number; "" when it is not on paper."""
        if question.path in self.numbers:
            return f"câu {self.numbers[question.path]}"
        return f"“{question.label}”" if question.kind not in UNANSWERED and question.label else ""

    def involved(self, expression: str, origin: str) -> list[str]:
        """The numbers of the questions that an expression reads, through calculations too, in the form's order."""
        found: set[str] = set()
        self._gather(expression, origin, found, _DEEPEST)
        return [number for path, number in self.numbers.items() if path in found and path != origin]

    def _gather(self, expression: str, origin: str, found: set[str], deep: int) -> None:
        try:
            references = compile_expression(expression).references
        except ExpressionError:
            references = frozenset(_PREDICATE.sub("", path) for path in re.findall(r"/[\w/.-]+", expression))
        for reference in references:
            path = resolved(reference, origin)
            if path in found:
                continue
            found.add(path)
            question = self.form.by_path.get(path)
            if question is not None and question.calculation and deep:
                self._gather(question.calculation, path, found, deep - 1)


def listed(words: Sequence[str], last: str) -> str:
    """Words with commas and `last` ("và", "hoặc") before the last one."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
