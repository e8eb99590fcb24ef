"""Editors of the forms of the team's work: boxes for long text, several of a list, and any editor's content as JSON."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.parts.choice_field import ChoiceField
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.pick_field import Option, PickField
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_2

_LINE = 24


def text_box(lines: int = 3) -> QPlainTextEdit:
    """A box for text of several lines; Tab goes on to the next field."""
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setFixedHeight(current_look().scaled(_LINE * lines + 18))
    return box


class TickList(Flow):
    """People to be ticked, by their keys. Signal: ticks_changed()."""

    ticks_changed = Signal()

    def __init__(self, told: str, people: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(gap=2, parent=parent)
        self._ticks: dict[str, TickBox] = {}
        for key, name in people:
            tick = TickBox(name.replace("&", "&&"))
            tick.setAccessibleName(f"{told}: {name}")
            tick.toggled.connect(lambda _on: self.ticks_changed.emit())
            self._ticks[key] = tick
            self.add(tick)
        if self._ticks:
            self.setFocusProxy(next(iter(self._ticks.values())))

    def keys(self) -> list[str]:
        """Who is ticked, in the order of the list."""
        return [key for key, tick in self._ticks.items() if tick.isChecked()]

    def tick(self, key: str) -> TickBox:
        """The box of one of them; a key that the list does not have is a KeyError."""
        return self._ticks[key]

    def show_keys(self, keys: Sequence[str]) -> None:
        """Tick these."""
        for key, tick in self._ticks.items():
            tick.setChecked(key in keys)


class PickMany(QWidget):
    """Several things of a list: found by typing, shown as buttons that take them away. Signal: picks_changed()."""

    picks_changed = Signal()

    def __init__(
        self, find: Callable[[str], Sequence[Option]], prompt: str, drop_words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._find, self._drop_words = find, drop_words
        self._chosen: dict[str, str] = {}
        self.field = PickField(find, prompt)
        self.field.picked.connect(self._take)
        self._flow = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.field)
        column.addWidget(self._flow)
        self.setFocusProxy(self.field)
        self._flow.hide()

    def setAccessibleName(self, name: str) -> None:
        """Name the field in which one types as well."""
        super().setAccessibleName(name)
        self.field.setAccessibleName(name)

    def keys(self) -> list[str]:
        """What is chosen, in the order in which it was."""
        return list(self._chosen)

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show these; one that the list does not have is shown by its key."""
        known = {option.key: option.words for option in self._find("")}
        self._chosen = {key: known.get(key, key) for key in keys}
        self._draw()

    def _take(self, key: object) -> None:
        if isinstance(key, str):
            self._chosen[key] = self.field.text()
            self.field.show_option(None)
            self._draw()
            self.picks_changed.emit()

    def _drop(self, key: str) -> None:
        self._chosen.pop(key, None)
        self._draw()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picks_changed.emit()

    def _draw(self) -> None:
        self._flow.clear()
        for key, name in self._chosen.items():
            chip = QPushButton(f"{name}  ×".replace("&", "&&"))
            set_role(chip, "filter")
            chip.setAutoDefault(False)
            chip.setAccessibleName(self._drop_words.format(name=name))
            chip.clicked.connect(lambda _checked=False, key=key: self._drop(key))
            self._flow.add(chip)
        self._flow.setVisible(bool(self._chosen))


def typed_value(editor: QWidget) -> object:
    """What stands in an editor, as JSON; two equal values mean that nothing was changed."""
    match editor:
        case ChoiceField():
            return editor.code()
        case TickList() | PickMany():
            return editor.keys()
        case TickBox():
            return editor.isChecked()
        case QPlainTextEdit():
            return editor.toPlainText()
        case PickField():
            return [editor.key(), editor.text()]
        case QLineEdit():
            return editor.text()
    return None


def show_typed(editor: QWidget, value: object) -> None:
    """Put back what `typed_value` gave; what does not fit the editor is left alone."""
    match editor, value:
        case ChoiceField(), str():
            editor.show_code(value)
        case TickList() | PickMany(), list():
            editor.show_keys(value)
        case TickBox(), bool():
            editor.setChecked(value)
        case QPlainTextEdit(), str():
            editor.setPlainText(value)
        case PickField(), [key, str(words)]:
            editor.show_option(Option(key, words) if isinstance(key, str) else None)
            editor.setText(words)
        case QLineEdit(), str():
            editor.setText(value)


def listen(editor: QWidget, changed: Callable[[], None]) -> None:
    """Let `changed` run when a person changes what stands in an editor."""
    match editor:
        case ChoiceField():
            editor.code_changed.connect(lambda _code: changed())
        case TickList():
            editor.ticks_changed.connect(changed)
        case PickMany():
            editor.picks_changed.connect(changed)
        case TickBox():
            editor.toggled.connect(lambda _on: changed())
        case QPlainTextEdit():
            editor.textChanged.connect(changed)
        case QLineEdit():
            editor.textChanged.connect(lambda _text: changed())
