"""What stands on the screen or the paper now: groups, repeats and questions of one response in the form's order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from desktop.surveys.engine.interview import Interview
from desktop.surveys.engine.tree import FormNode
from desktop.surveys.xform.model import Control


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `node` is the question, the group or the one repeat; for "add" it is what a new repeat goes into.

    `depth` counts the groups and repeats around it. A group that only holds questions together has the node around it.
    """

    kind: Literal["question", "group", "repeat", "add"]
    control: Control
    node: FormNode
    depth: int


def outline(interview: Interview) -> Iterator[Part]:
    """Every part, whether it is asked now or not; ask `part.node.relevant`."""
    yield from _parts(interview, interview.form.body, interview.instance.root, 0)


def _parts(interview: Interview, controls: tuple[Control, ...], around: FormNode, depth: int) -> Iterator[Part]:
    """The parts inside a node."""
    for control in controls:
        if control.tag == "repeat":
            yield from _repeats(interview, control, around, depth)
            continue
        node = _below(around, control.path) if control.path else around
        if node is None:
            continue
        if control.tag == "group":
            yield Part("group", control, node, depth)
            yield from _parts(interview, control.children, node, depth + 1)
        else:
            yield Part("question", control, node, depth)


def _repeats(interview: Interview, control: Control, around: FormNode, depth: int) -> Iterator[Part]:
    """Each repeat with what is inside, and the place where another can be added."""
    spec = interview.plan.specs.get(control.path)
    if spec is None or spec.parent is None:
        return
    # The group around a repeat usually has the repeat's own path: look from the nearest node that is really above.
    parent = around if around.spec is not spec else around.above
    parent = parent if parent.spec is spec.parent else _below(parent, spec.parent.path) or parent
    for node in interview.instance.repeats(parent, spec):
        yield Part("repeat", control, node, depth)
        yield from _parts(interview, control.children, node, depth + 1)
    if not control.repeat_count and not control.fixed:
        yield Part("add", control, parent, depth)


def _below(around: FormNode, path: str) -> FormNode | None:
    """The node of a path in the same repeat as `around`; None when the instance has none there."""
    node: FormNode | None = around
    while node is not None and not f"{path}/".startswith(f"{node.spec.path}/"):
        node = node.parent if isinstance(node.parent, FormNode) else None
    return node.down(path) if node is not None else None
