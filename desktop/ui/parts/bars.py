"""Bars with a name on the left and a number on the right. Values come ready; nothing is counted here."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.text import format_count
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_2, SPACE_3


@dataclass(frozen=True)
class Bar:
    """A name and its number; None is unknown, draws no bar and prints "-"."""

    name: str
    number: int | None


class Bars(QWidget):
    """A short list of bars, all to the same scale, from zero."""

    def __init__(self, bars: Sequence[Bar], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_2)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 8)
        most = max((bar.number or 0 for bar in bars), default=0)
        for place, bar in enumerate(bars):
            grid.addWidget(words(bar.name, "quiet"), place, 0)
            grid.addWidget(_Stroke((bar.number or 0) / most if most else 0.0), place, 1)
            figure = words(format_count(bar.number), "strong", wrap=False)
            grid.addWidget(figure, place, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName("; ".join(f"{bar.name}: {format_count(bar.number)}" for bar in bars))


class _Stroke(QWidget):
    """The bar itself: `share` of the width."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for a bar of a finger's height."""
        return QSize(120, current_look().scaled(16))

    def minimumSizeHint(self) -> QSize:
        """It may shrink in width."""
        return QSize(40, current_look().scaled(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the bar on it."""
        colours = current_look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(QColor(colours.quiet_soft))
        painter.drawRoundedRect(box, 4, 4)
        if self._share > 0:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(0, 0, max(8.0, box.width() * self._share), box.height()), 4, 4)
        painter.end()
