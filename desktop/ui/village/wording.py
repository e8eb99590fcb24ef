"""Words that several rooms of the village desk share: states of the survey, of reports, days of the week."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.models.survey_rounds import AWAY, DONE, DRAFT, NOT_YET, REFUSED
from desktop.text import format_input_date
from desktop.ui.states import Shape, State
from desktop.ui.tokens import Tone


def _tr(text: str) -> str:
    return QCoreApplication.translate("Wording", text)


def survey_state(state: str) -> State:
    """How a household stands in the round."""
    return {
        NOT_YET: State(_tr("Chưa"), Tone.WARN, Shape.RING),
        DRAFT: State(_tr("Đang ghi dở"), Tone.INFO, Shape.HALF),
        AWAY: State(_tr("Vắng"), Tone.WARN, Shape.HALF),
        REFUSED: State(_tr("Từ chối"), Tone.BAD, Shape.CROSS),
        DONE: State(_tr("Đã xong"), Tone.GOOD, Shape.FULL),
    }[state]


def report_state(state: str) -> State:
    """How a village's report stands; '' is one that was not begun."""
    return {
        "": State(_tr("Chưa làm"), Tone.WARN, Shape.RING),
        "nhap": State(_tr("Đang soạn"), Tone.WARN, Shape.HALF),
        "da_gui": State(_tr("Đã đưa vào gói"), Tone.INFO, Shape.HALF),
        "can_sua": State(_tr("Xã trả lại để sửa"), Tone.BAD, Shape.TRIANGLE),
        "da_tiep_nhan": State(_tr("Xã đã nhận"), Tone.GOOD, Shape.FULL),
        "da_khoa": State(_tr("Đã khóa sổ"), Tone.GOOD, Shape.TICK),
    }[state]


def weekday(on: date) -> str:
    """The Vietnamese name of the day of the week."""
    names = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
    return names[on.weekday()]


def short_day(on: date | None, today: date) -> str:
    """A day as lists show it: "hôm nay", "hôm qua", "05/09" within the year, else the whole date."""
    if on is None:
        return "-"
    if on == today:
        return _tr("hôm nay")
    if (today - on).days == 1:
        return _tr("hôm qua")
    return f"{on.day:02}/{on.month:02}" if on.year == today.year else format_input_date(on)


def initial_upper(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
