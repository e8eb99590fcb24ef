"""Tables, columns and states in the words of the screen, for both desks. Words only."""

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.clock import VIETNAM
from desktop.models import catalogues
from desktop.models.schema import TABLES
from desktop.text import DASH, format_input_date, format_phone

#: Columns whose codes have words in a code list, and which list.
_CODE_LISTS = {
    "household_class": "household_class",
    "status": "household_status",
    "role": "roles",
    "composition": "compositions",
    "kind": "session_kinds",
    "beneficiary": "beneficiaries",
    "end_reason": "exit_reasons",
    "state": "report_states",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Naming", text)


def table_words(table: str) -> str:
    """What people call the records of a table, small inside a sentence."""
    title = TABLES[table].title
    return title[:1].lower() + title[1:] if not title.startswith("Tổ") else title


def counted(counts: dict[str, int]) -> str:
    """What a bundle brings, in words: "12 hộ dân, 30 phiếu khảo sát"."""
    parts = [f"{count} {table_words(table)}" for table, count in counts.items() if table in TABLES]
    return ", ".join(parts) or _tr("không có thay đổi")


def value_words(field: str, value: Any) -> str:  # noqa: ANN401 - a column's value
    """A column's value as a person reads it; unknown is "-"."""
    if value is None or value == "":
        return DASH
    if field == "deleted":
        return _tr("Xóa") if value else _tr("Giữ lại")
    if field == "phone":
        return format_phone(str(value))
    if isinstance(value, bool):
        return _tr("Có") if value else _tr("Không")
    if field in _CODE_LISTS:
        return catalogues.labels(_CODE_LISTS[field]).get(str(value), str(value))
    if isinstance(value, dict | list):
        return _tr("{count} mục").format(count=len(value))
    return _day_or_text(str(value))


def _day_or_text(text: str) -> str:
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return format_input_date(date.fromisoformat(text))
        except ValueError:
            return text
    return text


def when(instant: datetime) -> str:
    """An instant in Vietnam: "14:05 ngày 03/09/2025"."""
    local = instant.astimezone(VIETNAM)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}"
