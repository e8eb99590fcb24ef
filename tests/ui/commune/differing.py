"""Brings about conflicts: a village's laptop of the demo writes without knowing what the commune wrote."""

from typing import Any

from desktop.models.base import SharedModel
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.store import Store
from tests.makers import carry


def differ(
    commune: Store,
    laptop: Store,
    ours: dict[str, Any],
    theirs: dict[str, Any],
    *,
    model: type[SharedModel] = Household,
    record: str = "",
    place: int = 0,
    delete: bool = False,
) -> str:
    """Let the commune write `ours` and the laptop `theirs`, and perhaps delete it; the record's id.

    Without a record it is the `place`-th of the laptop's households that the commune has as well.
    """
    record = record or _both_have(commune, laptop)[place]
    if ours:
        with changing(commune) as change:
            change.set(model, record, **ours)
    later(commune, laptop, record, model=model, **theirs)
    if delete:
        with changing(laptop) as change:
            change.delete(model, record)
        carry(laptop, commune)
    return record


def later(commune: Store, laptop: Store, record: str, *, model: type[SharedModel] = Household, **values: Any) -> None:
    """The laptop writes on and hands in; it still knows nothing of the commune."""
    with changing(laptop) as change:
        change.set(model, record, **values)
    carry(laptop, commune)


def _both_have(commune: Store, laptop: Store) -> list[str]:
    """Households that nobody differs about yet."""
    differing = {record for (record,) in commune.rows("SELECT record FROM head")}
    sql = "SELECT id FROM household WHERE NOT deleted ORDER BY id"
    known = {record for (record,) in commune.rows(sql)} - differing
    return [record for (record,) in laptop.rows(sql) if record in known]
