"""Which editor a question gets: by its kind, its choices, its appearance and whether anybody may answer it."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.surveys.definition import UNANSWERED, Question
from desktop.surveys.filling import Asked
from desktop.ui.interview.choosing import MOST_SHOWN, OneField, RankField, SeveralField
from desktop.ui.interview.searching import LongOneField, LongSeveralField
from desktop.ui.interview.writing import (
    ConfirmEditor,
    DayEditor,
    DecimalEditor,
    LineEditor,
    LongTextEditor,
    MomentEditor,
    PlaceEditor,
    ShownAnswer,
    TimeEditor,
    WholeEditor,
)

_LONG_TEXT = "multiline"


class Editor(Protocol):
    """What every editor of an answer can do; it is a widget too."""

    changed: Any  # a signal

    def answer(self) -> object:
        """The answer as it is stored, None when there is none."""

    def show_answer(self, answer: object) -> None:
        """Show an answer from the store."""


_TYPED: Mapping[str, Callable[[], QWidget]] = {
    "integer": WholeEditor,
    "decimal": DecimalEditor,
    "date": DayEditor,
    "time": TimeEditor,
    "datetime": MomentEditor,
    "geopoint": PlaceEditor,
    "acknowledge": ConfirmEditor,
}


def editor_for(question: Question, asked: Asked) -> QWidget:
    """Make the editor of a question as it stands now."""
    if question.kind == "file":
        sentence = QCoreApplication.translate(
            "Editors", "Máy này không chụp ảnh, ghi âm hay đính kèm tệp: bỏ qua câu này."
        )
        return ShownAnswer(sentence)
    if question.kind in UNANSWERED or asked.read_only or question.calculation:
        return ShownAnswer()
    many = len(asked.choices) > MOST_SHOWN
    match question.kind:
        case "select_one":
            return LongOneField(asked.choices) if many else OneField(asked.choices)
        case "select_multiple":
            return LongSeveralField(asked.choices) if many else SeveralField(asked.choices)
        case "rank":
            return RankField(asked.choices)
        case "text" if _LONG_TEXT in question.appearance:
            return LongTextEditor()
        case kind:
            return _TYPED.get(kind, LineEditor)()
