"""Words of the team's work: how a task, an opinion and an entry of the calendar stand."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.models import task_list as tasks
from desktop.models.calendar_list import Planned
from desktop.models.opinion_list import ANSWERED, FORWARDED, LOOKING, NEW, OpinionRow
from desktop.models.task_list import TaskRow
from desktop.text import format_count, format_input_date
from desktop.ui.states import Shape, State
from desktop.ui.tokens import Tone


def tr(text: str) -> str:
    """The words in the language of the desk."""
    return QCoreApplication.translate("Work", text)


def task_state(row: TaskRow) -> State:
    """How a task stands: done, late, soon due, begun or not."""
    if row.state == tasks.DONE:
        return State(tr("Đã xong"), Tone.GOOD, Shape.TICK)
    if row.state == tasks.CANNOT:
        return State(tr("Không làm được"), Tone.BAD, Shape.CROSS)
    if row.closed_on:
        return State(tr("Đã khép lại"), Tone.QUIET, Shape.FULL)
    if row.is_late:
        return State(
            tr("Quá hạn {count} ngày").format(count=format_count(-(row.days_left or 0))), Tone.BAD, Shape.TRIANGLE
        )
    if row.is_soon:
        return State(_left(row.days_left or 0), Tone.WARN, Shape.TRIANGLE)
    if row.state == tasks.DOING:
        return State(tr("Đang làm"), Tone.INFO, Shape.HALF)
    return State(tr("Chưa làm"), Tone.WARN, Shape.RING)


def _left(days: int) -> str:
    return tr("Còn {count} ngày").format(count=format_count(days)) if days else tr("Hạn là hôm nay")


def done_words(row: TaskRow) -> str:
    """What is done of what was asked, as in 35/50 lượt; "-" when nothing is known."""
    unit = row.unit or tr("lượt")
    if row.target is None:
        return "-" if row.done is None else f"{format_count(row.done)} {unit}"
    return f"{format_count(row.done)}/{format_count(row.target)} {unit}"


def opinion_state(row: OpinionRow) -> State:
    """How an opinion stands."""
    if row.state == ANSWERED:
        return State(tr("Đã trả lời"), Tone.GOOD, Shape.TICK)
    words = {NEW: tr("Mới ghi"), LOOKING: tr("Tổ đang xem"), FORWARDED: tr("Đã chuyển xã")}.get(row.state, row.state)
    shape = {NEW: Shape.RING, LOOKING: Shape.HALF}.get(row.state, Shape.FULL)
    if row.waits_long:
        return State(words, Tone.BAD, Shape.TRIANGLE)
    return State(words, Tone.INFO if row.state == FORWARDED else Tone.WARN, shape)


def waiting_words(row: OpinionRow) -> str:
    """Since when an opinion waits, in words."""
    if row.waits is None:
        return "-"
    return tr("{count} ngày").format(count=format_count(row.waits)) if row.waits else tr("hôm nay")


def planned_state(entry: Planned, day: date, *, twice: bool) -> State:
    """How an entry of the calendar stands on a day."""
    if entry.cancelled_on:
        return State(tr("Đã hoãn"), Tone.QUIET, Shape.CROSS)
    if entry.session_id:
        return State(tr("Đã ghi buổi"), Tone.GOOD, Shape.TICK)
    if entry.held_on < day:
        return State(tr("Chưa ghi buổi"), Tone.WARN, Shape.RING)
    if twice:
        return State(tr("Trùng người"), Tone.BAD, Shape.TRIANGLE)
    return State(tr("Hôm nay") if entry.held_on == day else tr("Sắp tới"), Tone.INFO, Shape.HALF)


def day_words(on: date | None) -> str:
    """A day, "-" when there is none."""
    return format_input_date(on) or "-"
