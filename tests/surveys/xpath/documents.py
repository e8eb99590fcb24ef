"""Documents for the tests: XML to our tree with comments, instructions and CDATA kept, and paths such as /*[1]/*[2]."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from xml.dom import minidom

from desktop.clock import ScriptedClock
from desktop.surveys.xpath.context import Context, Surroundings
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.nodes import Node, local
from desktop.surveys.xpath.values import Value

PHOENIX = timezone(timedelta(hours=-7))  # Arizona has had no summer time since 1968
NOON = datetime(2026, 11, 22, 12, 30, 15, 250_000, UTC)


def parse_document(xml: str) -> Node:
    """The tree of a document, with everything that XPath can see."""
    root = Node("root")
    for child in minidom.parseString(xml).childNodes:
        _add(root, child)
    return root


def _add(parent: Node, child: minidom.Node) -> None:
    """Add one node of the DOM and all below it."""
    if isinstance(child, minidom.Element):
        _add_element(parent, child)
    elif isinstance(child, minidom.Text):
        parent.append(Node("text", "", child.data))
    elif isinstance(child, minidom.Comment):
        parent.append(Node("comment", "", child.data))
    elif isinstance(child, minidom.ProcessingInstruction):
        parent.append(Node("instruction", "?" + child.target, child.data))


def _add_element(parent: Node, element: minidom.Element) -> None:
    """Add an element; one with text alone is a leaf."""
    node = parent.append(Node("element", local(element.tagName)))
    for name, value in element.attributes.items():
        node.append(Node("attribute", local(name), value))
    if len(element.childNodes) == 1 and type(element.childNodes[0]) is minidom.Text:
        node.value = element.childNodes[0].data
        return
    for child in element.childNodes:
        _add(node, child)


def node_at(root: Node, path: str) -> Node:
    """The node of a path of positions, such as /*[1]/*[3]/@name."""
    node = root
    for name, position in re.findall(r"/(\*|@[\w:]+)(?:\[(\d+)\])?", path):
        if name == "*":
            node = [child for child in node.children if child.kind == "element"][int(position) - 1]
        else:
            node = next(attribute for attribute in node.attributes if attribute.name == local(name[1:]))
    return node


def path_of(node: Node) -> str:
    """The path of positions of a node; comments and instructions are not counted."""
    if node.parent is None:
        return ""
    above = path_of(node.parent)
    if node.kind == "attribute":
        return f"{above}/@{node.name}"
    if node.kind in ("comment", "instruction"):
        return f"{above}/{'comment' if node.kind == 'comment' else 'processing-instruction'}()"
    alike = [other for other in node.parent.contents() if other.kind == node.kind]
    at = next(at for at, other in enumerate(alike, 1) if other is node)
    return f"{above}/{'*' if node.kind == 'element' else 'text()'}[{at}]"


def surroundings(root: Node, zone: tzinfo = PHOENIX) -> Surroundings:
    """A response around a document; its secondary instances are those of the document itself."""
    instances = {node.attribute("id"): node for node in root.descendants() if node.name == "instance"}
    return Surroundings(root, ScriptedClock(NOON, seed=1), instances=instances, zone=zone)


def evaluate(expression: str, xml: str = "<root/>", at: str = "/", zone: tzinfo = PHOENIX) -> Value:
    """The value of an expression at a place of a document."""
    root = parse_document(xml)
    return compile_expression(expression).evaluate(Context(node_at(root, at), surroundings(root, zone)))
