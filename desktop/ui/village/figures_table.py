"""The figures of a report as a table of words that grows with its lines; it scrolls with the page."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.parts.words import rule, words
from desktop.ui.tokens import SPACE_1, SPACE_3
from desktop.ui.village.report_words import FigureRow


class FiguresTable(QWidget):
    """Name, value, coverage; a thin line between rows."""

    def __init__(self, rows: Iterable[FigureRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        for place, row in enumerate(rows):
            if place:
                grid.addWidget(rule(), 2 * place - 1, 0, 1, 3)
            value = words(row.value, "strong")
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            value.setAccessibleName(f"{row.name}: {row.value} {row.coverage}".strip())
            grid.addWidget(words(row.name, ""), 2 * place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, 2 * place, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words(row.coverage, "quiet"), 2 * place, 2, Qt.AlignmentFlag.AlignTop)
