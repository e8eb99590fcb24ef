"""A village's report in words for the screen: its figures with what they stand on, its period."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.models.facts import Figure
from desktop.models.village_periods import PeriodRow
from desktop.text import format_count, format_input_date, format_share


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportWords", text)


@dataclass(frozen=True)
class FigureRow:
    """One line of the table on the screen; `change` says what the records give today, where that is another number."""

    code: str
    name: str
    value: str
    coverage: str
    change: str = ""


def figure_row(figure: Figure, today: Figure | None = None) -> FigureRow:
    """A figure in words; what is not known is "-" and never 0. `today` is what the records give by now."""
    differs = today is not None and (today.value, today.base) != (figure.value, figure.base)
    change = _tr("hôm nay {value}").format(value=_value(today)) if today and differs else ""
    return FigureRow(figure.code, figure.name, _value(figure), _coverage(figure), change)


def _value(figure: Figure) -> str:
    value = format_count(figure.value)
    if figure.is_rate and figure.value is not None:
        share = format_share(figure.value, figure.base)
        value = f"{share} ({value}/{format_count(figure.base)})"
    elif figure.value is not None and figure.unit:
        value = f"{value} {figure.unit}" if figure.unit != "%" else value
    return value


def _coverage(figure: Figure) -> str:
    if figure.answered is None or figure.expected is None:
        return ""
    told = f"{format_count(figure.answered)}/{format_count(figure.expected)} {figure.unit_of_coverage}"
    return f"trên {told}"


def period_words(period: PeriodRow | None) -> str:
    """From when to when, by when, and when it was sent; what to wait for when there is no period."""
    if period is None:
        return _tr("Xã chưa mở kỳ báo cáo nào. Kỳ báo cáo có trong gói xã gửi về.")
    first, last = format_input_date(period.first_day), format_input_date(period.last_day)
    days = _tr("từ {first} đến {last}").format(first=first, last=last)
    due = _tr("hạn nộp {day}").format(day=format_input_date(period.due_on)) if period.due_on else ""
    sent = _tr("gửi ngày {day}").format(day=format_input_date(period.sent_on)) if period.sent_on else ""
    return " · ".join(part for part in (days, due, sent) if part)
