"""Answers as they are stored, and the difference between 0, an empty answer and the reason for having none."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from desktop.models.questionnaire_facts import Reason


class Missing(TypedDict):
    """An answer that says why there is none: {"missing": "refused"} or {"missing": "unknown"}."""

    missing: str


REFUSED: Missing = {"missing": "refused"}
UNKNOWN: Missing = {"missing": "unknown"}
REASONS = ("refused", "unknown")
#: Choices that say the same as a reason, as the lists of DOMAIN 3.3 spell them.
_SAYS: Mapping[str, Reason] = {"khong_biet": "unknown", "khong_tra_loi": "refused"}

#: Answers by question name. Each is an int (float for decimals), a text or code or ISO date, a list of codes, a
#: `Missing`, or under a repeat's name a list of the same. They come from outside: nothing is taken for granted before
#: `shapes.shape_problems` has looked at them.
Answers = Mapping[str, object]


def is_missing(answer: object) -> bool:
    """Whether the answer is a reason for having none."""
    return isinstance(answer, dict) and answer.get("missing") in REASONS


def is_answered(answer: object) -> bool:
    """Whether there is a real answer: neither absent, nor empty, nor a reason."""
    return answer is not None and answer not in ("", []) and not isinstance(answer, dict)


def reasons_beside(kind: str, values: Iterable[str]) -> tuple[Reason, ...]:
    """The reasons to offer beside a question of this kind with these choices: those that no choice says already.

    Where several can be chosen, `khong_biet` is one trouble among others ("không biết cách làm"), no reason.
    """
    said = {_SAYS.get(value) for value in values} if kind == "select_one" else set()
    reasons: tuple[Reason, ...] = ("unknown", "refused")
    return tuple(reason for reason in reasons if reason not in said)
