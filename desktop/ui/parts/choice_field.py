"""One of several answers: a row of radio buttons when they are few, a drop-down list when they are many."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QVBoxLayout, QWidget

from desktop.ui.parts.combo_box import ComboBox
from desktop.ui.parts.flow import Flow

FEW = 5


@dataclass(frozen=True)
class Choice:
    """An answer: the code that is stored and the words that are shown."""

    code: str
    words: str


class ChoiceField(QWidget):
    """Starts with no answer (silence is not an answer). Digits 1-9 choose, Delete takes the answer back.

    Signal: code_changed(object), the code or None, when a person chooses.
    """

    code_changed = Signal(object)

    def __init__(self, choices: Sequence[Choice], *, as_row: bool | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._code: str | None = None
        self._radios: list[QRadioButton] = []
        self._combo: QComboBox | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        if choices and (as_row if as_row is not None else len(choices) <= FEW):
            self._build_row()
        else:
            self._build_combo()

    def _build_row(self) -> None:
        line = Flow()
        self._column.addWidget(line)
        self._group = QButtonGroup(self)
        for index, choice in enumerate(self._choices):
            radio = QRadioButton(f"{index + 1}. {choice.words}".replace("&", "&&"))
            radio.setAccessibleName(choice.words)
            self._group.addButton(radio, index)
            self._radios.append(radio)
            line.add(radio)
        self._group.idClicked.connect(self._choose)
        self.setFocusProxy(self._radios[0])

    def _build_combo(self) -> None:
        combo = ComboBox()
        combo.setPlaceholderText(self.tr("Chọn...") if self._choices else self.tr("Chưa có gì để chọn"))
        combo.addItems([choice.words for choice in self._choices])
        combo.setCurrentIndex(-1)
        combo.activated.connect(self._choose)
        combo.installEventFilter(self)
        self._combo = combo
        self._column.addWidget(combo)
        self.setFocusProxy(combo)

    def code(self) -> str | None:
        """The code of the answer, None when there is none."""
        return self._code

    def show_code(self, code: str | None) -> None:
        """Show an answer from the store; None shows that there is none. Tells nobody."""
        self._code = code
        index = next((place for place, choice in enumerate(self._choices) if choice.code == code), -1)
        if self._combo:
            self._combo.setCurrentIndex(index)
            return
        self._group.setExclusive(False)
        for place, radio in enumerate(self._radios):
            radio.setChecked(place == index)
        self._group.setExclusive(True)

    def _choose(self, index: int) -> None:
        code = self._choices[index].code if index >= 0 else None
        changed = code != self._code
        self.show_code(code)
        if changed:
            self.code_changed.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, Delete and Backspace take the answer back."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The drop-down list understands the same keys; the wheel must not change an answer in passing."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(-1)
            return True
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < min(9, len(self._choices)):
            self._choose(place)
            if self._radios:
                self._radios[place].setFocus()
            return True
        return False

    def setAccessibleName(self, name: str) -> None:
        """Name the drop-down list as well, and say the question before each radio button's answer."""
        super().setAccessibleName(name)
        if self._combo:
            self._combo.setAccessibleName(name)
        for radio, choice in zip(self._radios, self._choices, strict=False):  # no radios when it is a list
            radio.setAccessibleName(f"{name}: {choice.words}")
