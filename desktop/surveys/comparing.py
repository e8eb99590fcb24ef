"""Two versions of a form laid side by side: what was added, removed, asked in another way. Values only, no sentences.

A question is the same in both when its name and the repeats around it are; where it stands does not matter. What is
compared is the form in its default language. Expressions are told as the officer's workbook has them: ${name}.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from desktop.surveys.definition import Choice, Form, Kind, Question, Repeat
from desktop.surveys.versions import key_of, route_of

#: What can differ in a question, a part or the form itself; the codes are stable for scripts.
ASPECTS = (
    "label", "hint", "guidance", "kind", "choices", "choices_from", "relevant", "required", "required_message",
    "constraint", "message", "calculation", "default", "read_only", "appearance", "personal", "count", "title",
)  # fmt: skip
Key = tuple[str, str]
_PATH = r"(?:(?:\.\./)+|/)[\w\-]+(?:/[\w\-]+)*"
#: A path in an expression; with a space on both sides it is pyxform's, which took the place of ${...} alone.
_REFERENCE = re.compile(rf" (?P<spaced>{_PATH}) |(?P<alone>{_PATH})")


@dataclass(frozen=True)
class Entry:
    """Something that a version has: a question, or a part of the form ("" kind) with a condition or a count."""

    name: str
    label: str
    kind: Kind | None


@dataclass(frozen=True)
class Choices:
    """How a list of choices differs; `renamed` has the code with the old and the new label."""

    added: tuple[Choice, ...] = ()
    removed: tuple[Choice, ...] = ()
    renamed: tuple[tuple[str, str, str], ...] = ()
    reordered: bool = False


@dataclass(frozen=True)
class Change:
    """One aspect that differs, before and after; "" stands for none. `choices` is set for the aspect of that name."""

    aspect: str
    before: str
    after: str
    choices: Choices | None = None


@dataclass(frozen=True)
class Changed:
    """An entry of the newer version that is asked in another way."""

    entry: Entry
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Comparison:
    """What differs between an older and a newer version, in the order of the version that has it; false for nothing.

    `form` are the changes of the whole form, `moved` whether the questions of both stand in another order.
    """

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    changed: tuple[Changed, ...] = ()
    form: tuple[Change, ...] = ()
    moved: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.form or self.moved)


def compare(older: Form, newer: Form) -> Comparison:
    """Everything in which two versions differ."""
    before, after = _Side(older), _Side(newer)
    both = [key for key in after.entries if key in before.entries]
    return Comparison(
        added=tuple(entry for key, entry in after.entries.items() if key not in before.entries),
        removed=tuple(entry for key, entry in before.entries.items() if key not in after.entries),
        changed=tuple(
            Changed(after.entries[key], changes)
            for key in both
            if (changes := tuple(_changes(before.told[key], after.told[key])))
        ),
        form=tuple(_changes({"title": older.title}, {"title": newer.title})),
        moved=both != [key for key in before.entries if key in after.entries],
    )


Told = Mapping[str, str | tuple[Choice, ...]]


class _Side:
    """One version: its entries in order, and each one's aspects."""

    def __init__(self, form: Form) -> None:
        self._form, self._names = form, names_of(form)
        self.entries: dict[Key, Entry] = {}
        self.told: dict[Key, Told] = {}
        for question in (*form.questions, *form.hidden):
            self._question(question)
        for repeat in form.repeats:
            self._repeat(repeat)
        self._parts({repeat.path for repeat in form.repeats})

    def _question(self, one: Question) -> None:
        key = key_of(self._form, one)
        self.entries[key] = Entry(one.name, one.label, one.kind)
        self.told[key] = {aspect: tell(self._names, one) for aspect, tell in _OF_QUESTIONS.items()}

    def _repeat(self, one: Repeat) -> None:
        key = (route_of(self._form, one.path), "")
        self.entries[key] = Entry(one.name, one.label, None)
        condition = self._form.conditions.get(one.path, "")
        self.told[key] = {
            "relevant": in_names(self._names, condition, one.path), "count": in_names(self._names, one.count, one.path)
        }  # fmt: skip

    def _parts(self, repeats: set[str]) -> None:
        """Groups with a condition of their own; one without is layout."""
        labels = {section.path: section.label for section in self._form.sections}
        for path, condition in self._form.conditions.items():
            if path not in self._form.by_path and path not in repeats:
                name = path.rpartition("/")[2]
                self.entries["/", path] = Entry(name, labels.get(path, name), None)
                self.told["/", path] = {"relevant": in_names(self._names, condition, path)}


def _required(names: Mapping[str, str], one: Question) -> str:
    return "true()" if one.required else in_names(names, one.required_if, one.path)


_OF_QUESTIONS: Mapping[str, Callable[[Mapping[str, str], Question], str | tuple[Choice, ...]]] = {
    "label": lambda _names, one: one.label,
    "hint": lambda _names, one: one.hint,
    "guidance": lambda _names, one: one.guidance,
    "kind": lambda _names, one: one.kind,
    "choices": lambda _names, one: () if one.choices_from else one.choices,  # those are the desk's
    "choices_from": lambda _names, one: one.choices_from,
    "relevant": lambda names, one: in_names(names, one.relevant, one.path),
    "required": _required,
    "required_message": lambda _names, one: one.required_message,
    "constraint": lambda names, one: in_names(names, one.constraint, one.path),
    "message": lambda _names, one: one.message,
    "calculation": lambda names, one: in_names(names, one.calculation, one.path),
    "default": lambda _names, one: one.default,
    "read_only": lambda _names, one: "true()" if one.read_only else "",
    "appearance": lambda _names, one: one.appearance,
    "personal": lambda _names, one: one.personal,
}


def names_of(form: Form) -> Mapping[str, str]:
    """The names of questions and repeats by their paths."""
    return {path: one.name for path, one in form.by_path.items()} | {one.path: one.name for one in form.repeats}


def in_names(names: Mapping[str, str], expression: str, origin: str) -> str:
    """An expression at a path of the form as the workbook has it: what leads to a question or repeat is ${its name}."""
    if "/" not in expression:
        return expression.strip()

    def named(found: re.Match[str]) -> str:
        path = found["spaced"] or found["alone"]
        name = names.get(_absolute(path, origin))
        return f"${{{name}}}" if name else found[0]

    return _REFERENCE.sub(named, expression).strip()


def _absolute(path: str, origin: str) -> str:
    """Where a path leads that is written at `origin`."""
    while path.startswith("../"):
        path, origin = path[3:], origin.rpartition("/")[0]
        if not path.startswith("../"):
            return f"{origin}/{path}"
    return path


def _changes(before: Told, after: Told) -> Iterator[Change]:
    """The aspects that differ; what only one side has is "" on the other."""
    for aspect in ASPECTS:
        old, new = before.get(aspect, ""), after.get(aspect, "")
        if old == new:
            continue
        if isinstance(old, str) and isinstance(new, str):
            yield Change(aspect, old, new)
        else:
            yield Change(aspect, "", "", _choices(tuple(old), tuple(new)))  # type: ignore[arg-type]


def _choices(before: tuple[Choice, ...], after: tuple[Choice, ...]) -> Choices:
    old, new = ({choice.value: choice.label for choice in side} for side in (before, after))
    both = [code for code in new if code in old]
    return Choices(
        added=tuple(choice for choice in after if choice.value not in old),
        removed=tuple(choice for choice in before if choice.value not in new),
        renamed=tuple((code, old[code], new[code]) for code in both if old[code] != new[code]),
        reordered=both != [code for code in old if code in new],
    )
