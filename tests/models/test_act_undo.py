"""Hoàn tác, làm lại: the latest act first, under the rules, across a restart, never over what somebody went on from."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.clock import ScriptedClock
from desktop.errors import StoreError
from desktop.models.act_undo import redo_last, redo_told, undo_last, undo_told
from desktop.models.acts import acting
from desktop.models.digests import table_digests
from desktop.models.erasing import erase
from desktop.models.health import health_problems
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.rules.findings import RuleBroken
from desktop.models.sessions import Session, SessionLine
from desktop.models.store import Store
from tests.makers import VILLAGE_ID, make_store
from tests.models.team_makers import DAY, admit, found_team, members


def add_home(store: Store, name: str = "Nông Văn A") -> str:
    with acting(store) as acts:
        return acts.add(Household, village_id=VILLAGE_ID, head_name=name, status="dang_cu_tru")


def name_of(store: Store, record: str) -> str:
    home = store.get(Household, record)
    assert home is not None
    return "" if home.deleted else str(home.head_name)


def test_a_deleted_household_comes_back_as_it_was_and_says_so(village: Store) -> None:
    home = add_home(village)
    before = table_digests(village)
    with acting(village) as acts:
        acts.delete(Household, home)
    assert undo_told(village) == "Xóa hộ dân Nông Văn A"
    done = undo_last(village)
    assert done is not None
    assert done.told == "Xóa hộ dân Nông Văn A"
    assert done.tables == {"household"}
    assert table_digests(village) == before
    assert health_problems(village) == []


def test_an_act_of_several_records_goes_back_whole(village: Store) -> None:
    before = table_digests(village)
    with acting(village) as acts:
        session = acts.add(Session, village_id=VILLAGE_ID, kind="DN", held_on=DAY)
        for visits in (1, 2):
            acts.add(
                SessionLine, village_id=VILLAGE_ID, session_id=session, service_code="CQ01", beneficiary="nguoi_dan",
                visits=visits,
            )  # fmt: skip
    assert undo_told(village).endswith("và 2 mục nữa")
    undo_last(village)
    assert {name: one.count for name, one in table_digests(village).items()} == {
        name: one.count for name, one in before.items()
    }


def test_undone_acts_are_done_again_until_something_new_is_done(village: Store) -> None:
    home = add_home(village)
    for name in ("Nông Văn B", "Nông Văn C"):
        with acting(village) as acts:
            acts.set(Household, home, head_name=name)
    undo_last(village)
    undo_last(village)
    assert name_of(village, home) == "Nông Văn A"
    assert redo_told(village) == "Sửa hộ dân Nông Văn A"
    redo_last(village)
    assert name_of(village, home) == "Nông Văn B"
    redo_last(village)
    assert name_of(village, home) == "Nông Văn C"
    assert redo_last(village) is None
    undo_last(village)
    add_home(village, "Hộ Mới")
    assert redo_told(village) == ""
    assert redo_last(village) is None


def test_nothing_to_undo_is_no_error(village: Store) -> None:
    assert undo_told(village) == ""
    assert undo_last(village) is None


def test_what_was_changed_elsewhere_since_stays_and_the_act_before_it_can_be_reached(village: Store) -> None:
    first = add_home(village, "Hộ Một")
    second = add_home(village, "Hộ Hai")
    with changing(village) as change:  # as a bundle's merge or an older program would
        change.set(Household, second, phone="0912345678")
    with pytest.raises(StoreError, match="đã được sửa tiếp"):
        undo_last(village)
    assert name_of(village, second) == "Hộ Hai"
    undo_last(village)
    assert name_of(village, first) == ""


def test_what_a_resident_had_erased_never_comes_back(village: Store) -> None:
    earlier = add_home(village, "Hộ Trước")
    home = add_home(village)
    with acting(village) as acts:
        acts.set(Household, home, phone="0912345678")
    erase(village, "household", home)
    for _ in range(2):
        with pytest.raises(StoreError):
            undo_last(village)
    undo_last(village)
    assert name_of(village, earlier) == ""


def test_a_release_does_not_come_back_when_the_place_was_given_away(village: Store) -> None:
    team = found_team(village, 10)
    leaving = members(village)[9]
    admit(village, team, "Người Mới", role="CTV")
    collaborator = next(one for one in members(village) if one.role == "CTV")
    with acting(village) as acts:
        acts.release(leaving.id, on=DAY - timedelta(days=1), reason="chuyen_di")
    with changing(village) as change:
        change.set(type(collaborator), collaborator.id, role="TV")
    before = table_digests(village)
    with pytest.raises(RuleBroken, match="11 thành viên"):
        undo_last(village)
    assert table_digests(village) == before


def test_only_a_week_can_be_taken_back(village: Store) -> None:
    add_home(village)
    assert isinstance(village.clock, ScriptedClock)
    village.clock.advance(8 * 86400)
    assert undo_told(village) == ""


def test_it_works_after_a_restart(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("so") / "thon"
    store = make_store(home, "village", VILLAGE_ID)
    record = add_home(store)
    with acting(store) as acts:
        acts.delete(Household, record)
    clock = store.clock
    store.close()
    again = Store.open(home, clock)
    undo_last(again)
    assert name_of(again, record) == "Nông Văn A"
    again.close()


def test_two_hundred_acts_are_known(village: Store) -> None:
    home = add_home(village)
    for people in range(1, 210):
        with acting(village) as acts:
            acts.set(Household, home, people=people % 40)
    assert village.value("SELECT count(*) FROM done_act") == 200


acts_of_a_day = st.lists(st.sampled_from(["add", "edit", "delete", "session"]), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(acts_of_a_day, st.lists(st.booleans(), max_size=16))
def test_law_undoing_and_doing_again_walk_along_the_states_there_were(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], walk: list[bool]
) -> None:
    store = make_store(tmp_path_factory.mktemp("so") / "thon", "village", VILLAGE_ID)
    homes = [add_home(store)]
    states = [living(store)]
    for number, kind in enumerate(kinds):
        _do(store, kind, number, homes)
        if living(store) != states[-1]:
            states.append(living(store))
    here = len(states) - 1
    for back in walk:
        if back and here > 0:
            here -= 1
            undo_last(store)
        elif not back and here < len(states) - 1:
            here += 1
            redo_last(store)
        assert living(store) == states[here]
    assert health_problems(store) == []
    store.close()


def living(store: Store) -> object:
    return [
        store.rows("SELECT id, head_name, people, phone FROM household WHERE NOT deleted ORDER BY id"),
        store.rows("SELECT id, kind, held_on, audience FROM session WHERE NOT deleted ORDER BY id"),
    ]


def _do(store: Store, kind: str, number: int, homes: list[str]) -> None:
    if kind == "add":
        homes.append(add_home(store, f"Hộ Số {number}"))
        return
    with acting(store) as acts:
        if kind == "session":
            acts.add(Session, village_id=VILLAGE_ID, kind="HN", held_on=date(2025, 8, 1), audience=number)
        elif kind == "edit" and len(homes) > 0:
            acts.set(Household, homes[0], people=number + 1)
        elif kind == "delete" and len(homes) > 1:
            acts.delete(Household, homes.pop())
