"""What depends on what: the rules of a form in an order in which each comes after all that it reads.

Made once for a form. Rules are relevance, calculations, required, read-only and the number of repeats; constraints,
labels and choices are evaluated when somebody asks, for nothing depends on them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from desktop.surveys.definition import Problem
from desktop.surveys.engine.placing import Placed, place
from desktop.surveys.engine.specs import Spec, specs_of
from desktop.surveys.xform.model import Control, XForm
from desktop.surveys.xform.reading import read
from desktop.surveys.xpath.problems import ExpressionError

_FALSE = frozenset({"false()", ""})


class Kind(IntEnum):
    """What a rule decides of its nodes."""

    RELEVANT = 0
    COUNT = 1
    CALCULATE = 2
    REQUIRED = 3
    READONLY = 4


@dataclass(slots=True, eq=False)
class Rule:
    """One expression that is kept up to date for every node of a path; `index` is its place in the order."""

    kind: Kind
    spec: Spec
    placed: Placed
    index: int = -1


@dataclass(frozen=True)
class Plan:
    """A form made ready: `readers` are the rules to look at again when a node of a path has changed.

    `owned` are the rules that decide for the nodes of a path; for the number of repeats these are the nodes around.
    `flaws` are expressions that cannot be read and circles; a form with flaws is not to be opened.
    """

    form: XForm
    specs: Mapping[str, Spec]
    rules: tuple[Rule, ...]
    readers: Mapping[str, tuple[tuple[Rule, int], ...]]
    owned: Mapping[str, tuple[Rule, ...]]
    flaws: tuple[Problem, ...]


@lru_cache(maxsize=4)
def plan_of(xml: str) -> Plan:
    """The plan of an XForm's text; raises `FormProblem` when it is none."""
    return make_plan(read(xml))


def make_plan(form: XForm) -> Plan:
    """Order the rules of a form."""
    specs = specs_of(form)
    flaws: list[Problem] = []
    flaws.extend(_without_node(control) for control in form.controls if control.path and control.path not in specs)
    rules = [rule for spec in specs.values() for rule in _rules(spec, flaws)]
    reads = {id(rule): tuple(_expanded(rule, specs)) for rule in rules}
    ordered = _ordered(rules, reads, flaws)
    readers: dict[str, list[tuple[Rule, int]]] = {}
    owned: dict[str, list[Rule]] = {}
    for at, rule in enumerate(ordered):
        rule.index = at
        owner = rule.spec.parent if rule.kind is Kind.COUNT else rule.spec
        if owner is not None:
            owned.setdefault(owner.path, []).append(rule)
        for path, shared in reads[id(rule)]:
            readers.setdefault(path, []).append((rule, shared))
    return Plan(form, specs, tuple(ordered), _frozen(readers), _frozen(owned), tuple(flaws))


_Found = TypeVar("_Found")


def _frozen(found: Mapping[str, list[_Found]]) -> dict[str, tuple[_Found, ...]]:
    """Lists by path as tuples by path."""
    return {path: tuple(many) for path, many in found.items()}


def _without_node(control: Control) -> Problem:
    """The flaw of a question that has no place in the instance, so that its answer could not be kept."""
    name = control.path.rpartition("/")[2]
    return Problem(
        name, f"Câu hỏi “{name}” không có chỗ trong phần dữ liệu của biểu mẫu.", "Hãy tạo lại biểu mẫu từ tệp Excel.",
        "no-node", name,
    )  # fmt: skip


def _rules(spec: Spec, flaws: list[Problem]) -> Iterator[Rule]:
    """The rules of a path."""
    bind = spec.bind
    written = []
    if bind is not None:
        written = [
            (Kind.RELEVANT, bind.relevant),
            (Kind.CALCULATE, bind.calculate),
            (Kind.REQUIRED, bind.required),
            (Kind.READONLY, bind.readonly),
        ]
    if spec.is_repeat and spec.control is not None and spec.control.repeat_count:
        written.append((Kind.COUNT, spec.control.repeat_count))
    for kind, text in written:
        if text and not (text in _FALSE and kind in (Kind.REQUIRED, Kind.READONLY)):
            try:
                yield Rule(kind, spec, place(text, spec))
            except ExpressionError as error:
                flaws.append(Problem(spec.name, error.message, error.advice, error.code, spec.name))


def _expanded(rule: Rule, specs: Mapping[str, Spec]) -> Iterator[tuple[str, int]]:
    """The existing paths that a rule reads; `*` and `//` stand for every path that they can mean."""
    for read_path in rule.placed.reads:
        if read_path.path in specs:
            yield read_path.path, read_path.shared
        elif "*" in read_path.path or "//" in read_path.path or "::" in read_path.path:
            yield from ((path, 1) for path in specs if _may_mean(read_path.path, path) and path != rule.spec.path)


def _may_mean(pattern: str, path: str) -> bool:
    """Whether a pattern with wildcards may give the nodes of a path; rather too often than too seldom."""
    head = pattern.split("//")[0].split("*")[0].split("::")[0].rpartition("/")[0]
    if not path.startswith(head):
        return False
    last = pattern.rpartition("/")[2]
    plain = "*" not in last and ":" not in last and "(" not in last and last not in ("", "..", ".")
    if "//" not in pattern and "::" not in pattern and pattern.count("/") != path.count("/"):
        return False
    return not plain or path.rpartition("/")[2] == last


def _ordered(rules: list[Rule], reads: Mapping[int, tuple[tuple[str, int], ...]], flaws: list[Problem]) -> list[Rule]:
    """The rules so that each comes after those that decide what it reads; a circle is a flaw.

    Forms exist whose number of repeats depends on a count of the same repeats; such a number comes when it comes, and
    `Calculation` ends the circle when it does not end by itself.
    """
    loose: set[int] = set()
    while True:
        before = _needs(rules, reads, loose)
        try:
            return [rules[at] for at in TopologicalSorter(before).static_order()]
        except CycleError as error:
            circle: list[int] = error.args[1]
            counting = {at for at in circle if rules[at].kind is Kind.COUNT}
            if not counting:
                flaws.append(_circle(circle, rules))
                return rules
            loose |= counting


def _needs(rules: list[Rule], reads: Mapping[int, tuple[tuple[str, int], ...]], loose: set[int]) -> dict[int, set[int]]:
    """For each rule those that have to come before it."""
    deciding: dict[str, list[int]] = {}
    for at, rule in enumerate(rules):
        if rule.kind in (Kind.RELEVANT, Kind.COUNT, Kind.CALCULATE) and at not in loose:
            deciding.setdefault(rule.spec.path, []).append(at)
    return {
        at: {one for path, _ in reads[id(rule)] for one in _deciders(path, deciding) if one != at or _is_bound(rule)}
        for at, rule in enumerate(rules)
    }


def _is_bound(rule: Rule) -> bool:
    """Whether a rule must not read what it decides; once() does, and a number of repeats may count the repeats."""
    return rule.kind is not Kind.COUNT and "once" not in rule.placed.expression.functions


def _circle(circle: list[int], rules: list[Rule]) -> Problem:
    """The flaw of rules that wait for each other."""
    ring = dict.fromkeys(rules[at].spec.name for at in reversed(circle))
    name = rules[circle[0]].spec.name
    return Problem(
        name,
        f"Các biểu thức phụ thuộc lẫn nhau thành vòng tròn: {' → '.join(ring)}."
        if len(ring) > 1
        else f"Biểu thức của “{name}” phụ thuộc vào chính nó thành vòng tròn.",
        "Hãy sửa điều kiện hiện câu hỏi hoặc phép tính trong biểu mẫu.",
        "cycle",
        name,
    )


def _deciders(path: str, deciding: Mapping[str, list[int]]) -> Iterator[int]:
    """The rules that decide the value of a path or whether it is there at all."""
    while path:
        yield from deciding.get(path, ())
        path = path.rpartition("/")[0]
