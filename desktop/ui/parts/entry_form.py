"""Fields of a form by name: the findings of the rules beside the fields, Enter goes on. It stores nothing itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.models import catalogues
from desktop.models.rules.findings import Finding
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.number_field import NumberField
from desktop.ui.parts.pick_field import PickField
from desktop.ui.parts.problem_list import ProblemList, ShownProblem
from desktop.ui.tokens import SPACE_3


@dataclass(frozen=True)
class Wrong:
    """A problem of a form: the field's name ('' when it is about the whole) and what to say."""

    field: str
    message: str


def wrongs_of(findings: Sequence[Finding]) -> list[Wrong]:
    """The findings of a refused act as problems of the form."""
    return [Wrong(finding.field, f"{finding.message} {finding.advice}".strip()) for finding in findings]


class EntryForm(QWidget):
    """Named fields, the list of problems above them. Enter goes to the next field; who owns the form decides layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, FormField] = {}
        self.problems = ProblemList()
        self.problems.chosen.connect(self.go_to)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_3)
        self.column.addWidget(self.problems)

    def field(self, name: str, label: str, editor: QWidget, *, hint: str = "", required: bool = False) -> FormField:
        """Make a field and know it by name."""
        made = FormField(label, editor, hint=hint, required=required)
        self.fields[name] = made
        return made

    def own_wrongs(self) -> list[Wrong]:
        """What the editors themselves cannot read: half a date, letters in a number."""
        found = []
        for name, field in self.fields.items():
            editor = field.editor
            if isinstance(editor, PickField):
                editor.settle()
            if isinstance(editor, DateField | NumberField | PickField) and editor.problem():
                found.append(Wrong(name, editor.problem()))
        return found

    def show_wrongs(self, wrongs: Sequence[Wrong]) -> None:
        """Show problems beside their fields and in the list; go to the first. None clears everything."""
        told: Mapping[str, str] = {}
        for wrong in reversed(wrongs):
            told = {**told, wrong.field: wrong.message}
        for name, field in self.fields.items():
            field.show_problem(told.get(name, ""))
        self.problems.show_problems([ShownProblem(wrong.message, wrong.field) for wrong in wrongs])
        if wrongs:
            self.go_to(wrongs[0].field)

    def go_to(self, name: str) -> None:
        """Put the cursor into a field."""
        field = self.fields.get(name)
        if field:
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field, as on a paper form."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.focusNextPrevChild(True)
            return
        super().keyPressEvent(event)


def entered_text(editor: QWidget) -> str:
    """The text of a line; '' for any other editor."""
    return editor.text().strip() if isinstance(editor, QLineEdit) else ""


def content_of(editor: QWidget) -> object:
    """What stands in an editor, to tell whether anything was changed."""
    if isinstance(editor, ChoiceField):
        return editor.code()
    return entered_text(editor)


def code_list_field(code_list: str, *, leave_out: Sequence[str] = (), short: bool = False) -> ChoiceField:
    """A drop-down list of a code list of DOMAIN 3.5; `short` leaves out what stands in brackets."""
    labels = catalogues.labels(code_list)
    if short:
        labels = {code: label.partition(" (")[0] for code, label in labels.items()}
    return slim(
        ChoiceField([Choice(code, label) for code, label in labels.items() if code not in leave_out], as_row=False)
    )


def slim(field: ChoiceField) -> ChoiceField:
    """Let a drop-down list ask for little width; its open list shows the lines in full."""
    combo = field.findChild(QComboBox)
    if combo:
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        longest = max(
            (combo.fontMetrics().horizontalAdvance(combo.itemText(at)) for at in range(combo.count())), default=0
        )
        combo.view().setMinimumWidth(longest + 40)
    return field
