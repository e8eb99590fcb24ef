"""Editors for what is typed: numbers, texts, days, times, places. None rewrites what is being typed (DOMAIN 6).

`answer()` is the answer as it is stored; what cannot be read is stored as the text itself, to be told as a problem.
"""

from datetime import datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.clock import VIETNAM
from desktop.surveys.missing import UNKNOWN
from desktop.text import format_input_date, nfc, one_line, parse_date
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.number_field import Entered, NumberField
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.parts.words import words
from desktop.ui.style import current_look

_LINE = 520  # pixels of normal text
_SHORT = 190
_CONFIRMED = "OK"  # what ODK keeps of a question that is only confirmed


class WholeEditor(NumberField):
    """A whole number; "-" means that nobody knows. Signal: changed()."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(least=-(2**31), most=2**31, parent=parent)
        self.textChanged.connect(lambda _text: self.changed.emit())

    def answer(self) -> object:
        """The number, `UNKNOWN` for "-", else the text."""
        if self.entered() is Entered.UNKNOWN:
            return UNKNOWN
        number = self.number()
        return number if number is not None else one_line(self.text()) or None

    def show_answer(self, answer: object) -> None:
        """Show an answer from the store."""
        self.setText("" if answer is None else f"{answer}")


class LineEditor(QLineEdit):
    """A line of text, of any kind that a keyboard can give. Signal: changed()."""

    changed = Signal()

    def __init__(self, prompt: str = "", width: int = _LINE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(prompt)
        self.setMaximumWidth(current_look().scaled(width))
        self.textChanged.connect(lambda _text: self.changed.emit())

    def answer(self) -> object:
        """The text on one line, None when it is empty."""
        return one_line(self.text()) or None

    def show_answer(self, answer: object) -> None:
        """Show an answer from the store."""
        self.setText("" if answer is None else str(answer))


class DecimalEditor(LineEditor):
    """A number with a comma."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=_SHORT, parent=parent)

    def answer(self) -> object:
        """The number; the text when it is none."""
        text = one_line(self.text())
        try:
            return float(text.replace(",", ".")) if text else None
        except ValueError:
            return text

    def show_answer(self, answer: object) -> None:
        """Show a number with a comma, as it is written here."""
        self.setText(
            "" if answer is None else str(answer).replace(".", ",") if isinstance(answer, float) else str(answer)
        )


class PlaceEditor(LineEditor):
    """Latitude and longitude, with a comma or a blank between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("22.1567 105.8412", parent=parent)

    def answer(self) -> object:
        """The numbers with a blank between them."""
        return one_line(self.text().replace(",", " ")) or None


class TimeEditor(LineEditor):
    """A time of day: 14:30, 14h30 or 1430."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("14:30", _SHORT, parent)

    def answer(self) -> object:
        """The time as ODK keeps it; the text when it is none."""
        text = one_line(self.text())
        found = read_time(text)
        return f"{found:%H:%M}:00.000+07:00" if found else text or None

    def show_answer(self, answer: object) -> None:
        """Show the hour and minute."""
        text = str(answer or "")
        self.setText(text[:5] if read_time(text[:5]) and len(text) > 5 else text)


class MomentEditor(LineEditor):
    """A day and a time: 23/11/2026 14:30."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("23/11/2026 14:30", 230, parent)

    def answer(self) -> object:
        """The moment as ODK keeps it; the text when it is none."""
        text = one_line(self.text())
        day, _, rest = text.partition(" ")
        on, at = parse_date(day), read_time(rest)
        return f"{on.isoformat()}T{at:%H:%M}:00.000+07:00" if on and at else text or None

    def show_answer(self, answer: object) -> None:
        """Show day, hour and minute."""
        text = str(answer or "")
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.setText(text)
            return
        here = moment.astimezone(VIETNAM) if moment.tzinfo else moment
        self.setText(f"{format_input_date(here.date())} {here:%H:%M}")


def read_time(text: str) -> time | None:
    """The time of day that was typed; None when it is none."""
    plain = text.lower().replace("h", ":").replace("g", ":").replace(".", ":").strip()
    if plain.isdigit() and len(plain) in (3, 4):
        plain = f"{plain[:-2]}:{plain[-2:]}"
    hour, _, minute = plain.partition(":")
    if not (hour.isdigit() and (minute.isdigit() or not minute)):
        return None
    at = int(hour), int(minute or 0)
    return time(*at) if at[0] < 24 and at[1] < 60 else None


class DayEditor(DateField):
    """A day. Signal: changed()."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.textChanged.connect(lambda _text: self.changed.emit())

    def answer(self) -> object:
        """The ISO date; the text when it is none."""
        on = self.entered_date()
        return on.isoformat() if on else one_line(self.text()) or None

    def show_answer(self, answer: object) -> None:
        """Show a date as it is written here."""
        on = parse_date(str(answer)) if answer else None
        self.setText(format_input_date(on) if on else str(answer or ""))


class LongTextEditor(QPlainTextEdit):
    """Several lines of text; Tab goes on, Enter makes a line. Signal: changed()."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setMaximumHeight(96)
        self.textChanged.connect(self.changed.emit)

    def answer(self) -> object:
        """The text, None when it is empty."""
        return nfc(self.toPlainText()).strip() or None

    def show_answer(self, answer: object) -> None:
        """Show a text."""
        self.setPlainText(str(answer or ""))


class ConfirmEditor(TickBox):
    """A statement that is confirmed or not; not confirmed is no answer. Signal: changed()."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setText(self.tr("Đã đọc và xác nhận"))
        self.clicked.connect(lambda _on: self.changed.emit())

    def answer(self) -> object:
        """OK when it is ticked."""
        return _CONFIRMED if self.isChecked() else None

    def show_answer(self, answer: object) -> None:
        """Show whether it was confirmed."""
        self.setChecked(answer == _CONFIRMED)


class ShownAnswer(QWidget):
    """What nobody types: a note, a calculation, what this desk cannot ask. Signal: changed()."""

    changed = Signal()

    def __init__(self, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: object = None
        self._words: QLabel = words(sentence, "quiet" if sentence else "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignTop)
        self._sentence = sentence

    def answer(self) -> object:
        """What was there before."""
        return self._answer

    def show_answer(self, answer: object) -> None:
        """Show the value in words."""
        self._answer = answer
        if not self._sentence and answer is not None:
            self._words.setText(str(answer).replace(".", ",") if isinstance(answer, float) else str(answer))
