"""One form made of several versions of it, so that their answers stand in the same tables. It asks nobody anything."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.surveys.definition import Choice, Form, Kind, Question, Repeat, Section

_NUMBERS = frozenset({"integer", "decimal"})


def united(forms: Sequence[Form]) -> Form:
    """The newest version (the first) with the questions, choices and repeats that only older ones have.

    A question that changed its kind takes the one that holds both: a decimal for numbers, several codes for one, else
    text. Labels are the newest's.
    """
    newest, *older = forms
    for form in older:
        newest = _joined(newest, form)
    return newest


def _joined(newer: Form, older: Form) -> Form:
    """Two versions as one."""
    theirs = {key: question for key, question in _questions(older)}
    ours = {key for key, _ in _questions(newer)}
    known = {route_of(newer, repeat.path) for repeat in newer.repeats}
    repeats = tuple(repeat for repeat in older.repeats if route_of(older, repeat.path) not in known)
    paths = _paths(newer, older)
    sections = tuple(
        replace(section, questions=tuple(_with(one, theirs.get(key_of(newer, one))) for one in section.questions))
        for section in newer.sections
    )
    left = tuple(_left(older, ours, paths))
    extra = tuple(replace(repeat, within=paths.get(repeat.within, repeat.within)) for repeat in repeats)
    return replace(newer, sections=(*sections, *left), repeats=(*newer.repeats, *extra))


def _left(older: Form, ours: set[tuple[str, str]], paths: dict[str, str]) -> Iterator[Section]:
    """The sections of an older version with the questions that the newer one has not."""
    for section in older.sections:
        rest = tuple(
            replace(question, repeat=paths.get(question.repeat, question.repeat))
            for question in section.questions
            if key_of(older, question) not in ours
        )
        if rest:
            yield replace(section, questions=rest, repeat=paths.get(section.repeat, section.repeat))


def _questions(form: Form) -> Iterator[tuple[tuple[str, str], Question]]:
    """Every question with what makes it the same in another version."""
    return ((key_of(form, question), question) for question in form.questions)


def key_of(form: Form, question: Question) -> tuple[str, str]:
    """The names of the repeats around a question, and its own."""
    return route_of(form, question.repeat), question.name


def route_of(form: Form, path: str) -> str:
    """The names of a repeat and of those around it."""
    by_path: dict[str, Repeat] = {repeat.path: repeat for repeat in form.repeats}
    names = []
    while path in by_path:
        names.append(by_path[path].name)
        path = by_path[path].within
    return "/".join(reversed(names))


def _paths(newer: Form, older: Form) -> dict[str, str]:
    """Paths of the older version's repeats -> where the newer one has them."""
    there = {route_of(newer, repeat.path): repeat.path for repeat in newer.repeats}
    return {repeat.path: there.get(route_of(older, repeat.path), repeat.path) for repeat in older.repeats}


def _with(question: Question, older: Question | None) -> Question:
    """A question that can also hold what was answered to its older self."""
    if older is None:
        return question
    kind = question.kind if question.kind == older.kind else _both(question.kind, older.kind)
    choices = (*question.choices, *_more(question.choices, older.choices))
    personal = max(question.personal, older.personal, key=("", "K", "C", "N").index)
    return replace(question, kind=kind, choices=choices if kind != "text" else (), personal=personal)


def _both(one: Kind, other: Kind) -> Kind:
    """The kind that holds answers of both."""
    if {one, other} <= _NUMBERS:
        return "decimal"
    return "select_multiple" if {one, other} <= {"select_one", "select_multiple"} else "text"


def _more(known: Sequence[Choice], older: Sequence[Choice]) -> Iterator[Choice]:
    """The choices that only the older version has."""
    values = {choice.value for choice in known}
    return (choice for choice in older if choice.value not in values)
