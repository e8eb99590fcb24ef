"""Structured values of one column told apart: only what differs between them, line by line. Nothing is read here."""

import json
from collections.abc import Callable, Sequence
from typing import Any

#: What a part is called, and what its value means: ("so_nguoi", 4) -> ("Số người", "4").
Told = Callable[[str, Any], tuple[str, str]]
_NOTHING = "(không ghi)"


def told_apart(values: Sequence[Any], told: Told) -> list[str] | None:
    """Each value as the lines in which it differs from the others; None when they are not all objects."""
    parts = [_object(value) for value in values]
    if any(part is None for part in parts):
        return None
    objects = [part or {} for part in parts]
    names = [name for name in dict.fromkeys(key for each in objects for key in each) if _differs(objects, name)]
    return ["\n".join(_line(each, name, told) for name in names) for each in objects]


def _object(value: Any) -> dict[str, Any] | None:  # noqa: ANN401 - a column's value
    if value is None:
        return {}
    try:
        found = json.loads(value)
    except (TypeError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _differs(objects: Sequence[dict[str, Any]], name: str) -> bool:
    first = objects[0].get(name)
    return any(each.get(name) != first for each in objects)


def _line(each: dict[str, Any], name: str, told: Told) -> str:
    title, value = told(name, each[name]) if name in each else (told(name, None)[0], _NOTHING)
    return f"{title}: {value}"
