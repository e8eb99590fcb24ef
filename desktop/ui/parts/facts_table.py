"""A table of a few words and numbers on a page: headings wrap, numbers stand right, nothing is cut."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from desktop.models.survey_tables import ShownTable
from desktop.ui.parts.words import rule, words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3

_NAMES, _NUMBERS = 150, 96  # least widths at the normal size of text


class FactsTable(QScrollArea):
    """Shows one table; what is wider than the page scrolls sideways. `show_table` shows another one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("wide", True)  # a table of many columns is read from left to right
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)

    def show_table(self, table: ShownTable) -> None:
        """Show this table."""
        self.setAccessibleName(table.title)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, SPACE_3, 0)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(4)
        for place, head in enumerate(table.heads):
            label = words(head, "label")
            label.setAlignment(_side(place) | Qt.AlignmentFlag.AlignBottom)
            label.setMinimumWidth(current_look().scaled(_NUMBERS if place else _NAMES))
            grid.addWidget(label, 0, place)
            grid.setColumnStretch(place, 2 if place == 0 else 1)
        for number, row in enumerate(table.rows):
            self._add_row(grid, table, number, len(row))
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # the card shows through
        self._fit()

    @staticmethod
    def _add_row(grid: QGridLayout, table: ShownTable, number: int, columns: int) -> None:
        grid.addWidget(rule(), 2 * number + 1, 0, 1, columns)
        strong = table.strong_last and number == len(table.rows) - 1
        for place, cell in enumerate(table.rows[number]):
            label = words(cell.text, "strong" if strong or place == 0 else "", wrap=place == 0)
            label.setAlignment(_side(place) | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, 2 * number + 2, place)

    def _fit(self) -> None:
        """As high as the table, with room for the bar that scrolls sideways."""
        inside = self.widget()
        if inside:
            width = max(inside.minimumSizeHint().width(), self.viewport().width())
            layout = inside.layout()
            needed = layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else 0
            self.setFixedHeight(
                max(needed, inside.sizeHint().height()) + self.horizontalScrollBar().sizeHint().height()
            )


def _side(place: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignRight
