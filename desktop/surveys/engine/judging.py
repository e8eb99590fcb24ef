"""What is wrong with an answer: required and missing, or against the constraint. It looks at one node when asked."""

from desktop.surveys.engine.calculation import Calculation
from desktop.surveys.engine.placing import place
from desktop.surveys.engine.telling import Teller
from desktop.surveys.engine.tree import FormNode
from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.problems import ExpressionError

NO_ANSWER = "Chưa có câu trả lời."
NOT_VALID = "Câu trả lời không hợp lệ."


def judge(node: FormNode, calculation: Calculation, teller: Teller) -> str | None:
    """The message of what is wrong with a node's answer; None when nothing is or when it is not asked.

    A constraint looks only at answers that are there, as ODK XForms says.
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
        if place(bind.constraint, node.spec).expression.truth(Context(node, calculation.surroundings)):
            return None
    except ExpressionError as error:
        return error.message
    return teller.tell(bind.constraint_message, node) or NOT_VALID
