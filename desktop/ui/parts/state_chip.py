"""A state as a chip: shape, word and colour. The widget and the painter of lists draw exactly the same."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.states import State, paint_shape
from desktop.ui.style import current_look

_EDGE, _GAP = 9, 7


def chip_font(base: QFont) -> QFont:
    """The type of a chip's word: small and half bold."""
    font = QFont(base)
    font.setPixelSize(current_look().small)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def chip_size(state: State, base: QFont) -> QSize:
    """The room that a chip needs."""
    metrics = QFontMetrics(chip_font(base))
    return QSize(
        2 * _EDGE + _shape_side(metrics) + _GAP + metrics.horizontalAdvance(state.words) + 2, metrics.height() + 10
    )


def paint_chip(painter: QPainter, box: QRectF, state: State, base: QFont) -> None:
    """Draw a chip to fill `box`, shape and word in its middle; a word too long for the box ends in dots."""
    colours = current_look().palette
    font = chip_font(base)
    metrics = QFontMetrics(font)
    side = _shape_side(metrics)
    room = box.width() - 2 * _EDGE - side - _GAP
    text = metrics.elidedText(state.words, Qt.TextElideMode.ElideRight, int(room) + 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.soft(state.tone)))
    painter.drawRoundedRect(box, 7, 7)
    left = box.left() + _EDGE + max(0.0, (room - metrics.horizontalAdvance(text)) / 2)
    square = QRectF(left, box.center().y() - side / 2, side, side)
    paint_shape(painter, state.shape, colours.text(state.tone), square)
    painter.setFont(font)
    painter.setPen(QColor(colours.text(state.tone)))
    words_box = QRectF(square.right() + _GAP, box.top(), box.right() - square.right() - _GAP, box.height())
    painter.drawText(words_box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
    painter.restore()


def _shape_side(metrics: QFontMetrics) -> int:
    return round(metrics.ascent() * 0.72)


class StateChip(QWidget):
    """A chip on a page. It is read, not pressed; what can be pressed is a button."""

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.show_state(state)

    @property
    def state(self) -> State:
        """The state that is shown."""
        return self._state

    def show_state(self, state: State) -> None:
        """Show another state."""
        self._state = state
        self.setAccessibleName(state.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The room for shape and word."""
        return chip_size(self._state, self.font())

    def minimumSizeHint(self) -> QSize:
        """The same: a chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._state, self.font())
        painter.end()
