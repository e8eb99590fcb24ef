"""Icons: Material Design Icons shipped as SVG, drawn in any colour. One set only.

qtawesome draws the same set, but importing it costs 0.4 s and its first icon 0.1 s; this costs under 10 ms (measured).
"""

from functools import cache

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from desktop.paths import resources
from desktop.ui.style import current_look


@cache
def _outline(name: str) -> bytes:
    """The SVG of `name`, e.g. "home-group"; an unknown name is a bug and raises FileNotFoundError."""
    return (resources() / "icons" / f"{name}.svg").read_bytes()


@cache
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Draw icon `name` in `colour`, `size` pixels square at a device pixel ratio; drawn once, then kept."""
    drawing = QSvgRenderer(_outline(name))  # before the painter: an unknown name must not leave one open
    side = max(1, round(size * ratio))
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(colour))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, tint: str = "ink", size: int = 20) -> QIcon:
    """An icon for an action, in the colour that `tint` names in the palette now worn."""
    colour = str(getattr(current_look().palette, tint))
    picture = QIcon()
    for ratio in (1.0, 1.25, 1.5, 2.0):
        picture.addPixmap(pixmap(name, colour, size, ratio))
    return picture


def paint_icon(painter: QPainter, name: str, colour: str, square: QRect) -> None:
    """Draw icon `name` into `square` with the painter's own device pixel ratio."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(QPointF(square.topLeft()), pixmap(name, colour, square.width(), ratio))


class IconMark(QWidget):
    """An icon beside words; it follows palette and size of text by itself and tells screen readers nothing."""

    def __init__(self, name: str, tint: str = "ink", size: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tint, self._size = name, tint, size
        self._grow()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the size of text."""
        if event.type() == QEvent.Type.StyleChange:
            self._grow()
        super().changeEvent(event)

    def _grow(self) -> None:
        side = current_look().scaled(self._size)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the palette now worn."""
        painter = QPainter(self)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        paint_icon(painter, self._name, str(getattr(current_look().palette, self._tint)), self.rect())
        painter.end()
