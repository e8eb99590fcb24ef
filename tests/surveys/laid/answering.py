"""Random answers that a person could give: to questions that JavaRosa shows, of their type, from its choices."""

import random
import re
from collections.abc import Sequence

from tests.surveys.laid.told import Question, Step, Told

_LITERAL = re.compile(r"'([^'\s/<>]{1,30})'")
_NUMBERS = ("0", "1", "2", "3", "4", "5", "6", "10", "15", "17", "18", "25", "60", "100", "-1", "2000")
_DAYS = ("2026-11-23", "2026-11-22", "2025-02-28", "2024-02-29", "2010-06-15", "1990-01-01", "2030-12-31")
_TEXTS = ("a", "xyz", "Nguyễn Văn", "12", "0912345678", "x y", "yes", "no")
_MOST_REPEATS = 4

# JavaRosa's numbers of controls and of types.
_SELECT_ONE, _SELECT_MANY, _UPLOAD, _TRIGGER, _RANK = 2, 3, 7, 9, 16
_INTEGER, _DECIMAL, _DATE, _TIME, _DATE_TIME, _GEOPOINT, _BINARY, _LONG = 2, 3, 4, 5, 6, 10, 12, 13
_SKIPPED = frozenset({_BINARY, 14, 15})


def literals(xml: str) -> list[str]:
    """The texts that a form's expressions compare with."""
    return sorted(set(_LITERAL.findall(xml)))


def next_steps(reference: Told, count: int, chance: random.Random, words: Sequence[str]) -> list[Step]:
    """Some answers to questions that the reference shows; sometimes a repeat comes or goes, an answer is taken back."""
    steps: list[Step] = []
    open_questions = [(path, one) for path, one in reference.questions.items() if _can_answer(one)]
    addable = [path for path in reference.repeats if f"{path}[{_MOST_REPEATS}]" not in reference.nodes]
    for _ in range(count):
        dice = chance.random()
        if addable and dice < 0.15:
            steps.append(Step("add", chance.choice(addable)))
        elif addable and dice < 0.17 and f"{(path := chance.choice(addable))}[2]" in reference.nodes:
            steps.append(Step("remove", f"{path}[2]"))
        elif open_questions:
            path, question = chance.choice(open_questions)
            value = "" if dice > 0.96 else answer_to(question, chance, words)
            if value is not None:
                steps.append(Step("set", path, value))
    return steps


def _can_answer(question: Question) -> bool:
    """Whether a person could answer it here."""
    return not question.readonly and question.control != _UPLOAD and question.type not in _SKIPPED


def answer_to(question: Question, chance: random.Random, words: Sequence[str]) -> str | None:
    """An answer to a question; None when there is none to give."""
    if question.choices is not None:
        return _chosen(question, [code for code, _ in question.choices if code], chance)
    if question.control == _TRIGGER:
        return "OK"
    match question.type:
        case type_ if type_ in (_INTEGER, _LONG):
            return chance.choice(_NUMBERS)
        case type_ if type_ == _DECIMAL:
            return chance.choice((*_NUMBERS, "2.5", "0.1"))
        case type_ if type_ == _DATE:
            return chance.choice(_DAYS)
        case type_ if type_ == _DATE_TIME:
            return chance.choice(_DAYS) + "T08:30:00.000+07:00"
        case type_ if type_ == _TIME:
            return "08:30:00.000+07:00"
        case type_ if type_ == _GEOPOINT:
            return "21.5 105.8 30.0 5.0"
    return chance.choice([*_TEXTS, *words])


def _chosen(question: Question, codes: list[str], chance: random.Random) -> str | None:
    """One code, some codes, or all in some order."""
    if not codes:
        return None
    if question.control == _RANK:
        return " ".join(chance.sample(codes, len(codes)))
    if question.control == _SELECT_MANY:
        return " ".join(chance.sample(codes, min(len(codes), chance.randint(1, 3))))
    return chance.choice(codes) if question.control == _SELECT_ONE else None
