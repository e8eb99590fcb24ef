"""A code of six groups in large digits, to be read out. Nothing is entered here."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_4


def code_groups(name: str, spoken: str, parent: QWidget | None = None) -> Flow:
    """The groups side by side; a screen reader says `name` ("Mã của máy này") and the code as one."""
    line = Flow(gap=SPACE_4, parent=parent)
    for group in spoken.split():
        label = words(group, "figure", wrap=False)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.add(label)
    line.setAccessibleName(f"{name}: {spoken}")
    return line
