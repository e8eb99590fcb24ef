"""States as a person reads them: a word, a shape and a colour, drawn the same way in lists and on pages."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from desktop.ui.tokens import Tone


class Shape(Enum):
    """The mark before a state's word, told apart without colour."""

    FULL = "full"
    HALF = "half"
    RING = "ring"
    CROSS = "cross"
    TICK = "tick"
    TRIANGLE = "triangle"


@dataclass(frozen=True)
class State:
    """What a chip says: the word, and the shape and tone that go with it."""

    words: str
    tone: Tone = Tone.QUIET
    shape: Shape = Shape.RING


def paint_shape(painter: QPainter, shape: Shape, colour: str, square: QRectF) -> None:
    """Draw `shape` in `colour` to fill `square`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), max(1.5, square.width() / 7))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half_pen = pen.widthF() / 2
    _DRAWINGS[shape](painter, square.adjusted(half_pen, half_pen, -half_pen, -half_pen))
    painter.restore()


def _full(painter: QPainter, box: QRectF) -> None:
    painter.setBrush(QBrush(painter.pen().color()))
    painter.drawEllipse(box)


def _half(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box)
    painter.setBrush(QBrush(painter.pen().color()))
    painter.drawPie(box, 90 * 16, 180 * 16)


def _ring(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box)


def _cross(painter: QPainter, box: QRectF) -> None:
    inner = box.adjusted(1, 1, -1, -1)
    painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.drawLine(inner.topRight(), inner.bottomLeft())


def _tick(painter: QPainter, box: QRectF) -> None:
    width, height = box.width(), box.height()
    points = [QPointF(0, height * 0.55), QPointF(width * 0.38, height * 0.9), QPointF(width, height * 0.12)]
    painter.drawPolyline([box.topLeft() + point for point in points])


def _triangle(painter: QPainter, box: QRectF) -> None:
    painter.setBrush(QBrush(painter.pen().color()))
    painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))


_DRAWINGS = {
    Shape.FULL: _full,
    Shape.HALF: _half,
    Shape.RING: _ring,
    Shape.CROSS: _cross,
    Shape.TICK: _tick,
    Shape.TRIANGLE: _triangle,
}
