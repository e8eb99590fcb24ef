"""Long work off the UI's thread: a plain function that takes `progress`, a dialog to stop it, and the result back.

The work has no Qt in it. The worker touches no Qt object either: the UI's timer looks at plain values.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Event, Lock
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.errors import Cancelled
from desktop.ui.messages import show_error
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3, SPACE_4, SPACE_5

T = TypeVar("T")
SHOW_AFTER_MS = 300
LOOK_EVERY_MS = 25
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Shortcut, QEvent.Type.Close)
_PRESSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Progress(Protocol):
    """What long work calls now and then."""

    def __call__(self, text: str, fraction: float | None = None) -> None:
        """Say what is being done and how far it is (0 to 1, None = unknown). Raises Cancelled when it should stop."""


class _Told:
    """What the worker said last. Plain values behind a lock, so that no Qt object crosses threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stop = Event()
        self._last: tuple[str, float | None] = ("", None)

    def __call__(self, text: str, fraction: float | None = None) -> None:
        if self._stop.is_set():
            raise Cancelled
        with self._lock:
            self._last = (text, fraction)

    def last(self) -> tuple[str, float | None]:
        with self._lock:
            return self._last

    def stop(self, *_: object) -> None:
        self._stop.set()


class Task(QObject, Generic[T]):
    """One running piece of work; it belongs to its window and stops with it. Signal: finished(), whatever the end."""

    finished = Signal()

    def __init__(
        self, parent: QWidget, title: str, work: Callable[[Progress], T], done: Callable[[T], None], executor: Executor
    ) -> None:
        super().__init__(parent)
        self._window = parent.window()
        self._title, self._done = title, done
        self._told = _Told()
        self._dialog: _ProgressDialog | None = None
        self._since = QElapsedTimer()
        self._since.start()
        self._hold()
        self.destroyed.connect(self._told.stop)
        self._future: Future[T] = executor.submit(work, self._told)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)

    def cancel(self) -> None:
        """Ask the work to stop at its next call of `progress`."""
        self._told.stop()

    @property
    def dialog(self) -> QDialog | None:
        """The dialog, once the work has taken longer than a blink."""
        return self._dialog

    def _hold(self) -> None:
        application = QCoreApplication.instance()
        if application:
            application.installEventFilter(self)

    def _release(self) -> None:
        application = QCoreApplication.instance()
        if application:
            application.removeEventFilter(self)

    def _look(self) -> None:
        if self._future.done():
            self._end()
        elif self._dialog:
            self._dialog.show_progress(*self._told.last())
        elif self._since.elapsed() >= SHOW_AFTER_MS:
            self._dialog = _ProgressDialog(self._title, self._window)
            self._dialog.stop_wanted.connect(self.cancel)
            self._dialog.show_progress(*self._told.last())
            self._dialog.open()
            self._release()

    def _end(self) -> None:
        self._timer.stop()
        self._release()
        if self._dialog:
            self._dialog.let_go()
            self._dialog = None
        self.deleteLater()
        error = self._future.exception()
        self.finished.emit()
        if error:
            show_error(self._window, error)
        else:
            self._done(self._future.result())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Until the dialog covers the window, no second press may start the work again; letters may be typed on."""
        if not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        if isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and event.key() in _PRESSING_KEYS
        return event.type() in _PRESSES


def run_task(
    parent: QWidget, title: str, work: Callable[[Progress], T], done: Callable[[T], None],
    *, executor: Executor | None = None,
) -> "Task[T]":  # fmt: skip
    """Run `work` off the UI's thread and hand its result to `done` on the UI's thread.

    A dialog with a stop button appears after 300 ms. TosoError is told, Cancelled is silent, the rest are bugs.
    `executor` is the one that owns the store when the work touches it; without one a thread is made for this work.
    """
    if executor:
        return Task(parent, title, work, done, executor)
    own = ThreadPoolExecutor(max_workers=1, thread_name_prefix="toso-task")
    task = Task(parent, title, work, done, own)
    own.shutdown(wait=False)
    return task


class _ProgressDialog(QDialog):
    """Says what is going on. Closing it means: stop."""

    stop_wanted = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(460)
        self._doing = words("", "subtitle")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._stop = QPushButton(self.tr("Dừng lại"))
        self._stop.setAccessibleName(self.tr("Dừng lại"))
        set_role(self._stop, "act")
        self._stop.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(words(title, "heading"))
        column.addWidget(self._bar)
        column.addWidget(self._doing)
        column.addLayout(foot)

    def show_progress(self, text: str, fraction: float | None) -> None:
        """Show the last words and how far the work is."""
        if self._stop.isEnabled():
            self._doing.setText(text)
        self._bar.setRange(0, 0 if fraction is None else 1000)
        if fraction is not None:
            self._bar.setValue(round(min(1.0, max(0.0, fraction)) * 1000))

    def reject(self) -> None:
        """Esc, the cross and the button all mean: stop. The dialog stays until the work has stopped."""
        self._stop.setEnabled(False)
        self._doing.setText(self.tr("Đang dừng, chưa ghi gì thêm..."))
        self.stop_wanted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The same as the button."""
        event.ignore()
        self.reject()

    def let_go(self) -> None:
        """Close for good: the work has ended."""
        self.hide()
        self.deleteLater()
