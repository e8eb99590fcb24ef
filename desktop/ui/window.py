"""The desk's one window: rail, pages, menu bar, last line. Village and commune desks differ only by their rooms."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.acts import Act
from desktop.ui.menus import Menu, Menus
from desktop.ui.parts.page import Page
from desktop.ui.rail import Place, Rail, Room
from desktop.ui.settings import Settings
from desktop.ui.states import State
from desktop.ui.status_line import StatusLine
from desktop.ui.style import apply_look, current_look
from desktop.ui.tabbed_room import TabbedRoom
from desktop.ui.tokens import Look, TextSize, Theme
from desktop.ui.undo_bar import UndoBar

LEAST, USUAL = QSize(1024, 560), QSize(1366, 768)
_GEOMETRY, _THEME, _TEXT_SIZE = "window.geometry", "window.theme", "window.text-size"


def kept_look(settings: Settings) -> Look:
    """The look that was worn last; the usual one when none or nonsense was kept."""
    try:
        return Look(Theme(settings.get(_THEME)), TextSize(float(settings.get(_TEXT_SIZE))))
    except ValueError:
        return Look()


class DeskWindow(QMainWindow):
    """Builds each room's page when it is first opened.

    Signals: room_opened(str); help_wanted(str), the open room's key, on F1; closing(), before the window goes.
    """

    room_opened = Signal(str)
    help_wanted = Signal(str)
    closing = Signal()

    def __init__(self, place: Place, rooms: Sequence[Room], settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rooms = {room.key: room for room in rooms}
        self._outer = {inner.key: room.key for room in rooms for inner in room.inner}
        self._pages: dict[str, QWidget] = {}
        self._settings = settings
        self._room = ""
        #: What is done instead of telling an error, by its code; see `messages.show_error`.
        self.answers: dict[str, Callable[[], object]] = {}
        self.setWindowTitle(f"Tổ Số - {place.words}")
        self.setMinimumSize(LEAST)
        self._stack = QStackedWidget()
        self._rail = Rail(place, rooms)
        self._status = StatusLine()
        self.undo_bar = UndoBar()
        self.setCentralWidget(self._frame())
        self.menus = Menus(self.menuBar(), self)
        self._fill_menus()
        self._rail.asked_for.connect(self.open_room)
        self.menus.look_wanted.connect(self.wear)
        self.menus.mark_look(current_look())
        self._remember_size()
        self.open_room(rooms[0].key)

    def _frame(self) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._rail)
        line.addWidget(self._stack, 1)
        column.addLayout(line, 1)
        column.addWidget(self.undo_bar)
        column.addWidget(self._status)
        return frame

    def _fill_menus(self) -> None:
        for room in self._rooms.values():
            self.menus.add(Menu.VIEW, Act(room.title, partial(self.open_room, room.key), key=room.shortcut))
        self.menus.close_with(Menu.VIEW, Act(self.tr("&Đọc lại trang này"), self.refresh, key="F5"))
        self.menus.close_with(Menu.FILE, Act(self.tr("T&hoát"), self._leave, key="Ctrl+Q"))
        self.menus.close_with(Menu.EDIT, Act(self.tr("Tì&m trong trang"), self.go_to_search, key="Ctrl+F"))
        self.menus.add(Menu.HELP, Act(self.tr("Hướng dẫn trang này"), self._ask_help, key="F1"))
        to_rail = QShortcut(QKeySequence("F6"), self)
        to_rail.activated.connect(self._rail.focus_open_room)

    @property
    def room(self) -> str:
        """The key of the open room; of the inner one where a room has several."""
        return self._room

    def rooms(self) -> tuple[str, ...]:
        """The keys of all rooms; of a room with several pages, those of the pages."""
        inner = {key: [room.key for room in each.inner] or [key] for key, each in self._rooms.items()}
        return tuple(key for keys in inner.values() for key in keys)

    def page(self, key: str) -> QWidget:
        """The page of a room, built now if it never was."""
        outer = self._outer.get(key)
        if outer:
            return self._tabbed(outer).page(key)
        if key not in self._pages:
            page = self._built(self._rooms[key])
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def _built(self, room: Room) -> QWidget:
        if not room.inner:
            return room.build()
        tabbed = TabbedRoom(room.title, room.inner)
        tabbed.asked_for.connect(self.open_room)
        return tabbed

    def _tabbed(self, key: str) -> TabbedRoom:
        page = self.page(key)
        assert isinstance(page, TabbedRoom)  # noqa: S101 - what has inner rooms is one
        return page

    def is_built(self, key: str) -> bool:
        """Whether the room was opened before."""
        outer = self._outer.get(key, key)
        return outer in self._pages and (outer == key or self._tabbed(outer).is_built(key))

    def forget_pages(self) -> None:
        """Let every page but the open one go, with what stands or was typed there; opened again they read afresh."""
        open_one = self._outer.get(self._room, self._room)
        for key in [key for key in self._pages if key != open_one]:
            page = self._pages.pop(key)
            self._stack.removeWidget(page)
            page.deleteLater()
        if open_one != self._room:
            self._tabbed(open_one).forget_pages()

    def open_room(self, key: str) -> None:
        """Show a room's page; of a room with several, the one that was seen there last."""
        outer = self._outer.get(key, key)
        page = self.page(outer)
        if isinstance(page, TabbedRoom):
            key = page.shown if key == outer else key
            page.show_tab(key)
        self._stack.setCurrentWidget(page)
        self._room = key
        self._rail.mark(outer)
        if isinstance(page, Page) and not self._rail.isAncestorOf(QApplication.focusWidget() or self):
            page.arrive()
        self.room_opened.emit(key)

    def set_status(self, saved: State, backup: State, received: State) -> None:
        """Say what is saved, what is backed up and what the commune has received (green only on its receipt)."""
        self._status.show_status(saved, backup, received)

    def status(self) -> tuple[str, str, str]:
        """The three sentences of the last line."""
        return self._status.sentences()

    def refresh(self) -> None:
        """Let the open page read again (F5)."""
        page = self._stack.currentWidget()
        if isinstance(page, Page):
            page.refresh()

    def go_to_search(self) -> None:
        """Let the open page go to its search (Ctrl+F)."""
        page = self._stack.currentWidget()
        if isinstance(page, Page):
            page.go_to_search()

    def wear(self, look: Look) -> None:
        """Change theme and size of text for the whole program, and keep it."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_look(application, look)
        self._settings.keep(_THEME, look.theme.value)
        self._settings.keep(_TEXT_SIZE, str(look.text_size.value))
        self.menus.mark_look(look)

    def _ask_help(self) -> None:
        self.help_wanted.emit(self._room)

    def _leave(self) -> None:
        self.close()

    def _remember_size(self) -> None:
        kept = QByteArray.fromBase64(self._settings.get(_GEOMETRY).encode())
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(_within_screen(self, USUAL))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window goes, and keep its size."""
        self.closing.emit()
        self._settings.keep(_GEOMETRY, self.saveGeometry().toBase64().toStdString())
        super().closeEvent(event)


def _within_screen(window: QWidget, size: QSize) -> QSize:
    """No larger than the screen leaves room for, no smaller than the least."""
    return size.boundedTo(window.screen().availableSize()).expandedTo(LEAST)
