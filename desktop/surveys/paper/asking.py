"""What a household was asked, told by the engine from its answers: the paths of the questions that were open."""

from collections.abc import Mapping

from desktop.clock import Clock
from desktop.errors import FormProblem
from desktop.surveys.definition import Choice, Form
from desktop.surveys.engine.answers import load
from desktop.surveys.engine.interview import open_form
from desktop.surveys.xpath.problems import ExpressionError


def asked_in(
    xform: str,
    form: Form,
    answers: Mapping[str, object],
    clock: Clock,
    lists: Mapping[str, tuple[Choice, ...]] | None = None,
) -> frozenset[str] | None:
    """The paths of the questions that were asked, as in /data/member[2]/age; None when the engine cannot tell."""
    try:
        interview = open_form(xform, clock, lists=lists)
        load(interview, form, answers)
    except (FormProblem, ExpressionError):
        return None
    return frozenset(node.path for node in interview.nodes() if node.relevant)
