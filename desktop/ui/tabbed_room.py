"""A room of several pages, side by side behind a strip of names; each page is built when it is first looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.parts.filter_button import filter_button
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.rail import Room
from desktop.ui.tokens import SPACE_1, SPACE_3, SPACE_4, SPACE_5


class TabbedRoom(Page):
    """Signal: asked_for(str), the key of the page whose name was pressed; Ctrl+PageDown and Ctrl+PageUp go round.

    What the window asks of the room goes to the page that is seen.
    """

    asked_for = Signal(str)

    def __init__(self, title: str, rooms: Sequence[Room], parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.title.hide()
        self._rooms = {room.key: room for room in rooms}
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self.shown = rooms[0].key
        self.body.setSpacing(0)
        self.body.addWidget(self._strip())
        self.body.addWidget(self._stack, 1)
        layout = self.layout()
        if layout:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._turn(step))

    def _strip(self) -> QWidget:
        strip = QWidget()
        line = QVBoxLayout(strip)
        line.setContentsMargins(SPACE_5 - SPACE_1, SPACE_4, SPACE_5, 0)
        names = Flow(gap=SPACE_1)
        for room in self._rooms.values():
            button = filter_button(room.title, on=room.key == self.shown)
            button.clicked.connect(lambda _on=False, key=room.key: self.asked_for.emit(key))
            self._tabs.addButton(button)
            self._buttons[room.key] = button
            names.add(button)
        line.addWidget(names)
        return strip

    def page(self, key: str) -> Page:
        """The page of a name, built now if it never was."""
        if key not in self._pages:
            page = self._rooms[key].build()
            assert isinstance(page, Page)  # noqa: S101 - rooms are made of pages
            self._pages[key] = page
            _move_up(page)
            self._stack.addWidget(page)
        return self._pages[key]

    def is_built(self, key: str) -> bool:
        """Whether the page was looked at before."""
        return key in self._pages

    def show_tab(self, key: str) -> Page:
        """Bring a page to the front."""
        page = self.page(key)
        self.shown = key
        self._stack.setCurrentWidget(page)
        self._buttons[key].setChecked(True)
        return page

    def forget_pages(self) -> None:
        """Let every page but the one that is seen go."""
        for key in [key for key in self._pages if key != self.shown]:
            page = self._pages.pop(key)
            self._stack.removeWidget(page)
            page.deleteLater()

    def _turn(self, step: int) -> None:
        keys = list(self._rooms)
        self.asked_for.emit(keys[(keys.index(self.shown) + step) % len(keys)])

    def arrive(self) -> None:
        """Give the keyboard to the page that is seen."""
        self.page(self.shown).arrive()

    def refresh(self) -> None:
        """Let the page that is seen read again."""
        self.page(self.shown).refresh()

    def go_to_search(self) -> None:
        """Let the page that is seen go to its search."""
        self.page(self.shown).go_to_search()


def _move_up(page: Page) -> None:
    """Let a page begin close under the strip; a low window has no height to give away."""
    layout = page.layout()
    if layout and layout.contentsMargins().top():
        margins = layout.contentsMargins()
        margins.setTop(SPACE_3)
        layout.setContentsMargins(margins)
