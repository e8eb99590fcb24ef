"""Whether a question without an answer was asked at all, told from the other answers alone, and quickly.

Conditions of real forms read two or three answers with few different values, so each is evaluated once for each
combination of them. What cannot be told so (repeats further up, chance, the time) counts as asked, for a question must
not hide its missing answers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NoReturn

from desktop.surveys.definition import Form, Question
from desktop.surveys.results.columns import Value
from desktop.surveys.xpath.context import Context, Surroundings
from desktop.surveys.xpath.expression import Expression, compile_expression
from desktop.surveys.xpath.nodes import Node
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.references import resolved

#: What counts or places nodes needs the whole response.
_POSITIONS = frozenset({"position", "count", "indexed-repeat", "once", "sum", "last"})
_IS_EMPTY = re.compile(r"\s*[\w./-]+\s*!?=\s*(''|\"\")\s*")


class _NoClock:
    """No condition that is judged here asks for the time."""

    def now(self) -> datetime:
        """Never called."""
        return self._never()

    def random_bits(self, count: int) -> int:
        """Never called."""
        return self._never()

    def _never(self) -> NoReturn:
        raise ExpressionError("Không có đồng hồ.", "")


@dataclass
class _Condition:
    """One condition with what it gave for each combination of the answers that it reads, as texts."""

    expression: Expression
    path: str
    reads: tuple[Question, ...]
    known: dict[tuple[str, ...], bool] = field(default_factory=dict)

    def holds(self, values: Sequence[Value]) -> bool:
        """Whether it holds for these values of what it reads."""
        key = tuple(map(_text, values))
        if _IS_EMPTY.fullmatch(self.expression.text):
            key = tuple(text and "x" for text in key)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._evaluated(key)
        return found

    def _evaluated(self, texts: Sequence[str]) -> bool:
        """Evaluate over a document that holds the answers that are read and nothing else."""
        root = Node("root")
        for question, text in zip(self.reads, texts, strict=True):
            _placed(root, question.path).value = text
        try:
            return self.expression.truth(Context(_placed(root, self.path), Surroundings(root, _NoClock())))
        except ExpressionError:
            return True


@dataclass
class Asked:
    """How to tell whether a question is asked: all of its own and its groups' conditions hold.

    `reads` are the names of the answers that they read, and whether each stands at the top of the response.
    """

    conditions: list[_Condition]
    reads: list[tuple[str, bool]]
    _places: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._places = [[self.reads.index(_read(one)) for one in c.reads] for c in self.conditions]

    def holds(self, values: Sequence[Value]) -> bool:
        """Whether it is asked, from the values of `reads`."""
        pairs = zip(self.conditions, self._places, strict=True)
        return all(condition.holds([values[place] for place in places]) for condition, places in pairs)


def _read(question: Question) -> tuple[str, bool]:
    return question.name, not question.repeat


def asked(form: Form, question: Question) -> Asked:
    """How to tell whether a question of this form is asked."""
    found = []
    path = question.path
    while path:
        text = form.conditions.get(path)
        condition = _condition(form, question, path, text) if text else None
        if condition is not None:
            found.append(condition)
        path = path.rpartition("/")[0]
    return Asked(found, list(dict.fromkeys(_read(one) for condition in found for one in condition.reads)))


def _condition(form: Form, question: Question, path: str, text: str) -> _Condition | None:
    """A condition that can be judged from answers; None when it cannot."""
    try:
        expression = compile_expression(text)
    except ExpressionError:
        return None
    if expression.is_volatile or not _POSITIONS.isdisjoint(expression.functions):
        return None
    reads = [form.by_path.get(resolved(reference, path)) for reference in sorted(expression.references)]
    known = tuple(read for read in reads if read and read.repeat in ("", question.repeat) and read.kind != "hidden")
    if len(known) != len(reads) or any(read.kind == "calculate" for read in known):
        return None
    return _Condition(expression, path, known)


def _text(answer: Value) -> str:
    """An answer as the text that stands in an XForm's node; "" for a reason, as in the interview."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, tuple):
        return " ".join(map(str, answer))
    return str(answer) if isinstance(answer, int | float) else ""


def _placed(root: Node, path: str) -> Node:
    """The node at a path below the root, made when it is not there."""
    node = root
    for name in path.strip("/").split("/"):
        found = next((child for child in node.children if child.name == name), None)
        node = found or node.append(Node("element", name))
    return node
