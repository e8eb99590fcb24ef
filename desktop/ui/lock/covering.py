"""Covers every window of the program while the screen is locked, and lets no key or click through to them.

Nothing is closed or hidden: a dialog that waits goes on waiting, and what was typed in it is there afterwards.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from desktop.ui.icons import IconMark
from desktop.ui.parts.words import words
from desktop.ui.style import set_role

_TITLE = "Tổ Số"
_HANDS = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.ContextMenu,
    QEvent.Type.ToolTip,
    QEvent.Type.DragEnter,
    QEvent.Type.Drop,
    QEvent.Type.TouchBegin,
}


class Cover(QWidget):
    """What stands over a window's contents while the screen is locked: no word of theirs."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "page")
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(IconMark("lock-outline", "muted", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        told = words(self.tr("Màn hình đang khóa"), "subtitle", wrap=False)
        column.addWidget(told, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()


class Covers(QObject):
    """The covers of all windows but one. `came` is called when another window appeared and was covered too."""

    def __init__(self, came: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._came = came
        self._open: QWidget | None = None
        self._covered: dict[QWidget, tuple[Cover, str]] = {}

    def put(self, open_window: QWidget) -> None:
        """Cover every window but this one; windows that come later are covered as they come."""
        self._open = open_window
        while popup := QApplication.activePopupWidget():
            popup.close()
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._cover(window)
        application = QApplication.instance()
        if application:
            application.installEventFilter(self)

    def take_away(self) -> None:
        """Show everything again as it was."""
        application = QApplication.instance()
        if application:
            application.removeEventFilter(self)
        for window, (cover, title) in self._covered.items():
            cover.hide()
            cover.deleteLater()
            window.setWindowTitle(title)
        self._covered.clear()
        self._open = None

    @property
    def covered(self) -> list[QWidget]:
        """The windows that are covered now."""
        return list(self._covered)

    def _cover(self, window: QWidget) -> bool:
        popup = window.windowFlags() & Qt.WindowType.WindowType_Mask in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
        if window is self._open or popup or window in self._covered:
            return False
        if isinstance(window, QDialog) and window.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen):
            window.reject()  # the system's own dialog, which we cannot cover: it names files; nothing is typed there
            return False
        self._covered[window] = (Cover(window), window.windowTitle())
        window.setWindowTitle(_TITLE)
        window.destroyed.connect(lambda: self._covered.pop(window, None))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow what hands do to other windows, and every shortcut; cover windows that come."""
        kind = event.type()
        if kind == QEvent.Type.Shortcut:
            return True
        if not isinstance(watched, QWidget):
            return False
        if kind in _HANDS:
            return watched.window() is not self._open
        if kind == QEvent.Type.Show and watched.isWindow() and self._cover(watched):
            QTimer.singleShot(0, self, self._came)
        elif kind == QEvent.Type.Resize and watched in self._covered:
            self._covered[watched][0].setGeometry(watched.rect())
        return False
