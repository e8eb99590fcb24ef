"""`field=value` of the command line as values of columns, and back."""

from datetime import date
from typing import Any

from desktop.cli.asking import Request
from desktop.errors import TosoError
from desktop.models.base import SharedModel
from desktop.models.columns import value_of_text
from desktop.models.schema import TABLES


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
        try:
            values[name] = value_of_text(field, text)
        except ValueError as error:
            advice = "Ví dụ: figures='{\"HD01\": 3}'."
            raise TosoError(f"“{text[:40]}” không phải JSON.", advice, code="no-json") from error
    return values


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
