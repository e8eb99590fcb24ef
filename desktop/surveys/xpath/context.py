"""Where an expression is evaluated: the node, the documents, the clock and the texts of the form around it."""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from desktop.clock import VIETNAM, Clock
from desktop.surveys.xpath.nodes import Node
from desktop.surveys.xpath.problems import too_large
from desktop.surveys.xpath.values import Value

#: How many nodes one evaluation may look at; a choice list of 50,000 rows can be filtered a few times.
MOST_STEPS = 2_000_000
#: How long a text may become.
LONGEST_TEXT = 1_000_000


def _no_text(_name: str) -> str:
    """The texts of a form that has none."""
    return ""


def _no_choice(_node: Node, _value: str, _path: str) -> str:
    """The choices of a form that has none."""
    return ""


@dataclass
class Surroundings:
    """What all expressions of one response share. The engine makes one and evaluates everything with it.

    `document` is the root above the primary instance; `instances` are the secondary ones by id, each the node above its
    own root element. `itext` and `choice_name` give labels in the language that is on; `zone` is the desk's own.
    """

    document: Node
    clock: Clock
    instances: Mapping[str, Node] = field(default_factory=dict)
    zone: tzinfo = VIETNAM
    itext: Callable[[str], str] = _no_text
    choice_name: Callable[[Node, str, str], str] = _no_choice
    version: str = ""
    _rows: dict[tuple[str, str], dict[str, Node]] = field(default_factory=dict)
    _by_cell: dict[tuple[int, str, str], dict[str, list[Node]]] = field(default_factory=dict)

    def is_beside(self, node: Node) -> bool:
        """Whether a node belongs to a list beside the form, which never changes while the form is open."""
        top = node
        while top.parent is not None:
            top = top.parent
        return top is not self.document and any(top is other for other in self.instances.values())

    def rows_by(self, table: Node, name: str, column: str) -> dict[str, list[Node]]:
        """The children of a name by what stands in one of their columns; found once for a table that never changes."""
        key = (id(table), name, column)
        if key not in self._by_cell:
            rows = self._by_cell[key] = {}
            for row in table.named(name):
                for text in {cell.text() for cell in row.named(column)}:
                    rows.setdefault(text, []).append(row)
        return self._by_cell[key]

    def row(self, instance: str, column: str, key: str) -> Node | None:
        """The first row of a secondary instance whose `column` is `key`, by an index that is made once."""
        if (instance, column) not in self._rows:
            self._rows[instance, column] = self._index(instance, column)
        return self._rows[instance, column].get(key)

    def _index(self, instance: str, column: str) -> dict[str, Node]:
        """Rows of a secondary instance by what stands in one of their columns."""
        rows: dict[str, Node] = {}
        top = self.instances.get(instance)
        for root in top.children if top else ():
            for row in root.children:
                for cell in row.children:
                    if cell.name == column:
                        rows.setdefault(cell.text(), row)
        return rows

    def random(self) -> random.Random:
        """A source of chance that follows from the clock's random bits."""
        return random.Random(self.clock.random_bits(64))  # noqa: S311 - for the order of questions, not for keys


class Budget:
    """How many nodes this evaluation may still look at."""

    __slots__ = ("left",)

    def __init__(self, left: int = MOST_STEPS) -> None:
        self.left = left

    def spend(self, count: int) -> None:
        """Count nodes; raises `ExpressionError` when there are too many, so that nothing hangs."""
        self.left -= count
        if self.left < 0:
            raise too_large("phải xét quá nhiều chỗ trong phiếu")


class Context:
    """The node where an expression is evaluated, its position in a predicate, and where the expression belongs."""

    __slots__ = ("budget", "form", "node", "origin", "position", "size")

    def __init__(self, node: Node, form: Surroundings, budget: Budget | None = None) -> None:
        self.node = node
        self.origin = node
        self.form = form
        self.position = math.nan  # outside a predicate there is none
        self.size = 1
        self.budget = budget or Budget()

    @property
    def zone(self) -> tzinfo:
        """The desk's time zone."""
        return self.form.zone

    def inner(self, size: int) -> "Context":
        """A context for the predicate of a step that found `size` nodes."""
        inside = Context(self.node, self.form, self.budget)
        inside.origin = self.origin
        inside.size = size
        return inside


def checked(text: str) -> str:
    """The text itself; raises `ExpressionError` when it has become too long."""
    if len(text) > LONGEST_TEXT:
        raise too_large(f"kết quả dài hơn {LONGEST_TEXT} chữ")
    return text


Evaluate = Callable[[Context], Value]
