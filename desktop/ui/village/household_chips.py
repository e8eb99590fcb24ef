"""The households that a home visit reached: found by typing, shown as buttons that take them away again."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.parts.flow import Flow
from desktop.ui.parts.pick_field import Option, PickField
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_2


class HouseholdChips(QWidget):
    """Signals: households_changed(); done(), Enter was pressed when nothing was typed: there are no more."""

    households_changed = Signal()
    done = Signal()

    def __init__(self, find: Callable[[str], Sequence[Option]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: dict[str, str] = {}
        self.field = PickField(find, self.tr("Gõ tên chủ hộ hoặc mã hộ, không cần dấu"))
        self.field.setAccessibleName(self.tr("Thêm hộ đã đến"))
        self.field.picked.connect(self._take)
        self._flow = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.field)
        column.addWidget(self._flow)
        self.setFocusProxy(self.field)
        self._flow.hide()

    def ids(self) -> tuple[str, ...]:
        """The households in the order in which they were named."""
        return tuple(self._chosen)

    def show_households(self, chosen: Sequence[Option]) -> None:
        """Show these households."""
        self._chosen = {option.key: option.words for option in chosen}
        self.field.show_option(None)
        self._draw()

    def _take(self, key: object) -> None:
        if not isinstance(key, str):
            return
        self._chosen[key] = self.field.text()
        self.field.show_option(None)
        self._draw()
        self.households_changed.emit()

    def _drop(self, key: str) -> None:
        self._chosen.pop(key, None)
        self._draw()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.households_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the empty field goes on behind the households."""
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and self.field.hasFocus() and not self.field.text().strip():
            self.done.emit()
            return
        super().keyPressEvent(event)

    def _draw(self) -> None:
        self._flow.clear()
        for key, name in self._chosen.items():
            chip = QPushButton(f"{name}  ×".replace("&", "&&"))
            set_role(chip, "filter")
            chip.setAutoDefault(False)
            chip.setAccessibleName(self.tr("Bỏ hộ {name}").format(name=name))
            chip.clicked.connect(lambda _checked=False, key=key: self._drop(key))
            self._flow.add(chip)
        self._flow.setVisible(bool(self._chosen))
