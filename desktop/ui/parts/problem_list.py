"""All problems of a form at once, each a line that leads to its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.icons import IconMark
from desktop.ui.parts.laid_out_button import LaidOutButton
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3, SPACE_4


@dataclass(frozen=True)
class ShownProblem:
    """What is wrong, in words, and the key of the place that it leads to."""

    message: str
    place: str = ""


class ProblemList(QFrame):
    """Hidden while there is nothing wrong. Signal: chosen(str), the key of the place to go to."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "bad")
        set_role(self, "banner")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        self._column.setSpacing(2)
        self._head = words("", "strong")
        self._column.addWidget(self._head)
        self._lines: list[QWidget] = []
        self.hide()

    def show_problems(self, problems: Sequence[ShownProblem]) -> None:
        """Show these problems in their order; none hides the list."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._head.setText(self.tr("Còn {count} chỗ cần xem lại").format(count=len(problems)))
        self.setAccessibleName(self._head.text())
        self._lines = [self._line(problem) for problem in problems]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(problems))

    def _line(self, problem: ShownProblem) -> QWidget:
        button = LaidOutButton("row")
        button.inside.setContentsMargins(4, 4, 4, 4)
        button.setAccessibleName(problem.message)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.put(IconMark("chevron-right", "bad", 18))
        button.put(words(problem.message, ""), 1)
        button.clicked.connect(lambda: self.chosen.emit(problem.place))
        return button
