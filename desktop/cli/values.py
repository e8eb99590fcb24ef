"""`field=value` of the command line as values of columns, and back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.cli.asking import Request
from desktop.errors import TosoError
from desktop.models.base import JSONField, SharedModel
from desktop.models.columns import value_of_text
from desktop.models.journal import ROLE, VILLAGE
from desktop.models.rules.columns import column_findings
from desktop.models.rules.findings import RuleBroken
from desktop.models.schema import TABLES
from desktop.text import nfc, one_line, phone_digits

_TOLD = 40  # letters of what was typed that are told back
_DEEPEST = 20  # levels of a JSON value
_JSON_ADVICE = "Ví dụ: figures='{\"HD01\": 3}'."


def table_named(name: str) -> type[SharedModel]:
    """The table with this name; raises TosoError that lists them."""
    if name not in TABLES:
        raise TosoError(f"Không có bảng “{name[:_TOLD]}”.", f"Các bảng: {', '.join(sorted(TABLES))}.", code="no-table")
    return TABLES[name]


def read_fields(model: type[SharedModel], pairs: Sequence[str]) -> dict[str, Any]:
    """Values of columns from `field=value` words; an empty value means unknown. Raises TosoError for a wrong name."""
    values: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if name not in model.shared_fields() or name == "deleted":
            known = ", ".join(column for column in model.shared_fields() if column != "deleted")
            raise TosoError(
                f"Bảng “{model.table()}” không có mục “{name[:_TOLD]}”.", f"Các mục: {known}.", code="no-field"
            )
        if not equals:
            raise TosoError(f"Chưa có giá trị cho mục “{name}”.", f"Hãy ghi {name}=giá trị.", code="no-field")
        if name in values:
            raise TosoError(f"Mục “{name}” được ghi hai lần.", "Hãy bỏ bớt một lần.", code="no-field")
        values[name] = read_value(model, name, text)
    return values


def read_value(model: type[SharedModel], name: str, text: str) -> Any:  # noqa: ANN401 - a column's value
    """The value that a text means for a column; raises TosoError for broken JSON alone, the rules say the rest."""
    field = model.shared_fields()[name]
    if name == "phone":
        text = phone_digits(text) or text
    try:
        value = value_of_text(field, nfc(text))
    except (ValueError, RecursionError) as error:
        if not isinstance(field, JSONField):
            return text
        raise TosoError(f"“{text[:_TOLD]}” không phải JSON.", _JSON_ADVICE, code="no-json") from error
    if isinstance(field, JSONField) and not _is_flat(value):
        raise TosoError(f"JSON lồng quá {_DEEPEST} tầng.", _JSON_ADVICE, code="no-json")
    return value


def _is_flat(value: object) -> bool:
    """Whether JSON is nested no deeper than any record of ours, and than those that read it one level a call."""
    level = [value]
    for _ in range(_DEEPEST):
        lists = [item for item in level if isinstance(item, list)]
        objects = [item for item in level if isinstance(item, dict)]
        level = [inner for item in lists for inner in item]
        level += [inner for item in objects for inner in item.values()]
    return not level


def to_store(model: type[SharedModel], name: str, value: Any) -> Any:  # noqa: ANN401 - a column's value
    """A column's value in the store's own spelling: dates and JSON as text."""
    if isinstance(value, date):
        return value.isoformat()
    field = model.shared_fields()[name]
    return field.db_value(value) if isinstance(field, JSONField) else value


def check_columns(model: type[SharedModel], values: Mapping[str, object]) -> None:
    """Raise RuleBroken when a column does not fit; for acts that do not go through `desktop.models.acts`."""
    found = [finding for finding in column_findings(model, "", values, partial=True) if finding.blocks]
    if found:
        raise RuleBroken(found)


def read_wanted(request: Request, model: type[SharedModel], pairs: Sequence[str]) -> dict[str, Any]:
    """What rows are asked for, spelled as the store spells it; a village may be named by its code."""
    wanted = read_fields(model, pairs)
    check_columns(model, {name: value for name, value in wanted.items() if value is not None and name != "village_id"})
    for name, value in wanted.items():
        if isinstance(value, str):
            wanted[name] = one_line(value)
    if wanted.get("village_id"):
        wanted["village_id"] = request.village(wanted["village_id"]).id
    return wanted


def as_json(model: type[SharedModel], row: SharedModel) -> dict[str, Any]:
    """A record as one JSON object: its id and its columns, dates as ISO text."""
    names = ("id", *model.shared_fields())
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def scope_of(request: Request, values: dict[str, Any]) -> str | None:
    """The village whose scope a new record is in: the desk's own, or that given as `village_id` (id, code or name)."""
    given = values.pop("village_id", None)
    own = request.store.setting(VILLAGE) if request.store.setting(ROLE) == "village" else None
    if given is None or given == own:
        return own
    village = request.village(given)
    if own not in (None, village.id):
        raise TosoError("Máy thôn chỉ ghi cho thôn của mình.", "Hãy bỏ mục village_id.", code="out-of-scope")
    return str(village.id)
