"""One response being filled in: the door to the engine for the screen, the command line and the tests.

interview = open_form(xml, clock)
interview.set("/data/so_nk", "4")
interview.state("/data/so_14").valid
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.clock import Clock
from desktop.errors import FormProblem
from desktop.surveys.definition import Choice, FlawedForm, Problem
from desktop.surveys.engine.calculation import Calculation
from desktop.surveys.engine.garbage import collector_held
from desktop.surveys.engine.judging import judge, problem_of
from desktop.surveys.engine.plan import Plan, plan_of
from desktop.surveys.engine.specs import Spec
from desktop.surveys.engine.starting import FIRST_LOAD, LOAD, NEW_REPEAT, preload, run_actions, stamp_end, value_changed
from desktop.surveys.engine.telling import Teller
from desktop.surveys.engine.tree import FormNode, Instance
from desktop.surveys.xpath.context import Surroundings
from desktop.surveys.xpath.nodes import Node


class NoSuchNode(FormProblem):
    """A path leads to no question of this response."""

    code = "no-such-node"

    def __init__(self, path: str) -> None:
        super().__init__(f"Phiếu không có câu hỏi “{path}”.", "Hãy kiểm tra lại đường dẫn.")


@dataclass(frozen=True)
class State:
    """How a question stands. `valid` counts only where it is asked; `message` says what is wrong, "" when nothing.

    `value` is None for groups and repeats. `choices` is () for questions that have none.
    """

    path: str
    relevant: bool
    required: bool
    readonly: bool
    value: str | None
    valid: bool
    message: str
    label: str
    hint: str
    choices: tuple[Choice, ...]


class Interview:
    """A form with one set of answers, always up to date. Paths are written as in `/data/member[2]/age`."""

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        *,
        lists: Mapping[str, tuple[Choice, ...]] | None = None,
        tables: Mapping[str, Node] | None = None,
        properties: Mapping[str, str] | None = None,
        new_id: str = "",
    ) -> None:
        self.plan = plan
        self.form = plan.form
        instance = Instance(plan.specs, plan.form.instance)
        inside = {name: source.content for name, source in plan.form.sources.items() if source.content is not None}
        surroundings = Surroundings(
            instance.document, clock, instances={**inside, **(tables or {})}, version=plan.form.version
        )
        self.instance = instance
        self.teller = Teller(plan.form, surroundings, lists or {})
        surroundings.itext = self.teller.text
        surroundings.choice_name = self.teller.choice_name
        self._calculation = Calculation(plan, instance, surroundings)
        preload(self._calculation, properties or {}, new_id)
        self._start()

    def _start(self) -> None:
        """Calculate everything, then run the form's first actions."""
        actions = [*self.form.actions, *(action for control in self.form.controls for action in control.actions)]
        self._new_repeat_actions = [action for action in actions if not NEW_REPEAT.isdisjoint(action.events)]
        self._calculation.wait_for_all()
        self._settle()
        for events in (FIRST_LOAD, LOAD):
            run_actions(self._calculation, actions, events, self.instance.root, None)
        self._settle()
        self._calculation.changed.clear()

    def _settle(self) -> None:
        """Calculate what waits, and run the actions of repeats that came with it."""
        self._calculation.settle()
        while self._calculation.born:
            node = self._calculation.born.pop(0)
            run_actions(self._calculation, self._new_repeat_actions, NEW_REPEAT, node, node)

    # -- answering

    def node(self, path: str) -> FormNode:
        """The node at a path; raises `NoSuchNode`."""
        found = self.instance.find(path)
        if found is None:
            raise NoSuchNode(path)
        return found

    def set(self, path: str, text: str) -> list[FormNode]:
        """Answer a question; returns the nodes that are not as they were. Raises `NoSuchNode`."""
        return self.answer(self.node(path), text)

    def answer(self, node: FormNode, text: str) -> list[FormNode]:
        """Answer the question of a node with the text that XForms keeps; "" takes the answer back.

        Returns the nodes that are not as they were. Raises `NoSuchNode` for a group.
        """
        if node.spec.children:
            raise NoSuchNode(node.path)
        if node.missing:
            node.missing = ""
            self._calculation.changed[node] = None
        if node.value != text:
            self._calculation.write(node, text)
            self._settle()
            value_changed(self._calculation, node)
            self._settle()
        return self.taken()

    def leave_out(self, node: FormNode, reason: str) -> list[FormNode]:
        """Note that there is no answer and why: "refused" or "unknown". For expressions the question is empty."""
        self.answer(node, "")
        node.missing = reason
        return [node, *(other for other in self.taken() if other is not node)]

    def add(self, path: str) -> FormNode:
        """Add a repeat after the last of its kind; `path` is the repeat's, as in `/data/member`."""
        above, _, name = path.rstrip("/").rpartition("/")
        parent = self.node(above)
        spec = parent.spec.children.get(name.partition("[")[0])
        if spec is None or not spec.is_repeat:
            raise NoSuchNode(path)
        return self.add_to(parent, spec)

    def add_to(self, parent: FormNode, spec: Spec) -> FormNode:
        """Add a repeat to the node around it."""
        node = self._calculation.add(parent, spec)
        self._settle()
        return node

    def remove(self, path: str) -> list[FormNode]:
        """Remove a repeat with its answers."""
        node = self.node(path)
        if not node.spec.is_repeat:
            raise NoSuchNode(path)
        self._calculation.remove(node)
        self._settle()
        return self.taken()

    def finish(self) -> None:
        """Stamp the moment of finishing where the form asks for it."""
        stamp_end(self._calculation, self._calculation.surroundings.clock.now())
        self._calculation.settle()

    def taken(self) -> list[FormNode]:
        """The nodes that have changed since somebody was told; after `add` and `add_to` one has to ask."""
        changed = list(self._calculation.changed)
        self._calculation.changed.clear()
        return changed

    # -- looking

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the form speaks."""
        return tuple(self.form.languages)

    def speak(self, language: str) -> None:
        """Use another language for labels, messages and choices; raises `NoSuchNode` when the form has no such one."""
        if language not in self.form.languages:
            raise FormProblem(f"Biểu mẫu không có ngôn ngữ “{language}”.", code="no-such-language")
        self.teller.language = language
        self._calculation.wait_for_all()
        self._calculation.settle()

    def nodes(self) -> Iterator[FormNode]:
        """Every node below the root, in document order."""
        nodes = self.instance.root.inside()
        next(nodes)
        return nodes

    def state(self, path: str) -> State:
        """How the question at a path stands; raises `NoSuchNode`."""
        return self.state_of(self.node(path))

    def state_of(self, node: FormNode) -> State:
        """How the question of a node stands."""
        control = node.spec.control
        message = self.fault(node)
        return State(
            path=node.path,
            relevant=node.relevant,
            required=node.required,
            readonly=node.readonly,
            value=None if node.spec.children else node.value,
            valid=message is None,
            message=message or "",
            label=self.teller.tell(control.label, node) if control else "",
            hint=self.teller.tell(control.hint, node) if control else "",
            choices=self.teller.choices(node),
        )

    def fault(self, node: FormNode) -> str | None:
        """The message of what is wrong with a node's answer; None when nothing is or when it is not asked."""
        return judge(node, self._calculation, self.teller)

    def problems(self) -> list[Problem]:
        """Everything that keeps this response from being final, in the form's order; `name` is the node's path."""
        found = (problem_of(node, self._calculation, self.teller) for node in self.nodes())
        return [*self.stopped, *(problem for problem in found if problem is not None)]

    @property
    def stopped(self) -> list[Problem]:
        """Where calculating was given up because it was too much; what is shown there must not be believed."""
        return [
            Problem(path, error.message, "Hãy báo cho người lập biểu mẫu.", error.code, path)
            for path, error in self._calculation.stopped.items()
        ]


def open_form(
    xml: str,
    clock: Clock,
    *,
    lists: Mapping[str, tuple[Choice, ...]] | None = None,
    tables: Mapping[str, Node] | None = None,
    properties: Mapping[str, str] | None = None,
    new_id: str = "",
) -> Interview:
    """Open a new response of an XForm's text; raises `FormProblem` when the form cannot be used."""
    with collector_held():
        plan = plan_of(xml)
        if plan.flaws:
            raise FlawedForm(plan.flaws[0])
        interview = Interview(plan, clock, lists=lists, tables=tables, properties=properties, new_id=new_id)
    if interview.stopped:
        raise FlawedForm(interview.stopped[0])
    return interview
