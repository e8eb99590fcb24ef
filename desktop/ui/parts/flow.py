"""Puts parts side by side and goes on in the next line where the width ends, so that nothing is cut.

A widget and not a QLayout: Qt asks a layout beyond its end, which Python answers badly, and items need an owner.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_ANY = 1 << 24  # pixels: as wide as it wants


class Flow(QWidget):
    """Parts keep their wished size; a line is as high as its highest part. Tab follows the order of adding.

    With `centred`, lower parts of a line stand in its middle and not at its top. A part that is hidden takes no room.
    """

    def __init__(self, gap: int = 8, parent: QWidget | None = None, *, centred: bool = False) -> None:
        super().__init__(parent)
        self._centred = centred
        self._parts: list[QWidget] = []
        self._gap = gap
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """Add `part` at the end."""
        part.setParent(self)
        part.installEventFilter(self)
        self._parts.append(part)
        part.show()
        self._changed()

    def clear(self) -> None:
        """Take every part away for good."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        self._changed()

    def parts(self) -> list[QWidget]:
        """The parts in their order."""
        return list(self._parts)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at `width`."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        """All parts in one line."""
        sizes = [_size_of(part, _ANY) for part in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """The widest part, in as many lines as it takes at the present width."""
        least = (part.minimumSizeHint().expandedTo(part.minimumSize()).width() for part in self._shown())
        widest = max(least, default=0)
        return QSize(widest, self._arrange(max(self.width(), widest), move=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put every part into its place."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def event(self, event: QEvent) -> bool:
        """A part that grew or shrank moves those after it."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._changed()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A part that comes or goes moves those after it."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._changed()
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        self.updateGeometry()
        self._arrange(self.width(), move=True)

    def _arrange(self, width: int, *, move: bool) -> int:
        """Place the parts (or only measure) and return the height of all lines."""
        top = -self._gap
        for line in self._lines(width):
            top += self._gap
            height = max(size.height() for _, size in line)
            left = 0
            for part, size in line:
                if move:
                    lower = (height - size.height()) // 2 if self._centred else 0
                    part.setGeometry(QRect(QPoint(left, top + lower), size))
                left += size.width() + self._gap
            top += height
        return max(0, top)

    def _lines(self, width: int) -> Iterator[list[tuple[QWidget, QSize]]]:
        """The parts with their sizes, in lines that fit into `width`."""
        line: list[tuple[QWidget, QSize]] = []
        left = 0
        for part in self._shown():
            size = _size_of(part, width)
            if line and left + size.width() > width:
                yield line
                line, left = [], 0
            line.append((part, size))
            left += size.width() + self._gap
        if line:
            yield line


def _size_of(part: QWidget, width: int) -> QSize:
    """The wished size, or the least one where the style sheet asks for more than the hint says.

    Words that may wrap wish for one line; where even a whole line is too short for them they take more lines.
    """
    wished = part.sizeHint().expandedTo(part.minimumSize())
    if not isinstance(part, QLabel) or not part.wordWrap():
        wraps = wished.width() > width and part.hasHeightForWidth()
        return QSize(width, part.heightForWidth(width)) if wraps else wished
    needed = (
        part.fontMetrics().horizontalAdvance(part.text()) + 2 * part.frameWidth() + part.contentsMargins().left() + 2
    )
    return QSize(min(needed, width), part.heightForWidth(min(needed, width)))
