"""The key that answers each choice: digits, then letters that no input method for Vietnamese makes into others.

Telex and VNI turn vowels (and w, d, s, f, r, x, j, z after them) into other letters by sending Backspace; between
digits and the letters here they find nothing to do, so that no answer is taken back by Unikey.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.surveys.choice_codes import KEYS

MARKS = KEYS
LONGEST_CHOICE = 80  # characters


def marked(place: int, words: str) -> str:
    """A choice's words with the key that answers it."""
    short = fitting(words).replace("&", "&&")
    return f"{MARKS[place]}. {short}" if place < len(MARKS) else short


def place_of(event: QKeyEvent) -> int | None:
    """Which choice a key answers; None when it answers none."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    letter = event.text().lower()
    return MARKS.index(letter) if len(letter) == 1 and letter in MARKS else None


def fitting(choice: str) -> str:
    """A choice that fits a small window: a tick cannot wrap, so a long one goes without what is in brackets."""
    if len(choice) <= LONGEST_CHOICE:
        return choice
    short = choice.partition(" (")[0]
    return short if len(short) <= LONGEST_CHOICE else f"{short[: LONGEST_CHOICE - 1].rstrip()}…"
