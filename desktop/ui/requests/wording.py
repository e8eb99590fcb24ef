"""Words of the register of requests: what was asked, how it stands, how many days are left. No rule is here."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.models.request_register import ANSWERED, KINDS, LATE, OPEN, REFUSED, SOON, Asked
from desktop.ui.states import Shape, State
from desktop.ui.tokens import Tone


def tr(text: str) -> str:
    """Translate a text of the register."""
    return QCoreApplication.translate("Requests", text)


def kind_words(kind: str) -> str:
    """What was asked for, at the beginning of a line: "Xóa dữ liệu"."""
    return _upper(tr(KINDS[kind]))


def short_kind(kind: str) -> str:
    """The same for a list, where every line is about data and there is little room: "Xóa"."""
    shorter = {"rut_dong_y": tr("Rút đồng ý"), "han_che": tr("Hạn chế")}
    return shorter.get(kind) or kind_words(kind).removesuffix(tr(" dữ liệu"))


def subject_words(asked: Asked) -> str:
    """Whom it is about; after an erasure nobody."""
    if asked.erased:
        return tr("(đã xóa)")
    return asked.subject or "-"


def short_subject(asked: Asked) -> str:
    """The name alone, for a list."""
    return subject_words(asked) if asked.erased else subject_words(asked).partition(" (")[0]


def asked_state(asked: Asked, day: date) -> State:
    """How a request stands, with the days that are left or gone."""
    left = left_words(asked.next_due, day)
    only = tr("chỉ {left}").format(left=left) if asked.next_due > day else left
    return {
        OPEN: State(_upper(left), Tone.INFO, Shape.RING),
        SOON: State(_upper(only), Tone.WARN, Shape.TRIANGLE),
        LATE: State(_upper(left), Tone.BAD, Shape.CROSS),
        ANSWERED: State(tr("Đã trả lời"), Tone.GOOD, Shape.TICK),
        REFUSED: State(tr("Đã từ chối"), Tone.QUIET, Shape.FULL),
    }[asked.state]


def left_words(due: date, day: date) -> str:
    """How long there is until a day: "còn 3 ngày", "hôm nay là hạn", "quá hạn 2 ngày"."""
    days = (due - day).days
    if days == 0:
        return tr("hạn là hôm nay")
    return tr("còn {count} ngày").format(count=days) if days > 0 else tr("quá hạn {count} ngày").format(count=-days)


def next_words(asked: Asked) -> str:
    """What is to be done next; "-" once it is answered."""
    if not asked.is_open:
        return "-"
    return tr("Trả lời") if asked.acknowledged_on else tr("Báo nhận")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
