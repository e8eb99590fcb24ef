"""The tree that paths walk over: a light document of elements, attributes and text. It knows no forms and no XPath.

A leaf keeps its text in `value`; a text node is made of it only when somebody asks for one.
"""

from collections.abc import Iterator
from typing import Literal
from xml.etree.ElementTree import Element

_FEW = 8

Kind = Literal["root", "element", "attribute", "text", "comment", "instruction"]


class Node:
    """One node. `name` is local (no prefix), "" for text and comments, "?target" for processing instructions."""

    __slots__ = ("_named", "_text", "attributes", "children", "kind", "name", "parent", "relevant", "value")

    def __init__(self, kind: Kind, name: str = "", value: str = "") -> None:
        self.kind: Kind = kind
        self.name = name
        self.value = value
        self.parent: Node | None = None
        self.children: list[Node] = []
        self.attributes: list[Node] = []
        self.relevant = True  # a node that is not relevant is in no path's result
        self._text: Node | None = None
        self._named: dict[str, list[Node]] | None = None

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name or self.value!r}>"

    def append(self, child: "Node") -> "Node":
        """Put a node at the end of the children, or among the attributes; gives that node."""
        child.parent = self
        (self.attributes if child.kind == "attribute" else self.children).append(child)
        self._named = None
        return child

    def insert(self, at: int, child: "Node") -> None:
        """Put a node among the children."""
        child.parent = self
        self.children.insert(at, child)
        self._named = None

    def discard(self, child: "Node") -> None:
        """Take a node out of the children; it keeps its parent, so that one can still ask where it was."""
        self.children.remove(child)
        self._named = None

    def named(self, name: str) -> list["Node"]:
        """The children of a name; a form's root has thousands, so it keeps them by name."""
        if len(self.children) < _FEW:
            return [child for child in self.children if child.name == name]
        if self._named is None:
            self._named = {}
            for child in self.children:
                self._named.setdefault(child.name, []).append(child)
        return self._named.get(name, [])

    def text(self) -> str:
        """The string value: its own text, or all text below it."""
        if not self.children:
            return self.value
        return "".join(node.value for node in self.descendants() if node.kind == "text" or _is_leaf(node))

    def is_answer(self) -> bool:
        """Whether it stands for a question's answer, which is left out of sums while it is no number."""
        return False

    def holds(self) -> bool:
        """Whether it counts as true in a condition; of a plain document's nodes it is enough that they are there."""
        return True

    def descendants(self) -> Iterator["Node"]:
        """Everything below, in document order, without the text nodes of leaves."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting += node.children[::-1]

    def contents(self) -> list["Node"]:
        """The children, with the text node of a leaf."""
        if self.children or not self.value or self.kind != "element":
            return self.children
        if self._text is None:
            self._text = Node("text")
            self._text.parent = self
        self._text.value = self.value
        return [self._text]

    def ancestors(self) -> Iterator["Node"]:
        """The parent, its parent and so on up to the root."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def attribute(self, name: str) -> str:
        """An attribute's value, "" when it is not there."""
        return next((attribute.value for attribute in self.attributes if attribute.name == name), "")

    def siblings(self) -> list["Node"]:
        """The nodes of the same name beside it, itself included; itself alone without a parent."""
        return [node for node in self.parent.children if node.name == self.name] if self.parent else [self]


def _is_leaf(node: Node) -> bool:
    """Whether the node is an element with its text in `value`."""
    return node.kind == "element" and not node.children


def local(name: str) -> str:
    """A name without its namespace, written as `{uri}name` or `prefix:name`."""
    if ":" not in name and "}" not in name:
        return name
    return name.rpartition("}")[2].rpartition(":")[2]


def from_element(element: Element) -> Node:
    """Make a node of a parsed element and all below it; white space between elements is left out."""
    node = Node("element", local(element.tag))
    for name, value in element.attrib.items():
        node.append(Node("attribute", local(name), value))
    if len(element):
        for child in element:
            if isinstance(child.tag, str):
                node.append(from_element(child))
    else:
        node.value = element.text or ""
    return node


def document_of(element: Node) -> Node:
    """Put an element under a root."""
    root = Node("root")
    root.append(element)
    return root
