"""A whole number typed with the keyboard. Empty, "-" (unknown) and 0 are three different things."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.text import DASH, format_count
from desktop.ui.style import current_look


class Entered(Enum):
    """What stands in a number field."""

    NOTHING = "nothing"
    UNKNOWN = "unknown"
    NUMBER = "number"
    UNREADABLE = "unreadable"


class NumberField(QLineEdit):
    """Reads 1250, 1.250 or 1 250; "-" means that nobody knows. The text is never rewritten while one types.

    Signal: number_changed(object), the number or None, whenever what is read changes.
    """

    number_changed = Signal(object)

    def __init__(self, *, least: int = 0, most: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self._told: int | None = None
        self.setMaximumWidth(current_look().scaled(140))
        self.textChanged.connect(self._tell)

    def entered(self) -> Entered:
        """Tell empty, unknown, a number and what cannot be read apart."""
        typed = self.text().strip()
        if not typed:
            return Entered.NOTHING
        if typed == DASH:
            return Entered.UNKNOWN
        return Entered.UNREADABLE if self._read(typed) is None else Entered.NUMBER

    def number(self) -> int | None:
        """The number; None when it is empty, unknown or unreadable (see `entered`)."""
        return self._read(self.text().strip())

    def show_number(self, number: int | None, *, unknown: bool = False) -> None:
        """Show a number from the store; None shows an empty field, or "-" when it is known to be `unknown`."""
        self.setText((DASH if unknown else "") if number is None else format_count(number))

    def problem(self) -> str:
        """Why the text cannot stand, or ''."""
        number = self.number()
        if self.entered() is Entered.UNREADABLE:
            return self.tr('Hãy gõ một số nguyên, hoặc gõ "-" nếu chưa rõ.')
        if number is not None and number < self._least:
            return self.tr("Số nhỏ nhất là {least}.").format(least=format_count(self._least))
        if number is not None and self._most is not None and number > self._most:
            return self.tr("Số lớn nhất là {most}.").format(most=format_count(self._most))
        return ""

    @staticmethod
    def _read(typed: str) -> int | None:
        digits = typed.replace(".", "").replace(" ", "").replace("\u00a0", "")
        bare = digits.removeprefix(DASH)
        return int(digits) if bare.isascii() and bare.isdigit() else None

    def _tell(self) -> None:
        number = self.number()
        if number != self._told:
            self._told = number
            self.number_changed.emit(number)
