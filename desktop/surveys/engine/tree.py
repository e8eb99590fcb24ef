"""The instance: nodes with the state of their question, repeats that come and go. Nothing is calculated here."""

from collections.abc import Iterator, Mapping

from desktop.surveys.engine.specs import Spec, is_template
from desktop.surveys.xpath.nodes import Node

_NUMBERS = frozenset({"int", "integer", "long", "decimal"})
_ZEROS = frozenset({"0", "0.0", "-0"})


class FormNode(Node):
    """A node of the instance. `relevant` counts the groups around it, `own_relevant` its own condition alone.

    `missing` says why there is no answer: "refused" or "unknown"; "" when nobody said.
    """

    __slots__ = ("missing", "own_relevant", "readonly", "required", "spec")

    def __init__(self, spec: Spec, value: str) -> None:
        super().__init__("element", spec.name, value)
        self.spec = spec
        self.own_relevant = True
        self.required = False
        self.readonly = False
        self.missing = ""

    def is_answer(self) -> bool:
        """It is one."""
        return True

    def holds(self) -> bool:
        """Whether its answer counts as true in a condition, as JavaRosa has it: not when it is empty or a 0."""
        if self.spec.children:
            return True
        bind = self.spec.bind
        return bool(self.value) and not (self.value in _ZEROS and bind is not None and bind.type in _NUMBERS)

    @property
    def path(self) -> str:
        """Where it is: `/data/member[2]/age`; the first of a repeat has no number."""
        above = self.parent.path if isinstance(self.parent, FormNode) else ""
        place = self.place if self.spec.is_repeat else 1
        return f"{above}/{self.name}" if place == 1 else f"{above}/{self.name}[{place}]"

    @property
    def above(self) -> "FormNode":
        """The node around it; the root has none and must not be asked."""
        if not isinstance(self.parent, FormNode):
            raise TypeError(self.path)
        return self.parent

    def down(self, path: str) -> "FormNode | None":
        """The node at or below it at a generic path, the first of each repeat; None when the path leads elsewhere."""
        node: FormNode | None = self
        while node is not None and node.spec.path != path:
            if not path.startswith(f"{node.spec.path}/"):
                return None
            found = node.named(path[len(node.spec.path) + 1 :].partition("/")[0])
            node = found[0] if found and isinstance(found[0], FormNode) else None
        return node

    def questions(self) -> "Iterator[FormNode]":
        """The nodes right below it."""
        return (child for child in self.children if isinstance(child, FormNode))

    @property
    def place(self) -> int:
        """Which of its repeat it is, from 1."""
        return 1 + next(at for at, other in enumerate(self.siblings()) if other is self)

    def inside(self) -> "Iterator[FormNode]":
        """The node and all below it, in document order."""
        yield self
        for child in self.questions():
            yield from child.inside()


class Instance:
    """The nodes of one response, and where those of each path are."""

    def __init__(self, specs: Mapping[str, Spec], root: Node) -> None:
        self.specs = specs
        self.document = Node("root")
        self._of_path: dict[str, list[FormNode]] = {path: [] for path in specs}
        self.root = self._grown(specs[f"/{root.name}"], root)
        self.document.append(self.root)

    def at(self, path: str) -> list[FormNode]:
        """All nodes of a generic path; only in a form without repeats is their order told."""
        return self._of_path.get(path, [])

    def find(self, path: str) -> FormNode | None:
        """The node at `/data/member[2]/age`; without a number the first is meant."""
        node: FormNode | None = None
        for at, step in enumerate(path.strip("/").split("/")):
            name, _, rest = step.partition("[")
            number = rest.rstrip("]") or "1"
            if not number.isdecimal():
                return None
            beside = [self.root] if at == 0 else node.children if node else []
            alike = [one for one in beside if isinstance(one, FormNode) and one.name == name]
            node = alike[int(number) - 1] if 0 < int(number) <= len(alike) else None
        return node

    def _grown(self, spec: Spec, like: Node) -> FormNode:
        """Copy a node and what is below it; templates of repeats inside are left out."""
        node = FormNode(spec, "" if spec.children else like.value)
        for attribute in like.attributes:
            if attribute.name != "template":
                node.append(Node("attribute", attribute.name, attribute.value))
        self._of_path[spec.path].append(node)
        for child in like.children:
            if child.kind == "element" and not is_template(child):
                node.append(self._grown(spec.children[child.name], child))
        return node

    def repeats(self, parent: FormNode, spec: Spec) -> list[FormNode]:
        """The repeats of a kind in a node."""
        return [child for child in parent.questions() if child.spec is spec]

    def add(self, parent: FormNode, spec: Spec) -> FormNode:
        """Put a new repeat after the last of its kind."""
        node = self._grown(spec, spec.template)
        self._insert(node, parent)
        return node

    def put(self, node: FormNode, parent: FormNode) -> None:
        """Put a repeat that was removed back, after the last of its kind."""
        self._insert(node, parent)
        for one in node.inside():
            self._of_path[one.spec.path].append(one)

    def _insert(self, node: FormNode, parent: FormNode) -> None:
        """Place a node among the children of another where the form has it."""
        at = len(parent.children)
        while at and _order(parent.children[at - 1]) > node.spec.order:
            at -= 1
        parent.insert(at, node)

    def remove(self, node: FormNode) -> None:
        """Take a repeat out, with all below it."""
        node.above.discard(node)
        for gone in node.inside():
            self._of_path[gone.spec.path].remove(gone)

    def sketch(self, parent: FormNode, spec: Spec) -> FormNode:
        """A node that stands at a repeat's path without being in the instance, for what counts the repeats."""
        node = FormNode(spec, "")
        node.parent = parent
        return node


def _order(node: Node) -> int:
    """The place that the form gives a node among its siblings."""
    return node.spec.order if isinstance(node, FormNode) else 0
