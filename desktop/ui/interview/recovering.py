"""What is kept of an interview on this desk while it is asked, so that a power cut loses no answer and no place."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from desktop.models import village_queries as queries
from desktop.models.store import Store
from desktop.models.survey_rounds import Round

_INTERVIEW, _ASIDE, _ROUND = "interview:", "aside:", "@"
#: Before the commune has sent a round.
_NO_ROUND = Round(date.min)


@dataclass(frozen=True)
class HalfTyped:
    """An unfinished interview: answers, the form and version that they belong to, and where the person was."""

    answers: dict[str, Any] = field(default_factory=dict)
    witness: str = ""
    said: str = ""
    version: str = ""
    place: str = ""
    form_id: str = ""


_KNOWN = frozenset(one.name for one in fields(HalfTyped))


def _name(household_id: str, round_: Round) -> str:
    """Under which name an unfinished interview is kept: one a household and round, for rounds ask different forms."""
    return f"{_INTERVIEW}{household_id}{_ROUND}{round_.id or ''}"


def keep_half_typed(store: Store, household_id: str, round_: Round, half: HalfTyped) -> None:
    """Keep an unfinished interview; one that was begun before there was a round goes on in this one."""
    queries.keep_typed(store, _name(household_id, round_), asdict(half))
    if round_.id and _before_rounds(store, household_id, round_):
        queries.drop_typed(store, _name(household_id, _NO_ROUND))


def half_typed(store: Store, household_id: str, round_: Round) -> HalfTyped | None:
    """The unfinished interview of a household in a round, or of before there was one; None when there is none."""
    return _read(store, household_id, round_) or _before_rounds(store, household_id, round_)


def _before_rounds(store: Store, household_id: str, round_: Round) -> HalfTyped | None:
    """What was begun before there was a round, with the form that this one asks."""
    half = _read(store, household_id, _NO_ROUND)
    return half if half and round_.form_id in ("", half.form_id) else None


def _read(store: Store, household_id: str, round_: Round) -> HalfTyped | None:
    kept = queries.typed(store, _name(household_id, round_)).get("")
    return HalfTyped(**{name: value for name, value in kept.items() if name in _KNOWN}) if kept else None


def half_typed_in(store: Store, round_: Round) -> set[str]:
    """The households with an unfinished interview in a round."""
    names = (name.partition(_ROUND) for name in queries.typed(store, _INTERVIEW))
    return {household for household, _, of in names if of in ("", round_.id)}


def forget_half_typed(store: Store, household_id: str, round_: Round) -> None:
    """The store holds the answers now, or nobody wants them."""
    if _before_rounds(store, household_id, round_):
        queries.drop_typed(store, _name(household_id, _NO_ROUND))
    queries.drop_typed(store, _name(household_id, round_))


def keep_aside(store: Store, household_id: str, round_: Round, answers: Mapping[str, object]) -> None:
    """Keep answers that a newer form has no place for, until the interview is final."""
    queries.keep_typed(store, _aside(household_id, round_), {**kept_aside(store, household_id, round_), **answers})


def kept_aside(store: Store, household_id: str, round_: Round) -> dict[str, Any]:
    """The answers that were kept aside."""
    return dict(queries.typed(store, _aside(household_id, round_)).get("", {}))


def forget_aside(store: Store, household_id: str, round_: Round) -> None:
    """Nobody needs them any more."""
    queries.drop_typed(store, _aside(household_id, round_))


def _aside(household_id: str, round_: Round) -> str:
    return f"{_ASIDE}{household_id}{_ROUND}{round_.id or ''}"
