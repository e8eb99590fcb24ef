"""A white card with an optional head; its parts stand one below the other from the top."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_1, SPACE_3, SPACE_4


class Card(QFrame):
    """A frame for things that belong together. `body` is the layout to fill."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SPACE_4 + 2, SPACE_4 - 2, SPACE_4 + 2, SPACE_4)
        self.body.setSpacing(SPACE_3)
        self.head = QHBoxLayout()
        self.head.setSpacing(SPACE_1)
        if heading:
            self.head.addWidget(words(heading, "heading"), 1)
            self.body.addLayout(self.head)
