"""What a stored answer must look like, before any expression is evaluated: names, types, choices.

Answers come from outside (another desk, an older form): bad ones are a list of problems, never an exception. Whether
a question is asked, required or kept within its constraint is the engine's to say.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time

from desktop.surveys.definition import Form, Kind, Problem, Question
from desktop.surveys.missing import Answers, is_missing

_LARGEST_INTEGER = 2**31 - 1
_LONGEST_TEXT = 10_000
_NOT_GIVEN: frozenset[Kind] = frozenset({"note", "file"})


def shape_problems(form: Form, answers: Answers, repeat: str = "") -> Iterator[Problem]:
    """Problems of the answers of one level (`repeat` is its path, "" at the top) and of the repeats inside it."""
    questions = {question.name: question for question in form.questions if question.repeat == repeat}
    computed = {question.name for question in form.hidden if question.repeat == repeat}
    repeats = {inner.name: inner for inner in form.repeats if inner.within == repeat}
    for name, answer in answers.items():
        if name in repeats and isinstance(answer, list):
            for each in answer:
                yield from shape_problems(form, each if isinstance(each, Mapping) else {}, repeats[name].path)
        elif name in computed:
            continue
        elif name not in questions or questions[name].kind in _NOT_GIVEN:
            advice = "Có thể phiếu thuộc phiên bản biểu mẫu khác."
            yield Problem(name, "Biểu mẫu không có câu hỏi này.", advice, "unknown-question", name)
        elif message := shape_message(questions[name], answer):
            yield shape_problem(questions[name], message)


def shape_problem(question: Question, message: str) -> Problem:
    """The problem of an answer of the wrong shape."""
    return Problem(question.label or question.name, message, "Hãy nhập lại câu trả lời này.", "type", question.name)


def shape_message(question: Question, answer: object) -> str:
    """What is wrong with the type of an answer, or ""."""
    if answer is None or is_missing(answer):
        return ""
    return _CHECKS.get(question.kind, _text_message)(question, answer)


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
    return _read_message(answer, lambda text: date.fromisoformat(text).isoformat() == text, "Phải là ngày.")


def _time_message(_question: Question, answer: object) -> str:
    """An ISO time of day, as 14:30:00.000+07:00."""
    return _read_message(answer, lambda text: ":" in text and bool(time.fromisoformat(text) or True), "Phải là giờ.")


def _moment_message(_question: Question, answer: object) -> str:
    """An ISO day and time, as 2026-11-23T14:30:00.000+07:00."""
    return _read_message(answer, lambda text: bool(datetime.fromisoformat(text)) and "T" in text, "Phải là ngày giờ.")


def _read_message(answer: object, reads: Callable[[str], bool], message: str) -> str:
    """Whether a text can be read; "" is an empty answer."""
    if answer == "":
        return ""
    try:
        valid = isinstance(answer, str) and reads(answer)
    except ValueError:
        valid = False
    return "" if valid else message


def _place_message(_question: Question, answer: object) -> str:
    """Latitude and longitude, then perhaps height and accuracy; lines and areas have several, with ; between them."""
    message = "Phải là tọa độ: vĩ độ rồi kinh độ, ví dụ 22.1567 105.8412."
    if not isinstance(answer, str):
        return message
    points = [point.split() for point in answer.split(";") if point.strip()]
    return "" if all(_is_point(point) for point in points) else message


def _is_point(parts: list[str]) -> bool:
    """Whether these are the two to four numbers of a place on earth."""
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return False
    return 2 <= len(numbers) <= 4 and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180


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
    return code in question.codes or not question.choices


_CHECKS: Mapping[Kind, Callable[[Question, object], str]] = {
    "integer": _integer_message,
    "decimal": _decimal_message,
    "date": _date_message,
    "time": _time_message,
    "datetime": _moment_message,
    "select_one": _one_message,
    "select_multiple": _several_message,
    "rank": _several_message,
    "geopoint": _place_message,
    "geotrace": _place_message,
    "geoshape": _place_message,
}
