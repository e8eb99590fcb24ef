"""Indicators of the survey counted by hand: what is not known stays unknown, what is deleted is gone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.models.households import Consent, Household, Response
from desktop.models.journal import changing
from desktop.models.store import Store
from desktop.models.survey_rounds import DONE, DRAFT, NOT_YET, round_on, rounds_on, survey_states
from desktop.models.village_queries import interview_of
from tests.makers import OTHER_VILLAGE_ID, add_household, make_store
from tests.models.indicator_makers import MISSING, answered, figures, rate, told
from tests.models.record_makers import (
    JULY,
    add_consent,
    add_line,
    add_member,
    add_response,
    add_round,
    add_session,
    add_team,
    add_villages,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A commune's desk with two villages and a round."""
    with make_store(tmp_path, "commune") as opened:
        with changing(opened) as change:
            add_villages(change, "Nà Quang", "Nà Bản")
            add_round(change)
        yield opened


# --- the survey ---


def test_rates_of_people_need_both_numbers(store: Store) -> None:
    found = answered(
        store,
        {"so_nk": 5, "so_14": 4, "so_vneid2": 3, "so_tktt": 2, "so_sskdt": 1, "so_bdhvs": 0},
        {"so_nk": 3, "so_14": 2, "so_vneid2": MISSING, "so_bdhvs": 2},
        {"so_14": MISSING, "so_vneid2": 2},
        {},
    )
    assert rate(found["CQ-3"]) == (3, 4)
    assert told(found["CQ-3"]) == (3, 1, 5)
    assert rate(found["KT-1"]) == (2, 4)
    assert rate(found["XH-1"]) == (1, 5)
    assert told(found["XH-5"]) == (2, 2, 5)
    assert found["XH-5"].base is None


def test_rates_of_households(store: Store) -> None:
    found = answered(
        store,
        {"dvc_12t": "tu_lam", "c_tn": "co", "zalo_thon": "khong", "tt_ktm": "thuong_xuyen", "so_dttm": 2},
        {"dvc_12t": "lam_ho", "c_tn": "khong", "zalo_thon": "co", "tt_ktm": "thinh_thoang", "so_dttm": 0},
        {"dvc_12t": "chua", "c_tn": "khong_biet", "zalo_thon": MISSING, "tt_ktm": "khong", "so_dttm": MISSING},
        {"dvc_12t": "khong_nhu_cau", "c_tn": "", "tt_ktm": "", "so_dttm": "2"},
    )
    rates = {code: rate(found[code]) for code in ("CQ-4", "CQ-5", "CQ-5-zalo", "KT-2", "XH-2")}
    assert rates == {"CQ-4": (1, 3), "CQ-5": (1, 2), "CQ-5-zalo": (1, 2), "KT-2": (2, 3), "XH-2": (1, 2)}


def test_rates_over_lists(store: Store) -> None:
    found = answered(
        store,
        {"sxkd": "san_xuat", "kenh_ban": ["facebook_zalo", "voso"], "ket_noi": ["cap_quang", "di_dong"]},
        {"sxkd": "ca_hai", "kenh_ban": ["chua"], "qr_ban": "co", "ket_noi": ["khong"]},
        {"sxkd": "kinh_doanh", "kenh_ban": ["facebook_zalo"], "qr_ban": "khong_biet", "ket_noi": ["di_dong"]},
        {"sxkd": "kinh_doanh", "kenh_ban": MISSING, "qr_ban": "khong", "ket_noi": []},
        {"sxkd": "khong", "ket_noi": MISSING},
    )
    rates = {code: rate(found[code]) for code in ("KT-3", "KT-5", "XH-3", "XH-3-cap-quang")}
    assert rates == {"KT-3": (1, 3), "KT-5": (1, 2), "XH-3": (2, 3), "XH-3-cap-quang": (1, 3)}


def test_a_household_without_all_five_skills_has_nobody_with_all_five(store: Store) -> None:
    five = ["dvc_tt", "mua_sam", "thanh_toan", "bao_ve", "nen_tang_dp"]
    found = answered(
        store,
        {"kn_ho": five, "so_5kn": 2},
        {"kn_ho": five, "so_5kn": 0},
        {"kn_ho": five, "so_5kn": MISSING},
        {"kn_ho": five[:4]},
        {"kn_ho": ["khong"]},
        {"kn_ho": MISSING},
    )
    assert told(found["XH-4"]) == (1, 4, 7)


def test_without_answers_a_rate_and_a_sum_are_unknown(store: Store) -> None:
    found = answered(store)
    assert told(found["XH-2"]) == (None, 0, 1)
    assert found["XH-2"].base == 0
    assert found["XH-5"].value is None
    assert rate(found["KS-1"]) == (0, 1)


def test_without_households_even_the_survey_is_unknown(store: Store) -> None:
    assert rate(figures(store)["KS-1"]) == (None, 0)


@pytest.mark.parametrize(("having", "value"), [(4, None), (5, 5)])
def test_small_cells_of_poor_households_are_hidden(store: Store, having: int, value: int | None) -> None:
    with changing(store) as change:
        for place in range(7):
            poor = add_household(change, household_class="1" if place % 2 else "2")
            add_response(change, poor, {"so_dttm": 1 if place < having else 0, "loai_ho": "4"})
        by_answer = add_household(change)
        add_response(change, by_answer, {"so_dttm": 0, "loai_ho": "2"})
        add_response(change, add_household(change, household_class="3"), {"so_dttm": 1, "loai_ho": "1"})
    assert rate(figures(store)["KS-2"]) == (value, 8)


def states(store: Store) -> list[str]:
    found = survey_states(store, round_on(store, JULY.last_day))
    return [found[household] for household in sorted(found)]


def test_which_households_are_surveyed(store: Store) -> None:
    with changing(store) as change:
        homes = [add_household(change, head_name=f"Hộ Số {number}") for number in range(9)]
        add_response(change, homes[0], consent="loi_noi")
        add_response(change, homes[1], consent="tu_choi")
        add_response(change, homes[2], consent="", contact="vang_nha")
        add_response(change, homes[3], consent="", contact="hen_lai")
        add_response(change, homes[4], state="draft")
        add_consent(change, homes[5], "tu_choi")
        add_response(change, homes[6], consent_id=add_consent(change, homes[6], withdrawn_on=date(2025, 7, 20)))
        add_response(change, homes[7], consent="")
        change.set(Household, homes[8], status="tam_vang")
    order = [name for _, name in sorted(zip(homes, range(9), strict=True))]
    assert [states(store)[order.index(number)] for number in range(9)] == [
        *("xong", "tu_choi", "vang", "chua", "nhap", "tu_choi", "tu_choi", "chua", "chua")
    ]
    found = figures(store)
    assert [rate(found[code]) for code in ("KS-1", "KS-1-tu-choi", "KS-1-vang")] == [(1, 8), (3, 8), (1, 8)]


def test_answers_of_households_that_are_not_resident_do_not_count(store: Store) -> None:
    with changing(store) as change:
        add_response(change, add_household(change), {"so_dttm": 0})
        add_response(change, add_household(change, status="da_chuyen_di"), {"so_dttm": 1})
    assert rate(figures(store)["XH-2"]) == (0, 1)


def test_the_last_valid_response_counts(store: Store) -> None:
    with changing(store) as change:
        home = add_household(change)
        add_response(change, home, {"so_dttm": 0}, interviewed_on=date(2025, 7, 20))
        add_response(change, home, {"so_dttm": 3}, interviewed_on=date(2025, 7, 10))
        add_response(change, home, {"so_dttm": 9}, interviewed_on=date(2025, 8, 1))
        add_response(change, home, consent="", contact="vang_nha", interviewed_on=date(2025, 7, 25))
    assert rate(figures(store)["XH-2"]) == (0, 1)


def test_an_amended_response_does_not_count_but_a_draft_amends_nothing(store: Store) -> None:
    with changing(store) as change:
        home, other = add_household(change), add_household(change)
        first = add_response(change, home, {"so_dttm": 0}, interviewed_on=date(2025, 7, 20))
        second = add_response(change, home, {"so_dttm": 1}, amends_id=first)
        kept = add_response(change, other, {"so_dttm": 0})
        add_response(change, other, {"so_dttm": 5}, amends_id=kept, state="draft")
    assert rate(figures(store)["XH-2"]) == (1, 2)
    with changing(store) as change:
        add_response(change, home, {"so_dttm": 0}, amends_id=second)
    assert rate(figures(store)["XH-2"]) == (0, 2)


def test_responses_of_other_rounds_and_of_none(store: Store) -> None:
    with changing(store) as change:
        old = add_round(change, name="đợt 0", first_day=date(2025, 1, 1))
        add_response(change, add_household(change), {"so_dttm": 1}, round_id=old)
        add_response(change, add_household(change), {"so_dttm": 1}, interviewed_on=date(2025, 6, 30))
        add_response(change, add_household(change), {"so_dttm": 1}, interviewed_on=date(2025, 7, 1))
        add_response(change, add_household(change), {"so_dttm": 1}, interviewed_on=None)
    assert rate(figures(store)["KS-1"]) == (2, 4)


def test_the_household_round_counts_also_while_another_form_is_out(store: Store) -> None:
    with changing(store) as change:
        add_round(change, name="nhanh", form_id="hoi_nhanh", first_day=date(2025, 7, 15))
    assert round_on(store, JULY.last_day).name == "đợt 1"
    assert round_on(store, date(2025, 6, 30)).id is None


def test_a_response_without_a_round_counts_for_its_own_form_alone(store: Store) -> None:
    with changing(store) as change:
        quick = add_round(change, name="nhanh", form_id="hoi_nhanh", first_day=date(2025, 7, 15))
        done, begun = add_household(change), add_household(change)
        add_response(change, done, {"so_dttm": 1}, interviewed_on=date(2025, 7, 20))
        add_response(change, begun, {}, state="draft", interviewed_on=date(2025, 7, 20))
    first, second = rounds_on(store, JULY.last_day)
    assert second.id == quick
    assert survey_states(store, first) == {done: DONE, begun: DRAFT}
    assert survey_states(store, second) == {done: NOT_YET, begun: NOT_YET}
    assert interview_of(store, done, second) is None
    assert interview_of(store, done, first) is not None


def test_deleted_records_of_the_survey_do_not_count(store: Store) -> None:
    with changing(store) as change:
        homes = [add_household(change) for _ in range(3)]
        response = add_response(change, homes[0], {"so_dttm": 1})
        consent = add_consent(change, homes[1])
        add_response(change, homes[1], {"so_dttm": 1}, consent_id=consent)
        add_response(change, homes[2], {"so_dttm": 1})
    assert rate(figures(store)["XH-2"]) == (3, 3)
    with changing(store) as change:
        change.delete(Response, response)
        change.delete(Consent, consent)
        change.delete(Household, homes[2])
    assert rate(figures(store)["XH-2"]) == (None, 0)
    assert rate(figures(store)["KS-1"]) == (0, 2)


def test_what_another_village_wrote_does_not_count(store: Store) -> None:
    with changing(store) as change:
        home = add_household(change)
        response = add_response(change, home, {"so_dttm": 1})
        add_response(change, home, {"so_dttm": 0}, village=OTHER_VILLAGE_ID, amends_id=response)
        session = add_session(change)
        add_line(change, session, visits=2)
        add_line(change, session, visits=90, village=OTHER_VILLAGE_ID)
        team = add_team(change)
        add_member(change, team)
        add_member(change, team, village=OTHER_VILLAGE_ID)
    found = figures(store)
    assert (rate(found["XH-2"]), found["HD02"].value, found["TC02"].value) == ((1, 1), 2, 1)
