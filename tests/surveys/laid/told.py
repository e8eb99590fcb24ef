"""What an engine tells of a form after some steps, in words that are the same for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.surveys.xpath.nodes import local


@dataclass(frozen=True)
class Step:
    """One step: `act` is "set", "add" (a repeat, by its path), "remove" (one of them) or "speak" (a language)."""

    act: str
    path: str
    value: str = ""

    def __str__(self) -> str:
        return "\t".join((self.act, self.path, self.value))


@dataclass(frozen=True)
class Standing:
    """How a node stands; `value` is None for groups."""

    relevant: bool
    required: bool
    value: str | None
    valid: bool


@dataclass(frozen=True)
class Question:
    """What a person sees at a question; `choices` are pairs of code and label, None where there are none.

    `control` and `type` are JavaRosa's numbers; 0 from others.
    """

    readonly: bool
    label: str
    hint: str
    choices: tuple[tuple[str, str], ...] | None
    control: int = 0
    type: int = 0


@dataclass
class Told:
    """Nodes, questions that are shown and repeats that could be added, by path; or why there are none."""

    nodes: dict[str, Standing] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    repeats: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    error: str = ""


def plain(path: str) -> str:
    """A path without prefixes and without [1]."""
    return "/".join(local(step) for step in path.replace("[1]", "").split("/"))


def read(answer: Mapping[str, object]) -> Told:
    """The line of a runner as what it says."""
    told = Told(error=str(answer.get("error", "")))
    if told.error:
        return told
    told.refused = list(answer.get("refused", ()))  # type: ignore[call-overload]
    told.repeats = list(dict.fromkeys(map(plain, answer.get("repeats", ()))))  # type: ignore[call-overload]
    for path, node in _mapping(answer, "nodes"):
        told.nodes[plain(path)] = Standing(
            node["relevant"], node["required"], node.get("value"), node.get("valid", True)
        )
    for path, one in _mapping(answer, "questions"):
        choices = one.get("choices")
        told.questions.setdefault(
            plain(path),
            Question(
                one["readonly"], one.get("label", ""), one.get("hint", ""),
                None if choices is None else tuple((code, label) for code, label in choices),
                one.get("control", 0), one.get("type", 0),
            ),
        )  # fmt: skip
    return told


def _mapping(answer: Mapping[str, object], name: str) -> "list[tuple[str, dict]]":  # type: ignore[type-arg]
    """The items of an object in a runner's line."""
    found = answer.get(name)
    return list(found.items()) if isinstance(found, dict) else []
