"""A column's value as people read it, whatever the column: dates, codes, flags, references. Reading only."""

import json
from datetime import date
from typing import Any

from desktop.models.column_kinds import Kind, kind_of, labels_of
from desktop.models.record_names import referred_name
from desktop.models.store import Store
from desktop.text import format_count, format_input_date, format_phone

EMPTY = "(để trống)"
_UNKNOWN_RECORD = "một mục khác, chưa rõ tên"


def value_words(store: Store, table: str, column: str, value: Any) -> str:  # noqa: ANN401 - a column's value
    """A value in the store's spelling; what does not fit its column, as others may write it, is told as it is."""
    if column == "deleted":
        return "Đã xóa" if value else "Vẫn còn, không xóa"
    if value is None or value == "":
        return EMPTY
    try:
        return _told(store, table, column, value)
    except (TypeError, ValueError):
        return str(value)


def _told(store: Store, table: str, column: str, value: Any) -> str:  # noqa: ANN401 - a column's value
    match kind_of(table, column):
        case Kind.CHOICE:
            return labels_of(table, column).get(str(value), str(value))
        case Kind.FLAG:
            return "Có" if value else "Không"
        case Kind.DAY:
            return format_input_date(date.fromisoformat(value))
        case Kind.NUMBER:
            return format_count(int(value))
        case Kind.REFERENCE:
            return referred_name(store, column, str(value)) or _UNKNOWN_RECORD
        case Kind.STRUCTURE:
            return _structure_words(value)
    return format_phone(value) if column == "phone" else str(value)


def _structure_words(text: str) -> str:
    """A structured value: its texts where it holds texts, else how much it holds."""
    value = json.loads(text)
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]
    texts = [part.strip() for part in parts if isinstance(part, str) and part.strip()]
    if isinstance(value, dict) and texts and len(texts) == len(parts):
        return "\n".join(texts)
    return f"Bản ghi có {format_count(len(parts))} mục"
