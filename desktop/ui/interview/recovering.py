"""What is kept of an interview on this desk while it is asked, so that a power cut loses no answer and no place."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from desktop.models import village_queries as queries
from desktop.models.store import Store

_INTERVIEW, _ASIDE = "interview:", "aside:"


@dataclass(frozen=True)
class HalfTyped:
    """An unfinished interview: answers, the form's version that they belong to, and where the person was."""

    answers: dict[str, Any] = field(default_factory=dict)
    witness: str = ""
    said: str = ""
    version: str = ""
    place: str = ""


def typed_name(household_id: str) -> str:
    """Under which name an unfinished interview is kept on this desk."""
    return f"{_INTERVIEW}{household_id}"


def keep_half_typed(store: Store, household_id: str, half: HalfTyped) -> None:
    """Keep an unfinished interview."""
    queries.keep_typed(store, typed_name(household_id), asdict(half))


def half_typed(store: Store, household_id: str) -> HalfTyped | None:
    """The unfinished interview of a household; None when there is none."""
    kept = queries.typed(store, typed_name(household_id)).get("")
    known = {one.name for one in fields(HalfTyped)}
    return HalfTyped(**{name: value for name, value in kept.items() if name in known}) if kept else None


def forget_half_typed(store: Store, household_id: str) -> None:
    """The store holds the answers now, or nobody wants them."""
    queries.drop_typed(store, typed_name(household_id))


def keep_aside(store: Store, household_id: str, answers: Mapping[str, object]) -> None:
    """Keep answers that a newer form has no place for, until the interview is final."""
    queries.keep_typed(store, f"{_ASIDE}{household_id}", {**kept_aside(store, household_id), **answers})


def kept_aside(store: Store, household_id: str) -> dict[str, Any]:
    """The answers that were kept aside."""
    return dict(queries.typed(store, f"{_ASIDE}{household_id}").get("", {}))


def forget_aside(store: Store, household_id: str) -> None:
    """Nobody needs them any more."""
    queries.drop_typed(store, f"{_ASIDE}{household_id}")
