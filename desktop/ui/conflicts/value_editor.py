"""An editor for a value of one's own, by what the column holds. Whether the value may stand is asked by the rules."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.models.column_kinds import Kind, kind_of, labels_of
from desktop.models.differing import DELETED
from desktop.ui.conflicts.wording import tr
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.number_field import Entered, NumberField
from desktop.ui.style import current_look

_FLAGS = {"1": "Có", "0": "Không"}
_TAKEN = (Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.DAY, Kind.CHOICE, Kind.FLAG)


def takes_own_value(table: str, column: str) -> bool:
    """Whether a person can write a value of their own; not for links to other records and for structured values."""
    return column != DELETED and kind_of(table, column) in _TAKEN


class ValueEditor:
    """Holds the `widget` that fits a column; tells when something is entered, what, and what is wrong with it."""

    def __init__(self, table: str, column: str, entered: Callable[[], None]) -> None:
        self.kind = kind_of(table, column)
        self.widget: QWidget = self._build(table, column)
        self._listen(entered)

    def _build(self, table: str, column: str) -> QWidget:
        if self.kind is Kind.CHOICE:
            return ChoiceField([Choice(*one) for one in labels_of(table, column).items()], as_row=False)
        if self.kind is Kind.FLAG:
            return ChoiceField([Choice(code, tr(label)) for code, label in _FLAGS.items()], as_row=True)
        if self.kind is Kind.DAY:
            return DateField()
        if self.kind is Kind.NUMBER:
            return NumberField(least=-(10**9))  # the rules say which numbers can be true
        if self.kind is Kind.LONG_TEXT:
            edit = QPlainTextEdit()
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(current_look().scaled(84))
            return edit
        return QLineEdit()

    def _listen(self, entered: Callable[[], None]) -> None:
        match self.widget:
            case ChoiceField():
                self.widget.code_changed.connect(lambda _code: entered())
            case QPlainTextEdit():
                self.widget.textChanged.connect(entered)
            case QLineEdit():
                self.widget.textEdited.connect(lambda _text: entered())

    def problem(self) -> str:
        """What the editor itself cannot read, or ''."""
        match self.widget:
            case DateField() | NumberField():
                return self.widget.problem()
        return ""

    def value(self) -> Any:  # noqa: ANN401 - a column's value
        """What is entered, as the column takes it; None for nothing, which means unknown."""
        match self.widget:
            case ChoiceField():
                code = self.widget.code()
                return code == "1" if code is not None and self.kind is Kind.FLAG else code
            case DateField():
                return self.widget.entered_date()
            case NumberField():
                return self.widget.number() if self.widget.entered() is Entered.NUMBER else None
            case QPlainTextEdit():
                return self.widget.toPlainText() or None
            case QLineEdit():
                return self.widget.text() or None
        return None
