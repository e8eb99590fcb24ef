"""The axes of XPath 1.0 over our tree, without the namespace axis, and the order of a document."""

from collections.abc import Callable, Iterable, Iterator

from desktop.surveys.xpath.nodes import Node

Axis = Callable[[Node], Iterable[Node]]


def _self(node: Node) -> Iterable[Node]:
    return (node,)


def _parent(node: Node) -> Iterable[Node]:
    return () if node.parent is None else (node.parent,)


def _ancestor_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from node.ancestors()


def _descendant(node: Node) -> Iterator[Node]:
    waiting = node.contents()[::-1]
    while waiting:
        below = waiting.pop()
        yield below
        waiting += below.contents()[::-1]


def _descendant_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from _descendant(node)


def _beside(node: Node) -> tuple[list[Node], int]:
    """The children of the parent, and where the node stands among them; attributes stand beside nothing."""
    if node.parent is None or node.kind == "attribute":
        return [], 0
    around = node.parent.contents()
    return around, next(at for at, other in enumerate(around) if other is node)


def _following_sibling(node: Node) -> Iterable[Node]:
    around, at = _beside(node)
    return around[at + 1 :]


def _preceding_sibling(node: Node) -> Iterable[Node]:
    around, at = _beside(node)
    return around[:at][::-1]


def _following(node: Node) -> Iterator[Node]:
    if node.kind == "attribute" and node.parent is not None:
        yield from _descendant(node.parent)
    for above in _ancestor_or_self(node):
        for beside in _following_sibling(above):
            yield from _descendant_or_self(beside)


def _preceding(node: Node) -> Iterator[Node]:
    for above in _ancestor_or_self(node):
        for beside in _preceding_sibling(above):
            yield from reversed(list(_descendant_or_self(beside)))


AXES: dict[str, Axis] = {
    "self": _self,
    "child": Node.contents,
    "parent": _parent,
    "ancestor": Node.ancestors,
    "ancestor-or-self": _ancestor_or_self,
    "descendant": _descendant,
    "descendant-or-self": _descendant_or_self,
    "attribute": lambda node: node.attributes,
    "following-sibling": _following_sibling,
    "preceding-sibling": _preceding_sibling,
    "following": _following,
    "preceding": _preceding,
}

#: Axes that give what they find in document order and nothing twice, when they start from one node.
FORWARD = frozenset(AXES) - {"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"}

#: Axes that keep order and uniqueness from any set of nodes, when none of these is above another.
SIMPLE = frozenset({"self", "child", "attribute"})


def ordered(nodes: Iterable[Node]) -> list[Node]:
    """The nodes in document order, each once."""
    different = {id(node): node for node in nodes}
    if len(different) < 2:
        return list(different.values())
    tops = {id(top): top for top in map(_top, different.values())}
    order: dict[int, int] = {}
    for top in tops.values():
        for node in _descendant_or_self(top):
            order[id(node)] = len(order)
            for attribute in node.attributes:
                order[id(attribute)] = len(order)
    return sorted(different.values(), key=lambda node: order[id(node)])


def _top(node: Node) -> Node:
    """The root of the node's tree."""
    while node.parent is not None:
        node = node.parent
    return node
