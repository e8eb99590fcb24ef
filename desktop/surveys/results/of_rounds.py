"""The results of rounds out of a store: which forms, which households, which groups. The counting is next door."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from desktop.models.catalogues import labels
from desktop.models.store import Store
from desktop.models.survey_answers import SurveyedHousehold, surveyed_households
from desktop.models.survey_facts import ComparisonFacts, QuestionFacts
from desktop.models.survey_rounds import Round
from desktop.surveys.known_forms import forms_of
from desktop.surveys.results.comparison import compared
from desktop.surveys.results.tabulation import Respondent, Tabulation

By = Literal["village", "class", "round", ""]
_NO_CLASS, _NO_VILLAGE = "Chưa rõ loại hộ", "Chưa rõ thôn"
_UNKNOWN = "-"


class _Told(msgspec.Struct):
    """What a household said about its class."""

    loai_ho: object = None


def tabulation(store: Store, rounds: Sequence[Round], by: By = "village", *, open_to_all: bool = True) -> Tabulation:
    """The answers that count in one round (by "round": in several), ready to be tabulated by village, class or round.

    The household's class is that of the commune's list, else what the household said (as in the indicators).
    """
    found = [(round_, household) for round_ in rounds for household in surveyed_households(store, round_)]
    versions = sorted({household.form_version for _, household in found}, reverse=True)
    form_id = next((round_.form_id for round_ in rounds if round_.form_id), found[0][1].form_id if found else "")
    places = {version: place for place, version in enumerate(versions)}
    respondents = [
        Respondent(_group(by, round_, one), places[one.form_version], one.answers, one.household_id)
        for round_, one in found
    ]
    groups = _groups(store, rounds, by, {one.group for one in respondents})
    forms = forms_of(store, form_id, versions)
    return Tabulation(forms, respondents, groups, overlapping=by == "round", open_to_all=open_to_all)


def comparison(
    store: Store, before: Round, after: Round, by: By = "village", *, open_to_all: bool = True
) -> list[ComparisonFacts]:
    """Every question that both rounds asked, with the difference between them."""
    earlier, later = (tabulation(store, [round_], by, open_to_all=open_to_all) for round_ in (before, after))
    tables = {(table.repeat, table.name): table for table in earlier.tables()}
    return [
        compared(tables[table.repeat, table.name], table, _both(table, earlier, later))
        for table in later.tables()
        if (table.repeat, table.name) in tables
    ]


def _both(table: QuestionFacts, earlier: Tabulation, later: Tabulation) -> dict[str, int]:
    """How many households answered a question in both rounds, by their group in the later one; "" all together."""
    counts = {"": 0}
    if not table.repeat:
        first = earlier.answered_by(table.name)
        for household, group in later.answered_by(table.name).items():
            if household in first:
                counts[""] += 1
                counts[group] = counts.get(group, 0) + 1
    return counts


def _group(by: By, round_: Round, household: SurveyedHousehold) -> str:
    """The key of the group that a household is in."""
    if by == "class":
        return household.household_class or _told_class(household.answers) or _UNKNOWN
    return {"village": household.village_id or _UNKNOWN, "round": round_.id or _UNKNOWN}.get(by, _UNKNOWN)


def _told_class(answers: str) -> str:
    """The class that a household said, "" when it said none."""
    try:
        told = msgspec.json.decode(answers, type=_Told).loai_ho
    except msgspec.DecodeError:
        return ""
    return told if isinstance(told, str) else ""


def _groups(store: Store, rounds: Sequence[Round], by: By, found: set[str]) -> dict[str, str]:
    """Key -> name of every group in order; villages and classes without a response are left out."""
    if by == "round":
        return {round_.id or _UNKNOWN: round_.name for round_ in rounds}
    if by == "village":
        names = dict(store.rows("SELECT id, name FROM village WHERE NOT deleted ORDER BY position, code, id"))
        names[_UNKNOWN] = _NO_VILLAGE
    else:
        names = {**labels("household_class"), _UNKNOWN: _NO_CLASS} if by else {_UNKNOWN: "Tất cả"}
    return {key: names.get(key, key) for key in (*names, *sorted(found - set(names))) if key in found}
