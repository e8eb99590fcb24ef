"""Households that were asked twice in one round: found and told, never put right by the program. Reading only."""

from desktop.models.store import Store
from desktop.models.survey_rounds import RESPONSES, Round


def asked_twice(store: Store, round_: Round) -> dict[str, int]:
    """Household id -> how many final responses of the round count for it, where that is more than one.

    A correction takes the place of what it amends and is no second response; a visit to a closed door is none either.
    """
    sql = f"{RESPONSES} SELECT household_id, count(*) FROM final WHERE counts GROUP BY 1 HAVING count(*) > 1"  # noqa: S608
    return dict(store.rows(sql, round_.parameters))
