"""Carrying a draft to another version of its form: what changed, which answers fit, which are kept aside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.surveys.comparing import Entry, compare
from desktop.surveys.definition import UNANSWERED, Form
from desktop.surveys.missing import Answers
from desktop.surveys.shapes import shape_message

#: What of a question makes a person answer it anew.
_SAYS = frozenset({"kind", "label", "required", "constraint", "relevant", "choices", "choices_from"})


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
    """What a newer version asks people in another way, in the form's order."""
    found = compare(old, new)
    return Difference(
        added=tuple(_label(one) for one in found.added if _is_answered(one)),
        removed=tuple(_label(one) for one in found.removed if _is_answered(one)),
        changed=tuple(
            _label(one.entry)
            for one in found.changed
            if _is_answered(one.entry) and any(change.aspect in _SAYS for change in one.changes)
        ),
    )


def _label(one: Entry) -> str:
    return one.label or one.name


def _is_answered(one: Entry) -> bool:
    """Whether it is a question that people answer."""
    return one.kind is not None and one.kind not in UNANSWERED


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
