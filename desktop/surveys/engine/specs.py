"""What stands at each path of a form, made once from the XForm: bind, control, repeat, and what a new node begins with.

A path is generic: `/data/member/age` speaks of the age of every member.
"""

from collections.abc import Iterator, Mapping

from desktop.surveys.xform.model import Bind, Control, XForm
from desktop.surveys.xpath.nodes import Node


class Spec:
    """One path. `template` is what a new node begins with, `order` its place among its siblings.

    `repeat` is the innermost repeat at or above it, None outside of repeats; `is_repeat` that it is one itself.
    `begins` is with how many of them a new response begins.
    """

    __slots__ = (
        "begins", "bind", "children", "control", "depth", "is_repeat", "name", "order", "parent", "path", "repeat",
        "template",
    )  # fmt: skip

    def __init__(self, template: Node, parent: "Spec | None", order: int) -> None:
        self.name = template.name
        self.path: str = f"{parent.path if parent else ''}/{template.name}"
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 1
        self.order = order
        self.template = template
        self.bind: Bind | None = None
        self.control: Control | None = None
        self.is_repeat = False
        self.begins = 0
        self.repeat: Spec | None = None
        self.children: dict[str, Spec] = {}

    def below(self) -> "Iterator[Spec]":
        """Itself and all below it, in the order of the instance."""
        yield self
        for child in self.children.values():
            yield from child.below()

    def __repr__(self) -> str:
        return f"<{self.path}>"


def specs_of(form: XForm) -> Mapping[str, Spec]:
    """Every path of the form's instance with what is said of it."""
    repeats = {control.path for control in form.controls if control.tag == "repeat"}
    found: dict[str, Spec] = {}
    _add(found, form.instance, None, 0, repeats)
    for path, bind in form.binds.items():
        if path in found:
            found[path].bind = bind
    for control in form.controls:
        spec = found.get(control.path)
        if spec is not None and (spec.control is None or control.tag == "repeat"):
            spec.control = control
    return found


def _add(found: dict[str, Spec], node: Node, parent: Spec | None, order: int, repeats: set[str]) -> None:
    """Add a node and what is below it; of several nodes at one path, the marked template or else the first counts."""
    spec = Spec(node, parent, order)
    known = found.get(spec.path)
    if known is None:
        found[spec.path] = spec
        if parent is not None:
            parent.children[spec.name] = spec
        spec.is_repeat = spec.path in repeats
        spec.repeat = spec if spec.is_repeat else parent.repeat if parent else None
    else:
        spec = known
        if is_template(node) and not is_template(known.template):
            spec.template = node
    spec.begins += not is_template(node)
    for at, child in enumerate(node.children):
        if child.kind == "element":
            _add(found, child, spec, at, repeats)


def is_template(node: Node) -> bool:
    """Whether the node only shows what a new repeat begins with (`jr:template`)."""
    return bool(node.attributes) and any(attribute.name == "template" for attribute in node.attributes)
