"""Editors for choices: one, several, in order. Every choice stands there with its key; long lists are searched.

They start with no answer (silence is not an answer) and check nothing.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from desktop.surveys.definition import Choice
from desktop.ui.interview.marks import LONGEST_CHOICE, MARKS, marked, place_of
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_1, SPACE_2

#: More choices than this are searched by typing instead of standing on the screen.
MOST_SHOWN = 30
_TAKE_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class OneField(QWidget):
    """One of some choices. Signals: changed(); chosen_by_key(), when a digit or letter answered."""

    changed = Signal()
    chosen_by_key = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._other: str | None = None  # an answer that is not among the choices now
        self._group = QButtonGroup(self)
        self.buttons: list[QRadioButton] = []
        flow = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow if choices else words(self.tr("Chưa có gì để chọn"), "quiet"))
        for place, choice in enumerate(self._choices):
            button = QRadioButton(marked(place, choice.label))
            button.setToolTip(choice.label if len(choice.label) > LONGEST_CHOICE else "")
            button.setAccessibleName(choice.label)
            self._group.addButton(button, place)
            self.buttons.append(button)
            flow.add(button)
        self._group.idClicked.connect(lambda _place: self.changed.emit())
        if self.buttons:
            self.setFocusProxy(self.buttons[0])
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def answer(self) -> object:
        """The code that is chosen, None when there is none."""
        place = self._group.checkedId()
        return self._choices[place].value if place >= 0 else self._other

    def show_answer(self, answer: object) -> None:
        """Show an answer from the store; tells nobody."""
        place = next((at for at, choice in enumerate(self._choices) if choice.value == answer), -1)
        self._other = answer if place < 0 and isinstance(answer, str) else None
        self._group.setExclusive(False)
        for at, button in enumerate(self.buttons):
            button.setChecked(at == place)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and letters choose, Delete and Backspace take the answer back."""
        place = place_of(event)
        if place is not None and place < len(self.buttons):
            self.show_answer(self._choices[place].value)
            self.buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()
            self.chosen_by_key.emit()
        elif event.key() in _TAKE_BACK:
            self.show_answer(None)
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def setAccessibleName(self, name: str) -> None:
        """Say the question before each answer."""
        super().setAccessibleName(name)
        for button, choice in zip(self.buttons, self._choices, strict=True):
            button.setAccessibleName(f"{name}: {choice.label}")


class SeveralField(QWidget):
    """Several of some choices; digits and letters tick and untick. Signal: changed()."""

    changed = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks: dict[str, QCheckBox] = {}
        self._others: list[str] = []
        flow = Flow(gap=SPACE_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow if choices else words(self.tr("Chưa có gì để chọn"), "quiet"))
        for place, choice in enumerate(choices):
            tick = TickBox(marked(place, choice.label))
            tick.setToolTip(choice.label if len(choice.label) > LONGEST_CHOICE else "")
            tick.setAccessibleName(choice.label)
            tick.clicked.connect(lambda _on: self.changed.emit())
            self._ticks[choice.value] = tick
            flow.add(tick)
        if self._ticks:
            self.setFocusProxy(next(iter(self._ticks.values())))
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def answer(self) -> object:
        """The codes that are ticked, in the order of the choices; None when there are none."""
        return [code for code, tick in self._ticks.items() if tick.isChecked()] + self._others or None

    def show_answer(self, answer: object) -> None:
        """Tick these codes; tells nobody."""
        codes = answer if isinstance(answer, list) else []
        self._others = [code for code in codes if code not in self._ticks]
        for code, tick in self._ticks.items():
            tick.setChecked(code in codes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and letters tick and untick, Delete takes everything back."""
        place = place_of(event)
        if place is not None and place < len(self._ticks):
            tick = list(self._ticks.values())[place]
            tick.toggle()
            tick.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.show_answer(None)
            self.changed.emit()
        else:
            super().keyPressEvent(event)


class RankField(QWidget):
    """All choices in order: keys put them one after the other, the most important first. Signal: changed()."""

    changed = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._order: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        keys = " · ".join(f"{MARKS[at]} {one.label}" for at, one in enumerate(self._choices[: len(MARKS)]))
        column.addWidget(words(keys, ""))
        self._told = words("", "strong")
        column.addWidget(self._told)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tell()

    def answer(self) -> object:
        """The codes in their order, None when nothing has been put in order."""
        return list(self._order) or None

    def show_answer(self, answer: object) -> None:
        """Show an order; tells nobody."""
        self._order = [str(code) for code in answer] if isinstance(answer, list) else []
        self._tell()

    def _tell(self) -> None:
        labels = {choice.value: choice.label for choice in self._choices}
        told = " → ".join(labels.get(code, code) for code in self._order)
        self._told.setText(told or self.tr("Bấm phím của mục quan trọng nhất trước; Delete để xếp lại."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A choice's key puts it at the end, Backspace takes the last one away, Delete all."""
        place = place_of(event)
        if place is not None and place < len(self._choices):
            code = self._choices[place].value
            self._order = [*(one for one in self._order if one != code), code]
        elif event.key() in _TAKE_BACK:
            self._order = [] if event.key() == Qt.Key.Key_Delete else self._order[:-1]
        else:
            super().keyPressEvent(event)
            return
        self._tell()
        self.changed.emit()
