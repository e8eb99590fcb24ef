"""The answers that count in a round, read for tables and exports. Which ones count is said in `survey_rounds`."""

from collections.abc import Iterator
from typing import NamedTuple

from desktop.models.store import Store
from desktop.models.succession import homes_on
from desktop.models.survey_rounds import RESPONSES, Round


class CountedResponse(NamedTuple):
    """The response that counts for a household; `answers` is its JSON, `village_id` where the household is today."""

    id: str
    household_id: str
    household_code: str
    village_id: str
    household_class: str  # the commune's official list; "" when it says nothing
    form_id: str
    form_version: str
    interviewed_on: str  # ISO date, "" when not known
    answers: str


class SurveyedHousehold(NamedTuple):
    """The same with what tables need, for households that live here now."""

    household_id: str
    village_id: str
    household_class: str
    form_id: str
    form_version: str
    answers: str


def counted_responses(store: Store, round_: Round, *, form_id: str = "") -> Iterator[CountedResponse]:
    """The responses that count in a round, by village and household code, one after the other, to be exported."""
    homes = homes_on(store, round_.day)
    sql = (
        f"{RESPONSES} SELECT r.id, r.household_id, COALESCE(h.code, ''), COALESCE(h.village_id, ''),"  # noqa: S608
        " COALESCE(h.household_class, ''), r.form_id, r.form_version, COALESCE(r.interviewed_on, ''),"
        " COALESCE(r.answers, '{}') FROM surveyed JOIN household h ON h.id = surveyed.household_id"
        " JOIN response r ON r.id = surveyed.id WHERE ?5 = '' OR r.form_id = ?5"
        " ORDER BY h.village_id, h.code, r.household_id"
    )
    for row in store.each(sql, [*round_.parameters, form_id]):
        found = CountedResponse._make(row)
        yield found._replace(village_id=homes[found.village_id]) if found.village_id in homes else found


def responses_counted(store: Store, round_: Round) -> int:
    """How many responses count in a round."""
    return int(store.value(f"{RESPONSES} SELECT count(*) FROM surveyed", round_.parameters))  # noqa: S608 - constants


def surveyed_households(store: Store, round_: Round) -> list[SurveyedHousehold]:
    """The resident households (H of DOMAIN 3.4) with a response that counts in a round, in no order."""
    homes = homes_on(store, round_.day)
    sql = (
        f"{RESPONSES} SELECT r.household_id, COALESCE(h.village_id, ''), COALESCE(h.household_class, ''),"  # noqa: S608
        " r.form_id, r.form_version, COALESCE(r.answers, '{}') FROM surveyed"
        " JOIN household h ON h.id = surveyed.household_id JOIN response r ON r.id = surveyed.id"
        " WHERE h.status = 'dang_cu_tru' AND (?5 = '' OR r.form_id = ?5)"
    )
    found = list(map(SurveyedHousehold._make, store.rows(sql, [*round_.parameters, round_.form_id])))
    return [one._replace(village_id=homes.get(one.village_id, one.village_id)) for one in found] if homes else found


def versions_counted(store: Store, round_: Round) -> list[tuple[str, str]]:
    """Form id and version of every questionnaire that a counted response was asked with, the newest version first."""
    sql = (
        f"{RESPONSES} SELECT DISTINCT r.form_id, r.form_version FROM surveyed"  # noqa: S608 - constants
        " JOIN response r ON r.id = surveyed.id ORDER BY r.form_id, r.form_version DESC"
    )
    return [(form_id, version) for form_id, version in store.rows(sql, round_.parameters)]
