"""The last line of the window: what is saved, what is backed up, what the commune has received. Always there."""

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.ui.parts.words import words
from desktop.ui.states import State, paint_shape
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_1, SPACE_2, SPACE_4


class StatusLine(QFrame):
    """Three sentences, each with its shape and colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "status")
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_4, SPACE_1, SPACE_4, SPACE_1)
        line.setSpacing(SPACE_4 + SPACE_2)
        self._segments = [_Segment(), _Segment(), _Segment()]
        for segment in self._segments:
            line.addWidget(segment)
        line.addStretch(1)

    def show_status(self, saved: State, backup: State, received: State) -> None:
        """Say all three."""
        for segment, state in zip(self._segments, (saved, backup, received), strict=True):
            segment.show_state(state)
        self.setAccessibleName(". ".join(state.words for state in (saved, backup, received)))

    def sentences(self) -> tuple[str, str, str]:
        """What is said now."""
        first, second, third = (segment.sentence for segment in self._segments)
        return first, second, third


class _Segment(QWidget):
    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_2 - 1)
        self._mark = _Mark()
        self._words = words("", "status-words", wrap=False)
        line.addWidget(self._mark)
        line.addWidget(self._words)

    @property
    def sentence(self) -> str:
        return self._words.text()

    def show_state(self, state: State) -> None:
        self._words.setText(state.words)
        self._mark.show_state(state)


class _Mark(QWidget):
    """The shape before a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._state = State("")
        self._grow()

    def show_state(self, state: State) -> None:
        self._state = state
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._grow()

    def _grow(self) -> None:
        side = current_look().scaled(11)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._state.words:
            return
        painter = QPainter(self)
        paint_shape(painter, self._state.shape, current_look().palette.text(self._state.tone), QRectF(self.rect()))
        painter.end()
