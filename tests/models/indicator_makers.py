"""What the tests of indicators say again and again: a village's figures, and the parts of one that matter."""

from typing import Any

from desktop.models.facts import Figure
from desktop.models.indicators import village_figures
from desktop.models.journal import changing
from desktop.models.store import Store
from tests.makers import VILLAGE_ID, add_household
from tests.models.record_makers import JULY, add_response

MISSING: dict[str, object] = {"missing": "refused"}


def figures(store: Store) -> dict[str, Figure]:
    return village_figures(store, VILLAGE_ID, JULY)


def told(figure: Figure) -> tuple[int | None, int | None, int | None]:
    """The value with what stands behind it."""
    return figure.value, figure.answered, figure.expected


def rate(figure: Figure) -> tuple[int | None, int | None]:
    return figure.value, figure.base


def answered(store: Store, *answers: dict[str, Any], **values: Any) -> dict[str, Figure]:
    """The figures after one household gave each set of answers; one more household was not asked."""
    with changing(store) as change:
        for given in answers:
            add_response(change, add_household(change, **values), given)
        add_household(change)
    return figures(store)
