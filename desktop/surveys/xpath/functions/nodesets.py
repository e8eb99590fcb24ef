"""The functions of nodes: counting them, naming them, finding other instances and rows of external lists."""

import hashlib
import math

from desktop.surveys.xpath.context import Context, Evaluate
from desktop.surveys.xpath.functions.declaring import Function, here, nodes_of
from desktop.surveys.xpath.nodes import Node
from desktop.surveys.xpath.values import Value, to_number, to_text

_PARK_MILLER = 2147483647


def _count_non_empty(_context: Context, value: Value) -> Value:
    """ODK's count-non-empty()."""
    return float(sum(1 for node in nodes_of(value, "count-non-empty") if node.text()))


def _position(context: Context, *values: Value) -> Value:
    """XPath's position(), and ODK's with a node: which of its repeat it is; 0 for no node."""
    if values:
        nodes = nodes_of(values[0], "position")
        return _place(nodes[0]) if nodes else 0.0
    return _place(context.node) if math.isnan(context.position) else context.position


def _place(node: Node) -> float:
    """Which of the nodes of its name it is, from 1."""
    return 1.0 + next((at for at, other in enumerate(node.siblings()) if other is node), 0)


def _instance(context: Context, name: Value) -> Value:
    """ODK's instance(): the node above a secondary instance's root; none when there is no such instance."""
    found = context.form.instances.get(to_text(name))
    return [found] if found is not None else []


def _pulldata(context: Context, instance: Value, column: Value, key_column: Value, key: Value) -> Value:
    """ODK's pulldata(): a cell of the row whose key is this; "" when there is none."""
    row = context.form.row(to_text(instance), to_text(key_column), to_text(key))
    wanted = to_text(column)
    return next((cell.text() for cell in row.children if cell.name == wanted), "") if row is not None else ""


def _randomize(context: Context, value: Value, seed: Value | None = None) -> Value:
    """ODK's randomize(): the nodes in another order; with a seed always in the same, as every ODK tool has it."""
    nodes = list(nodes_of(value, "randomize"))
    if seed is None:
        context.form.random().shuffle(nodes)
        return nodes
    return _shuffled(nodes, _seed(to_number(seed, context.zone), to_text(seed)))


def _seed(number: float, text: str) -> int:
    """Where the generator begins: at the number, cut to a whole one, or at eight bytes of a text's SHA-256."""
    if math.isfinite(number):
        return _begun(math.trunc(number))
    digest = hashlib.sha256(text.encode()).digest()[:8] if text else b""  # an unanswered question is 0
    return _begun(int.from_bytes(digest, "big", signed=True))


def _begun(seed: int) -> int:
    """A state of the generator: between 1 and 2147483646, negative numbers counted back from there as in Java."""
    state = abs(seed) % _PARK_MILLER * (1 if seed > 0 else -1)
    return state if state > 0 else state + _PARK_MILLER - 1


def _shuffled(nodes: list[Node], state: int) -> list[Node]:
    """Fisher-Yates from the inside out with the Park-Miller generator, as JavaRosa and Web Forms have it."""
    shuffled: list[Node] = []
    for at, node in enumerate(nodes):
        state = state * 16807 % _PARK_MILLER
        other = (state - 1) * (at + 1) // (_PARK_MILLER - 1)
        shuffled.append(node)
        shuffled[at], shuffled[other] = shuffled[other], node
    return shuffled


def _id(context: Context, value: Value) -> Value:
    """XPath's id(), by the attribute `id` of elements."""
    texts = [node.text() for node in value] if isinstance(value, list) else [to_text(value)]
    wanted = {word for text in texts for word in text.split()}
    found = []
    for node in context.form.document.descendants():
        context.budget.spend(1)
        if node.attributes and node.attribute("id") in wanted:
            found.append(node)
    return found


def _name(context: Context, *values: Value) -> Value:
    """XPath's name() and local-name(): of the first node; our tree keeps no prefixes."""
    nodes = nodes_of(here(context, values), "name")
    return nodes[0].name.lstrip("?") if nodes else ""


def _current(context: Context, _arguments: list[Evaluate]) -> Value:
    """ODK's current(): the node that the expression belongs to, also inside a predicate."""
    return [context.origin]


def _namespace(context: Context, *values: Value) -> Value:
    """XPath's namespace-uri(): our tree keeps no namespaces."""
    nodes_of(here(context, values), "namespace-uri")
    return ""


NODESETS: dict[str, Function] = {
    "count": Function(1, 1, lambda _context, value: float(len(nodes_of(value, "count")))),
    "count-non-empty": Function(1, 1, _count_non_empty),
    "position": Function(0, 1, _position),
    "last": Function(0, 0, lambda context: float(context.size)),
    "instance": Function(1, 1, _instance),
    "current": Function(0, 0, lazy=_current),
    "pulldata": Function(4, 4, _pulldata),
    "randomize": Function(1, 2, _randomize),
    "id": Function(1, 1, _id),
    "name": Function(0, 1, _name),
    "local-name": Function(0, 1, _name),
    "namespace-uri": Function(0, 1, _namespace),
}
