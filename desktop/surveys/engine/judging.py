"""What is wrong with an answer: required and missing, or against the constraint. It looks at one node when asked."""

from desktop.surveys.definition import Problem
from desktop.surveys.engine.calculation import Calculation
from desktop.surveys.engine.placing import Placed, place
from desktop.surveys.engine.telling import Teller
from desktop.surveys.engine.tree import FormNode
from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.problems import ExpressionError

_SELECTS = frozenset({"select", "select1", "rank"})
_NEARLY = 1e-6  # of a step: 0.1 has no exact number
NO_ANSWER = "Chưa có câu trả lời."
NOT_VALID = "Câu trả lời không hợp lệ."


def judge(node: FormNode, calculation: Calculation, teller: Teller) -> str | None:
    """The message of what is wrong with a node's answer; None when nothing is or when it is not asked.

    A constraint looks only at answers that are there, as ODK XForms says; one that compares with an answer that was
    refused or is unknown cannot be judged and is no problem.
    """
    if not node.relevant or node.spec.children:
        return None
    bind = node.spec.bind
    if not node.value:
        needed = node.required
        return (teller.tell(bind.required_message, node) if bind else "") or NO_ANSWER if needed else None
    if bind is None or not bind.constraint:
        return None
    try:
        placed = place(bind.constraint, node.spec)
        if placed.expression.truth(Context(node, calculation.surroundings)) or _reads_missing(placed, calculation):
            return None
    except ExpressionError as error:
        return error.message
    return teller.tell(bind.constraint_message, node) or NOT_VALID


def _reads_missing(placed: Placed, calculation: Calculation) -> bool:
    """Whether an expression reads an answer that was refused or is unknown."""
    return any(node.missing for read in placed.reads for node in calculation.instance.at(read.path))


def problem_of(node: FormNode, calculation: Calculation, teller: Teller) -> Problem | None:
    """What is wrong with a node's answer with the place and what to do; None when nothing is.

    A choice that the list no longer offers, because another answer has changed since, is kept and told here.
    """
    if not node.relevant or node.spec.children or node.spec.control is None:
        return None
    place_name = teller.tell(node.spec.control.label, node) or node.name
    message = judge(node, calculation, teller)
    if message is not None:
        if node.value:
            return Problem(place_name, message, "Hãy xem lại câu trả lời này.", "constraint", node.path)
        return Problem(place_name, message, "Hãy ghi câu trả lời.", "required", node.path)
    bounds = _missed_bounds(node)
    if bounds:
        return Problem(place_name, f"Số phải {bounds}.", "Hãy xem lại câu trả lời này.", "range", node.path)
    if _is_off_the_list(node, teller):
        return Problem(place_name, "Mục đã chọn không còn trong danh sách.", "Hãy chọn lại.", "choice", node.path)
    return None


def _missed_bounds(node: FormNode) -> str:
    """What the answer of a range should have been, "" when it is that; bounds that are no numbers bind nobody.

    Tablets show a slider and so never ask; JavaRosa itself takes any number, and so does `judge`.
    """
    control = node.spec.control
    if control is None or control.tag != "range" or not node.value:
        return ""
    written = [control.attributes.get(name, "") for name in ("start", "end", "step")]
    try:
        start, end, step = (float(text) for text in written)
        answer = float(node.value)
    except ValueError:
        return ""
    low, high = min(start, end), max(start, end)
    steps = (answer - start) / step if step else 0.0
    if low <= answer <= high and abs(steps - round(steps)) < _NEARLY:
        return ""
    return f"từ {written[0]} đến {written[1]}, mỗi bước {written[2]}"


def _is_off_the_list(node: FormNode, teller: Teller) -> bool:
    """Whether something is chosen that cannot be chosen now."""
    control = node.spec.control
    if not node.value or control is None or control.tag not in _SELECTS:
        return False
    offered = {choice.value for choice in teller.choices(node)}
    chosen = [node.value] if control.tag == "select1" else node.value.split()
    return not offered.issuperset(chosen)
