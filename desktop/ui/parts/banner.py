"""A line across a page that says what is the matter and what to do, with at most one button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.acts import Act
from desktop.ui.icons import IconMark
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3, SPACE_4, Tone

_ICONS = {
    Tone.INFO: "information-outline",
    Tone.WARN: "alert-outline",
    Tone.BAD: "alert-circle-outline",
    Tone.GOOD: "check-circle-outline",
    Tone.QUIET: "information-outline",
}


class Banner(QFrame):
    """States one fact in `message` and the way out in `advice`."""

    def __init__(
        self, tone: Tone, message: str, advice: str = "", act: Act | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("tone", tone.value)
        set_role(self, "banner")
        self.setAccessibleName(f"{message} {advice}".strip())
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        line.setSpacing(SPACE_3)
        line.addWidget(IconMark(_ICONS[tone], tone.value, 24), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(self._sentences(message, advice), 1)
        if act:
            self.button = ActButton(act)
            line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    @staticmethod
    def _sentences(message: str, advice: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(words(message, "strong"))
        if advice:
            column.addWidget(words(advice, ""))
        column.addStretch(1)
        return column


def replace_banner(column: QVBoxLayout, old: Banner | None, new: Banner | None) -> Banner | None:
    """Put a banner at the top of a column instead of the one that stood there; returns the new one."""
    if old:
        column.removeWidget(old)
        old.hide()
        old.deleteLater()
    if new:
        column.insertWidget(0, new)
    return new
