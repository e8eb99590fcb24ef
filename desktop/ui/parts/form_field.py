"""A field of a form with its label above, a hint, and the problem beside it. It checks nothing itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.icons import IconMark
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import words
from desktop.ui.style import restyle
from desktop.ui.tokens import SPACE_1, SPACE_2


class FormField(QWidget):
    """Holds one editor. A required field says so in words, never with a star alone."""

    def __init__(
        self, label: str, editor: QWidget, *, hint: str = "", required: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self._label_line(label, required))
        column.addWidget(editor)
        self._hint = words(hint, "quiet")
        if not hint:  # shown by its parent; to show it now would make it a window of its own for a moment
            self._hint.hide()
        column.addWidget(self._hint)
        column.addWidget(self._problem_line())
        editor.setAccessibleName(f"{label}, {self.tr('bắt buộc')}" if required else label)
        self._describe("")

    def _label_line(self, label: str, required: bool) -> QWidget:
        self._name, self._required = words(label, "label"), required
        self._name.setBuddy(self.editor)
        if not required:
            return self._name
        line = Flow(gap=SPACE_2, centred=True)
        line.add(self._name)
        line.add(words(self.tr("bắt buộc"), "quiet", wrap=False))
        return line

    def _problem_line(self) -> QWidget:
        self._problem_row = QWidget()
        line = QHBoxLayout(self._problem_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_1 + 2)
        self._problem = words("", "problem")
        line.addWidget(IconMark("alert-circle-outline", "bad", 16), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._problem, 1)
        self._problem_row.hide()
        return self._problem_row

    def set_label(self, label: str) -> None:
        """Ask for something else in the same editor."""
        self._name.setText(label)
        self.editor.setAccessibleName(f"{label}, {self.tr('bắt buộc')}" if self._required else label)

    @property
    def problem(self) -> str:
        """The problem that is shown, or ''."""
        return self._problem.text()

    def show_problem(self, text: str) -> None:
        """Say what is wrong with what was entered; '' takes it away."""
        self._problem.setText(text)
        self._problem_row.setVisible(bool(text))
        self.editor.setProperty("wrong", "true" if text else "false")
        restyle(self.editor)
        self._describe(text)

    def _describe(self, problem: str) -> None:
        self.editor.setAccessibleDescription(". ".join(part for part in (problem, self._hint.text()) if part))
