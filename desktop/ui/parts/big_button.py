"""Buttons that carry an act: the large ones of a page's top, and the ordinary ones with their key beside the words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.ui.acts import Act
from desktop.ui.icons import IconMark
from desktop.ui.parts.laid_out_button import LaidOutButton
from desktop.ui.parts.words import words


def _carry(button: LaidOutButton, act: Act, tone: str, words_role: str) -> None:
    """Put icon, words and key into `button` and let it run the act."""
    if act.icon:
        token = {"on-accent": "accent_ink"}.get(tone, tone)
        button.put(IconMark(act.icon, token, 24 if words_role == "big-words" else 20))
    label = words(act.words, words_role, wrap=words_role == "big-words")
    label.setProperty("tone", tone)
    button.put(label, 1)
    if act.key:
        key = words(key_words(act.key), "key", wrap=False)
        key.setProperty("tone", tone)
        button.put(key)
    if not act.key_is_elsewhere:
        button.bind_key(act.key)
    button.setAccessibleName(act.words)
    button.setAccessibleDescription(key_words(act.key))
    button.clicked.connect(lambda: act.run())  # Qt would hand over "checked"


def key_words(key: str) -> str:
    """A key as its cap says it: "Ctrl+N" is shown as it is, "Return" as Enter."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


class BigButton(LaidOutButton):
    """A large button of a page's top: icon, words, key. At most one on a page is primary."""

    def __init__(self, act: Act, *, primary: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("big-primary" if primary else "big", parent)
        self.inside.setContentsMargins(18, 10, 18, 10)
        self.inside.setSpacing(14)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        _carry(self, act, "on-accent" if primary else "accent", "big-words")


class ActButton(LaidOutButton):
    """A button of ordinary size; `primary` fills it with the accent."""

    def __init__(self, act: Act, *, primary: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("primary" if primary else "act", parent)
        self.inside.setContentsMargins(16, 8, 16, 8)
        self.inside.setSpacing(10)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        _carry(self, act, "on-accent" if primary else "accent", "strong")
