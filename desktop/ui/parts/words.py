"""Words on a page: labels with a role, which wrap instead of being cut."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.ui.style import set_role


def words(text: str, role: str, parent: QWidget | None = None, *, wrap: bool = True) -> QLabel:
    """A label of plain text (never rich: what people typed must not be read as HTML) in the given role."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    set_role(label, role)
    return label


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin line between rows."""
    line = QFrame(parent)
    line.setFixedHeight(1)
    set_role(line, "rule")
    return line
