"""A form made ready for the rules: every expression with the question that it belongs to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from desktop.surveys.engine.plan import Plan
from desktop.surveys.engine.specs import Spec
from desktop.surveys.lint.walking import Place, target
from desktop.surveys.xform.model import Bind, Output, Words, XForm
from desktop.surveys.xpath.expression import Expression, compile_expression
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.syntax import Path

#: The column of an XLSForm that a part of an XForm comes from.
CALCULATION, RELEVANT, CONSTRAINT, REQUIRED = "calculation", "relevant", "constraint", "required"
READONLY, COUNT, FILTER, TRIGGERED = "read_only", "repeat_count", "choice_filter", "default"
_DEEP = 25
_BRACKETS = re.compile(r"[()\[\]]")


@dataclass(frozen=True)
class Said:
    """An expression of a form: whose it is, in which column, its text; `faults` keep it from being evaluated.

    `expression` is None when it cannot be read, or is nested so deeply that no rule looks into it.
    """

    spec: Spec
    column: str
    text: str
    expression: Expression | None
    faults: tuple[ExpressionError, ...] = ()

    @property
    def place(self) -> Place:
        """Where it is read."""
        return Place(self.spec.path, self.spec.path)


@dataclass(frozen=True)
class Look:
    """A form as the rules see it."""

    plan: Plan

    @property
    def form(self) -> XForm:
        """The form."""
        return self.plan.form

    @property
    def specs(self) -> Mapping[str, Spec]:
        """What stands at each path."""
        return self.plan.specs

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every expression, in the form's order."""
        return tuple(
            _said(owner, column, text)
            for spec in self.specs.values()
            for owner, column, text in self._expressions(spec)
            if text
        )

    def _expressions(self, spec: Spec) -> Iterator[tuple[Spec, str, str]]:
        """Every expression that is said of a path, with its column; an action's belongs to what it writes to."""
        yield from ((spec, column, text) for column, text in _of_bind(spec.bind or Bind("")))
        control = spec.control
        if control is not None:
            yield spec, COUNT, control.repeat_count
            yield spec, FILTER, control.itemset.nodeset if control.itemset else ""
            yield from ((self.specs.get(action.target, spec), TRIGGERED, action.value) for action in control.actions)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every expression that the form has, those inside of labels and actions too, as written."""
        controls = self.form.controls
        labels = [
            words
            for translation in self.form.languages.values()
            for of_id in translation.values()
            for words in of_id.values()
        ]
        labels += [label.words for control in controls for label in (control.label, control.hint)]
        actions = [*self.form.actions, *(action for control in controls for action in control.actions)]
        return (*(one.text for one in self.said), *_outputs(labels), *(action.value for action in actions))

    def path_of(self, path: Path, place: Place) -> str:
        """Where in the form a path leads, whether something is there or not; "" when it leads elsewhere."""
        return target(path, place) or ""

    def spec_of(self, path: Path, place: Place) -> Spec | None:
        """The question or group that a path leads to, None when it is none of this form."""
        return self.specs.get(target(path, place) or "")


def _said(spec: Spec, column: str, text: str) -> Said:
    """An expression, read if it can be."""
    try:
        expression = compile_expression(text)
    except ExpressionError as error:
        return Said(spec, column, text, None, (error,))
    return Said(spec, column, text, None if _is_deep(text) else expression, expression.faults)


def _is_deep(text: str) -> bool:
    """Whether brackets stand within brackets so often that walking through them would need too deep a stack."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "([" else -1
        deepest = max(depth, deepest)
    return deepest > _DEEP


def _of_bind(bind: Bind) -> Iterator[tuple[str, str]]:
    """The expressions of a bind with their columns."""
    yield RELEVANT, bind.relevant
    yield REQUIRED, bind.required
    yield READONLY, bind.readonly
    yield CONSTRAINT, bind.constraint
    yield CALCULATION, bind.calculate


def _outputs(labels: list[Words]) -> Iterator[str]:
    """The expressions that stand in labels."""
    return (piece.expression for words in labels for piece in words if isinstance(piece, Output))
