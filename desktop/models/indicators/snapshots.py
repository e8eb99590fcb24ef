"""Figures as JSON: how a village's report keeps them as they were when it was sent (R066).

What comes back may come from another desk, so nothing in it is taken for granted; what is no figure is left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from desktop.models.facts import Figure
from desktop.models.indicators.naming import HOUSEHOLDS, in_order
from desktop.text import one_line

_LONGEST = 200


def figures_to_json(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """The figures by code, as the column `VillageReport.figures` takes them."""
    return {
        code: {
            "name": figure.name,
            "unit": figure.unit,
            "value": figure.value,
            "base": figure.base,
            "answered": figure.answered,
            "expected": figure.expected,
            "per": figure.unit_of_coverage,
        }
        for code, figure in figures.items()
    }


def figures_from_json(kept: object) -> dict[str, Figure]:
    """The figures that were kept, in printing order."""
    return in_order(_read(kept)) if isinstance(kept, dict) else {}


def _read(kept: dict[Any, Any]) -> Iterator[Figure]:
    for code, values in kept.items():
        if isinstance(code, str) and isinstance(values, dict):
            yield Figure(
                _text(code),
                _text(values.get("name")) or _text(code),
                _text(values.get("unit")),
                _number(values.get("value")),
                _number(values.get("base")),
                _number(values.get("answered")),
                _number(values.get("expected")),
                _text(values.get("per")) or HOUSEHOLDS,
            )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _text(value: object) -> str:
    return one_line(value)[:_LONGEST] if isinstance(value, str) else ""
