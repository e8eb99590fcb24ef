"""A page of the desk: title, subtitle, at most one primary act at the top right, and a body. It holds no data."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.acts import Act
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_1, SPACE_3, SPACE_5


class Page(QWidget):
    """Fill `body`. With `scrolling`, a body taller than the window scrolls under the fixed title.

    The window calls `refresh()` on F5 and `go_to_search()` on Ctrl+F; pages override them.
    """

    def __init__(
        self, title: str, subtitle: str = "", act: Act | None = None, *, scrolling: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "page")
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5 - SPACE_1, SPACE_5, SPACE_5 - SPACE_3)
        column.setSpacing(SPACE_3)
        column.addLayout(self._head(title, subtitle, act))
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_3)
        self._area: QScrollArea | None = None
        if scrolling:
            column.addWidget(self._scroll(), 1)
        else:
            column.addLayout(self.body, 1)

    def _head(self, title: str, subtitle: str, act: Act | None) -> QHBoxLayout:
        line = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(2)
        self.title = words(title, "title")
        self.subtitle = words(subtitle, "subtitle")
        if not subtitle:  # shown by its parent; to show it now would make it a window of its own for a moment
            self.subtitle.hide()
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        line.addLayout(names, 1)
        self.primary = ActButton(act, primary=True) if act else None
        if self.primary:
            line.addWidget(self.primary, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _scroll(self) -> QScrollArea:
        inside = _Body()
        set_role(inside, "page-body")
        inside.setLayout(self.body)
        self.body.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(area, "page-scroll")
        area.setWidget(inside)
        self._area = area
        return area

    def reveal(self, part: QWidget) -> None:
        """Scroll a part of a scrolling page into sight."""
        if self._area:
            self._area.ensureWidgetVisible(part, 0, SPACE_5)

    def show_subtitle(self, text: str) -> None:
        """Change the line under the title."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def arrive(self) -> None:
        """Take the keyboard when the room is opened; Tab goes on to the page's first part."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read again what the page shows."""

    def go_to_search(self) -> None:
        """Put the cursor where one can search; a page without a search does nothing."""


class _Body(QWidget):
    """What scrolls inside a page: as high as its words need at its width, so that what fits shows no scroll bar."""

    def minimumSizeHint(self) -> QSize:
        """The least width alone; layouts tell the height of wrapped words for that least width, far too much."""
        return QSize(super().minimumSizeHint().width(), 0)
