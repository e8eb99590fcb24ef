"""One line of a list of things to do: a real button with a state, words and an arrow."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.icons import IconMark
from desktop.ui.parts.laid_out_button import LaidOutButton
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import words
from desktop.ui.states import State
from desktop.ui.style import current_look


@dataclass(frozen=True)
class Todo:
    """A thing to do: how it stands, what it is, a line of detail, and what opens when it is pressed."""

    state: State
    title: str
    detail: str
    open: Callable[[], None]


class TodoRow(LaidOutButton):
    """A line that can be pressed anywhere, by mouse, Enter or Space."""

    def __init__(self, todo: Todo, parent: QWidget | None = None) -> None:
        super().__init__("row", parent)
        self.setAccessibleName(f"{todo.state.words}. {todo.title}. {todo.detail}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.inside.setContentsMargins(8, 9, 8, 9)
        self.inside.setSpacing(14)
        self.put(_ChipColumn(todo.state))
        self.put(_two_lines(todo), 1)
        self.put(IconMark("chevron-right", "muted", 20))
        self.clicked.connect(todo.open)


class _ChipColumn(QWidget):
    """Keeps chips of different words the same width, so that the words beside them stand in one line."""

    def __init__(self, state: State) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(StateChip(state))

    def sizeHint(self) -> QSize:
        """At least the common width."""
        return super().sizeHint().expandedTo(QSize(current_look().scaled(122), 0))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()


def _two_lines(todo: Todo) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(words(todo.title, "strong"))
    if todo.detail:
        column.addWidget(words(todo.detail, "quiet"))
    return block
