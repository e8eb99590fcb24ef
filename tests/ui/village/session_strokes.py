"""Usual sessions of help recorded by keyboard alone, key by key, and how many keys each takes.

F2 is one key, Ctrl+S and Alt+1 are two. Every key goes to whatever has the keyboard.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.text import fold
from desktop.ui.village.support_room import SupportRoom
from desktop.ui.window import DeskWindow
from tests.ui.keyboard import send_letter
from tests.ui.screen import settle

_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Keys:
    """Presses keys and counts them."""

    def __init__(self, window: DeskWindow) -> None:
        self.count = 0
        self._press(window, Qt.Key.Key_F2)

    def letters(self, text: str) -> "Keys":
        """Type letters or digits; without marks each is one key."""
        for letter in text:
            send_letter(_focused(), letter)
            self.count += 1
        settle()
        return self

    def enter(self) -> "Keys":
        """Press Enter."""
        return self._press(_focused(), Qt.Key.Key_Return)

    def key(self, key: Qt.Key) -> "Keys":
        """Press one key."""
        return self._press(_focused(), key)

    def alt(self, key: Qt.Key) -> "Keys":
        """Press a key with Alt: two."""
        self.count += 1
        return self._press(_focused(), key, _ALT)

    def save(self) -> int:
        """Press Ctrl+S, two keys; all of them together."""
        self.count += 1
        self._press(_focused(), Qt.Key.Key_S, _CTRL)
        return self.count

    def _press(
        self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> "Keys":
        QTest.keyClick(widget, key, modifier)
        self.count += 1
        QTest.qWait(130)  # a button that a key presses is down for 100 ms
        settle()
        return self


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@dataclass(frozen=True)
class SessionScript:
    """A session and the most keys that it may take."""

    name: str
    most: int
    run: Callable[[DeskWindow], int]


def usual(window: DeskWindow) -> int:
    """Place, kind, helpers as last time; one service by its code; three visits."""
    return Keys(window).letters("cq03").enter().letters("3").save()


def by_key(window: DeskWindow) -> int:
    """The service that is given most has a key of its own."""
    return Keys(window).alt(Qt.Key.Key_1).letters("3").save()


def by_letters(window: DeskWindow) -> int:
    """A service by letters without diacritics."""
    return Keys(window).letters("lua dao").enter().letters("3").save()


def several(window: DeskWindow) -> int:
    """Three services."""
    keys = Keys(window).letters("cq03").enter().letters("3").enter()
    return keys.letters("kt01").enter().letters("2").enter().letters("at01").enter().letters("4").save()


def home_visit(window: DeskWindow) -> int:
    """F4 and the kind's number; one household by three letters; one service."""
    keys = Keys(window).key(Qt.Key.Key_F4).key(Qt.Key.Key_2).letters(_three_letters(window)).enter().enter()
    return keys.letters("cq01").enter().letters("1").save()


def loudspeaker(window: DeskWindow) -> int:
    """Nobody is guided one by one: kind, what was said, saved."""
    return Keys(window).key(Qt.Key.Key_F4).key(Qt.Key.Key_5).letters("tt01").enter().save()


def again(window: DeskWindow) -> int:
    """The whole last session, with this time's numbers."""
    keys = Keys(window).key(Qt.Key.Key_F8)
    form = _room(window).form
    for place, row in enumerate(form.lines.rows[:-1]):
        if place:
            keys.enter()
        assert row.visits.hasFocus(), place
        keys.letters("3")
    return keys.save()


def _three_letters(window: DeskWindow) -> str:
    """Letters that a household is found by: the first of a name."""
    found = _room(window)._desk.store.value("SELECT head_name FROM household WHERE NOT deleted ORDER BY code")
    return fold(found.split()[-1])[:3]


def _room(window: DeskWindow) -> SupportRoom:
    room = window.page("support")
    assert isinstance(room, SupportRoom)
    return room


#: In this order: the ones after the loudspeaker repeat what came last.
SESSIONS = (
    SessionScript("the usual one, by code", 12, usual),
    SessionScript("the usual one, service by its key", 12, by_key),
    SessionScript("the usual one, by letters", 14, by_letters),
    SessionScript("three services", 24, several),
    SessionScript("as the whole last one, three services", 12, again),
    SessionScript("home visit, one household", 16, home_visit),
    SessionScript("loudspeaker", 12, loudspeaker),
)
