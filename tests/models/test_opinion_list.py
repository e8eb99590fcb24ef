"""Opinions of residents: in what order, how long they wait, what the survey offers and to whom it keeps silent."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.models.acts import acting
from desktop.models.erasing import erase
from desktop.models.households import Consent
from desktop.models.journal import changing
from desktop.models.opinion_list import (
    ANSWERED,
    FORWARDED,
    LONG_WAIT,
    NEW,
    numbers_in,
    offered_opinions,
    opinions,
    put_aside,
    take_over,
)
from desktop.models.rules.findings import RuleBroken
from desktop.models.store import Store
from desktop.models.village_queries import keep_typed, typed
from desktop.models.work import Opinion
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, make_store
from tests.models.record_makers import add_consent, add_response

DAY = date(2025, 7, 31)
SAID = "Muốn có mạng khỏe hơn"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "thon", "village", VILLAGE_ID) as opened:
        yield opened


def add_opinion(store: Store, ago: int = 1, **values: Any) -> str:
    given = {"received_on": DAY - timedelta(days=ago), "topic": "khac", "content": SAID, "state": NEW, **values}
    with acting(store) as acts:
        return acts.add(Opinion, village_id=VILLAGE_ID, **given)


def answered(day: date = DAY) -> dict[str, Any]:
    return {"state": ANSWERED, "answer": "Đã báo nhà mạng", "answered_on": day}


# --- the list ---


def test_those_that_wait_come_first_the_longest_first(store: Store) -> None:
    add_opinion(store, 3, content="ba")
    add_opinion(store, 20, content="xong", **answered())
    add_opinion(store, 9, content="chín", state=FORWARDED, forwarded_on=DAY)
    assert [row.content for row in opinions(store, DAY)] == ["chín", "ba", "xong"]


def test_waiting_is_counted_in_days_until_the_answer(store: Store) -> None:
    add_opinion(store, LONG_WAIT)
    add_opinion(store, LONG_WAIT + 1, **answered())
    waiting, done = opinions(store, DAY)
    assert (waiting.waits, waiting.waits_long, done.waits, done.waits_long) == (LONG_WAIT, False, None, False)
    (later, _) = opinions(store, DAY + timedelta(days=1))
    assert later.waits_long


def test_a_household_s_page_gets_its_own_and_anonymous_ones_are_nobody_s(store: Store) -> None:
    with changing(store) as change:
        home = add_household(change, head_name="Nông Thị Nói")
    mine = add_opinion(store, household_id=home)
    add_opinion(store)
    assert [row.id for row in opinions(store, DAY, household_id=home)] == [mine]
    assert sorted(row.household for row in opinions(store, DAY)) == ["", "Nông Thị Nói"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gọi 0912 345 678 nhé", ["0912 345 678"]),
        ("số 0912.345.678, hoặc +84912345678", ["0912.345.678", "+84912345678"]),
        ("căn cước 006085001234", ["006085001234"]),
        ("CMND 095012345", ["095012345"]),
        ("12 hộ, 350 người, từ 5/7/2025 đến 31/12/2025", []),
        ("mất 1 500 000 đồng", []),
    ],
)
def test_numbers_of_telephones_and_papers_are_seen(text: str, found: list[str]) -> None:
    assert numbers_in(text) == found


# --- the rules ---


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"state": FORWARDED}, ["forwarded_on"]),
        ({"state": ANSWERED}, ["answer", "answered_on"]),
        ({**answered(), "answer": "  "}, ["answer"]),
        ({"state": FORWARDED, "forwarded_on": DAY - timedelta(days=9)}, ["forwarded_on"]),
        (answered(DAY - timedelta(days=9)), ["answered_on"]),
        ({"received_on": date(2025, 8, 2)}, ["received_on"]),
    ],
)
def test_an_opinion_that_cannot_be(store: Store, values: dict[str, Any], fields: list[str]) -> None:
    with pytest.raises(RuleBroken) as caught:
        add_opinion(store, **values)
    assert [finding.field for finding in caught.value.findings] == fields
    assert opinions(store, DAY) == []


# --- out of the survey ---


def surveyed(
    store: Store, text: object = SAID, *, consent: str = "ky", village: str = VILLAGE_ID, **values: Any
) -> str:
    with changing(store) as change:
        home = add_household(change, village, head_name="Nông Thị Nói")
        return add_response(change, home, {"y_kien": text}, consent=consent, village=village, **values)


def test_what_a_household_said_is_offered_and_taken_over_once(store: Store) -> None:
    response = surveyed(store)
    (offered,) = offered_opinions(store, VILLAGE_ID)
    assert (offered.household, offered.content) == ("Nông Thị Nói", SAID)
    assert opinions(store, DAY) == []  # never by itself
    with acting(store) as acts:
        record = take_over(acts, VILLAGE_ID, offered, "song_mang")
    (row,) = opinions(store, DAY)
    assert (row.id, row.content, row.topic, row.household_id, row.state) == (
        record, SAID, "song_mang", offered.household_id, NEW,
    )  # fmt: skip
    assert offered_opinions(store, VILLAGE_ID) == []
    with acting(store) as acts:
        acts.delete(Opinion, record)
    assert offered_opinions(store, VILLAGE_ID) == []  # who deleted it does not want it again
    with changing(store) as change:
        add_response(change, offered.household_id, {"y_kien": SAID}, amends_id=response)
    assert offered_opinions(store, VILLAGE_ID) == []  # nor when the interview was corrected


def test_what_was_put_aside_is_offered_no_more_but_stays_in_the_survey(store: Store) -> None:
    surveyed(store)
    put_aside(store, offered_opinions(store, VILLAGE_ID))
    assert offered_opinions(store, VILLAGE_ID) == []
    assert store.value("SELECT json_extract(answers, '$.y_kien') FROM response") == SAID


@pytest.mark.parametrize("text", ["", "   ", None, {"missing": "refused"}, 5])
def test_no_words_are_no_opinion(store: Store, text: object) -> None:
    surveyed(store, text)
    assert offered_opinions(store, VILLAGE_ID) == []


def test_without_consent_nothing_is_offered(store: Store) -> None:
    surveyed(store, consent="tu_choi")
    surveyed(store, consent="")
    surveyed(store, state="draft")
    assert offered_opinions(store, VILLAGE_ID) == []


def test_a_consent_that_was_taken_back_or_refused_later_silences_the_survey(store: Store) -> None:
    surveyed(store)
    surveyed(store)
    first, second = offered_opinions(store, VILLAGE_ID)
    with changing(store) as change:
        consent = store.value("SELECT id FROM consent WHERE household_id = ?", [first.household_id])
        change.set(Consent, str(consent), withdrawn_on=DAY)
        add_consent(change, second.household_id, "tu_choi", given_on=DAY)
    assert offered_opinions(store, VILLAGE_ID) == []


def test_another_village_s_survey_is_not_offered(tmp_path: Path) -> None:
    with make_store(tmp_path / "xa", "commune") as xa:
        surveyed(xa, village=OTHER_VILLAGE_ID)
        assert offered_opinions(xa, VILLAGE_ID) == []


def test_erasing_a_household_erases_what_it_said(store: Store) -> None:
    with changing(store) as change:
        home = add_household(change)
    add_opinion(store, household_id=home, content="Điều bí mật của hộ")
    kept = add_opinion(store, content="Không nêu tên")
    erase(store, "household", home)
    assert [row.id for row in opinions(store, DAY)] == [kept]
    assert "bí mật" not in str(store.rows("SELECT * FROM opinion")) + str(store.rows("SELECT * FROM journal"))


def test_erasing_a_household_forgets_the_opinion_of_it_that_is_being_typed(store: Store) -> None:
    with changing(store) as change:
        home, other = add_household(change), add_household(change)
    keep_typed(store, "opinion:new", {"household_id": [home, "Nông Thị Nói"], "content": "Điều bí mật"})
    erase(store, "household", other)
    assert typed(store, "opinion:") != {}
    erase(store, "household", home)
    assert typed(store, "opinion:") == {}
