"""The views of the room of results: indicators, one question, two rounds. Each shows facts that come ready."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.charts import Chart
from desktop.models.survey_tables import SMALL_CELLS, ShownTable
from desktop.ui.parts.card import Card
from desktop.ui.parts.chart_view import ChartView
from desktop.ui.parts.combo_box import ComboBox
from desktop.ui.parts.facts_table import FactsTable
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3


def tr(text: str) -> str:
    """Translate a text of the results."""
    return QCoreApplication.translate("Results", text)


class Picker(ComboBox):
    """A drop-down list of (key, words). Signal: picked(str), the key, when a person chooses another."""

    picked = Signal(str)

    def __init__(self, name: str, *, letters: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        self._keys: list[str] = []
        self.activated.connect(lambda _place: self.picked.emit(self.key))

    @property
    def key(self) -> str:
        """The key of what is chosen, "" when there is nothing."""
        place = self.currentIndex()
        return self._keys[place] if 0 <= place < len(self._keys) else ""

    def offer(self, choices: Sequence[tuple[str, str]], usual: str = "") -> None:
        """Offer these; what was chosen stays chosen, else the usual one, else the first."""
        wanted = self.key or usual
        keys, told = [key for key, _ in choices], [one for _, one in choices]
        if keys == self._keys and told == [self.itemText(place) for place in range(self.count())]:
            return
        self._keys = keys
        self.clear()
        self.addItems(told)
        found = next((key for key in (wanted, usual) if key in keys), keys[0] if keys else "")
        self.setCurrentIndex(keys.index(found) if found in keys else -1)

    def choose(self, key: str) -> None:
        """Choose by key, as a person would."""
        if key in self._keys:
            self.setCurrentIndex(self._keys.index(key))
            self.picked.emit(key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page and must not choose in passing."""
        event.ignore()


class ResultsView(QWidget):
    """A line of pickers over a column of cards that scrolls. `table` is what would be saved now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: ShownTable | None = None
        self.charts: list[ChartView] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        self.picker_line = QWidget()
        self.pickers = QHBoxLayout(self.picker_line)
        self.pickers.setContentsMargins(0, 0, 0, 0)
        self.pickers.setSpacing(SPACE_3)
        self.picker_line.hide()
        column.addWidget(self.picker_line)
        inside = QWidget()
        set_role(inside, "page-body")
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(SPACE_3)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        set_role(self._area, "page-scroll")
        self._area.setWidget(inside)
        column.addWidget(self._area, 1)

    def add_picker(self, label: str, picker: Picker, stretch: int = 0) -> QLabel:
        """Put a picker with its word into the line; gives the word."""
        self.picker_line.show()
        if not stretch:
            picker.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        told = words(label, "label", wrap=False)
        told.setBuddy(picker)
        self.pickers.addWidget(told)
        self.pickers.addWidget(picker, stretch)
        return told

    def begin(self) -> None:
        """Take the old cards away."""
        self.table, self.charts = None, []
        while item := self._cards.takeAt(0):
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()

    def add_chart(self, heading: str, chart: Chart, note: str = "", press: Callable[[str], None] | None = None) -> None:
        """Add a card with a chart; `press` takes the key of the bar that was pressed."""
        card = Card(heading)
        view = ChartView(leads_on=press is not None)
        view.show_chart(chart)
        if press:
            view.pressed.connect(lambda bar, piece: press(bar or piece))
        card.body.addWidget(view)
        if note:
            card.body.addWidget(words(note, "quiet"))
        self.charts.append(view)
        self._cards.addWidget(card)

    def add_table(self, heading: str, table: ShownTable, *, tell_small_cells: bool = True) -> None:
        """Add the card with the table; it says when something is hidden, and why, unless that is told above."""
        self.table = table
        card = Card(heading)
        shown = FactsTable()
        card.body.addWidget(shown)
        shown.show_table(table)
        for note in (*table.notes, *([SMALL_CELLS] if table.hides and tell_small_cells else [])):
            card.body.addWidget(words(note, "quiet"))
        self._cards.addWidget(card)

    def add_words(self, text: str) -> None:
        """Add a line of words in a card of its own."""
        card = Card()
        card.body.addWidget(words(text, ""))
        self._cards.addWidget(card)

    def scroll_to_end(self) -> None:
        """Show the last card."""
        self._area.verticalScrollBar().setValue(self._area.verticalScrollBar().maximum())

    def end(self) -> None:
        """Push the cards to the top."""
        self._cards.addStretch(1)
