"""The left rail: the desk's name and place, and its rooms as large buttons. It opens nothing itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.icons import IconMark
from desktop.ui.parts.laid_out_button import LaidOutButton
from desktop.ui.parts.words import words
from desktop.ui.style import current_look, restyle, set_role
from desktop.ui.tokens import SPACE_1, SPACE_2, SPACE_4


@dataclass(frozen=True)
class Room:
    """A room of the desk. `build` is called once, when the room is first opened; `at_foot`: at the rail's end.

    A room with `inner` rooms is a strip of names above them and builds nothing itself; see `TabbedRoom`.
    """

    key: str
    title: str
    icon: str = ""
    build: Callable[[], QWidget] = QWidget
    shortcut: str = ""
    at_foot: bool = False
    inner: tuple["Room", ...] = ()


@dataclass(frozen=True)
class Place:
    """Whose desk this is: the village ("Thôn Nà Quang", '' on the commune desk) and the commune ("xã Thanh Thịnh")."""

    village: str
    commune: str

    @property
    def words(self) -> str:
        """Both in one line, for the window's title."""
        return ", ".join(part for part in (self.village, self.commune) if part)


class Rail(QFrame):
    """Signal: asked_for(str), the key of the room that was pressed. Up and Down move between rooms."""

    asked_for = Signal(str)

    def __init__(self, place: Place, rooms: Sequence[Room], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "rail")
        self._buttons: dict[str, RoomButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._names(place))
        column.addWidget(self._scroll(rooms), 1)
        self._grow()

    @staticmethod
    def _names(place: Place) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_4 + 2, SPACE_4 - 2, SPACE_2, SPACE_2)
        column.setSpacing(0)
        column.addWidget(words("Tổ Số", "product"))
        for name in (place.village, place.commune):
            if name:
                column.addWidget(words(name, "place"))
        return column

    def _scroll(self, rooms: Sequence[Room]) -> QScrollArea:
        inside = QWidget()
        set_role(inside, "rail-body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, SPACE_1, 0, SPACE_1)
        column.setSpacing(1)
        for room in rooms:
            if not room.at_foot:
                column.addWidget(self._button(room))
        column.addStretch(1)
        for room in rooms:
            if room.at_foot:
                column.addWidget(self._button(room))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(area, "rail-scroll")
        area.setWidget(inside)
        return area

    def _button(self, room: Room) -> "RoomButton":
        button = RoomButton(room)
        button.clicked.connect(lambda: self.asked_for.emit(room.key))
        button.moved.connect(self._move)
        self._buttons[room.key] = button
        return button

    def mark(self, key: str) -> None:
        """Show which room is open."""
        for each, button in self._buttons.items():
            button.show_chosen(each == key)

    def focus_open_room(self) -> None:
        """Bring the keyboard to the open room's button."""
        for button in self._buttons.values():
            if button.isChecked():
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _move(self, step: int) -> None:
        buttons = list(self._buttons.values())
        here = next((place for place, button in enumerate(buttons) if button.hasFocus()), 0)
        buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._grow()

    def _grow(self) -> None:
        self.setFixedWidth(current_look().rail_width)


class RoomButton(LaidOutButton):
    """A room in the rail: icon and word. Signal: moved(int), -1 on Up and 1 on Down."""

    moved = Signal(int)

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__("room", parent)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(room.title)
        self.setToolTip(room.shortcut)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click opens the room and leaves the keyboard to its page
        self.inside.setContentsMargins(SPACE_4 + 2, 3, SPACE_2, 3)
        self.inside.setSpacing(12)
        self.put(IconMark(room.icon, "rail_ink", 21))
        self._words = words(room.title, "room-words", wrap=False)
        self.put(self._words, 1)

    def sizeHint(self) -> QSize:
        """Generous where there is room; on a low window rooms move closer, down to `minimumSizeHint`."""
        return super().sizeHint() + QSize(0, current_look().scaled(14))

    def show_chosen(self, chosen: bool) -> None:
        """Mark this room as the open one."""
        self.setChecked(chosen)
        self._words.setProperty("chosen", "true" if chosen else "false")
        restyle(self._words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to the next room without opening it."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step:
            self.moved.emit(step)
            return
        super().keyPressEvent(event)
