"""Where two engines differ over the same form and answers, and which forms are not to be judged by it."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from desktop.surveys.engine.plan import Plan
from desktop.text import nfc
from tests.surveys.laid.told import Question, Standing, Told

_CHANCE = re.compile(r"\b(now|uuid|random|randomize|once)\(")


def by_chance(plan: Plan) -> set[str]:
    """Generic paths whose value depends on the moment, the device or chance, and all that is calculated from them."""
    found = {
        path
        for path, spec in plan.specs.items()
        if path.endswith("/instanceID")
        or (spec.bind is not None and (spec.bind.preload or _CHANCE.search(spec.bind.calculate)))
    }
    found |= {action.target for action in plan.form.actions if _CHANCE.search(action.value)}
    waiting = list(found)
    while waiting:
        for rule, _ in plan.readers.get(waiting.pop(), ()):
            if rule.spec.path not in found:
                found.add(rule.spec.path)
                waiting.append(rule.spec.path)
    return found


@dataclass(frozen=True)
class Difference:
    """One node that two engines see differently."""

    path: str
    what: str
    theirs: object
    ours: object


_OF_WORDS = ("label", "hint", "choices")


def of_words(found: list[Difference]) -> list[Difference]:
    """Only what a person reads."""
    return [one for one in found if one.what.startswith(_OF_WORDS)]


def differences(theirs: Told, ours: Told, left_out: set[str]) -> list[Difference]:
    """What differs; of nodes that are not relevant only that they are not."""
    found = []
    for path in sorted(theirs.nodes.keys() | ours.nodes.keys()):
        generic = re.sub(r"\[[0-9]+\]", "", path)
        there, here = theirs.nodes.get(path), ours.nodes.get(path)
        if generic in left_out:
            continue
        if there is None or here is None:
            if (there or here or Standing(False, False, None, True)).relevant:
                found.append(Difference(path, "present", there is not None, here is not None))
        elif there.relevant != here.relevant:
            found.append(Difference(path, "relevant", there.relevant, here.relevant))
        elif there.relevant:
            found += _of_node(path, there, here)
            if path in theirs.questions:
                found += _of_question(path, theirs.questions[path], ours.questions.get(path))
    return found


def _of_node(path: str, there: Standing, here: Standing) -> Iterator[Difference]:
    if there.required != here.required:
        yield Difference(path, "required", there.required, here.required)
    if there.value is None or here.value is None:
        return
    if not same_value(there.value, here.value):
        yield Difference(path, "value", there.value, here.value)
    elif there.valid != here.valid:
        yield Difference(path, "valid", there.valid, here.valid)


def _of_question(path: str, there: Question, here: Question | None) -> Iterator[Difference]:
    if here is None:
        yield Difference(path, "asked", True, False)
        return
    if there.readonly != here.readonly:
        yield Difference(path, "readonly", there.readonly, here.readonly)
    for what in ("label", "hint"):
        if not _same_words(getattr(there, what), getattr(here, what)):
            yield Difference(path, what, getattr(there, what), getattr(here, what))
    codes = [code for code, _ in there.choices or ()], [code for code, _ in here.choices or ()]
    if codes[0] != codes[1]:
        yield Difference(path, "choices", codes[0], codes[1])
        return
    for (code, said), (_, told) in zip(there.choices or (), here.choices or (), strict=True):
        if not _same_words(said, told) and (said or told != code):  # without a label we show the code
            yield Difference(path, f"label of {code}", said, told)


def _same_words(one: str, other: str) -> bool:
    """Whether two texts read the same; white space does not count, nor how a value in them is written."""
    words = nfc(one).split(), nfc(other).split()
    return len(words[0]) == len(words[1]) and all(map(same_value, *words))


def same_value(one: str, other: str) -> bool:
    """Whether two texts are the same value: 3.0 is 3, an instant in another zone is the same, spaces do not count."""
    if one.strip() == other.strip():
        return True
    if {one.strip(), other.strip()} in ({"1", "true"}, {"0", "false"}):
        return True  # JavaRosa keeps truths as numbers
    if one.partition("T00:00:00.000")[0] == other or other.partition("T00:00:00.000")[0] == one:
        return True  # and a day that is calculated into a text as its first moment
    try:
        return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-9)
    except ValueError:
        pass
    return _places(one) == _places(other) or _instant(one) == _instant(other)


def _places(text: str) -> object:
    """A point as numbers; the text itself when it is none."""
    try:
        return [float(part) for part in text.split()] or text
    except ValueError:
        return text


def _instant(text: str) -> object:
    """An instant without its zone's spelling."""
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return text
