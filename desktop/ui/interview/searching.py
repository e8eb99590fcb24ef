"""Choices out of a long list, found while one types without diacritics. It checks nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.surveys.definition import Choice
from desktop.text import fold
from desktop.ui.interview.marks import LONGEST_CHOICE, fitting
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.pick_field import Option, PickField
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_2

_OFFERED = 12
_FITS = 60  # choices that stand on a screen as ticks
_LINE = 520  # pixels of normal text


class LongList:
    """The choices of a long list with the letters by which each is found, folded once."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.choices = tuple(choices)
        self._folded: list[str] = []

    def find(self, typed: str) -> list[Option]:
        """The first choices in which every typed word is found; those that begin with what was typed come first."""
        if not self._folded:
            self._folded = [fold(f"{one.label} {one.value}") for one in self.choices]
        wanted = fold(typed)
        parts = wanted.split()
        begin: list[int] = []
        inside: list[int] = []
        for at, text in enumerate(self._folded):
            if text.startswith(wanted):
                begin.append(at)
                if len(begin) == _OFFERED:
                    break
            elif len(inside) < _OFFERED and all(part in text for part in parts):
                inside.append(at)
        return [self.option(self.choices[at]) for at in [*begin, *inside][:_OFFERED]]

    def of(self, code: object) -> Choice | None:
        """The choice of a code."""
        return next((one for one in self.choices if one.value == code), None)

    @staticmethod
    def option(choice: Choice) -> Option:
        """A choice as it is offered."""
        return Option(choice.value, choice.label)


class LongOneField(PickField):
    """One choice out of a long list. Signal: changed()."""

    changed = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        self._list = LongList(choices)
        self._other: str | None = None
        super().__init__(self._list.find, "", parent=parent)
        self.setPlaceholderText(self.tr("Gõ vài chữ để tìm, không cần dấu"))
        self.setMaximumWidth(current_look().scaled(_LINE))
        self.picked.connect(self._pick)

    def _pick(self, _key: object) -> None:
        self._other = None
        self.changed.emit()

    def answer(self) -> object:
        """The code that was picked; what was typed and not found is kept, to be told."""
        return self.key() or self._other or self.text().strip() or None

    def show_answer(self, answer: object) -> None:
        """Show an answer from the store; tells nobody."""
        choice = self._list.of(answer)
        self._other = None if choice or not isinstance(answer, str) else answer
        kept = Option("", self._other) if self._other else None
        self.show_option(LongList.option(choice) if choice else kept)


class LongSeveralField(QWidget):
    """Several choices out of a long list: all stand below when they fit a screen, else those that were picked.

    A code or a few letters and Enter tick one; Enter in the empty field goes on. Signal: changed().
    """

    changed = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = LongList(choices)
        self._codes: list[str] = []
        self._ticks: dict[str, TickBox] = {}
        self._search = PickField(self._list.find, self.tr("Gõ vài chữ để tìm, không cần dấu"))
        self._search.setAccessibleName(self.tr("Tìm trong danh sách trả lời"))
        self._search.setMaximumWidth(current_look().scaled(_LINE))
        self._search.picked.connect(self._pick)
        self._flow = Flow(gap=SPACE_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._search)
        column.addWidget(self._flow)
        self.setFocusProxy(self._search)
        self._draw()

    def answer(self) -> object:
        """The codes in the order of picking; None when there are none."""
        return list(self._codes) or None

    def show_answer(self, answer: object) -> None:
        """Show answers from the store; tells nobody."""
        self._codes = [str(code) for code in answer] if isinstance(answer, list) else []
        self._draw()

    def _pick(self, code: object) -> None:
        if isinstance(code, str) and code not in self._codes:
            self._codes.append(code)
            self._draw()
            self.changed.emit()
        if code is not None:
            self._search.show_option(None)

    def _turn(self, code: str, *, on: bool) -> None:
        self._codes = [*self._codes, code] if on else [one for one in self._codes if one != code]
        self._draw()
        self.changed.emit()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        """Tick what is picked; the ticks of a list that fits are made once."""
        fits = len(self._list.choices) <= _FITS
        shown = [one.value for one in self._list.choices] if fits else []
        shown += [code for code in self._codes if code not in shown]
        if list(self._ticks) != shown:
            self._flow.clear()
            self._ticks = {code: self._tick(code) for code in shown}
        for code, tick in self._ticks.items():
            tick.setChecked(code in self._codes)

    def _tick(self, code: str) -> TickBox:
        choice = self._list.of(code)
        words = choice.label if choice else code
        tick = TickBox(fitting(words).replace("&", "&&"))
        tick.setToolTip(words if len(words) > LONGEST_CHOICE else "")
        tick.setAccessibleName(words)
        tick.clicked.connect(lambda on: self._turn(code, on=on))
        self._flow.add(tick)
        return tick
