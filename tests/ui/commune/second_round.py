"""A second round in a commune's store: the households of the first one asked again, some of them answering better."""

from datetime import timedelta

import msgspec

from desktop.models.households import Response
from desktop.models.journal import changing
from desktop.models.reporting import SurveyRound
from desktop.models.survey_answers import counted_responses
from desktop.models.survey_rounds import rounds_on
from desktop.ui.desk import Desk


def add_second_round(desk: Desk) -> str:
    """Round 2, begun five days ago; every third household now has what it said no to. Gives its id."""
    first = rounds_on(desk.store, desk.day)[0]
    asked = list(counted_responses(desk.store, first))
    consents = dict(desk.store.rows("SELECT id, consent_id FROM response"))
    with changing(desk.store) as change:
        second = change.add(SurveyRound, name="đợt 2", form_id=first.form_id, first_day=desk.day - timedelta(days=5))
        for number, one in enumerate(asked[: len(asked) * 3 // 4]):
            answers = msgspec.json.decode(one.answers)
            if number % 3 == 0:
                answers |= {"c_tn": "co", "zalo_thon": "co", "dvc_12t": "tu_lam"}
            change.add(
                Response, village_id=one.village_id, household_id=one.household_id, round_id=second,
                form_id=one.form_id, form_version=one.form_version, interviewed_on=desk.day - timedelta(days=2),
                contact="gap_duoc", consent_id=consents[one.id], state="final", answers=answers,
            )  # fmt: skip
    desk.tell_changed(frozenset({"survey_round", "response"}))
    return second
