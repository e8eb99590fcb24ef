"""A code of six groups that a person compares with what the other side reads out: tick each group, or type all of it.

It shows the code and says when it was compared; it issues and accepts nothing.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.sync import comparing
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.states import Shape, State
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_2, SPACE_3, Tone

_FIELD_WIDTH = 460


class CodeCheck(QWidget):
    """Signal: turned(bool), whether the whole code has been compared by now and is the same.

    `name` says whose code it is ("Mã của máy"). A digit typed wrongly outweighs ticks: then the code is not compared.
    """

    turned = Signal(bool)

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self._was_same = False
        self.setAccessibleName(f"{name}: {spoken}")
        self.ticks = [self._tick(name, place, group) for place, group in enumerate(spoken.split(), 1)]
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(self.tr("6 nhóm, mỗi nhóm 4 số"))
        self.typed.textChanged.connect(self._look)
        self._field = FormField(self.tr("Hoặc gõ mã nghe được"), self.typed)
        self._field.setMaximumWidth(current_look().scaled(_FIELD_WIDTH))
        self._standing = StateChip(State(""))
        line = Flow(gap=SPACE_2)
        for tick in self.ticks:
            line.add(tick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(line)
        beside = QHBoxLayout()  # which knows how wide the field may be; a column would not
        beside.addWidget(self._field, 1)
        beside.addStretch(1)
        column.addLayout(beside)
        below = Flow()
        below.add(self._standing)
        column.addWidget(below)
        self._look()

    def _tick(self, name: str, place: int, group: str) -> TickBox:
        tick = TickBox(group)
        set_role(tick, "code")
        tick.setAccessibleName(self.tr("{name}, nhóm {place}: {group}").format(name=name, place=place, group=group))
        tick.toggled.connect(self._look)
        return tick

    @property
    def is_same(self) -> bool:
        """Whether the whole code was typed, or every group ticked and nothing typed says otherwise."""
        all_ticked = all(tick.isChecked() for tick in self.ticks)
        return self._is_typed or (all_ticked and not self._wrong())

    @property
    def _is_typed(self) -> bool:
        return comparing.is_code(self.typed.text(), self._spoken)

    @property
    def heard(self) -> str:
        """The code as the person has it from the other side; '' until the whole of it was compared."""
        if not self.is_same:
            return ""
        return self.typed.text() if self._is_typed else self._spoken

    @property
    def problem(self) -> str:
        """What is wrong with what was typed, or ''."""
        return self._field.problem

    def _look(self) -> None:
        self._field.show_problem(self._wrong())
        self._standing.show_state(self._state())
        if self.is_same != self._was_same:
            self._was_same = self.is_same
            self.turned.emit(self._was_same)

    def _wrong(self) -> str:
        """The first group that was typed in full and is another one, or what does not belong into a code."""
        heard = comparing.heard_groups(self.typed.text())
        groups = self._spoken.split()
        if not all(letter in "0123456789" for letter in "".join(heard)):
            return self.tr("Mã chỉ có chữ số. Hãy nghe và gõ lại.")
        if len(heard) > len(groups):
            return self.tr("Thừa chữ số: mã chỉ có 6 nhóm, mỗi nhóm 4 số.")
        for place, (typed, group) in enumerate(zip(heard, groups, strict=False), 1):
            if not group.startswith(typed):
                told = self.tr("Nhóm {place} khác mã ở trên. Hãy nghe lại; nếu vẫn khác thì dừng lại.")
                return told.format(place=place)
        return ""

    def _state(self) -> State:
        if self.is_same:
            return State(self.tr("Giống nhau cả 6 nhóm"), Tone.GOOD, Shape.TICK)
        if self._wrong():
            return State(self.tr("Mã khác nhau"), Tone.BAD, Shape.CROSS)
        count = self._compared()
        if not count:
            return State(self.tr("Chưa đối chiếu nhóm nào"), Tone.QUIET, Shape.RING)
        return State(self.tr("Đã đối chiếu {count}/6 nhóm").format(count=count), Tone.WARN, Shape.HALF)

    def _compared(self) -> int:
        typed = sum(len(group) == comparing.GROUP for group in comparing.heard_groups(self.typed.text()))
        return max(typed, sum(tick.isChecked() for tick in self.ticks))
