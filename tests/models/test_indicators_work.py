"""HD06, HD07 and KT-6 counted by hand: unknown until a village keeps the list, and then 0 is a 0."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.models.indicators import commune_figures
from desktop.models.journal import changing
from desktop.models.report_facts import period_facts
from desktop.models.store import Store
from desktop.models.work import Commitment, Initiative, Opinion
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, make_store
from tests.models.indicator_makers import figures, told
from tests.models.record_makers import add_period, add_report, add_villages, note_bundle

IN_JULY, IN_JUNE, IN_AUGUST = date(2025, 7, 10), date(2025, 6, 30), date(2025, 8, 1)
CODES = ("HD06", "HD06-tra-loi", "HD07", "KT-6")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path, "commune") as opened:
        with changing(opened) as change:
            add_villages(change, "Nà Quang", "Nà Bản")
        yield opened


def add(store: Store, model: Any, village: str | None = VILLAGE_ID, **values: Any) -> str:
    defaults: dict[Any, dict[str, Any]] = {
        Opinion: {"received_on": IN_JULY, "topic": "khac", "content": "Lời", "state": "moi"},
        Initiative: {"name": "Cách làm", "begun_on": IN_JULY},
        Commitment: {"household_id": "0198636f-0000-7000-8000-0000000000aa", "product": "Chè", "signed_on": IN_JULY},
    }
    with changing(store) as change:
        return change.add(model, village_id=village, **{**defaults[model], **values})


def values(store: Store) -> list[int | None]:
    found = figures(store)
    return [found[code].value for code in CODES]


def test_a_village_that_never_kept_a_list_is_not_known(store: Store) -> None:
    add(store, Opinion, OTHER_VILLAGE_ID)
    add(store, Opinion, received_on=IN_AUGUST)  # kept only since after the period
    assert values(store) == [None] * 4


def test_once_a_list_is_kept_nothing_in_a_period_is_a_nought(store: Store) -> None:
    add(store, Opinion, received_on=IN_JUNE)
    add(store, Initiative, begun_on=IN_JUNE)
    assert values(store) == [0, 0, 0, None]


def test_opinions_of_the_period_and_those_of_them_answered_in_time(store: Store) -> None:
    add(store, Opinion)
    add(store, Opinion, state="da_tra_loi", answer="Rồi", answered_on=date(2025, 7, 31))
    add(store, Opinion, state="da_tra_loi", answer="Rồi", answered_on=IN_AUGUST)
    add(store, Opinion, received_on=IN_JUNE, state="da_tra_loi", answer="Rồi", answered_on=IN_JULY)
    gone = add(store, Opinion)
    with changing(store) as change:
        change.delete(Opinion, gone)
    assert values(store)[:2] == [3, 1]


def test_commitments_stand_until_they_end(store: Store) -> None:
    add(store, Commitment, signed_on=IN_JUNE)
    add(store, Commitment, signed_on=IN_JUNE, ended_on=date(2025, 7, 31))
    add(store, Commitment, signed_on=IN_JULY, ended_on=IN_AUGUST)
    add(store, Commitment, signed_on=IN_AUGUST)
    assert values(store)[3] == 2


def test_the_commune_sums_over_the_villages_that_know_and_says_how_many(store: Store) -> None:
    with changing(store) as change:
        period = add_period(change)
        for village in (VILLAGE_ID, OTHER_VILLAGE_ID):
            add_report(change, period, village)
    for village in (VILLAGE_ID, OTHER_VILLAGE_ID):
        note_bundle(store, village, "2025-08-01T01:00:00+00:00")
    add(store, Opinion)
    add(store, Opinion)
    add(store, Initiative)
    add(store, Initiative, OTHER_VILLAGE_ID)
    totals = commune_figures(store, period_facts(store, period)).totals
    assert told(totals["HD06"]) == (2, 1, 2)
    assert told(totals["HD07"]) == (2, 2, 2)
    assert told(totals["KT-6"]) == (None, 0, 2)


def test_a_village_that_has_not_handed_in_stays_out_of_the_sum(store: Store) -> None:
    with changing(store) as change:
        period = add_period(change)
    add(store, Opinion)
    totals = commune_figures(store, period_facts(store, period)).totals
    assert totals["HD06"].value is None
