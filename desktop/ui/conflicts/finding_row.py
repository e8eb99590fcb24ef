"""What a rule found, as a line: how heavy it is, what it is, what to do."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.rules.findings import Finding, Severity
from desktop.ui.conflicts.wording import tr
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import words
from desktop.ui.states import Shape, State
from desktop.ui.tokens import SPACE_4, Tone

_MARKS = {
    Severity.ERROR: State("Sai quy định", Tone.BAD, Shape.CROSS),
    Severity.WARNING: State("Cần xem", Tone.WARN, Shape.TRIANGLE),
    Severity.INFO: State("Lưu ý", Tone.INFO, Shape.RING),
}


def finding_row(finding: Finding) -> QWidget:
    """A finding with its chip."""
    mark = _MARKS[finding.severity]
    told = [finding.message, *([finding.advice] if finding.advice else [])]
    return beside(StateChip(State(tr(mark.words), mark.tone, mark.shape)), *(words(text, "") for text in told))


def beside(chip: QWidget, *lines: QWidget) -> QWidget:
    """A chip with words at its right."""
    block = QWidget()
    line = QHBoxLayout(block)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SPACE_4 - 4)
    line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(_stacked(lines), 1)
    return block


def _stacked(lines: Iterable[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.setContentsMargins(0, 3, 0, 0)
    for each in lines:
        column.addWidget(each)
    return column
