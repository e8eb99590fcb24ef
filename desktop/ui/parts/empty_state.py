"""What an empty room shows: what it is for, how to begin, and one button to begin with."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.acts import Act
from desktop.ui.icons import IconMark
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_2, SPACE_4, SPACE_5

_LOW = 250  # pixels of normal text


class EmptyState(QWidget):
    """Stands where a list would be while there is nothing to list."""

    def __init__(self, icon: str, heading: str, advice: str, act: Act | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_5)
        column.setSpacing(SPACE_2)
        column.addStretch()
        self._icon = IconMark(icon, "accent", 44)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role in ((heading, "heading"), (advice, "subtitle")):
            label = words(text, role)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        if act:
            column.addSpacing(SPACE_4)
            self.button = ActButton(act, primary=True)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low window the words are worth more than the picture and the air."""
        super().resizeEvent(event)
        low = self.height() < current_look().scaled(_LOW)
        self._icon.setVisible(not low)
        layout = self.layout()
        if layout:
            edge = SPACE_2 if low else SPACE_5
            layout.setContentsMargins(SPACE_5, edge, SPACE_5, edge)
