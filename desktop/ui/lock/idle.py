"""Notices that nobody has touched keyboard or mouse for a while. It locks nothing itself."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from desktop.clock import Clock

_LOOK_EVERY_MS = 5_000
_HANDS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleWatch(QObject):
    """Signal: idle(), each time it looks while nobody has been there for `after()`; None means: never.

    It listens to the system's windows, not to every event of every part: that would cost each of them a call. Time is
    the desk's clock, which goes on while the laptop sleeps; when it is set back, the counting begins again.
    """

    idle = Signal()

    def __init__(self, clock: Clock, after: Callable[[], timedelta | None], parent: QObject) -> None:
        super().__init__(parent)
        self._clock, self._after = clock, after
        self._last = clock.now()
        self._heard: QWindow | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.follow)
            self.follow(QGuiApplication.focusWindow())
        # An input method takes the keys before the window sees them; what it writes moves the cursor.
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self.note)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_EVERY_MS)

    def follow(self, window: QWindow | None) -> None:
        """Listen to the window that has the keyboard now."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
        self.note()

    def note(self) -> None:
        """Somebody is there."""
        self._last = self._clock.now()

    def look(self) -> None:
        """Tell when nobody has been there for long enough."""
        now, after = self._clock.now(), self._after()
        if now < self._last:
            self._last = now
        elif after is not None and now - self._last >= after:
            self.idle.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note every touch and let it pass."""
        if event.type() in _HANDS:
            self.note()
        return False
