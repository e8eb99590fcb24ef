"""The room that opens first: what to do, how the month stands, and the acts of every day. It shows values handed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.acts import Act
from desktop.ui.parts.bars import Bar, Bars
from desktop.ui.parts.big_button import BigButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.stat_tile import StatTile
from desktop.ui.parts.todo_row import Todo, TodoRow
from desktop.ui.parts.turning_page import TurningPage
from desktop.ui.parts.words import rule, words
from desktop.ui.tokens import SPACE_3, SPACE_4


@dataclass(frozen=True)
class Tile:
    """A number of the day: the figure in words ("-" when unknown), what it counts, what to compare it with."""

    figure: str
    counted: str
    comparison: str = ""


@dataclass(frozen=True)
class Today:
    """Everything that the page shows. `calm` is said when there is nothing to do."""

    day: str
    todos: Sequence[Todo]
    calm: str
    tiles: Sequence[Tile]
    bars_heading: str
    bars: Sequence[Bar]
    no_bars: str


class TodayPage(TurningPage):
    """Big buttons, things to do, tiles of numbers and one set of bars."""

    _content: QWidget | None = None  # Qt sends events before the first content is there

    def __init__(self, acts: Sequence[Act], parent: QWidget | None = None) -> None:
        super().__init__("", scrolling=True, parent=parent)
        self.title.setText(self.tr("Hôm nay"))
        self.setAccessibleName(self.tr("Hôm nay"))
        self.body.addLayout(self._big_buttons(acts))
        content = self._content = QWidget()
        self.body.addWidget(content, 1)

    @staticmethod
    def _big_buttons(acts: Sequence[Act]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_4 - 2)
        for place, act in enumerate(acts):
            line.addWidget(BigButton(act, primary=place == 0), 1)
        return line

    def show_today(self, today: Today) -> None:
        """Show these values instead of the old ones; the keyboard stays on the line with the same place."""
        self.show_subtitle(today.day)
        held = self._held_row()
        old, content = self._content, self._build(today)
        self._content = content
        if old:
            self.body.replaceWidget(old, content)
            old.hide()
            old.deleteLater()
        rows = content.findChildren(TodoRow)
        if held is not None and rows:
            rows[min(held, len(rows) - 1)].setFocus()

    def _held_row(self) -> int | None:
        rows = self._content.findChildren(TodoRow) if self._content else []
        return next((place for place, row in enumerate(rows) if row.hasFocus()), None)

    def _build(self, today: Today) -> QWidget:
        content = QWidget()
        columns = self.new_columns(SPACE_4 - 2, content)
        right = QVBoxLayout()
        right.setSpacing(SPACE_4 - 2)
        right.addLayout(self._tiles(today.tiles))
        right.addWidget(self._bars_card(today), 1)
        columns.addWidget(self._todo_card(today), 11)
        columns.addLayout(right, 9)
        return content

    def _todo_card(self, today: Today) -> Card:
        card = Card(self.tr("Việc cần làm"))
        card.body.setContentsMargins(SPACE_3, SPACE_4 - 2, SPACE_3, SPACE_3)
        card.body.setSpacing(2)
        card.head.setContentsMargins(6, 0, 6, 6)
        for place, todo in enumerate(today.todos):
            if place:
                card.body.addWidget(rule())
            card.body.addWidget(TodoRow(todo))
        card.body.addStretch()
        if not today.todos:
            card.body.insertWidget(1, words(today.calm, "subtitle"))
        return card

    @staticmethod
    def _tiles(tiles: Sequence[Tile]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(SPACE_4 - 2)
        for place, tile in enumerate(tiles):
            grid.addWidget(StatTile(tile.figure, tile.counted, tile.comparison), place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    @staticmethod
    def _bars_card(today: Today) -> Card:
        card = Card(today.bars_heading)
        if today.bars:
            card.body.addWidget(Bars(today.bars))
        else:
            card.body.addWidget(words(today.no_bars, "subtitle"))
        card.body.addStretch()
        return card
