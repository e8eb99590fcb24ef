"""Locks an open desk: by Ctrl+L, and by itself when nobody is there. A desk without a PIN has nothing to lock with."""

from datetime import timedelta

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.models import pin
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.lock.covering import Covers
from desktop.ui.lock.idle import IdleWatch
from desktop.ui.lock.lock_page import LockPage
from desktop.ui.lock.pin_dialog import PinDialog
from desktop.ui.menus import Menu
from desktop.ui.window import DeskWindow


class ScreenLock(QObject):
    """`page` is what asks for the PIN while the screen is locked, else None; `covers` is what lies under it."""

    def __init__(self, desk: Desk, window: DeskWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.page: LockPage | None = None
        self.covers = Covers(self._stand_above, self)
        self.idle = IdleWatch(desk.store.clock, self._after, self)
        self.idle.idle.connect(self.lock)
        self._had_focus: QWidget | None = None
        window.menus.add(Menu.FILE, Act(self.tr("Khóa màn hình"), self.ask_to_lock, key="Ctrl+L"))

    def _after(self) -> timedelta | None:
        if self.page is not None or not pin.is_set(self._desk.store):
            return None
        return timedelta(minutes=pin.minutes(self._desk.store))

    def ask_to_lock(self) -> None:
        """Lock now; without a PIN one is asked for first."""
        if not pin.is_set(self._desk.store):
            dialog = PinDialog(self._desk, self._window)
            dialog.exec()
            dialog.deleteLater()
        self.lock()

    def lock(self) -> None:
        """Cover everything and ask for the PIN; nothing when the desk has none or is locked already."""
        if self.page is not None or not pin.is_set(self._desk.store):
            return
        self._had_focus = QApplication.focusWidget()
        self.page = LockPage(self._desk.store, self._window)
        self.page.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.page.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.page.opened.connect(self._unlocked)
        self.page.setGeometry(self._window.geometry())
        self.covers.put(self.page)
        self.page.show()
        self._to_front()

    def _stand_above(self) -> None:
        """A window that came while the screen is locked would take the keyboard: the page is shown anew, above it."""
        if self.page is not None:
            self.page.hide()
            self.page.show()
            self._to_front()

    def _to_front(self) -> None:
        if self.page is not None:
            self.page.raise_()
            self.page.activateWindow()
            self.page.line.setFocus()

    def _unlocked(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            page.deleteLater()
        self.covers.take_away()
        self.idle.note()
        QTimer.singleShot(0, self, self._give_back)  # after Qt has chosen a window to go on in

    def _give_back(self) -> None:
        """The keyboard stands again where it stood."""
        had, self._had_focus = self._had_focus, None
        if had is not None and isValid(had) and had.isVisible():
            had.window().activateWindow()
            had.setFocus()
