"""What a household was asked, told by the engine from its answers: the paths of the questions that were open."""

from collections.abc import Mapping, Sequence

from desktop.clock import Clock
from desktop.errors import FormProblem
from desktop.surveys.definition import Choice
from desktop.surveys.filling import Filling


def asked_in(
    xform: str,
    answers: Mapping[str, object],
    clock: Clock,
    *,
    said: str = "",
    lists: Mapping[str, Sequence[Choice]] | None = None,
) -> frozenset[str] | None:
    """The paths of the questions that were asked, as in /data/member[2]/age; None when the engine cannot tell.

    `said` is the household's consent where the form itself does not ask for it.
    """
    try:
        filling = Filling(xform, clock, lists)
        filling.said = said
        filling.load(answers)
        parts = filling.parts()
    except FormProblem:
        return None
    open_parts = parts[: filling.closed_from(parts)]
    return frozenset(part.node.path for part in open_parts if part.kind == "question" and part.node.relevant)
