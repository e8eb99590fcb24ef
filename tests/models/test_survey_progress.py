"""How far a round is: every household in one state, with whoever asked there, by hamlet and by interviewer."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.models.journal import changing
from desktop.models.store import Store
from desktop.models.survey_progress import (
    Part,
    ProgressLine,
    all_together,
    by_hamlet,
    by_interviewer,
    by_village,
    counted,
    standings,
    village_names,
)
from desktop.models.survey_rounds import AWAY, DONE, DRAFT, NOT_YET, REFUSED, Round, round_on, state_counts
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, make_store
from tests.models.record_makers import add_consent, add_response, add_round, add_villages

AUGUST = date(2025, 8, 31)
HOA, LAN = "m-hoa", "m-lan"
NAMES = {HOA: "Lộc Phương Hoa", LAN: "Nông Thị Lan"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two villages; in the first one a household in each state, each but the last gone to by somebody."""
    with make_store(tmp_path, "commune") as opened:
        with changing(opened) as change:
            add_villages(change, "Nà Quang", "Nà Bản")
            add_round(change)
            add_response(change, add_household(change, hamlet="Xóm Đồng"), interviewer_id=HOA)
            add_response(change, add_household(change, hamlet="Xóm Dưới"), contact="vang_nha", interviewer_id=LAN)
            refused = add_household(change, hamlet="Xóm Dưới")
            consent = add_consent(change, refused, "tu_choi", asked_by=LAN)
            add_response(change, refused, consent_id=consent)
            add_response(change, add_household(change), state="draft", interviewer_id="m-ai-do")
            add_household(change, hamlet="Xóm Đồng")
            add_household(change, hamlet="Xóm Đồng", status="da_chuyen_di")
            add_response(change, add_household(change, OTHER_VILLAGE_ID), village=OTHER_VILLAGE_ID)
        yield opened


@pytest.fixture
def round_(store: Store) -> Round:
    return round_on(store, AUGUST)


def states(lines: list[ProgressLine]) -> dict[str, dict[str, int]]:
    return {line.name: {state: count for state, count in line.states.items() if count} for line in lines}


def test_every_resident_household_is_in_one_state_with_who_asked_there(store: Store, round_: Round):
    found = {(one.village_id, one.hamlet, one.interviewer_id, one.state) for one in standings(store, round_)}
    assert found == {
        (VILLAGE_ID, "Xóm Đồng", HOA, DONE),
        (VILLAGE_ID, "Xóm Dưới", LAN, AWAY),
        (VILLAGE_ID, "Xóm Dưới", LAN, REFUSED),
        (VILLAGE_ID, "", "m-ai-do", DRAFT),
        (VILLAGE_ID, "Xóm Đồng", "", NOT_YET),
        (OTHER_VILLAGE_ID, "", "", DONE),
    }


def test_a_refusal_told_only_by_the_consent_names_who_asked_for_it(store: Store, round_: Round):
    with changing(store) as change:
        household = add_household(change, hamlet="Xóm Mới")
        add_consent(change, household, "tu_choi", asked_by=HOA)
    assert [one[3:5] for one in standings(store, round_) if one.household_id == household] == [(HOA, REFUSED)]


def test_a_commune_counts_the_same_without_household_ids(store: Store, round_: Round):
    with changing(store) as change:
        for _ in range(3):
            add_household(change, hamlet="Xóm Đồng")
    one_by_one, together = standings(store, round_), counted(store, round_)
    assert sum(one.households for one in together) == len(one_by_one) == 9
    assert max(one.households for one in together) == 4
    assert by_hamlet(together) == by_hamlet(one_by_one)
    assert by_interviewer(together, NAMES) == by_interviewer(one_by_one, NAMES)
    assert all_together(together, "") == all_together(one_by_one, "")


def test_the_numbers_are_those_of_the_indicators(store: Store, round_: Round):
    told = state_counts(store, round_)
    lines = by_village(counted(store, round_), village_names(store, round_))
    assert {line.key: dict(line.states) for line in lines} == told
    assert [line.name for line in lines] == ["Nà Quang", "Nà Bản"]


def test_hamlets_stand_in_vietnamese_order_and_those_without_one_last(store: Store, round_: Round):
    own = [one for one in standings(store, round_) if one.village_id == VILLAGE_ID]
    assert states(by_hamlet(own)) == {
        "Xóm Dưới": {AWAY: 1, REFUSED: 1},
        "Xóm Đồng": {DONE: 1, NOT_YET: 1},
        "Chưa ghi xóm": {DRAFT: 1},
    }
    assert [line.name for line in by_hamlet(own)] == ["Xóm Dưới", "Xóm Đồng", "Chưa ghi xóm"]


def test_by_interviewer_a_household_that_nobody_went_to_has_a_line_of_its_own(store: Store, round_: Round):
    lines = by_interviewer(standings(store, round_), {**NAMES, "m-ai-do": "Hoàng Văn Tư"})
    assert [line.name for line in lines] == [
        "Lộc Phương Hoa", "Nông Thị Lan", "Hoàng Văn Tư", "Chưa ghi người hỏi", "Chưa ai đến hỏi",
    ]  # fmt: skip
    assert [line.households for line in lines] == [1, 2, 1, 1, 1]
    assert sum(line.households for line in lines) == len(standings(store, round_))


@pytest.mark.parametrize(
    ("part", "households"),
    [
        (Part(), 6),
        (Part(hamlet="Xóm Dưới"), 2),
        (Part(hamlet="Xóm Dưới", state=AWAY), 1),
        (Part(hamlet=""), 2),
        (Part(village_id=OTHER_VILLAGE_ID), 1),
        (Part(interviewer_id=LAN), 2),
        (Part(interviewer_id=""), 1),  # who did the other village's is not known; nobody went to Xóm Đồng's second
        (Part(state=NOT_YET), 1),
    ],
)
def test_the_households_behind_a_bar_are_as_many_as_it_says(store: Store, round_: Round, part: Part, households: int):
    assert sum(map(part.holds, standings(store, round_))) == households


def test_the_latest_of_several_responses_counts(store: Store, round_: Round):
    with changing(store) as change:
        household = add_household(change)
        for day, who in ((3, HOA), (9, LAN), (6, HOA)):
            add_response(change, household, interviewed_on=date(2025, 8, day), interviewer_id=who)
    assert [one.interviewer_id for one in standings(store, round_) if one.household_id == household] == [LAN]
