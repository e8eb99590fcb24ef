"""What a new response begins with: preloads and the form's own actions (`setvalue`)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from desktop.surveys.engine.calculation import Calculation
from desktop.surveys.engine.placing import place
from desktop.surveys.engine.specs import Spec
from desktop.surveys.engine.tree import FormNode
from desktop.surveys.xform.model import Action
from desktop.surveys.xpath.moments import write_moment
from desktop.surveys.xpath.problems import ExpressionError

FIRST_LOAD = frozenset({"odk-instance-first-load", "xforms-ready"})
LOAD = frozenset({"odk-instance-load"})
NEW_REPEAT = frozenset({"odk-new-repeat"})
VALUE_CHANGED = frozenset({"xforms-value-changed"})
_KIND = "SETVALUE"  # of a fault
_LONGEST_CHAIN = 20  # how many actions may call each other


def preload(calculation: Calculation, properties: Mapping[str, str], new_id: str) -> None:
    """Fill in what the form wants to know of the desk and the moment (`jr:preload`), and the response's own id."""
    for path, spec in calculation.plan.specs.items():
        for node in calculation.instance.at(path):
            text = _preloaded(spec, calculation, properties, new_id)
            if text:
                node.value = text


def _preloaded(spec: Spec, calculation: Calculation, properties: Mapping[str, str], new_id: str) -> str:
    """The value that a bind's preload gives, "" for none; `end` is filled in when the response becomes final."""
    bind = spec.bind
    if spec.name == "instanceID" and spec.parent is not None and spec.parent.name == "meta":
        return new_id
    if bind is None or not bind.preload:
        return ""
    now = calculation.surroundings.clock.now().astimezone(calculation.surroundings.zone)
    match bind.preload, bind.preload_parameters:
        case "date", "today":
            return now.date().isoformat()
        case "timestamp", "start":
            return write_moment(now)
        case "property", name:
            return properties.get(name, "")
        case "uid", _:
            return new_id
        case _:
            return ""


def stamp_end(calculation: Calculation, now: datetime) -> None:
    """Write the moment at which the response became final into the nodes that ask for it."""
    for path, spec in calculation.plan.specs.items():
        bind = spec.bind
        if bind is not None and (bind.preload, bind.preload_parameters) == ("timestamp", "end"):
            for node in calculation.instance.at(path):
                calculation.write(node, write_moment(now.astimezone(calculation.surroundings.zone)))


def run_actions(
    calculation: Calculation,
    actions: Iterable[Action],
    events: frozenset[str],
    origin: FormNode,
    inside: FormNode | None,
    chain: int = 0,
) -> None:
    """Run the actions of some events, one after the other; each sees what those before it did.

    `inside` is the new repeat when the event is about one: only targets in it are meant.
    """
    for action in actions:
        if not events.isdisjoint(action.events):
            written = []
            for node in _targets(calculation, action, origin, inside):
                before = node.value
                calculation.write(node, _value(calculation, action, node))
                if node.value != before:
                    written.append(node)
            calculation.settle()
            for node in written:
                value_changed(calculation, node, chain + 1)


def value_changed(calculation: Calculation, node: FormNode, chain: int = 0) -> None:
    """Run what a question does when its value has changed; `chain` says how many actions led to it."""
    control = node.spec.control
    if control is not None and control.actions and chain < _LONGEST_CHAIN:
        run_actions(calculation, control.actions, VALUE_CHANGED, node, None, chain)


def _targets(calculation: Calculation, action: Action, origin: FormNode, inside: FormNode | None) -> list[FormNode]:
    """The nodes that an action writes to: those that share the repeats of its place."""
    nodes = calculation.instance.at(action.target)
    top = inside or _innermost_repeat(origin)
    if len(nodes) < 2 and inside is None:
        return list(nodes)
    within = [node for node in nodes if top is None or node is top or any(above is top for above in node.ancestors())]
    return within if within or inside is not None else list(nodes)


def _innermost_repeat(node: FormNode) -> FormNode | None:
    """The repeat that a node stands in."""
    above: object = node
    while isinstance(above, FormNode):
        if above.spec.is_repeat:
            return above
        above = above.parent
    return None


def _value(calculation: Calculation, action: Action, node: FormNode) -> str:
    """What an action writes; "" when its expression fails."""
    if not action.value:
        return action.text
    try:
        expression = place(action.value, node.spec).expression
    except ExpressionError as error:
        calculation.faults[node.spec.path, _KIND] = error
        return ""
    return calculation.text_of(expression, node, _KIND)
