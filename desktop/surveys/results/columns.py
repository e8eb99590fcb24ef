"""Answers as columns: every response decoded once into a slot a question, which is what makes counting quick.

A column's values can be counted: codes, numbers, texts, tuples of codes, `Reason`; what cannot be is `WRONG`.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any

import msgspec

from desktop.surveys.definition import Form

Value = object
Column = Sequence[Value]


class Reason(msgspec.Struct, frozen=True):
    """Why there is no answer, as a value that can be counted."""

    missing: str


WRONG = Reason("wrong")  # an answer of a shape that no question has

_ANSWER = Reason | str | int | float | tuple[str, ...] | None
_any = msgspec.json.Decoder(dict[str, object]).decode


class Columns:
    """The answers of some responses, or of the entries of a repeat, by the name of the question."""

    def __init__(self, rows: Sequence[Any], slots: Mapping[str, str]) -> None:
        self._rows = rows
        self._slots = slots
        self._made: dict[str, Column] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def column(self, name: str) -> Column:
        """The answers to one question in the order of the responses; None where there is none."""
        if name not in self._made:
            slot = self._slots.get(name)
            self._made[name] = list(map(attrgetter(slot), self._rows)) if slot else list(repeat(None, len(self)))
        return self._made[name]

    def at(self, places: Sequence[int]) -> "Columns":
        """The same answers for each of these responses, one of them as often as it is named."""
        return Columns([self._rows[place] for place in places], self._slots)


def columns_of(form: Form, answers: Sequence[str]) -> Columns:
    """The top-level answers of responses, from their JSON; what is no object at all is empty."""
    repeats = {repeat_.name for repeat_ in form.repeats if not repeat_.within}
    names = dict.fromkeys([*(q.name for q in (*form.questions, *form.hidden) if not q.repeat), *repeats])
    decoder, slots = _decoder(names, repeats)
    return Columns([_decoded(decoder, slots, repeats, text) for text in answers], slots)


def entries_of(form: Form, path: str, entries: Iterable[object]) -> Columns:
    """The answers in a repeat's entries, each an object that JSON gave."""
    inner = {repeat_.name for repeat_ in form.repeats if repeat_.within == path}
    names = dict.fromkeys([*(q.name for q in (*form.questions, *form.hidden) if q.repeat == path), *inner])
    decoder, slots = _decoder(names, inner)
    return Columns([_filled(decoder.type, slots, inner, entry) for entry in entries], slots)


def _decoder(names: Iterable[str], repeats: set[str]) -> tuple[msgspec.json.Decoder[Any], dict[str, str]]:
    """A decoder into slots, and which slot each name has. Names may be no identifiers, so slots are numbered."""
    slots = {name: f"q{number}" for number, name in enumerate(names)}
    fields = [(slot, object if name in repeats else _ANSWER, None) for name, slot in slots.items()]
    renamed = {slot: name for name, slot in slots.items()}
    return msgspec.json.Decoder(msgspec.defstruct("Slots", fields, rename=renamed, gc=False)), slots


def _decoded(decoder: msgspec.json.Decoder[Any], slots: Mapping[str, str], repeats: set[str], text: str) -> object:
    """One response; strictly and quickly, or slot by slot when something in it has a shape that none should have."""
    try:
        return decoder.decode(text)
    except msgspec.DecodeError:
        pass
    try:
        found: object = _any(text)
    except msgspec.DecodeError:
        found = {}
    return _filled(decoder.type, slots, repeats, found)


def _filled(made: Any, slots: Mapping[str, str], repeats: set[str], found: object) -> object:  # noqa: ANN401 - a class
    """Slots filled from a plain object."""
    answers = found if isinstance(found, dict) else {}
    given = ((slot, name, answers.get(name)) for name, slot in slots.items())
    return made(**{slot: answer if name in repeats else _countable(answer) for slot, name, answer in given})


def _countable(answer: object) -> object:
    """An answer of some known shape, or `WRONG`."""
    if isinstance(answer, bool):
        return WRONG
    if answer is None or isinstance(answer, str | int | float):
        return answer
    if isinstance(answer, list) and all(isinstance(code, str) for code in answer):
        return tuple(answer)
    if isinstance(answer, dict) and isinstance(answer.get("missing"), str):
        return Reason(answer["missing"])
    return WRONG
