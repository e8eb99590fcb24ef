"""A drop-down list of reporting periods. It reads nothing itself."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.models.reporting import Period
from desktop.ui.parts.combo_box import ComboBox


class PeriodField(ComboBox):
    """Signal: period_changed(str), the id, when a person chooses another period."""

    period_changed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._ids: list[str] = []
        self.activated.connect(lambda _place: self.period_changed.emit(self.period_id))

    @property
    def period_id(self) -> str:
        """The id of the chosen period, "" when there is none."""
        place = self.currentIndex()
        return self._ids[place] if 0 <= place < len(self._ids) else ""

    def show_periods(self, periods: Sequence[Period], usual: str) -> None:
        """Offer these; what was chosen stays chosen, else the `usual` one is."""
        wanted = self.period_id or usual
        self._ids = [one.id for one in periods]
        self.clear()
        self.addItems([one.name[:1].upper() + one.name[1:] for one in periods])
        self.setCurrentIndex(self._ids.index(wanted) if wanted in self._ids else (0 if periods else -1))

    def choose(self, period_id: str) -> None:
        """Choose a period by its id, as a person would."""
        if period_id in self._ids:
            self.setCurrentIndex(self._ids.index(period_id))
            self.period_changed.emit(period_id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel must not change the period in passing."""
        event.ignore()
