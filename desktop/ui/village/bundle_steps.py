"""The way of one bundle in words and as a line of steps: soạn, đã ghi ra, xã đã nhận. Green only on a receipt."""

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.text import format_count, format_input_date
from desktop.ui.parts.step_line import StepLine
from desktop.ui.parts.words import words
from desktop.ui.states import Shape, State
from desktop.ui.tokens import SPACE_1, Tone
from desktop.ui.village.handing_over import Written

LONG_DAYS = 7  # after so long without a receipt somebody should telephone


def _tr(text: str) -> str:
    return QCoreApplication.translate("BundleSteps", text)


def bundle_steps(one: Written) -> list[State]:
    """The three steps of a bundle that was written."""
    last = State(_tr("Xã đã nhận"), Tone.GOOD, Shape.TICK) if one.received else State(_tr("Xã đã nhận"), Tone.QUIET)
    out = _tr("Đã ghi ra {day}").format(day=format_input_date(one.on))
    now = State(out, Tone.GOOD, Shape.TICK) if one.received else State(out, Tone.WARN, Shape.HALF)
    return [State(_tr("Soạn"), Tone.GOOD, Shape.TICK), now, last]


def waiting_words(one: Written, today: date) -> str:
    """How long a bundle waits for its receipt, and what to do about it; "" once it is received."""
    if one.received:
        return ""
    days = (today - one.on).days
    if days >= LONG_DAYS:
        told = _tr("Đã {count} ngày mà xã chưa báo nhận. Hãy gọi cán bộ xã, hoặc ghi gói mới mang đi.")
        return told.format(count=format_count(days))
    return _tr(
        "Xã nhận gói xong sẽ ghi giấy báo nhận vào USB hoặc gửi thư. Mở ở “Nhận từ xã” thì dòng này chuyển xanh."
    )


class BundleSteps(QWidget):
    """One bundle: its number, its steps, and what it waits for."""

    def __init__(self, one: Written, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        head = _tr("Gói số {number} · {count} thay đổi").format(number=one.number, count=format_count(one.entries))
        column.addWidget(words(head, "strong"))
        self.states = bundle_steps(one)
        column.addWidget(StepLine(self.states))
        self.waiting = waiting_words(one, today)
        if self.waiting:
            column.addWidget(words(self.waiting, "subtitle"))
