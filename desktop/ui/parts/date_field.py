"""A date typed as dd/mm/yyyy. No mask and no validator: both fight the input method."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.text import format_input_date, parse_date
from desktop.ui.style import current_look


class DateField(QLineEdit):
    """Reads 5/7/1985, 05-07-1985 or 5.7.1985, and writes dd/mm/yyyy only after the keyboard has left.

    `today` and `earliest` settle two-digit years (desktop.text.parse_date).
    Signal: date_changed(object), the date or None, when the keyboard leaves a changed field.
    """

    date_changed = Signal(object)

    def __init__(
        self, *, today: date | None = None, earliest: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today, self._earliest = today, earliest
        self._told: date | None = None
        self.setPlaceholderText(self.tr("ngày/tháng/năm"))
        self.setMaximumWidth(current_look().scaled(190))

    def entered_date(self) -> date | None:
        """The date that stands there; None when it is empty or cannot be read."""
        return parse_date(self.text(), today=self._today, earliest=self._earliest)

    def show_date(self, on: date | None) -> None:
        """Show a date from the store; None empties the field."""
        self._told = on
        self.setText(format_input_date(on))

    def problem(self) -> str:
        """Why the text is no date, or '' when it is one or empty."""
        if not self.text().strip() or self.entered_date():
            return ""
        return self.tr("Chưa đọc được ngày này. Hãy gõ ngày/tháng/năm đủ 4 số năm, ví dụ 05/07/1985.")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write a readable date in full; what cannot be read stays exactly as it was typed."""
        super().focusOutEvent(event)
        on = self.entered_date()
        if on and self.text() != format_input_date(on):
            self.setText(format_input_date(on))
        if on != self._told:
            self._told = on
            self.date_changed.emit(on)
