"""A check box whose square is seen in every theme; the style's own square is lost on dark ground."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from desktop.ui.states import Shape, paint_shape
from desktop.ui.style import current_look

_RADIUS = 3


class TickBox(QCheckBox):
    """QCheckBox with a square and a tick in the colours of the look."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words as the style does, then the square over the style's own."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        square = QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5)
        colours = current_look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(square.adjusted(-1, -1, 1, 1), QColor(colours.surface))
        edge = colours.accent if self.isChecked() else colours.field_line
        painter.setPen(QPen(QColor(edge), 1.5))
        painter.setBrush(QColor(colours.accent) if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square, _RADIUS, _RADIUS)
        if self.isChecked():
            paint_shape(painter, Shape.TICK, colours.accent_ink, square.adjusted(2, 2, -2, -2))
        painter.end()
