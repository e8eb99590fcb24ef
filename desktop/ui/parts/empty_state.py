"""What an empty room shows: what it is for, how to begin, and one button to begin with."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.acts import Act
from desktop.ui.icons import IconMark
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_2, SPACE_4, SPACE_5


class EmptyState(QWidget):
    """Stands where a list would be while there is nothing to list."""

    def __init__(self, icon: str, heading: str, advice: str, act: Act | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_5)
        column.setSpacing(SPACE_2)
        column.addStretch()
        column.addWidget(IconMark(icon, "accent", 44), 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role in ((heading, "heading"), (advice, "subtitle")):
            label = words(text, role)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        if act:
            column.addSpacing(SPACE_4)
            self.button = ActButton(act, primary=True)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
