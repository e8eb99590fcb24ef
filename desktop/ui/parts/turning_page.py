"""A page with two columns, one below the other where the width would squeeze the words. It holds no data."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.ui.parts.page import Page
from desktop.ui.style import current_look


class TurningPage(Page):
    """Put what stands side by side into `new_columns`; a page says from which width on there is room for two."""

    two_columns_from = 780  #: pixels at the normal size of text
    _columns: QBoxLayout | None = None  # Qt sends events before there are any

    def new_columns(self, spacing: int, content: QWidget | None = None) -> QBoxLayout:
        """Columns in the place of the page's earlier ones; in `content`, whose layout they are, without margins."""
        self._columns = QBoxLayout(self._direction(), content) if content else QBoxLayout(self._direction())
        self._columns.setSpacing(spacing)
        if content:
            self._columns.setContentsMargins(0, 0, 0, 0)
        return self._columns

    def no_columns(self) -> None:
        """The page shows something that does not turn."""
        self._columns = None

    def _direction(self) -> QBoxLayout.Direction:
        narrow = self.width() < current_look().scaled(self.two_columns_from)
        return QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight

    def _turn(self) -> None:
        if self._columns and self._columns.direction() != self._direction():
            self._columns.setDirection(self._direction())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would squeeze the words."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """The same after the size of text has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._turn()
