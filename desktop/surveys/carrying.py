"""Carrying a draft to another version of its form: what changed, which answers fit, which are kept aside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.surveys.definition import UNANSWERED, Form, Question
from desktop.surveys.missing import Answers
from desktop.surveys.shapes import shape_message

_SAYS = ("kind", "label", "required", "required_if", "constraint", "relevant", "choices_from")


@dataclass(frozen=True)
class Difference:
    """The labels of the questions that a newer version added, took away or asks in another way."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True)
class Carried:
    """Answers for the newer form, and those that have no place or no longer fit there, by question."""

    answers: dict[str, object]
    aside: dict[str, object]


def difference(old: Form, new: Form) -> Difference:
    """What a newer version asks in another way, in the form's order."""
    before, after = _asked(old), _asked(new)
    return Difference(
        added=tuple(one.label or one.name for key, one in after.items() if key not in before),
        removed=tuple(one.label or one.name for key, one in before.items() if key not in after),
        changed=tuple(
            one.label or one.name for key, one in after.items() if key in before and _differs(before[key], one)
        ),
    )


def _asked(form: Form) -> dict[tuple[str, str], Question]:
    """The questions that people answer, by the name of their repeat and their own."""
    names = {repeat.path: repeat.name for repeat in form.repeats}
    return {(names.get(one.repeat, ""), one.name): one for one in form.questions if one.kind not in UNANSWERED}


def _differs(old: Question, new: Question) -> bool:
    """Whether a question is asked in another way; lists that the desk fills in are not the form's."""
    return any(getattr(old, one) != getattr(new, one) for one in _SAYS) or (
        not new.choices_from and old.choices != new.choices
    )


def carry(new: Form, answers: Answers, repeat: str = "") -> Carried:
    """Part the answers of a draft into those that a form can hold and those that it cannot; none is lost."""
    kept, aside = Carried({}, {}), dict[str, object]()
    questions = {one.name: one for one in new.questions if one.repeat == repeat}
    computed = {one.name for one in new.hidden}
    repeats = {one.name: one.path for one in new.repeats if one.within == repeat}
    for name, answer in answers.items():
        if name in repeats and isinstance(answer, list):
            each = [carry(new, one if isinstance(one, Mapping) else {}, repeats[name]) for one in answer]
            kept.answers[name] = [one.answers for one in each]
            aside.update(_numbered(name, each))
        elif name in questions and not shape_message(questions[name], answer):
            kept.answers[name] = answer
        elif name not in computed:
            aside[name] = answer
    return Carried(kept.answers, aside)


def _numbered(name: str, each: list[Carried]) -> Iterator[tuple[str, object]]:
    """What is aside in a repeat, under the repeat's name and number."""
    for at, one in enumerate(each, start=1):
        for inner, answer in one.aside.items():
            yield f"{name}[{at}]/{inner}", answer
