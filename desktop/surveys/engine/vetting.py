"""Looking at every expression of a form before it is installed: what cannot be read, unknown functions, circles."""

from collections.abc import Iterator
from dataclasses import replace

from desktop.surveys.definition import Form, Problem
from desktop.surveys.engine.placing import place
from desktop.surveys.engine.plan import plan_of
from desktop.surveys.engine.specs import Spec
from desktop.surveys.xpath.problems import ExpressionError


def expression_problems(xform: str, form: Form) -> list[Problem]:
    """What of the form's expressions this program cannot evaluate, each with the label of its question; [] when none.

    Raises `FormProblem` when the text is no XForm.
    """
    plan = plan_of(xform)
    found = [
        Problem("", error.message, error.advice, error.code, spec.name)
        for spec in plan.specs.values()
        for text in _expressions(spec)
        for error in _faults(text, spec)
    ]
    found = list(dict.fromkeys((*plan.flaws, *found)))
    labels = {question.path.rpartition("/")[2]: question.label for question in form.by_path.values()}
    placed = [replace(problem, place=labels.get(problem.name) or problem.name) for problem in found]
    return list(dict.fromkeys(placed))


def _expressions(spec: Spec) -> Iterator[str]:
    """Every expression that is said of a path."""
    bind, control = spec.bind, spec.control
    if bind is not None:
        yield from (bind.relevant, bind.required, bind.readonly, bind.constraint, bind.calculate)
    if control is not None:
        yield control.repeat_count
        yield control.itemset.nodeset if control.itemset else ""
        yield from (action.value for action in control.actions)


def _faults(text: str, spec: Spec) -> Iterator[ExpressionError]:
    """What is wrong with one expression."""
    if not text:
        return
    try:
        yield from place(text, spec).expression.faults
    except ExpressionError as error:
        yield error
