"""The figures of a report as rows that open: each leads to the records that make it. It scrolls with the page."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.icons import IconMark
from desktop.ui.parts.laid_out_button import LaidOutButton
from desktop.ui.parts.words import rule, words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_1, SPACE_2, SPACE_3
from desktop.ui.village.report_words import FigureRow

_VALUE_WIDTH, _COVERAGE_WIDTH = 118, 128


class FiguresTable(QWidget):
    """Name, value, coverage; the arrows go from row to row, Enter opens. Signal: opened(str), a figure's code."""

    opened = Signal(str)

    def __init__(self, rows: Iterable[FigureRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.buttons: list[_FigureButton] = []
        for row in rows:
            if self.buttons:
                column.addWidget(rule())
            button = _FigureButton(row)
            button.clicked.connect(lambda _on=False, code=row.code: self.opened.emit(code))
            self.buttons.append(button)
            column.addWidget(button)

    def go_to(self, code: str) -> None:
        """Put the keyboard on a figure."""
        for button in self.buttons:
            if button.code == code:
                button.setFocus(Qt.FocusReason.OtherFocusReason)


class _FigureButton(LaidOutButton):
    """A figure that can be pressed anywhere."""

    def __init__(self, row: FigureRow) -> None:
        super().__init__("row")
        self.code = row.code
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{row.name}: {row.value} {row.coverage} {row.change}".strip())
        self.inside.setContentsMargins(SPACE_1, SPACE_2, SPACE_1, SPACE_2)
        self.inside.setSpacing(SPACE_3)
        self.put(words(row.name, ""), 1)
        value = words(row.value, "strong")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value.setFixedWidth(current_look().scaled(_VALUE_WIDTH))
        self.put(value)
        beside = words(row.change or row.coverage, "quiet")
        beside.setFixedWidth(current_look().scaled(_COVERAGE_WIDTH))
        self.put(beside)
        self.put(IconMark("chevron-right", "muted", 18))
