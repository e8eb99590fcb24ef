"""What to do now, side by side: each tile is a button with what it is, for whom, and opens the place to do it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.icons import IconMark
from desktop.ui.parts.laid_out_button import LaidOutButton
from desktop.ui.parts.words import words
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_3, Tone

_EACH = 220  # pixels of normal text that a tile needs


@dataclass(frozen=True)
class Now:
    """One thing to do now."""

    tone: Tone
    icon: str
    title: str
    detail: str
    open: Callable[[], None]


class NowTiles(QWidget):
    """A few tiles in one line, in two where they would be squeezed. Hidden when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_3)
        self.tiles: list[NowTile] = []
        self._columns = 0
        self._brief = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_tiles(self, things: Sequence[Now]) -> None:
        """Show these instead of the old ones."""
        held = next((place for place, tile in enumerate(self.tiles) if tile.button.hasFocus()), None)
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [NowTile(each) for each in things]
        self._columns = 0
        self._arrange()
        self.be_brief(self._brief)
        self.setVisible(bool(things))
        if held is not None and self.tiles:
            self.tiles[min(held, len(self.tiles) - 1)].button.setFocus()

    def be_brief(self, brief: bool) -> None:
        """Leave the second lines out, where the window is too low for them."""
        self._brief = brief
        for tile in self.tiles:
            tile.detail.setVisible(not brief)

    def _arrange(self) -> None:
        """Put the tiles into as many columns as fit, all lines equally full."""
        most = max(1, self.width() // current_look().scaled(_EACH))
        lines = -(-len(self.tiles) // most) if self.tiles else 1
        columns = -(-len(self.tiles) // lines) if self.tiles else 1
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when it becomes too narrow."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """The same after the size of text has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "tiles"):
            self._arrange()


class NowTile(QFrame):
    """A tinted frame that is filled by one button."""

    def __init__(self, thing: Now) -> None:
        super().__init__()
        self.setProperty("tone", thing.tone.value)
        set_role(self, "banner")
        self.button = LaidOutButton("row")
        self.button.setAccessibleName(f"{thing.title}. {thing.detail}")
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.inside.setContentsMargins(10, 6, 6, 6)
        self.button.inside.setSpacing(10)
        self.button.put(IconMark(thing.icon, thing.tone.value, 22))
        self.detail = words(thing.detail, "")
        self.button.put(_two_lines(thing, self.detail), 1)
        self.button.put(IconMark("chevron-right", "ink", 18))
        self.button.clicked.connect(thing.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button)


def _two_lines(thing: Now, detail: QLabel) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(words(thing.title, "strong"))
    column.addWidget(detail)
    column.addStretch(1)
    return block
