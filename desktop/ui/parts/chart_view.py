"""A chart on the screen: the drawing of `desktop.models.chart_layout`, painted and, where it leads on, pressed."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.models.chart_layout import Box, Drawing, Line, Measures, laid_out
from desktop.models.charts import Chart, Fill
from desktop.ui.style import current_look

_PATTERNS = {
    Fill.STRIPES: Qt.BrushStyle.BDiagPattern,
    Fill.DOTS: Qt.BrushStyle.Dense5Pattern,
    Fill.CROSSED: Qt.BrushStyle.DiagCrossPattern,
}
_EDGE = 6  # room for the frame around the bar that has the keyboard


class ChartView(QWidget):
    """Shows one chart, as high as its width makes it.

    Signal: pressed(str, str), the keys of a bar and of a piece of it; the piece is "" for the bar's name and figure,
    the bar is "" for an entry of the legend. Without `leads_on` nothing can be pressed.
    """

    pressed = Signal(str, str)

    def __init__(self, *, leads_on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._leads_on = leads_on
        self._chart = Chart("", ())
        self._drawing = Drawing(0)
        self._hovered: int | None = None
        self._place, self._piece = 0, -1
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if leads_on:
            self.setMouseTracking(True)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def chart(self) -> Chart:
        """What is shown."""
        return self._chart

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self._chart = chart
        self._hovered, self._place, self._piece = None, 0, -1
        self.setAccessibleName(chart.told())
        self._lay_out()
        self.updateGeometry()

    # --- sizes ---

    def _measures(self) -> Measures:
        look = current_look()
        plain, strong = (QFontMetricsF(self._font(strong=strong)) for strong in (False, True))

        def width(text: str, is_strong: bool) -> float:
            return (strong if is_strong else plain).horizontalAdvance(text) + 1

        return Measures(plain.height(), look.scaled(20), look.scaled(12), width)

    def _font(self, *, strong: bool) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font

    def _lay_out(self) -> None:
        self._drawing = laid_out(self._chart, max(1, self.width() - 2 * _EDGE), self._measures())
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the drawing at this width."""
        return round(laid_out(self._chart, max(1, width - 2 * _EDGE), self._measures()).height) + 2 * _EDGE

    def sizeHint(self) -> QSize:
        """A wide chart."""
        return QSize(520, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        """As high as it is now, however narrow."""
        return QSize(260, self.heightForWidth(max(self.width(), 260)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        self._lay_out()
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the size of text, and wear the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._lay_out()
            self.updateGeometry()

    # --- drawing ---

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what the layout says."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_EDGE, _EDGE)
        self._paint_row(painter)
        for box in self._drawing.boxes:
            paint_box(painter, box)
        for line in self._drawing.lines:
            self._paint_words(painter, line)
        self._paint_chosen_piece(painter)
        painter.end()

    def _paint_row(self, painter: QPainter) -> None:
        """Light the bar under the mouse, frame the one that has the keyboard."""
        colours = current_look().palette
        if self._hovered is not None and self._hovered < len(self._drawing.rows):
            painter.fillRect(self._row(self._hovered), QColor(colours.hover))
        if self.hasFocus() and self._place < len(self._drawing.rows):
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._row(self._place), 4, 4)

    def _row(self, place: int) -> QRectF:
        top, bottom = self._drawing.rows[place]
        return QRectF(-_EDGE + 2, top - 4, self._drawing.width + 2 * _EDGE - 4, bottom - top + 8)

    def _paint_chosen_piece(self, painter: QPainter) -> None:
        box = self._chosen_box()
        if box and self.hasFocus():
            painter.setPen(QPen(QColor(current_look().palette.ink), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(_rect(box).adjusted(-1, -1, 1, 1))

    def _paint_words(self, painter: QPainter, line: Line) -> None:
        painter.setFont(self._font(strong=line.strong))
        painter.setPen(QColor(current_look().palette.ink))
        side = Qt.AlignmentFlag.AlignRight if line.right else Qt.AlignmentFlag.AlignLeft
        room = QRectF(line.left, line.top, line.width + 1, line.height)
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), line.text)

    # --- pressing ---

    def _pieces_of(self, place: int) -> list[Box]:
        key = self._chart.bars[place].key
        top, bottom = self._drawing.rows[place]
        return [
            box
            for box in self._drawing.boxes
            if box.piece is not None and box.bar == key and top <= box.top <= bottom and box.told
        ]

    def _chosen_box(self) -> Box | None:
        if not self._leads_on or self._piece < 0 or self._place >= len(self._chart.bars):
            return None
        pieces = self._pieces_of(self._place)
        return pieces[self._piece] if self._piece < len(pieces) else None

    def _at(self, point: QPoint) -> tuple[int | None, Box | None]:
        """The bar and the box under a point."""
        x, y = point.x() - _EDGE, point.y() - _EDGE
        rows = self._drawing.rows
        place = next((number for number, (top, bottom) in enumerate(rows) if top - 4 <= y <= bottom + 4), None)
        boxes = (box for box in self._drawing.boxes if box.piece is not None and _rect(box).contains(x, y))
        return place, next(boxes, None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the bar under the mouse."""
        place, box = self._at(event.position().toPoint())
        if place != self._hovered:
            self._hovered = place
            self.update()
        leads = place is not None or box is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press what is under the mouse."""
        place, box = self._at(event.position().toPoint())
        if not self._leads_on or event.button() != Qt.MouseButton.LeftButton:
            return
        if place is not None:
            self._place = place
            self.pressed.emit(self._chart.bars[place].key, box.piece or "" if box else "")
        elif box:
            self.pressed.emit("", box.piece or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from bar to bar, Left and Right over its pieces, Enter presses."""
        key = event.key()
        if not self._leads_on or not self._chart.bars:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._place = min(len(self._chart.bars) - 1, max(0, self._place + step))
            self._piece = -1
            self.update()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._piece = min(len(self._pieces_of(self._place)) - 1, max(-1, self._piece + step))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            box = self._chosen_box()
            self.pressed.emit(self._chart.bars[self._place].key, box.piece or "" if box else "")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has gone."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """A piece tells what it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            _, box = self._at(event.pos())
            if box:
                QToolTip.showText(event.globalPos(), box.told, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


def paint_box(painter: QPainter, box: Box) -> None:
    """Draw the ground of a bar, or a piece with its filling."""
    colours = current_look().palette
    painter.setPen(Qt.PenStyle.NoPen)
    if box.fill is None:
        painter.fillRect(_rect(box), QColor(colours.quiet_soft))
        return
    if box.fill is Fill.FULL:
        painter.fillRect(_rect(box), QColor(colours.accent))
        return
    painter.fillRect(_rect(box), QColor(colours.surface))
    if box.fill in _PATTERNS:
        painter.fillRect(_rect(box), QBrush(QColor(colours.ink), _PATTERNS[box.fill]))
    painter.setPen(QPen(QColor(colours.field_line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(_rect(box).adjusted(0.5, 0.5, -0.5, -0.5))


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
