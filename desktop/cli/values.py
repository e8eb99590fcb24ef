"""`field=value` of the command line as values of columns, and back."""

from datetime import date
from typing import Any

from peewee import BooleanField, DateField, Field, IntegerField

from desktop.cli.asking import Request
from desktop.errors import TosoError
from desktop.models.base import JSONField, SharedModel
from desktop.models.schema import TABLES
from desktop.text import fold, parse_date

_TRUE, _FALSE = {"true", "1", "co", "x"}, {"false", "0", "khong"}


def table_named(name: str) -> type[SharedModel]:
    """The table with this name; raises TosoError that lists them."""
    if name not in TABLES:
        raise TosoError(f"Không có bảng “{name}”.", f"Các bảng: {', '.join(sorted(TABLES))}.", code="no-table")
    return TABLES[name]


def read_fields(model: type[SharedModel], pairs: list[str]) -> dict[str, Any]:
    """Values of columns from `field=value` words; an empty value means unknown. Raises TosoError for a wrong name."""
    values: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        field = model.shared_fields().get(name)
        if not equals or field is None or name == "deleted":
            known = ", ".join(column for column in model.shared_fields() if column != "deleted")
            raise TosoError(f"Bảng “{model.table()}” không có mục “{name}”.", f"Các mục: {known}.", code="no-field")
        values[name] = _value(field, text)
    return values


def _value(field: Field, text: str) -> Any:  # noqa: ANN401 - a column's value
    """One value. Text that does not fit stays text, and the rule about the column says so."""
    if text == "":
        return None
    match field:
        case BooleanField():
            word = fold(text)
            return True if word in _TRUE else False if word in _FALSE else text
        case IntegerField():
            return int(text) if text.lstrip("-").isdecimal() else text
        case DateField():
            return parse_date(text) or text
        case JSONField():
            return _json(field, text)
    return text


def _json(field: JSONField, text: str) -> Any:  # noqa: ANN401 - a JSON value
    try:
        return field.python_value(text)
    except ValueError as error:
        raise TosoError(f"“{text[:40]}” không phải JSON.", "Ví dụ: figures='{\"HD01\": 3}'.", code="no-json") from error


def as_json(model: type[SharedModel], row: SharedModel) -> dict[str, Any]:
    """A record as one JSON object: its id and its columns, dates as ISO text."""
    names = ("id", *model.shared_fields())
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def scope_of(request: Request, values: dict[str, Any]) -> str | None:
    """The village whose scope a new record is in: the desk's own, or that given as `village_id` (id, code or name)."""
    given = values.pop("village_id", None)
    if request.store.setting("role") == "village":
        return request.store.setting("village")
    return request.village(given).id if given else None
