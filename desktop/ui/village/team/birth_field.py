"""A birth date of which often only the year is known (DOMAIN 4.6): day, month and year, month and year, or the year."""

import re
from datetime import date

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.text import format_input_date, one_line
from desktop.ui.parts.date_field import DateField

_YEAR = re.compile(r"(?:([0-9]{1,2})\s*[/.\- ]\s*)?([0-9]{4})")
DAY, MONTH, YEAR = "ngay", "thang", "nam"  # codes of Person.birth_precision


def parse_birth(text: str, today: date) -> tuple[date, str] | None:
    """Read "1985" or "7/1985"; gives the first day of it and how precise it is; None for other text or days to come."""
    found = _YEAR.fullmatch(one_line(text))
    if not found:
        return None
    month, year = int(found[1] or 1), int(found[2])
    if not (1 <= month <= 12 and year >= 1900):
        return None
    born = date(year, month, 1)
    return (born, MONTH if found[1] else YEAR) if born <= today else None


def format_birth(born: date | None, precision: str | None) -> str:
    """A birth date as it is known: "05/07/1985", "07/1985", "1985", or ''."""
    if born is None or precision not in (MONTH, YEAR):
        return format_input_date(born)
    return f"{born.month:02}/{born.year}" if precision == MONTH else str(born.year)


class BirthField(DateField):
    """Takes a year or a month for a date; `precision` says which."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(today=today, parent=parent)
        self._last = today
        self.setPlaceholderText(self.tr("ngày/tháng/năm, hoặc chỉ năm"))
        self.setMaximumWidth(16_777_215)

    def entered_date(self) -> date | None:
        """The first day that it can be; None when it is empty or cannot be read."""
        rough = parse_birth(self.text(), self._last)
        on = rough[0] if rough else super().entered_date()
        return on if on is None or on <= self._last else None

    def precision(self) -> str | None:
        """How precise it is: DAY, MONTH, YEAR; None without a date."""
        rough = parse_birth(self.text(), self._last)
        return rough[1] if rough else DAY if self.entered_date() else None

    def show_birth(self, born: date | None, precision: str | None) -> None:
        """Show what the store has."""
        self.show_date(born)
        self.setText(format_birth(born, precision))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write it in full, as precise as it was typed."""
        QLineEdit.focusOutEvent(self, event)
        if self.entered_date():
            self.setText(format_birth(self.entered_date(), self.precision()))
