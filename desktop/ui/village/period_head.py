"""The line that chooses a period, with how far its report has come."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.village_periods import PeriodRow
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.entry_form import slim
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import words
from desktop.ui.states import State
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3
from desktop.ui.village.wording import initial_upper

_LEAST, _MOST, _ROUND_WORDS = 300, 520, 64


class PeriodHead(QWidget):
    """Signal: chosen(str), a period's id, when a person chooses."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self.field: ChoiceField | None = None
        self._chip = StateChip(State(""))
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE_3)
        self._line.addWidget(words(self.tr("Kỳ báo cáo"), "label", wrap=False))
        self._line.addWidget(self._chip)
        self._line.addStretch(1)

    def show_periods(self, periods: Sequence[PeriodRow], shown: str) -> None:
        """Offer these periods; a new list only for other periods."""
        ids = [one.id for one in periods]
        if ids != self._ids or self.field is None:
            self._ids = ids
            self._replace_field(periods)
        if self.field:
            self.field.show_code(shown or None)

    def _replace_field(self, periods: Sequence[PeriodRow]) -> None:
        field = slim(ChoiceField([Choice(one.id, self._choice_words(one)) for one in periods], as_row=False))
        field.setAccessibleName(self.tr("Kỳ báo cáo"))
        field.setMinimumWidth(self._width_for(field, periods))
        field.code_changed.connect(self._choose)
        if self.field:
            self._line.removeWidget(self.field)
            self.field.hide()
            self.field.deleteLater()
        self.field = field
        self._line.insertWidget(1, field)

    def _choice_words(self, period: PeriodRow) -> str:
        name = initial_upper(period.name)
        return self.tr("{name} (thôn tự lập)").format(name=name) if period.own else name

    def _width_for(self, field: ChoiceField, periods: Sequence[PeriodRow]) -> int:
        """Room for the longest name, within what a narrow window has."""
        metrics = field.fontMetrics()
        longest = max((metrics.horizontalAdvance(self._choice_words(one)) for one in periods), default=0)
        return min(max(longest + _ROUND_WORDS, current_look().scaled(_LEAST)), _MOST)

    def _choose(self, code: object) -> None:
        if isinstance(code, str):
            self.chosen.emit(code)

    def show_carried(self, chip: State | None) -> None:
        """Say how far the report has come; None says nothing."""
        self._chip.setVisible(chip is not None)
        if chip:
            self._chip.show_state(chip)
