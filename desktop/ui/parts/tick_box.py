"""A check box whose square is seen in every theme and whose words wrap; the style's own do neither."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from desktop.ui.states import Shape, paint_shape
from desktop.ui.style import current_look

_RADIUS, _AIR = 3, 4
_WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class TickBox(QCheckBox):
    """QCheckBox with a square and a tick in the colours of the look; too long for its width, it takes more lines."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """One line, with a little air: a pixel too few would break it in two."""
        return super().sizeHint() + QSize(_AIR, 0)

    def minimumSizeHint(self) -> QSize:
        """The longest word beside the square."""
        words = self._words().split()
        widest = max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        return QSize(self._around() + widest + _AIR, super().sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the words in as many lines as they take."""
        metrics, one_line = self.fontMetrics(), super().sizeHint().height()
        room = QRect(0, 0, max(1, width - self._around()), 1 << 16)
        needed = metrics.boundingRect(room, _WRAPPED, self._words()).height()
        return one_line + max(0, round(needed / metrics.lineSpacing()) - 1) * metrics.lineSpacing()

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def _around(self) -> int:
        """What the square and the edges take of the width."""
        shown = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        return super().sizeHint().width() - shown

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the edges as the style does, then the words in their lines and our own square."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_CheckBox, option)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(group, QPalette.ColorRole.WindowText))
        painter.drawText(words, _WRAPPED, self._words())
        self._paint_square(painter, option)
        painter.end()

    def _paint_square(self, painter: QPainter, option: QStyleOptionButton) -> None:
        place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        square = QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5)
        colours = current_look().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(square.adjusted(-1, -1, 1, 1), QColor(colours.surface))
        edge = colours.accent if self.isChecked() else colours.field_line
        painter.setPen(QPen(QColor(edge), 1.5))
        painter.setBrush(QColor(colours.accent) if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square, _RADIUS, _RADIUS)
        if self.isChecked():
            paint_shape(painter, Shape.TICK, colours.accent_ink, square.adjusted(2, 2, -2, -2))
