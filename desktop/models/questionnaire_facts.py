"""A questionnaire as it is printed: sections, numbered questions, boxes with codes, cells, lines, and the answers.

Only the shapes are here, so that reports can print what `desktop.surveys.paper` makes of a form.
"""

from dataclasses import dataclass
from typing import Literal

#: Where the answer goes: boxes to tick, boxes that get a rank, a cell a digit, a ruled line, nothing (a note).
Place = Literal["boxes", "ranks", "cells", "line", "none"]
#: How a question stands on a record: answered or to be answered, asked without an answer, never asked.
Standing = Literal["", "empty", "not_asked"]
Reason = Literal["unknown", "refused"]


@dataclass(frozen=True)
class PrintedChoice:
    """One answer with the code that the entry screen takes. `mark` is "x", or the rank, or "" when not chosen."""

    code: str
    label: str
    mark: str = ""


@dataclass(frozen=True)
class PrintedQuestion:
    """One question. `number` is "" for notes and for what the desk itself fills in (household code, village).

    `skip` says when it is asked, `hint` what to heed. `cells` are groups of digits ("__" is two) and what stands
    between them; `written` is the answer in words or digits, "" on a blank form. `each` are the answers of the members
    of a repeat. `reasons` are the boxes for having no answer, `reason` the one that is ticked.
    """

    name: str
    number: str
    label: str
    place: Place
    hint: str = ""
    skip: str = ""
    choices: tuple[PrintedChoice, ...] = ()
    cells: str = ""
    lines: int = 1
    written: str = ""
    each: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    reason: Reason | None = None
    standing: Standing = ""


@dataclass(frozen=True)
class PrintedSection:
    """Questions under one heading. With `columns` (their titles) it is a table: a row a question, a column a member."""

    letter: str
    label: str
    questions: tuple[PrintedQuestion, ...]
    skip: str = ""
    columns: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ConsentWords:
    """What is read out before anything else (Luật 91/2025/QH15 Điều 9).

    `question` is the number of the form's own consent question, "" when it has none; then `choices` stand here.
    """

    told: tuple[str, ...]
    question: str
    choices: tuple[PrintedChoice, ...] = ()
    witness: str = ""


@dataclass(frozen=True)
class PrintedForm:
    """A whole questionnaire, blank or, when `is_record`, with the answers of one response.

    `state` says on a record that it is not finished; "" when it is. Names are "" when they are not known.
    """

    form_id: str
    version: str
    title: str
    sections: tuple[PrintedSection, ...]
    consent: ConsentWords
    commune: str = ""
    village: str = ""
    household_code: str = ""
    asks_code: bool = False
    is_record: bool = False
    state: str = ""
