"""A drop-down list whose arrow follows the theme; a style sheet could only show a picture of one colour."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from desktop.ui.icons import paint_icon
from desktop.ui.style import current_look


class ComboBox(QComboBox):
    """QComboBox with the arrow of our own icon set."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the list's field, then the arrow at its right end."""
        super().paintEvent(event)
        look = current_look()
        side = look.scaled(20)
        place = QPoint(self.width() - side - 8, (self.height() - side) // 2)
        painter = QPainter(self)
        paint_icon(painter, "chevron-down", look.palette.ink, QRect(place, QSize(side, side)))
        painter.end()
