"""A real push button whose inside is a layout of icons and words. It decides no look."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.ui.style import set_role


class LaidOutButton(QPushButton):
    """A button as tall as its words need at its width. Enter and Space both press it."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inside = QHBoxLayout(self)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        set_role(self, role)

    def put(self, part: QWidget, stretch: int = 0) -> None:
        """Add `part` at the right end; clicks on it go to the button."""
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.inside.addWidget(part, stretch, Qt.AlignmentFlag.AlignVCenter if stretch == 0 else Qt.AlignmentFlag(0))

    def bind_key(self, key: str) -> None:
        """Let `key` (as in "Ctrl+N") press the button while it can be seen."""
        if key:
            self.setShortcut(QKeySequence(key))

    def sizeHint(self) -> QSize:
        """The layout's wish; a push button would ask its empty text."""
        return self.inside.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """The least that shows all parts."""
        return self.inside.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        """Whether words inside wrap."""
        return self.inside.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """The height that the words need at `width`."""
        return self.inside.totalHeightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button, as it does in office software."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)
