"""One response's answers as a record shows them: ticks, ranks, words, and why there is none. It evaluates nothing."""

from collections.abc import Mapping
from datetime import date, datetime

from desktop.models.questionnaire_facts import PrintedChoice, Reason
from desktop.surveys.definition import Question
from desktop.text import format_input_date, nfc

_REASONS: Mapping[str, Reason] = {"unknown": "unknown", "refused": "refused"}
REASON_WORDS: Mapping[Reason, str] = {"unknown": "Không biết", "refused": "Không trả lời"}


def reason_of(answer: object) -> Reason | None:
    """Why there is no answer; None when nobody said."""
    return _REASONS.get(str(answer.get("missing"))) if isinstance(answer, Mapping) else None


def values_of(answer: object) -> list[str]:
    """The values that were chosen, in their order."""
    if isinstance(answer, list):
        return [str(value) for value in answer]
    return [answer] if isinstance(answer, str) and answer else []


def marked(question: Question, codes: Mapping[str, str], answer: object) -> tuple[PrintedChoice, ...]:
    """The choices with what was chosen; for a rank with the place that each was given."""
    chosen = values_of(answer)
    marks = {value: str(at) if question.kind == "rank" else "x" for at, value in enumerate(chosen, start=1)}
    return tuple(
        PrintedChoice(codes[choice.value], choice.label or choice.value, marks.get(choice.value, ""))
        for choice in question.choices
    )


def strange_values(question: Question, answer: object) -> str:
    """What was chosen and is not among the choices (another version's, another desk's list); "" when nothing is."""
    known = {choice.value for choice in question.choices}
    return ", ".join(value for value in values_of(answer) if value not in known)


def words_of(question: Question, answer: object) -> str:
    """An answer in words: labels of choices, days as they are written here; "" when there is none."""
    reason = reason_of(answer)
    if reason:
        return REASON_WORDS[reason]
    if question.kind in ("select_one", "select_multiple", "rank"):
        labels = {choice.value: choice.label or choice.value for choice in question.choices}
        return ", ".join(labels.get(value, value) for value in values_of(answer))
    if answer is None or isinstance(answer, bool | list | dict):
        return ""
    if isinstance(answer, float):
        return f"{answer:.10g}".replace(".", ",")
    return _day(str(answer)) if question.kind in ("date", "datetime") else nfc(str(answer)).strip()


def coded(question: Question, codes: Mapping[str, str], answer: object) -> str:
    """An answer for a narrow column: the code before each label that was chosen."""
    if question.kind not in ("select_one", "select_multiple", "rank") or reason_of(answer):
        return words_of(question, answer)
    labels = {choice.value: choice.label or choice.value for choice in question.choices}
    return "; ".join(f"{codes.get(value, '')} {labels.get(value, value)}".strip() for value in values_of(answer))


def _day(text: str) -> str:
    """An ISO day or moment as it is written here; what is none, as it is."""
    try:
        if len(text) == 10:
            return format_input_date(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{format_input_date(moment.date())} {moment:%H:%M}"
