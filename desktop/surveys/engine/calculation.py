"""Keeping an instance up to date: after a change, only the rules that read what changed are looked at, in order."""

from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from desktop.surveys.engine.plan import Kind, Plan, Rule
from desktop.surveys.engine.specs import Spec
from desktop.surveys.engine.tree import FormNode, Instance
from desktop.surveys.engine.writing import written
from desktop.surveys.xpath.context import MOST_STEPS, Context, Surroundings
from desktop.surveys.xpath.expression import Expression
from desktop.surveys.xpath.problems import ExpressionError, too_large

#: How many repeats a count may ask for; a household has no thousand members.
MOST_REPEATS = 5000
#: How often a number of repeats that depends on the repeats themselves is calculated again after one answer.
MOST_TURNS = 20
#: How many nodes a response may have; 1,000 members with 100 questions each.
MOST_NODES = 100_000
#: How much one answer may cost: nodes that expressions look at, and rules that wait. It is a few seconds.
MOST_WORK = 20_000_000


class Calculation:
    """An instance with its plan. `changed` collects nodes that are not as they were, `born` repeats that are new.

    `faults` are expressions that failed when they were evaluated, by path and kind: their nodes are asked for and hold
    nothing, and the person is told. `stopped` are the paths at which the calculation was given up because it was too
    much; such a response must not be believed.
    """

    def __init__(self, plan: Plan, instance: Instance, surroundings: Surroundings) -> None:
        self.plan = plan
        self.instance = instance
        self.surroundings = surroundings
        self.changed: dict[FormNode, None] = {}
        self.born: list[FormNode] = []
        self.faults: dict[tuple[str, str], ExpressionError] = {}
        self.stopped: dict[str, ExpressionError] = {}
        self._made = 0
        self._work = 0
        self._latest: Context | None = None
        self._waiting: dict[int, dict[FormNode, None]] = {}
        self._heap: list[int] = []
        self._counted: Counter[tuple[int, FormNode]] = Counter()
        self._set_aside: dict[tuple[FormNode, Spec], list[FormNode]] = {}

    # -- what has to be looked at again

    def wait_for_all(self) -> None:
        """Look at every rule of every node."""
        for rule in self.plan.rules:
            self._wait(rule, self._owners(rule))

    def wait_for_new(self, top: FormNode) -> None:
        """Look at every rule of a new repeat, and at whatever counts or reads repeats of its kind."""
        for node in top.inside():
            for rule in self.plan.owned.get(node.spec.path, ()):
                self._wait(rule, (node,))
        self.wait_for_members(top)

    def wait_for_members(self, top: FormNode) -> None:
        """Look at whatever reads a repeat from outside, and at what asks for the place of one."""
        parent = top.above
        for spec in top.spec.below():
            for rule, shared in self.plan.readers.get(spec.path, ()):
                if shared < top.spec.depth or spec is top.spec:
                    self._wait(rule, self._reached(rule, parent, min(shared, parent.spec.depth)))

    def wait_for_readers(self, node: FormNode) -> None:
        """Look at the rules that read this node."""
        for rule, shared in self.plan.readers.get(node.spec.path, ()):
            self._wait(rule, self._reached(rule, node, shared))

    def _wait(self, rule: Rule, nodes: Iterable[FormNode]) -> None:
        """Put a rule on the list for these nodes."""
        known = self._waiting.get(rule.index)
        if known is None:
            known = self._waiting[rule.index] = {}
            heappush(self._heap, rule.index)
        waiting = dict.fromkeys(nodes)
        known.update(waiting)
        self._work += len(waiting)

    def _owners(self, rule: Rule) -> list[FormNode]:
        """The nodes that a rule decides for; for the number of repeats those around them."""
        spec = rule.spec.parent if rule.kind is Kind.COUNT else rule.spec
        return self.instance.at(spec.path) if spec else []

    def _reached(self, rule: Rule, node: FormNode, shared: int) -> Iterable[FormNode]:
        """The owners of a rule that can see `node`, with which they share this many steps from the root."""
        owners = self._owners(rule)
        if len(owners) < 2 or shared < 2:
            return owners
        above: FormNode = node
        while above.spec.depth > shared and isinstance(above.parent, FormNode):
            above = above.parent
        if above.spec.repeat is None:
            return owners
        owner = rule.spec.parent if rule.kind is Kind.COUNT else rule.spec
        return _walked(above, owner) if owner else ()

    # -- looking

    def settle(self) -> None:
        """Evaluate until nothing waits; each rule comes after those that decide what it reads, so this ends."""
        self._counted.clear()
        while self._heap:
            index = heappop(self._heap)
            rule = self.plan.rules[index]
            for node in self._waiting.pop(index):
                if self._work > MOST_WORK:
                    self._stop(rule.spec, "tính toán quá lâu")
                    break
                self._apply(rule, node)
        self._work = 0

    def _stop(self, spec: Spec, why: str) -> None:
        """Give up at a path, so that nothing hangs."""
        self.stopped.setdefault(spec.path, too_large(f"{why} ở “{spec.name}”"))

    def _apply(self, rule: Rule, node: FormNode) -> None:
        """Evaluate one rule for one node."""
        match rule.kind:
            case Kind.RELEVANT:
                self._set_relevant(node, holds=self._truth(rule, node, default=True))
            case Kind.CALCULATE:
                self.write(node, self.text_of(rule.placed.expression, node, rule.kind.name))
            case Kind.REQUIRED:
                self._set_flag(node, "required", holds=self._truth(rule, node, default=False))
            case Kind.READONLY:
                self._set_flag(node, "readonly", holds=self._truth(rule, node, default=False))
            case Kind.COUNT:
                self._set_count(rule, node)

    def context(self, node: FormNode) -> Context:
        """Where the expressions of a node are evaluated."""
        if self._latest is not None:
            self._work += MOST_STEPS - self._latest.budget.left
        self._latest = Context(node, self.surroundings)
        return self._latest

    def _truth(self, rule: Rule, node: FormNode, *, default: bool) -> bool:
        """Whether a condition holds; `default` when it cannot be told."""
        try:
            return rule.placed.expression.truth(self.context(node))
        except ExpressionError as error:
            self.faults[rule.spec.path, rule.kind.name] = error
            return default

    def text_of(self, expression: Expression, node: FormNode, kind: str) -> str:
        """What a node of its type keeps of an expression's value; "" when it fails, which is noted as of this kind."""
        bind = node.spec.bind
        try:
            value = expression.evaluate(self.context(node))
        except ExpressionError as error:
            self.faults[node.spec.path, kind] = error
            return ""
        return written(value, bind.type if bind else "", self.surroundings.zone)

    def write(self, node: FormNode, text: str) -> None:
        """Give a node another value; its readers are looked at when `settle` comes to them."""
        if node.value != text:
            node.value = text
            self.changed[node] = None
            self.wait_for_readers(node)

    def _set_flag(self, node: FormNode, name: str, *, holds: bool) -> None:
        """Set `required` or `readonly`."""
        if getattr(node, name) is not holds:
            setattr(node, name, holds)
            self.changed[node] = None

    def _set_relevant(self, node: FormNode, *, holds: bool) -> None:
        """Set a node's own relevance; all below it follow."""
        node.own_relevant = holds
        self._follow(node, relevant=holds and (node.parent is None or node.parent.relevant))

    def _follow(self, node: FormNode, *, relevant: bool) -> None:
        """Make a node and all below it relevant or not."""
        if node.relevant is relevant:
            return
        node.relevant = relevant
        self.changed[node] = None
        self.wait_for_readers(node)
        for child in node.questions():
            self._follow(child, relevant=relevant and child.own_relevant)

    # -- repeats

    def _set_count(self, rule: Rule, parent: FormNode) -> None:
        """Make as many repeats as the form counts; a number that depends on itself is followed for a while only."""
        self._counted[rule.index, parent] += 1
        if self._counted[rule.index, parent] > MOST_TURNS:
            return
        sketch = self.instance.sketch(parent, rule.spec)
        try:
            wanted = rule.placed.expression.number(self.context(sketch))
        except ExpressionError as error:
            self.faults[rule.spec.path, rule.kind.name] = error
            return
        if wanted != wanted:  # no number: somebody is about to write another, so nothing comes and nothing goes
            return
        number = int(min(max(wanted, 0), MOST_REPEATS))
        present = self.instance.repeats(parent, rule.spec)
        for gone in present[number:][::-1]:
            self.remove(gone)
            self._set_aside.setdefault((parent, rule.spec), []).append(gone)
        for _ in range(number - len(present)):
            if self._made > MOST_NODES or self._work > MOST_WORK:
                self._stop(rule.spec, "phần lặp có quá nhiều dòng")
                return
            if not self._bring_back(parent, rule.spec):
                self.add(parent, rule.spec)

    def _bring_back(self, parent: FormNode, spec: Spec) -> bool:
        """Put back, with its answers, the repeat that a smaller number took away last; False when there is none."""
        aside = self._set_aside.get((parent, spec))
        if not aside:
            return False
        node = aside.pop()
        self.instance.put(node, parent)
        for one in node.inside():
            one.relevant = one.own_relevant and one.above.relevant
            self.changed[one] = None
        self.wait_for_new(node)
        return True

    def add(self, parent: FormNode, spec: Spec) -> FormNode:
        """Put a new repeat after the last; call `settle` afterwards."""
        node = self.instance.add(parent, spec)
        self.born.append(node)
        inside = list(node.inside())
        self._made += len(inside)
        if not parent.relevant:
            for one in inside:
                one.relevant = False
        self.changed.update(dict.fromkeys(inside))
        self.wait_for_new(node)
        return node

    def remove(self, node: FormNode) -> None:
        """Take a repeat out; call `settle` afterwards."""
        self.born = [one for one in self.born if one is not node]
        for one in node.inside():
            self.changed.pop(one, None)
            for waiting in self._waiting.values():
                waiting.pop(one, None)
        self.instance.remove(node)
        self.wait_for_members(node)
        self.changed[node.above] = None


def _walked(above: FormNode, spec: Spec) -> Iterator[FormNode]:
    """The nodes of a path below a node."""
    names = spec.path.split("/")[1 + above.spec.depth :]
    found: list[FormNode] = [above]
    for name in names:
        found = [child for node in found for child in node.named(name) if isinstance(child, FormNode)]
    yield from found
