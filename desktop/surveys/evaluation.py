"""Which questions are asked and what values they have, for one set of answers: relevance and calculations.

An unanswered, refused or irrelevant question has the value "", as in ODK XForms; nothing here turns it into 0.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, TypeVar

from desktop.surveys.definition import Form, Question
from desktop.surveys.expressions import Scope, absolute, parse
from desktop.surveys.functions import ExpressionProblem, Value, to_date, to_truth, unsupported

_Computed = TypeVar("_Computed")


class Missing(TypedDict):
    """An answer that says why there is none: {"missing": "refused"} or {"missing": "unknown"}."""

    missing: str


REFUSED: Missing = {"missing": "refused"}
UNKNOWN: Missing = {"missing": "unknown"}

#: Answers by question name. Each is an int (float for decimals), a text or code or ISO date, a list of codes, or a
#: `Missing`; they come from outside, so nothing is taken for granted before `check_answers` has looked at them.
Answers = Mapping[str, object]


def is_missing(answer: object) -> bool:
    """Whether the answer is a reason for having none."""
    return isinstance(answer, dict) and answer.get("missing") in ("refused", "unknown")


def is_answered(answer: object) -> bool:
    """Whether there is a real answer: neither absent, nor empty, nor a reason."""
    return answer is not None and answer not in ("", []) and not isinstance(answer, dict)


def as_value(question: Question, answer: object) -> Value:
    """The XPath value of an answer; one of the wrong type is ""."""
    if not is_answered(answer) or isinstance(answer, bool):
        return ""
    if isinstance(answer, list):
        return " ".join(str(code) for code in answer)
    if question.kind in ("integer", "decimal"):
        return float(answer) if isinstance(answer, int | float) else ""
    if question.kind == "date":
        return _as_date(str(answer))
    return str(answer)


def _as_date(text: str) -> Value:
    """The date, or "" when the text is none."""
    try:
        return to_date(text)
    except ExpressionProblem:
        return ""


@dataclass(frozen=True)
class _Place:
    """The scope of one expression: an interview seen from a path."""

    interview: "Interview"
    path: str

    @property
    def today(self) -> date | None:
        """The interview's day."""
        return self.interview.today

    def value(self, path: str) -> Value:
        """The value at a path of the same interview."""
        return self.interview.value(path)


class Interview:
    """One form with one set of answers; values are computed when they are asked for and then kept."""

    def __init__(self, form: Form, answers: Answers, today: date | None) -> None:
        self.form = form
        self.answers = answers
        self.today = today
        self._values: dict[str, Value] = {}
        self._relevant: dict[str, bool] = {}
        self._open: set[str] = set()

    def scope(self, path: str) -> Scope:
        """Where an expression that belongs to `path` is evaluated."""
        return _Place(self, path)

    def holds(self, expression: str, path: str) -> bool:
        """Whether an expression that belongs to `path` is true; raises `ExpressionProblem`."""
        return to_truth(parse(expression).evaluate(self.scope(path)))

    def value(self, path: str) -> Value:
        """The value at an absolute path; "" when empty or not asked."""
        if path not in self._values:
            self._values[path] = self._guarded(path, lambda: self._value(path))
        return self._values[path]

    def _value(self, path: str) -> Value:
        """Compute the value at a path."""
        question = self.form.by_path.get(path)
        if question is None:
            raise unsupported(path)
        if question.kind == "hidden":
            raise unsupported(question.name)
        if not self.is_relevant(path):
            return ""
        if question.calculation:
            return parse(question.calculation).evaluate(self.scope(path))
        return as_value(question, self.answers.get(question.name))

    def is_relevant(self, path: str) -> bool:
        """Whether the node at `path` and all groups around it are relevant; raises `ExpressionProblem`."""
        if path not in self._relevant:
            parent = path.rpartition("/")[0]
            condition = self.form.conditions.get(path, "")
            self._relevant[path] = (not parent or self.is_relevant(parent)) and (
                not condition or self._guarded(f"{path} relevant", lambda: self.holds(condition, path))
            )
        return self._relevant[path]

    def _guarded(self, key: str, compute: Callable[[], _Computed]) -> _Computed:
        """Compute something that may read other values, but not itself."""
        if key in self._open:
            raise ExpressionProblem(
                "Các biểu thức của biểu mẫu phụ thuộc lẫn nhau thành vòng tròn.",
                "Hãy sửa điều kiện hiện câu hỏi hoặc phép tính trong biểu mẫu.",
            )
        self._open.add(key)
        try:
            return compute()
        finally:
            self._open.discard(key)

    def reads_missing(self, question: Question) -> bool:
        """Whether the question's constraint reads another answer that was refused or is unknown."""
        read = (absolute(path, question.path) for path in parse(question.constraint).paths)
        others = (self.form.by_path.get(path) for path in read if path != question.path)
        return any(other is not None and is_missing(self.answers.get(other.name)) for other in others)
