"""Where to write: the sticks that are plugged in, each with its room or what keeps it from being written, or a folder.

Nothing is written here. A stick that cannot be written is shown all the same, so that nobody looks for it.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import words
from desktop.ui.states import Shape, State
from desktop.ui.sticks import FindSticks, Stick, StickWatch, called, find_sticks, state_of
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_2, SPACE_3, Tone

_WIDEST_PATH = 520


@dataclass(frozen=True)
class Place:
    """A place to write to. `stick` is None for a folder of this machine."""

    path: Path
    stick: Stick | None = None


class PlacesField(QWidget):
    """A choice of places, kept up to date while it is seen. `folder` is the place that was used last.

    One stick that can be written is chosen by itself; of several none but the one used last. A folder of this machine
    is chosen by itself only as long as no stick was seen. Signal: changed(), when another place is chosen or offered.
    """

    changed = Signal()

    def __init__(self, sticks: FindSticks = find_sticks, folder: Path | None = None) -> None:
        super().__init__()
        self._watch = StickWatch(sticks, self)
        self._watch.changed.connect(self._sticks_changed)
        self._folder = folder
        self._wanted: Path | None = None  # what somebody chose by hand
        self.gone = ""  # what was pulled out at the last look
        self._group = QButtonGroup(self)
        self._places: list[tuple[QRadioButton, Place]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_2)
        self._shown = QWidget()
        self._column.addWidget(self._shown)
        self._watch.look()
        self._show()

    def chosen(self) -> Place | None:
        """The place that is chosen now; None for none."""
        return next((place for radio, place in self._places if radio.isChecked()), None)

    def choose(self, path: Path) -> None:
        """Choose the place with this path, if it is offered and can be written."""
        for radio, place in self._places:
            if place.path == path and radio.isEnabled():
                self._wanted = path
                radio.setChecked(True)

    def look(self) -> None:
        """Look for sticks now."""
        self._watch.look()

    @property
    def sticks(self) -> list[Stick]:
        """The sticks that are offered."""
        return list(self._watch.sticks)

    # --- showing ---

    def _sticks_changed(self) -> None:
        left = {stick.path for stick in self._watch.sticks}
        gone = [place.stick for _, place in self._places if place.stick and place.stick.path not in left]
        self.gone = ", ".join(called(stick) for stick in gone)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Draw the places afresh; what was chosen by hand stays so while it is there."""
        had_keyboard = any(radio.hasFocus() for radio, _ in self._places)
        self._places = []
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        for line in self._news():
            column.addWidget(words(line, ""))
        for stick in self._watch.sticks:
            column.addLayout(self._line(called(stick), Place(stick.path, stick), _state(stick)))
        if self._folder and self._folder.is_dir() and self._folder not in {stick.path for stick in self.sticks}:
            column.addLayout(self._line(self._folder_words(self._folder), Place(self._folder), None))
        for line in self._remarks():
            column.addWidget(words(line, "quiet"))
        self._choose_again()
        self._column.replaceWidget(self._shown, shown)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = shown
        if had_keyboard and self._places:
            self._places[0][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, label: str, place: Place, state: State | str | None) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        radio = QRadioButton(label.replace("&", "&&"))
        radio.setToolTip(str(place.path))
        radio.setEnabled(place.stick is None or place.stick.writable)
        told = state.words if isinstance(state, State) else state or ""
        radio.setAccessibleName(f"{label}, {told}" if told else label)
        radio.clicked.connect(lambda: self._choose_by_hand(place.path))
        self._group.addButton(radio)
        self._places.append((radio, place))
        line.addWidget(radio)
        if isinstance(state, State):
            line.addWidget(StateChip(state))
        elif state:
            line.addWidget(words(state, "subtitle", wrap=False))
        line.addStretch(1)
        return line

    def _folder_words(self, folder: Path) -> str:
        room = current_look().scaled(_WIDEST_PATH)
        path = QFontMetrics(self.font()).elidedText(str(folder), Qt.TextElideMode.ElideMiddle, room)
        return self.tr("Thư mục {path}").format(path=path)

    def _news(self) -> list[str]:
        """What to know before choosing, in whole sentences."""
        told = [self.tr("{name} vừa được rút ra.").format(name=self.gone)] if self.gone else []
        if sum(stick.writable for stick in self._watch.sticks) > 1:
            told.append(self.tr("Đang cắm nhiều USB, hãy chọn đúng USB sẽ mang đi."))
        return told

    def _remarks(self) -> list[str]:
        """What to do about sticks that cannot be written, in whole sentences."""
        sticks, told = self._watch.sticks, []
        if any(stick.locked for stick in sticks):
            told.append(self.tr("USB bị khóa: gạt nút khóa ở cạnh USB, hoặc dùng USB khác."))
        if any(stick.full and not stick.locked for stick in sticks):
            told.append(self.tr("USB đầy: xóa bớt tệp trên USB, hoặc dùng USB khác."))
        if not sticks:
            told.append(self.tr("Chưa thấy USB nào. Cắm USB vào máy, hoặc chọn thư mục khác."))
        return told

    def _choose_by_hand(self, path: Path) -> None:
        self._wanted = path
        self.changed.emit()

    def _choose_again(self) -> None:
        able = [(radio, place) for radio, place in self._places if radio.isEnabled()]
        sticks = [(radio, place) for radio, place in able if place.stick]
        by_hand = [radio for radio, place in able if place.path == self._wanted]
        used_last = [radio for radio, place in sticks if place.path == self._folder]
        the_only = [radio for radio, _ in sticks] if len(sticks) == 1 else []
        no_stick = [radio for radio, _ in able] if not self._watch.sticks and not self.gone else []
        for radio in [*by_hand, *used_last, *the_only, *no_stick][:1]:
            radio.setChecked(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks from now on."""
        super().showEvent(event)
        self._watch.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """A field that nobody sees does not look."""
        super().hideEvent(event)
        self._watch.sleep()


def _state(stick: Stick) -> State | str:
    """How much room there is, in plain words; what keeps from writing, as a chip."""
    told = state_of(stick)
    return told if stick.writable else State(told[:1].upper() + told[1:], Tone.WARN, Shape.TRIANGLE)
