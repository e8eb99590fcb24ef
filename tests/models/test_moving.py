"""Households that move, split and join: the rules, what is written, what is counted, taking it back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.models import moving as acts_of
from desktop.models.act_undo import undo_last
from desktop.models.acts import acting
from desktop.models.households import Household
from desktop.models.moving import Leaving
from desktop.models.rules import moving
from desktop.models.rules.findings import RuleBroken
from desktop.models.rules.moving import ABSENT, GONE, HERE, JOINED, Home
from desktop.models.store import Store
from tests.makers import VILLAGE_ID, add_household, changing, make_store

DAY, TODAY = date(2025, 7, 20), date(2025, 8, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "thon", "village", VILLAGE_ID) as made:
        yield made


@pytest.fixture
def homes(store: Store) -> tuple[str, str]:
    with changing(store) as change:
        return add_household(change, head_name="Nông Văn A", people=5), add_household(
            change, head_name="Lý A Páo", people=3
        )


def living(store: Store) -> tuple[int, int]:
    """Households that count, and their people."""
    sql = "SELECT count(*), sum(people) FROM household WHERE NOT deleted AND status = 'dang_cu_tru'"
    return tuple(store.rows(sql)[0])


def get(store: Store, record: str) -> Household:
    found = store.get(Household, record)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("now", "then", "may"),
    [(HERE, ABSENT, True), (HERE, GONE, True), (HERE, HERE, False), (ABSENT, HERE, True), (ABSENT, GONE, True),
     (GONE, HERE, True), (GONE, ABSENT, False), (GONE, JOINED, False), (JOINED, HERE, True), (JOINED, GONE, False)],
)  # fmt: skip
def test_which_status_may_follow_which(now: str, then: str, may: bool) -> None:
    assert (moving.status_problems(Home("a", "A", now), then, DAY, TODAY) == []) is may


def test_days_are_neither_to_come_nor_before_the_last_change() -> None:
    home = Home("a", "A", HERE, date(2025, 7, 10))
    assert moving.day_problems(home, date(2025, 7, 10), TODAY) == []
    assert moving.day_problems(home, date(2025, 7, 9), TODAY)
    assert moving.day_problems(home, TODAY, TODAY) == []
    assert moving.day_problems(home, date(2025, 8, 2), TODAY)


@pytest.mark.parametrize(
    ("people", "leaving", "may"),
    [(5, 4, True), (5, 5, False), (5, 6, False), (5, 0, False), (5, None, True), (None, 9, True), (None, 51, False)],
)
def test_somebody_leaves_and_somebody_stays(people: int | None, leaving: int | None, may: bool) -> None:
    assert (moving.split_problems(Home("a", "A", people=people), leaving, DAY, TODAY) == []) is may


def test_no_household_joins_itself_one_that_is_gone_or_in_a_circle(store: Store, homes: tuple[str, str]) -> None:
    one, other = Home("a", "A", people=4), Home("b", "B", people=3)
    assert moving.join_problems(one, other, DAY, TODAY) == []
    assert moving.join_problems(one, one, DAY, TODAY)
    assert moving.join_problems(one, Home("b", "B", GONE), DAY, TODAY)
    assert moving.join_problems(one, Home("b", "B", HERE, people=47), DAY, TODAY)
    with acting(store) as acts:
        acts_of.join(store, acts, homes[0], homes[1], DAY)
    with pytest.raises(RuleBroken), acting(store) as acts:
        acts_of.join(store, acts, homes[1], homes[0], DAY)
    assert acts_of.now_in(store, homes[0]) == homes[1]
    assert moving.end_of_joins({"a": "b", "b": "c"}, "a") == "c"
    assert moving.end_of_joins({"a": "b", "b": "a"}, "a") == "b"


def test_a_household_that_left_no_longer_counts_and_comes_back(store: Store, homes: tuple[str, str]) -> None:
    with acting(store) as acts:
        acts_of.leave(store, acts, homes[0], " xã Chợ Mới ", DAY)
    assert living(store) == (1, 3)
    assert acts_of.moves_told(store, get(store, homes[0])) == ["Đã chuyển đi từ ngày 20/07/2025, đến xã Chợ Mới."]
    with pytest.raises(RuleBroken), acting(store) as acts:
        acts_of.come_back(store, acts, homes[0], date(2025, 7, 1))
    with acting(store) as acts:
        acts_of.come_back(store, acts, homes[0], TODAY)
    assert (living(store), get(store, homes[0]).moved_to) == ((2, 8), None)


def test_moving_within_the_village_and_being_away(store: Store, homes: tuple[str, str]) -> None:
    with acting(store) as acts:
        acts_of.move_within(store, acts, homes[0], "Khe Thỉ", DAY)
        acts_of.be_absent(store, acts, homes[1], "", DAY)
    assert (get(store, homes[0]).hamlet, get(store, homes[0]).status) == ("Khe Thỉ", HERE)
    assert living(store) == (1, 5)
    assert acts_of.moves_told(store, get(store, homes[1])) == ["Tạm vắng cả hộ từ ngày 20/07/2025."]
    with pytest.raises(RuleBroken), acting(store) as acts:
        acts_of.move_within(store, acts, homes[0], "  ", DAY)


def test_a_split_makes_one_more_household_and_no_more_people(store: Store, homes: tuple[str, str]) -> None:
    with acting(store) as acts:
        new = acts_of.split(store, acts, homes[0], Leaving("nông văn con", 2, phone="0912345678"), DAY)
    assert living(store) == (3, 8)
    made = get(store, new)
    assert (made.head_name, made.people, made.split_from_id) == ("Nông Văn Con", 2, homes[0])
    assert get(store, homes[0]).people == 3
    assert acts_of.moves_told(store, made) == ["Tách ra từ hộ Nông Văn A."]
    assert acts_of.moves_told(store, get(store, homes[0])) == ["Đã tách ra hộ Nông Văn Con."]
    undo_last(store)
    assert (living(store), get(store, homes[0]).people) == ((2, 8), 5)


def test_a_join_makes_one_household_less_and_no_fewer_people(store: Store, homes: tuple[str, str]) -> None:
    with acting(store) as acts:
        acts_of.join(store, acts, homes[0], homes[1], DAY)
    assert living(store) == (1, 8)
    assert acts_of.moves_told(store, get(store, homes[0])) == ["Đã nhập vào hộ Lý A Páo từ ngày 20/07/2025."]
    assert acts_of.moves_told(store, get(store, homes[1])) == ["Đã nhận hộ Nông Văn A."]
    undo_last(store)
    assert (living(store), get(store, homes[0]).merged_into_id) == ((2, 8), None)
