"""The way of a report as a line of steps with their days, and what can be done with it now."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.carried import IN_BUNDLE, RECEIVED, Carried
from desktop.models.village_periods import PeriodRow
from desktop.text import format_input_date
from desktop.ui.parts.step_line import StepLine
from desktop.ui.parts.words import words
from desktop.ui.states import Shape, State
from desktop.ui.tokens import SPACE_1, Tone


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportSteps", text)


_ORDER = {"": 0, "nhap": 0, "da_gui": 1, "can_sua": 2, "da_tiep_nhan": 3, "da_khoa": 4}


def steps_of(period: PeriodRow) -> list[State]:
    """The steps in their order; "Cần sửa" stands only where the commune has returned the report."""
    here = _ORDER[period.state]
    days = {1: period.sent_on, 3: period.received_on}
    names = [_tr("Nháp"), _tr("Đã gửi"), _tr("Cần sửa"), _tr("Đã tiếp nhận"), _tr("Đã khóa")]
    shown = [place for place in range(len(names)) if place != 2 or here == 2]
    return [_step(names[place], place, here, format_input_date(days.get(place))) for place in shown]


def _step(name: str, place: int, here: int, day: str) -> State:
    told = f"{name} {day}".strip() if place <= here else name
    if place < here:
        return State(told, Tone.GOOD, Shape.TICK)
    if place > here:
        return State(told, Tone.QUIET, Shape.RING)
    now = {0: (Tone.WARN, Shape.HALF), 1: (Tone.INFO, Shape.FULL), 2: (Tone.BAD, Shape.TRIANGLE)}
    return State(told, *now.get(place, (Tone.GOOD, Shape.FULL)))


def carried_words(how: Carried | None) -> State | None:
    """How far a record has come, as a chip; green only when the commune has said that it holds it."""
    if how is None:
        return None
    if how.state == RECEIVED:
        return State(_tr("Máy xã đã nhận"), Tone.GOOD, Shape.TICK)
    if how.state == IN_BUNDLE:
        return State(_tr("Trong gói số {number}").format(number=how.bundle), Tone.WARN, Shape.HALF)
    return State(_tr("Chưa nộp"), Tone.WARN, Shape.RING)


def what_now(period: PeriodRow, how: Carried | None) -> str:
    """What can be done in this state and what cannot, and why."""
    if period.state == "da_gui":
        return _sent_words(how)
    return {
        "": _tr("Số liệu tự điền từ sổ. Viết lời văn, rồi bấm “Đưa vào gói tới”."),
        "nhap": _tr("Số liệu tự điền từ sổ, còn thay đổi theo sổ. Xong thì bấm “Đưa vào gói tới”."),
        "can_sua": _tr("Sửa theo ý kiến của xã, rồi bấm “Đưa vào gói tới” để gửi lại."),
        "da_tiep_nhan": _tr("Xã đã tiếp nhận nên không sửa được nữa. Cần sửa thì gọi xã trả lại."),
        "da_khoa": _tr("Xã đã khóa sổ kỳ này nên không sửa được. Số liệu giữ nguyên như lúc gửi."),
    }[period.state]


def _sent_words(how: Carried | None) -> str:
    if how and how.state == RECEIVED:
        return _tr("Máy xã đã nhận báo cáo, cán bộ xã chưa xem. Vẫn lấy lại để sửa được.")
    if how and how.state == IN_BUNDLE:
        told = _tr("Báo cáo nằm trong gói số {number}, xã chưa báo nhận. Cần sửa thì bấm “Lấy lại để sửa”.")
        return told.format(number=how.bundle)
    return _tr("Báo cáo sẽ đi cùng gói tới, chưa ghi ra đâu. Bấm “Nộp về xã” để ghi gói.")


class ReportSteps(QWidget):
    """Shows the steps of one report, how far it has come, and a sentence under them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = StepLine()
        self._told = words("", "subtitle")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self._line)
        column.addWidget(self._told)

    @property
    def told(self) -> str:
        """The sentence that is shown."""
        return self._told.text()

    def show_report(self, period: PeriodRow, how: Carried | None) -> None:
        """Show a report's way."""
        self._line.show_steps(steps_of(period))
        self._told.setText(what_now(period, how if period.report_id else None))
