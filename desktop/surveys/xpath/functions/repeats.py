"""indexed-repeat(): a question of the n-th repeat, whichever repeat the expression itself stands in."""

from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.functions.declaring import Function, nodes_of
from desktop.surveys.xpath.nodes import Node
from desktop.surveys.xpath.problems import wrong_count
from desktop.surveys.xpath.values import Value, to_whole

_NAME = "indexed-repeat"


def _indexed(context: Context, target: Value, *groups: Value) -> Value:
    """ODK's indexed-repeat() with one to three pairs of repeat and number; nothing when there is no such repeat."""
    if len(groups) % 2 or not groups:
        raise wrong_count(_NAME, 0)
    wanted = nodes_of(target, _NAME)
    if not wanted:
        return []
    above = _root_of(wanted[0])
    for group, number in zip(groups[::2], groups[1::2], strict=True):
        named = nodes_of(group, _NAME)
        at = to_whole(number, context.zone)
        if not named or at is None:
            return []
        repeats = _alike(context, above, _names(named[0]))
        if not 0 < max(at, 1) <= len(repeats):
            return []
        above = repeats[max(at, 1) - 1]
    return [node for node in _alike(context, above, _names(wanted[0])) if node.relevant]


def _root_of(node: Node) -> Node:
    """The root of the node's tree."""
    return next((above for above in node.ancestors() if above.parent is None), node)


def _names(node: Node) -> list[str]:
    """The names from below the root down to the node."""
    names = [node.name, *(above.name for above in node.ancestors() if above.parent is not None)]
    return names[::-1]


def _alike(context: Context, above: Node, names: list[str]) -> list[Node]:
    """All nodes below `above` that have these names on their way from the root."""
    depth = len(_names(above)) if above.parent is not None else 0
    found = [above]
    for name in names[depth:]:
        found = [child for node in found for child in node.children if child.name == name]
        context.budget.spend(len(found) + 1)
    return found


REPEATS: dict[str, Function] = {_NAME: Function(3, 7, _indexed)}
