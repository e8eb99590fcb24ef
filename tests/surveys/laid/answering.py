"""Random answers that a person could give: to questions that the reference shows, of their type, from their choices."""

import random
import re
from collections.abc import Iterable

from desktop.surveys.engine.interview import Interview
from desktop.surveys.engine.tree import FormNode
from desktop.surveys.xform.model import XForm
from tests.surveys.laid.engines import Step, Told, plain

_LITERAL = re.compile(r"'([^'\s]{1,30})'")
_NUMBERS = ("0", "1", "2", "3", "4", "5", "6", "10", "15", "17", "18", "25", "60", "100", "-1", "2000")
_DAYS = ("2026-11-23", "2026-11-22", "2025-02-28", "2024-02-29", "2010-06-15", "1990-01-01", "2030-12-31")
_TEXTS = ("", "a", "xyz", "Nguyễn Văn", "12", "0912345678", "x y", "yes", "no")
_SKIPPED = frozenset({"binary", "geotrace", "geoshape"})


def literals(form: XForm) -> list[str]:
    """The texts that a form's expressions compare with."""
    found: set[str] = set()
    for bind in form.binds.values():
        for text in (bind.relevant, bind.constraint, bind.calculate, bind.required):
            found.update(_LITERAL.findall(text))
    return sorted(found)


def next_steps(
    interview: Interview, reference: Told, count: int, chance: random.Random, words: list[str]
) -> list[Step]:
    """Some answers to questions that are relevant in the reference and not read-only; sometimes a repeat is added."""
    open_nodes = [node for node in interview.nodes() if _can_answer(node, reference)]
    steps: list[Step] = []
    for _ in range(count):
        repeats = _repeats(interview, reference)
        if repeats and chance.random() < 0.15:
            steps.append(Step("add", chance.choice(repeats)))
            continue
        if not open_nodes:
            break
        node = chance.choice(open_nodes)
        value = _value(interview, node, chance, words)
        if value is not None:
            steps.append(Step("set", plain(node.path), value))
    return steps


def _can_answer(node: FormNode, reference: Told) -> bool:
    control = node.spec.control
    there = reference.nodes.get(plain(node.path))
    if control is None or control.tag in ("group", "repeat", "upload", "rank") or node.spec.children:
        return False
    return there is not None and there.relevant and not node.readonly and _parents_shown(node, reference)


def _parents_shown(node: FormNode, reference: Told) -> bool:
    above = [one for one in node.ancestors() if isinstance(one, FormNode) and one.parent is not None]
    return all(reference.nodes[path].relevant for one in above[:-1] if (path := plain(one.path)) in reference.nodes)


def _repeats(interview: Interview, reference: Told) -> list[str]:
    found = []
    for spec in interview.plan.specs.values():
        if spec.is_repeat and spec.control and not spec.control.repeat_count and not spec.control.fixed and spec.parent:
            for parent in interview.instance.at(spec.parent.path):
                shown = reference.nodes.get(plain(parent.path))
                here = interview.instance.repeats(parent, spec)
                # A runner can add a repeat only behind one that it shows.
                if len(here) < 4 and (shown is None or shown.relevant):
                    found.append(f"{plain(parent.path)}/{spec.name}")
    return found


def _value(interview: Interview, node: FormNode, chance: random.Random, words: Iterable[str]) -> str | None:
    control, bind = node.spec.control, node.spec.bind
    assert control is not None
    if control.tag in ("select1", "select"):
        codes = [choice.value for choice in interview.teller.choices(node) if choice.value]
        if not codes:
            return None
        if control.tag == "select1":
            return chance.choice(codes)
        return " ".join(chance.sample(codes, min(len(codes), chance.randint(1, 3))))
    if control.tag == "trigger":
        return "OK"
    kind = bind.type if bind and bind.type else "int" if control.tag == "range" else ""
    if kind in _SKIPPED:
        return None
    if kind in ("int", "integer"):
        return chance.choice(_NUMBERS)
    if kind == "decimal":
        return chance.choice((*_NUMBERS, "2.5", "0.1"))
    if kind == "date":
        return chance.choice(_DAYS)
    if kind == "dateTime":
        return chance.choice(_DAYS) + "T08:30:00.000+07:00"
    if kind == "time":
        return "08:30:00.000+07:00"
    if kind == "geopoint":
        return "21.5 105.8 30 5"
    return chance.choice([*(text for text in _TEXTS if text), *words])
