"""indexed-repeat(): a question of the n-th repeat, whichever repeat the expression itself stands in."""

from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.functions.declaring import Function, nodes_of
from desktop.surveys.xpath.nodes import Node
from desktop.surveys.xpath.problems import wrong_count
from desktop.surveys.xpath.values import Value, to_whole

_NAME = "indexed-repeat"


def _indexed(context: Context, target: Value, *groups: Value) -> Value:
    """ODK's indexed-repeat() with one to three pairs of repeat and number; nothing when there is no such repeat.

    Repeats around the first one named are those that the expression stands in.
    """
    if len(groups) % 2 or not groups:
        raise wrong_count(_NAME, 0)
    wanted = nodes_of(target, _NAME)
    if not wanted:
        return []
    above: Node | None = None
    for group, number in zip(groups[::2], groups[1::2], strict=True):
        named = nodes_of(group, _NAME)
        at = to_whole(number, context.zone)
        if not named or at is None:
            return []
        repeats = _alike(context, above or _around(named), _names(named[0]))
        if not 0 < max(at, 1) <= len(repeats):
            return []
        above = repeats[max(at, 1) - 1]
    return [node for node in _alike(context, above or wanted[0], _names(wanted[0])) if node.relevant]


def _around(repeats: list[Node]) -> Node:
    """The node right around all of these; the root of their tree when they stand in different ones."""
    first = repeats[0]
    if first.parent is not None and all(repeat.parent is first.parent for repeat in repeats):
        return first.parent
    return next((above for above in first.ancestors() if above.parent is None), first)


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
