"""Keeps a page as true as the store: it reads again when its tables changed, at once or when it is next seen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk


class KeptFresh(QObject):
    """Watches one page. A page that nobody sees costs nothing until it is shown; a new day counts as a change."""

    def __init__(self, page: QWidget, desk: Desk, tables: frozenset[str], read: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._desk, self._tables, self._read = page, desk, tables, read
        self._stale = True
        self._day = desk.day
        desk.changed.connect(self._hear)
        page.installEventFilter(self)

    def _hear(self, tables: frozenset[str]) -> None:
        if not tables & self._tables:
            return
        self._stale = True
        if self._page.isVisible():
            self.read_now()

    def read_now(self) -> None:
        """Read whatever the state."""
        self._stale, self._day = False, self._desk.day
        self._read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read before the page is seen, when something changed since."""
        if event.type() == QEvent.Type.Show and (self._stale or self._day != self._desk.day):
            self.read_now()
        return False


def keep_fresh(page: QWidget, desk: Desk, tables: frozenset[str], read: Callable[[], None]) -> KeptFresh:
    """Let `read` run whenever one of `tables` changed and the page is seen; it also runs before the first time."""
    return KeptFresh(page, desk, tables, read)
