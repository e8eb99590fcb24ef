"""The answers of a response as the store keeps them, into an interview and out of it again.

{"so_nk": 4, "ten": "...", "member": [{"tuoi": 30}, {"tuoi": {"missing": "refused"}}]}: typed values by the name of the
question (`Question.name`), and under a repeat's name a list of the same.
"""

import math
from collections.abc import Iterator, Mapping

from desktop.surveys.definition import Form, Question, Repeat
from desktop.surveys.engine.interview import Interview
from desktop.surveys.engine.tree import FormNode
from desktop.surveys.missing import REASONS, Missing

_NUMBERS = frozenset({"int", "integer", "decimal"})


def load(interview: Interview, form: Form, answers: Mapping[str, object]) -> list[str]:
    """Put stored answers into an interview that was just opened; returns the names that the form has no place for."""
    return list(_load(interview, form, answers, interview.instance.root, ""))


def load_inside(
    interview: Interview, form: Form, node: FormNode, repeat: str, answers: Mapping[str, object]
) -> list[str]:
    """Put the stored answers of one repeat (`repeat` is its path) into its node."""
    return list(_load(interview, form, answers, node, repeat))


def answers_inside(interview: Interview, form: Form, node: FormNode, repeat: str = "") -> dict[str, object]:
    """The answers inside one repeat, asked or not; of a question's own node without `repeat` just its answer."""
    if repeat:
        return _answers(interview, form, node, repeat, only_asked=False)
    question = form.by_path[node.spec.path]
    answer = _answer(question, node)
    return {} if answer is None else {question.name: answer}


def _load(
    interview: Interview, form: Form, answers: Mapping[str, object], around: FormNode, repeat: str
) -> Iterator[str]:
    """Load the answers of one level: the top or one repeat."""
    questions = {question.name: question for question in _questions(form, repeat)}
    repeats = {inner.name: inner for inner in form.repeats if inner.within == repeat}
    for name, answer in answers.items():
        if name in repeats and isinstance(answer, list):
            yield from _load_repeats(interview, form, repeats[name], answer, around)
        elif name in questions and (node := around.down(questions[name].path)) is not None:
            _put(interview, node, answer)
        else:
            yield name


def _load_repeats(
    interview: Interview, form: Form, repeat: Repeat, answers: list[object], around: FormNode
) -> Iterator[str]:
    """Load each of a list of repeats; those that are not there yet are added, those beyond the list removed."""
    spec = interview.plan.specs[repeat.path]
    parent = around.down(repeat.path.rpartition("/")[0])
    if parent is None:
        yield repeat.name
        return
    if not repeat.count:
        for gone in interview.instance.repeats(parent, spec)[len(answers) :][::-1]:
            interview.remove(gone.path)
    for at, given in enumerate(answers):
        nodes = interview.instance.repeats(parent, spec)
        node = nodes[at] if at < len(nodes) else interview.add_to(parent, spec)
        if isinstance(given, Mapping):
            yield from _load(interview, form, given, node, repeat.path)


def _put(interview: Interview, node: FormNode, answer: object) -> None:
    """Put one answer; a calculated node keeps what the form calculates."""
    bind = node.spec.bind
    if bind is not None and bind.calculate and "once(" not in bind.calculate:
        return
    if isinstance(answer, Mapping):
        reason = answer.get("missing")
        if reason in REASONS:
            interview.leave_out(node, str(reason))
        return
    interview.answer(node, text_of(answer))


def text_of(answer: object) -> str:
    """The text that XForms keeps of an answer; white space alone is no answer."""
    if isinstance(answer, list):
        answer = " ".join(str(code) for code in answer)
    if answer is None or isinstance(answer, bool):
        return ""
    if isinstance(answer, float) and answer.is_integer():
        return str(int(answer))
    text = str(answer)
    return "" if text.isspace() else text


def answers_of(interview: Interview, form: Form, *, only_asked: bool = True) -> dict[str, object]:
    """The answers in an interview; with `only_asked` those of questions that are not asked now are left out.

    What the form calculates is among them, so that a result can be read without the engine.
    """
    return _answers(interview, form, interview.instance.root, "", only_asked=only_asked)


def _answers(interview: Interview, form: Form, around: FormNode, repeat: str, *, only_asked: bool) -> dict[str, object]:
    """The answers of one level."""
    found: dict[str, object] = {}
    for question in _questions(form, repeat):
        node = around.down(question.path)
        if node is None or (only_asked and not node.relevant):
            continue
        answer = _answer(question, node)
        if answer is not None:
            found[question.name] = answer
    for inner in form.repeats:
        parent = around.down(inner.path.rpartition("/")[0]) if inner.within == repeat else None
        if parent is not None:
            nodes = interview.instance.repeats(parent, interview.plan.specs[inner.path])
            each = [
                _answers(interview, form, node, inner.path, only_asked=only_asked)
                for node in nodes
                if node.relevant or not only_asked
            ]
            if each or interview.plan.specs[inner.path].begins:
                found[inner.name] = each
    return found


def _answer(question: Question, node: FormNode) -> object:
    """The typed answer of a node, None when there is none."""
    if node.missing:
        return Missing(missing=node.missing)
    if not node.value or question.kind == "note":
        return None
    if question.kind in ("select_multiple", "rank"):
        return node.value.split()
    if node.spec.bind is not None and node.spec.bind.type in _NUMBERS:
        return _number(node.value)
    return node.value


def _number(text: str) -> int | float | str:
    """The number that a text spells; the text itself when it is none."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text


def _questions(form: Form, repeat: str) -> Iterator[Question]:
    """The questions right inside a repeat, or outside of all."""
    return (question for question in (*form.questions, *form.hidden) if question.repeat == repeat)
