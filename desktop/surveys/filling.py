"""A response being filled in, as the screen uses it: stored answers in and out, what stands where, what has changed.

It wraps the engine and holds the consent of DOMAIN 5: without a yes nothing after that question is open. It writes
nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from desktop.clock import Clock
from desktop.errors import FormProblem
from desktop.surveys.definition import UNANSWERED, Choice, FlawedForm, Form, Problem, Question
from desktop.surveys.engine.answers import answers_inside, answers_of, load, load_inside, text_of
from desktop.surveys.engine.interview import open_form
from desktop.surveys.engine.outline import Part, outline
from desktop.surveys.engine.plan import plan_of
from desktop.surveys.engine.reach import readers_of_texts
from desktop.surveys.engine.specs import Spec
from desktop.surveys.engine.tree import FormNode
from desktop.surveys.missing import Answers
from desktop.surveys.shapes import shape_message, shape_problem, shape_problems
from desktop.surveys.xform.defining import read_xform

CONSENT, YES = "dong_y", ("ky", "loi_noi")


def make_ready(xform: str) -> None:
    """Do and keep what the first opening of a form costs; what is wrong with it is told when it is opened."""
    with suppress(FormProblem):
        plan_of(xform)


@dataclass(frozen=True)
class Asked:
    """How a question stands on the screen now."""

    label: str
    hint: str
    required: bool
    read_only: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Changes:
    """What an answer changed: nodes to look at again; `parts` when repeats came or went."""

    nodes: tuple[FormNode, ...]
    parts: bool = False


class Filling:
    """One response. `said` is the household's consent where the form itself does not ask for it."""

    def __init__(self, xform: str, clock: Clock, lists: Mapping[str, Sequence[Choice]] | None = None) -> None:
        form, problems = read_xform(xform)
        if not form.questions:
            raise FlawedForm(problems[0])
        self._xform, self._given = xform, lists or {}
        self.form: Form = form.with_choices(self._given)
        self.interview = open_form(xform, clock, lists={name: tuple(given) for name, given in (lists or {}).items()})
        self.said = ""
        self.unplaced: list[str] = []
        self._texts = readers_of_texts(self.interview)
        self._lists: dict[str, tuple[Choice, ...]] = {}
        self._aside: dict[tuple[FormNode, str], list[Answers]] = {}
        self._counted = [
            spec
            for spec in self.interview.plan.specs.values()
            if spec.is_repeat and spec.control and spec.control.repeat_count
        ]

    # --- in which language ---

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the form speaks; one or none when there is nothing to choose."""
        return self.interview.languages

    @property
    def language(self) -> str:
        """The language that is on."""
        return self.interview.teller.language

    def speak(self, language: str) -> None:
        """Ask in another language; every answer stays. Raises `FormProblem` when the form does not speak it."""
        self.interview.speak(language)
        self.form = read_xform(self._xform, language)[0].with_choices(self._given)
        self._lists.clear()

    # --- what stands where ---

    @property
    def asks_consent(self) -> bool:
        """Whether the form has the question of consent among its own."""
        return CONSENT in self.form.by_name

    @property
    def is_open(self) -> bool:
        """Whether the household has said yes."""
        return self.consent() in YES

    def consent(self) -> str:
        """What the household said, "" when nobody asked."""
        if not self.asks_consent:
            return self.said
        node = self.interview.instance.at(self.form.by_name[CONSENT].path)
        return node[0].value if node and node[0].relevant else ""

    def parts(self) -> list[Part]:
        """Every part of the form in order, whether it is asked now or not."""
        return list(outline(self.interview))

    def closed_from(self, parts: Sequence[Part]) -> int:
        """From which part on everything waits for the household's consent."""
        if self.is_open:
            return len(parts)
        if not self.asks_consent:
            return 0
        path = self.form.by_name[CONSENT].path
        return next((at + 1 for at, part in enumerate(parts) if part.node.spec.path == path), len(parts))

    def question(self, node: FormNode) -> Question:
        """The question of a node."""
        return self.form.by_path[node.spec.path]

    def asked(self, node: FormNode) -> Asked:
        """How the question of a node stands."""
        control, teller = node.spec.control, self.interview.teller
        if control is None:
            raise FormProblem(node.path)
        question = self.question(node)
        return Asked(
            label=teller.tell(control.label, node) or question.name,
            hint=teller.tell(control.hint, node),
            required=node.required and question.kind not in UNANSWERED,
            read_only=node.readonly,
            choices=self._choices(node),
        )

    def heading(self, part: Part) -> str:
        """The words above a group or a repeat."""
        return self.interview.teller.tell(part.control.label, part.node)

    def _choices(self, node: FormNode) -> tuple[Choice, ...]:
        """The choices of a node; a list that no answer filters is made once."""
        path = node.spec.path
        if path in self._texts.filtered:
            return self.interview.teller.choices(node)
        if path not in self._lists:
            self._lists[path] = self.interview.teller.choices(node)
        return self._lists[path]

    # --- answers ---

    def answer_of(self, node: FormNode) -> object:
        """The stored answer of a node, None when there is none."""
        return answers_inside(self.interview, self.form, node).get(self.question(node).name)

    def answer(self, node: FormNode, answer: object) -> Changes:
        """Take an answer as it is stored; None takes it back.

        Where the form counts repeats, those that go are kept aside and come back with their answers.
        """
        before = {(around, spec.path): nodes for around, spec, nodes in self._counted_now()}
        held = {key: [self._inside(one, key[1]) for one in nodes] for key, nodes in before.items()}
        if isinstance(answer, Mapping) and answer.get("missing"):
            changed = self.interview.leave_out(node, str(answer["missing"]))
        else:
            changed = self.interview.answer(node, text_of(answer))
        moved = [self._put_aside(around, spec, nodes, held) for around, spec, nodes in self._counted_now()]
        there = {(around, spec.path): nodes for around, spec, nodes in self._counted_now()}
        return Changes(self._with_readers(changed), any(moved) or there != before)

    def _counted_now(self) -> Iterator[tuple[FormNode, Spec, list[FormNode]]]:
        """The repeats whose number the form decides."""
        for spec in self._counted:
            for around in self.interview.instance.at(spec.parent.path) if spec.parent else ():
                yield around, spec, self.interview.instance.repeats(around, spec)

    def _inside(self, node: FormNode, path: str) -> Answers:
        """The answers inside one repeat."""
        return answers_inside(self.interview, self.form, node, path)

    def _put_aside(
        self, around: FormNode, spec: Spec, nodes: list[FormNode], held: Mapping[tuple[FormNode, str], list[Answers]]
    ) -> bool:
        """Keep the answers of repeats that went, give those back that come again; whether any came back."""
        key = (around, spec.path)
        had = held.get(key, [])
        if len(nodes) < len(had):
            self._aside[key] = [*had[len(nodes) :], *self._aside.get(key, [])]
        back = self._aside.get(key, [])[: max(0, len(nodes) - len(had))]
        for node, answers in zip(nodes[len(had) :], back, strict=False):
            load_inside(self.interview, self.form, node, spec.path, answers)
        if back:
            self._aside[key] = self._aside[key][len(back) :]
        return bool(back)

    def _with_readers(self, nodes: Sequence[FormNode]) -> tuple[FormNode, ...]:
        """These nodes and those whose label, hint or choices speak of them."""
        paths = {path for node in nodes for path in self._texts.of(node.spec.path)}
        others = (node for path in sorted(paths) for node in self.interview.instance.at(path))
        return tuple(dict.fromkeys((*nodes, *others)))

    def add(self, part: Part) -> FormNode:
        """Add a repeat where an "add" part stands."""
        return self.interview.add_to(part.node, self.interview.plan.specs[part.control.path])

    def remove(self, node: FormNode) -> None:
        """Take a repeat out with its answers; ask the person first."""
        self.interview.remove(node.path)

    def holds_answers(self, node: FormNode) -> bool:
        """Whether anybody has answered anything in a repeat."""
        return any(one.missing or (one.value and one.value != one.spec.template.value) for one in node.inside())

    def load(self, answers: Answers) -> None:
        """Put stored answers in; `unplaced` are then the names that the form has no place for."""
        self.unplaced = load(self.interview, self.form, answers)

    def answers(self, *, only_asked: bool = False) -> dict[str, object]:
        """The answers as they are stored; with `only_asked` without those of questions that are not asked now."""
        found = answers_of(self.interview, self.form, only_asked=only_asked)
        if not only_asked or self.is_open:
            return found
        parts = self.parts()
        waiting = {part.node.spec.path for part in parts[self.closed_from(parts) :] if part.kind in ("question", "add")}
        closed = {self.form.by_path[path].name for path in waiting if path in self.form.by_path}
        closed |= {repeat.name for repeat in self.form.repeats}
        return {name: answer for name, answer in found.items() if name not in closed}

    # --- what is wrong ---

    def message(self, node: FormNode) -> str:
        """What is wrong with an answer that is there, "" when nothing is."""
        shape = shape_message(replace(self.question(node), choices=()), self.answer_of(node))
        if shape or not node.value:
            return shape
        bind = node.spec.bind
        return self.interview.state_of(node).message if bind is not None and bind.constraint else ""

    def problems(self) -> list[Problem]:
        """Everything that keeps this response from being final, in the form's order; `name` is the node's path."""
        found = {one.name: one for one in self.interview.problems()}
        parts = self.parts()
        problems = []
        for part in parts[: self.closed_from(parts)]:
            if part.kind != "question" or not part.node.relevant or self.question(part.node).kind == "file":
                continue
            question = replace(self.question(part.node), choices=())
            message = shape_message(question, self.answer_of(part.node))
            one = replace(shape_problem(question, message), name=part.node.path) if message else None
            one = one or found.get(part.node.path)
            problems += [one] if one else []
        first = next((part.node.path for part in parts if part.kind == "question" and part.node.relevant), "")
        return [*(replace(one, name=first) for one in self.interview.stopped), *problems]


def problems_of(xform: str, answers: Answers, clock: Clock) -> list[Problem]:
    """Everything that keeps stored answers from being final; `name` is the question's name, [] when nothing is.

    Lists that only a desk knows are not looked into. Names that are no question's are problems too.
    """
    filling = Filling(xform, clock)
    misshapen = list(shape_problems(filling.form, answers))
    filling.load({name: answer for name, answer in answers.items() if name in filling.form.by_name})
    wrong = {problem.name for problem in misshapen}
    for problem in filling.problems():
        question = filling.question(filling.interview.node(problem.name))
        if question.name not in wrong and not (problem.code == "choice" and question.choices_from):
            misshapen.append(replace(problem, name=question.name))
    order = {question.name: at for at, question in enumerate(filling.form.questions)}
    return sorted(misshapen, key=lambda problem: order.get(problem.name, len(order)))


def asked_names(xform: str, answers: Answers, clock: Clock) -> list[str]:
    """The names of the questions that are asked with these answers, in order; those in repeats once for each."""
    filling = Filling(xform, clock)
    filling.load(answers)
    parts = filling.parts()
    return [
        filling.question(part.node).name
        for part in parts[: filling.closed_from(parts)]
        if part.kind == "question" and part.node.relevant
    ]


def kept_answers(xform: str, answers: Answers, clock: Clock) -> dict[str, object]:
    """The answers to questions that are asked; what was typed before a question disappeared is left out."""
    filling = Filling(xform, clock)
    filling.load(answers)
    return filling.answers(only_asked=True)
