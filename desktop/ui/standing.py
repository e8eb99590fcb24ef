"""The three sentences of the last line: saved, backed up, received by the other side."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.clock import VIETNAM
from desktop.models.ledger import count_received, last_exported
from desktop.sync import carrying
from desktop.text import format_input_date
from desktop.ui.desk import Desk
from desktop.ui.states import Shape, State
from desktop.ui.tokens import Tone


def _tr(text: str) -> str:
    return QCoreApplication.translate("standing", text)


def standing(desk: Desk) -> tuple[State, State, State]:
    """What is true now. Only a verified receipt turns the third sentence green (DESIGN 3)."""
    saved = State(_tr("Mọi thứ đã lưu vào máy"), Tone.GOOD, Shape.TICK)
    return saved, _sent(desk), _received(desk)


def _sent(desk: Desk) -> State:
    """The last bundle that was written. Written is not delivered."""
    last = last_exported(desk.store)
    if last is None:
        return State(_tr("Chưa ghi gói nào ra USB"))
    number, at = last
    return State(_tr("Gói gần nhất đã ghi: số {number}, ngày {day}").format(number=number, day=_day(at)))


def _received(desk: Desk) -> State:
    if not desk.is_village:
        held = count_received(desk.store, "held")
        if held:
            return State(
                _tr("{count} gói đang giữ lại, còn thiếu gói trước").format(count=held), Tone.WARN, Shape.TRIANGLE
            )
        merged = count_received(desk.store, "merged")
        return State(_tr("Đã nhận {count} gói của các thôn").format(count=merged), Tone.GOOD, Shape.TICK)
    waiting = carrying.unacknowledged(desk.store, carrying.to_commune(desk.store)).entries
    if waiting:
        return State(_tr("{count} thay đổi xã chưa báo nhận").format(count=waiting), Tone.WARN, Shape.HALF)
    return State(_tr("Xã đã báo nhận tất cả"), Tone.GOOD, Shape.TICK)


def _day(instant: str) -> str:
    return format_input_date(datetime.fromisoformat(instant).astimezone(VIETNAM).date())
