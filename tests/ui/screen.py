"""What a screen is for `tests.ui.screens`, and opening a demo home in its window on the demo's own day."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt loads

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget

from desktop.clock import ScriptedClock
from desktop.models.store import Store
from desktop.sync import credentials
from desktop.ui.desk import Desk
from desktop.ui.opening import desk_window
from desktop.ui.settings import ForgetfulSettings
from desktop.ui.tokens import Look, TextSize, Theme
from desktop.ui.window import DeskWindow

#: The morning after the demo's last entries.
NOW = datetime(2025, 9, 6, 1, 0, tzinfo=UTC)
USUAL = QSize(1366, 768)
LOOKS = {
    "light": (Look(), USUAL),
    "dark": (Look(Theme.DARK), USUAL),
    "contrast": (Look(Theme.CONTRAST), USUAL),
    "least": (Look(), QSize(1024, 560)),
    "at-125": (Look(), QSize(1093, 614)),
    "large": (Look(Theme.LIGHT, TextSize.LARGEST), USUAL),
    "large-least": (Look(Theme.LIGHT, TextSize.LARGEST), QSize(1024, 560)),
}


@dataclass(frozen=True)
class Screen:
    """One picture: the demo home it is of, and what brings it up. `show` gives what to draw: window or dialog."""

    name: str
    home: str  # thon-01, thon-03, xa
    show: Callable[[Desk, DeskWindow], QWidget]


@contextmanager
def open_window(home: Path, size: QSize = USUAL) -> Iterator[tuple[Desk, DeskWindow]]:
    """A demo home's desk in its window, on the demo's own day."""
    store = Store.open(home, ScriptedClock(NOW, seed=7))
    try:
        desk = Desk(store, credentials.load(home), ForgetfulSettings())
        window = desk_window(desk)
        window.resize(size)
        window.show()
        window.activateWindow()
        settle()
        yield desk, window
        window.close()
        window.deleteLater()
        settle()
    finally:
        store.close()


def put_away(shown: QWidget, window: QWidget) -> None:
    """Take a drawn dialog from the screen for good: one left behind is dressed anew at every change of the look."""
    if shown is not window:
        shown.hide()  # closing a filled dialog would ask
        shown.deleteLater()
        settle()


def settle() -> None:
    """Let Qt finish what it put off."""
    for _ in range(4):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
