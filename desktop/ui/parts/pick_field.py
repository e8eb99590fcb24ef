"""A field that finds one thing among many while one types, without diacritics. It decides nothing about the thing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from desktop.text import fold
from desktop.ui.style import current_look

_SHOWN = 12


@dataclass(frozen=True)
class Option:
    """A thing to be picked: its key, what stands in the field, and what else it is found by."""

    key: str
    words: str
    found_by: str = ""


def matching(options: Sequence[Option], typed: str) -> list[Option]:
    """The options in which every typed word begins a word; those that begin with what was typed come first."""
    wanted = fold(typed)
    parts = wanted.split()
    found = [option for option in options if _matches(fold(f"{option.words} {option.found_by}"), parts)]
    return sorted(found, key=lambda option: not fold(option.words).startswith(wanted))


def _matches(text: str, parts: Sequence[str]) -> bool:
    padded = f" {text}".replace("-", " ").replace(",", " ").replace("(", " ")
    return all(f" {part}" in padded for part in parts)


class PickField(QLineEdit):
    """Shows what fits below the field; Enter or Tab takes the only or the chosen one.

    With `free`, words that are not in the list may stay (a place, for one). Signals: picked(object), the key or None;
    entered(), when a person chose with Enter or the mouse, and may go on.
    """

    picked = Signal(object)
    entered = Signal()

    def __init__(
        self, find: Callable[[str], Sequence[Option]], prompt: str, *, free: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._find, self._free = find, free
        self._offered: Sequence[Option] = ()
        self._key: str | None = None
        self.setPlaceholderText(prompt)
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_SHOWN)
        popup = completer.popup()
        if popup:
            popup.setMinimumWidth(current_look().scaled(360))
        completer.activated.connect(self._take_words)
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)

    def key(self) -> str | None:
        """The key of what stands in the field; None when it is nothing that was offered."""
        return self._key

    def show_option(self, option: Option | None) -> None:
        """Show a thing, or nothing; tells nobody."""
        self._key = option.key if option else None
        self.setText(option.words if option else "")
        self.setCursorPosition(0)

    def problem(self) -> str:
        """Why what stands there cannot stay, or ''."""
        if self._free or self._key or not self.text().strip():
            return ""
        return self.tr("Chưa tìm thấy mục này. Hãy gõ vài chữ rồi chọn một dòng bên dưới.")

    def _offer(self, typed: str) -> None:
        """The text under the fingers is never rewritten; only the offer below it changes."""
        changed = self._key is not None
        self._key = None
        self._offered = self._find(typed)[:_SHOWN]
        self._words.setStringList([option.words for option in self._offered])
        if not self._free and self._offered and typed.strip():
            QTimer.singleShot(0, self._light_first)  # the list opens after this
        if changed:
            self.picked.emit(None)

    def _light_first(self) -> None:
        """Enter takes the first line of the offer."""
        popup = self.completer().popup()
        if popup and popup.isVisible():
            popup.setCurrentIndex(self.completer().completionModel().index(0, 0))

    def _take_words(self, words: str) -> None:
        self._take(next((option for option in self._offered if option.words == words), None))
        self.entered.emit()

    def _take(self, option: Option | None) -> None:
        if option and option.key != self._key:
            self._key = option.key
            self.setText(option.words)
            self.picked.emit(option.key)

    def settle(self) -> None:
        """Take what was typed when it can mean only one thing; a service's code is enough, or its letters."""
        typed = self.text().strip()
        if self._key or not typed:
            return
        found = self._find(typed)
        exact = [option for option in found if fold(typed) in (fold(option.key), fold(option.words))]
        only = exact or found
        if len(only) == 1 and (exact or not self._free):
            self._offered = only
            self._take(only[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the first line of the offer; once something is taken, Enter goes on to the next field."""
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and not self._free and self._key is None and self._offered and self.text().strip():
            popup = self.completer().popup()
            if popup:
                popup.hide()
            self._take(self._offered[0])
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle when the keyboard leaves for another field (not for the list below)."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
