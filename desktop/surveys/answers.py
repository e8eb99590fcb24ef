"""Checking answers against a form: types and choices, which questions are asked, required answers and constraints.

An answers object is {question name: answer} as it is stored in JSON; see `Answers`. Bad answers are a list of problems,
never an exception. Plausibility (too many people for one house...) is not judged here.
"""

from collections.abc import Iterator
from datetime import date

from desktop.surveys.definition import UNANSWERED, Form, Problem, Question
from desktop.surveys.evaluation import (
    REFUSED,
    UNKNOWN,
    Answers,
    Interview,
    Missing,
    is_answered,
    is_missing,
)
from desktop.surveys.expressions import parse
from desktop.surveys.functions import ExpressionProblem

__all__ = [
    "REFUSED", "UNKNOWN", "Answers", "Missing", "check_answers", "is_answered", "is_missing", "kept_answers",
    "problems_of", "relevant_questions", "unsupported_expressions",
]  # fmt: skip

_LARGEST_INTEGER = 2**31 - 1
_LONGEST_TEXT = 10_000


def check_answers(form: Form, answers: Answers) -> list[Problem]:
    """What can be said without evaluating anything: names, types, choices, and what is always required."""
    problems = [*_shape_problems(form, answers)]
    always = (question for question in form.questions if question.required and not _has_condition(form, question))
    return problems + [_required(question) for question in always if not is_answered(answers.get(question.name))]


def relevant_questions(form: Form, answers: Answers, today: date | None = None) -> list[Question]:
    """The questions to ask, in order; one whose condition cannot be evaluated is asked. `today` is for today()."""
    interview = Interview(form, answers, today)
    return [question for question in form.questions if _is_asked(interview, question)]


def kept_answers(form: Form, answers: Answers, today: date | None = None) -> dict[str, object]:
    """The answers to questions that are asked; what was typed before a question disappeared is left out."""
    asked = relevant_questions(form, answers, today)
    return {question.name: answers[question.name] for question in asked if question.name in answers}


def problems_of(form: Form, answers: Answers, today: date) -> list[Problem]:
    """Everything that keeps these answers from being final, in the order of the form; [] when there is nothing."""
    interview = Interview(form, answers, today)
    problems = [*_shape_problems(form, answers)]
    wrong = {problem.name for problem in problems}
    for question in form.questions:
        if question.name not in wrong:
            problems.extend(_question_problems(interview, question))
    order = {question.name: at for at, question in enumerate(form.questions)}
    return sorted(problems, key=lambda problem: order.get(problem.name, len(order)))


def unsupported_expressions(form: Form) -> list[Problem]:
    """The conditions, constraints and calculations of the form that this program cannot evaluate."""
    found = []
    for place, name, expression in _expressions(form):
        try:
            parse(expression)
        except ExpressionProblem as problem:
            found.append(Problem(place, problem.message, problem.advice, problem.code, name))
    return found


def _expressions(form: Form) -> Iterator[tuple[str, str, str]]:
    """Every expression of the form with the label and name of what it belongs to."""
    for path, condition in form.conditions.items():
        question = form.by_path.get(path)
        name = path.rpartition("/")[2]
        yield (question.label or name) if question else name, name, condition
    for question in form.by_name.values():
        for expression in (question.constraint, question.calculation, question.required_if):
            if expression:
                yield question.label or question.name, question.name, expression


def _has_condition(form: Form, question: Question) -> bool:
    """Whether the question or a group around it is asked only sometimes."""
    path = question.path
    while path:
        if form.conditions.get(path):
            return True
        path = path.rpartition("/")[0]
    return False


def _is_asked(interview: Interview, question: Question) -> bool:
    """Whether to ask; when that cannot be told, ask rather than hide."""
    try:
        return interview.is_relevant(question.path)
    except ExpressionProblem:
        return True


def _problem(question: Question, message: str, advice: str, code: str) -> Problem:
    """A problem with the answer to a question."""
    return Problem(question.label or question.name, message, advice, code, question.name)


def _required(question: Question) -> Problem:
    """The problem of an answer that must be there."""
    return _problem(question, question.required_message or "Chưa có câu trả lời.", "Hãy ghi câu trả lời.", "required")


def _question_problems(interview: Interview, question: Question) -> list[Problem]:
    """Required and constraint, for a question that is asked; what cannot be evaluated is a problem too."""
    try:
        if not interview.is_relevant(question.path):
            return []
        if not is_answered(interview.answers.get(question.name)):
            needed = question.required or _holds(interview, question, question.required_if)
            return [_required(question)] if needed and question.kind not in UNANSWERED else []
        return _constraint_problems(interview, question)
    except ExpressionProblem as problem:
        return [_problem(question, problem.message, problem.advice, problem.code)]


def _holds(interview: Interview, question: Question, expression: str) -> bool:
    """Whether a condition of a question holds; an empty one does not."""
    return bool(expression) and interview.holds(expression, question.path)


def _constraint_problems(interview: Interview, question: Question) -> list[Problem]:
    """A constraint that compares with a refused or unknown number cannot be judged and is no problem."""
    if not question.constraint or interview.reads_missing(question):
        return []
    if interview.holds(question.constraint, question.path):
        return []
    message = question.message or "Câu trả lời không hợp lệ."
    return [_problem(question, message, "Hãy xem lại câu trả lời này.", "constraint")]


# -- shape: what an answer must look like before anything else is asked of it


def _shape_problems(form: Form, answers: Answers) -> Iterator[Problem]:
    """Problems of names, types and choices."""
    for name, answer in answers.items():
        question = form.by_name.get(name)
        if question is None or question.kind in UNANSWERED:
            advice = "Có thể phiếu thuộc phiên bản biểu mẫu khác."
            yield Problem(name, "Biểu mẫu không có câu hỏi này.", advice, "unknown-question", name)
        elif message := _shape_message(question, answer):
            yield _problem(question, message, "Hãy nhập lại câu trả lời này.", "type")


def _shape_message(question: Question, answer: object) -> str:
    """What is wrong with the type of an answer, or ""."""
    if answer is None or is_missing(answer):
        return ""
    check = {
        "integer": _integer_message,
        "decimal": _decimal_message,
        "date": _date_message,
        "select_one": _one_message,
        "select_multiple": _several_message,
    }.get(question.kind, _text_message)
    return check(question, answer)


def _integer_message(_question: Question, answer: object) -> str:
    """A whole number of 32 bits; true and false are not numbers."""
    if not isinstance(answer, int) or isinstance(answer, bool):
        return "Phải là số nguyên."
    return "" if abs(answer) <= _LARGEST_INTEGER else "Số quá lớn."


def _decimal_message(_question: Question, answer: object) -> str:
    """A finite number."""
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return "Phải là số."
    return "" if abs(answer) <= _LARGEST_INTEGER else "Số quá lớn."


def _text_message(_question: Question, answer: object) -> str:
    """Text of a sane length."""
    if not isinstance(answer, str):
        return "Phải là chữ."
    return "" if len(answer) <= _LONGEST_TEXT else "Câu trả lời quá dài."


def _date_message(_question: Question, answer: object) -> str:
    """An ISO date; "" is an empty answer."""
    if answer == "":
        return ""
    try:
        valid = isinstance(answer, str) and len(answer) == 10 and date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        valid = False
    return "" if valid else "Phải là ngày."


def _one_message(question: Question, answer: object) -> str:
    """One of the choices; a list that the desk has not filled in yet is not checked."""
    if not isinstance(answer, str):
        return "Phải chọn một mục."
    return "" if answer == "" or _knows(question, answer) else f"Không có mục “{answer}” trong danh sách."


def _several_message(question: Question, answer: object) -> str:
    """Some of the choices, each once."""
    if not isinstance(answer, list) or not all(isinstance(code, str) for code in answer):
        return "Phải là danh sách các mục đã chọn."
    if len(answer) != len(set(answer)):
        return "Có mục được chọn hai lần."
    unknown = next((code for code in answer if not _knows(question, code)), None)
    return "" if unknown is None else f"Không có mục “{unknown}” trong danh sách."


def _knows(question: Question, code: str) -> bool:
    """Whether a code is among the question's choices."""
    if question.choices_from and not question.choices:
        return True
    return any(choice.value == code for choice in question.choices)
