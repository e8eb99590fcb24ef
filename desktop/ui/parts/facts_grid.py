"""Names and values below each other, as on a file card."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_2, SPACE_4


class FactsGrid(QWidget):
    """Shows pairs of a name and a value; what is not known is told as "-" by the caller."""

    def __init__(self, facts: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_4)
        grid.setVerticalSpacing(SPACE_2)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 7)
        for place, (name, value) in enumerate(facts):
            label, told = words(name, "quiet"), words(value, "")
            told.setAccessibleName(f"{name}: {value}")
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(label, place, 0, top)
            grid.addWidget(told, place, 1, top)
