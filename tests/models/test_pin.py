"""The PIN: what is taken, what is kept of it, how wrong ones slow down and never lock out, and the forgotten one."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.clock import ScriptedClock
from desktop.models import pin
from desktop.models.access_log import access_totals
from desktop.models.store import Store
from tests.makers import START, make_store

PIN = "2580"
_NONE = timedelta(0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path, "village") as opened:
        pin.set_pin(opened, PIN)
        yield opened


def clock_of(store: Store) -> ScriptedClock:
    assert isinstance(store.clock, ScriptedClock)
    return store.clock


def wrong(store: Store, times: int) -> None:
    """So many wrong PINs, each as soon as it is allowed."""
    for _ in range(times):
        clock_of(store).advance(pin.wait_left(store).total_seconds())
        assert not pin.try_pin(store, "9999")


@pytest.mark.parametrize("poor", ["", "123", "1234567890123", "12a4", "١٢٣٤", " 2580", "0000", "1234", "9876"])
def test_a_poor_pin_is_refused_and_the_old_one_stays(store: Store, poor: str):
    with pytest.raises(pin.PinProblem):
        pin.set_pin(store, poor)
    assert pin.try_pin(store, PIN)


@pytest.mark.parametrize("good", ["2580", "1357", "112233445566"])
def test_a_good_pin_is_taken(store: Store, good: str):
    pin.set_pin(store, good)
    assert pin.try_pin(store, good)


def test_nothing_of_the_pin_can_be_read_in_the_store_and_two_desks_keep_it_differently(store: Store, tmp_path: Path):
    kept = store.setting("pin")
    assert kept is not None
    assert PIN not in kept
    pin.set_pin(store, PIN)
    assert store.setting("pin") != kept


def test_a_desk_without_a_pin_takes_none(tmp_path: Path):
    with make_store(tmp_path, "village") as store:
        assert not pin.is_set(store)
        assert not pin.try_pin(store, "")
        pin.set_pin(store, PIN)
        pin.remove(store)
        assert not pin.is_set(store)
        assert not pin.try_pin(store, PIN)


def test_four_wrong_ones_are_free_then_each_waits_twice_as_long_up_to_the_longest(store: Store):
    waits = []
    for _ in range(12):
        wrong(store, 1)
        waits.append(pin.wait_left(store).total_seconds())
    assert waits == [0, 0, 0, 15, 30, 60, 120, 240, 480, 600, 600, 600]


def test_the_right_pin_is_not_looked_at_before_its_time_and_begins_anew_after_it(store: Store):
    wrong(store, 5)
    assert not pin.try_pin(store, PIN)
    assert pin.wait_left(store) == timedelta(seconds=30), "a try during the wait does not lengthen it"
    clock_of(store).advance(30)
    assert pin.try_pin(store, PIN)
    wrong(store, 3)
    assert pin.wait_left(store) == _NONE


def test_the_wait_survives_a_restart(tmp_path: Path):
    with make_store(tmp_path, "village") as store:
        pin.set_pin(store, PIN)
        wrong(store, 6)
    with Store.open(tmp_path, ScriptedClock(START)) as again:
        assert pin.wait_left(again) == timedelta(seconds=60)
        assert not pin.try_pin(again, PIN)


_STEPS = st.lists(st.one_of(st.just("wrong"), st.integers(-400_000, 400_000)), max_size=25)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_STEPS)
def test_whatever_the_clock_does_nobody_waits_longer_than_the_longest_and_the_right_pin_opens(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, steps: list[str | int]
):
    monkeypatch.setattr(pin, "_COST", 2)
    with make_store(tmp_path_factory.mktemp("pin"), "village") as store:
        pin.set_pin(store, PIN)
        for step in steps:
            if isinstance(step, int):
                clock_of(store).advance(step)
            else:
                left = pin.wait_left(store)
                assert not pin.try_pin(store, "9999")
                assert not left or pin.wait_left(store) == left
            assert _NONE <= pin.wait_left(store) <= pin.LONGEST_WAIT
        clock_of(store).advance(pin.wait_left(store).total_seconds())
        assert pin.try_pin(store, PIN)


def test_every_try_stands_in_the_access_log(store: Store):
    wrong(store, 2)
    assert pin.try_pin(store, PIN)
    assert access_totals(store, START) == {"changed": 1, "wrong_pin": 2, "unlocked": 1}


# --- forgotten ---


def test_a_forgotten_pin_goes_after_a_day_and_not_before(store: Store):
    assert pin.forgotten_left(store) is None
    pin.say_forgotten(store)
    clock_of(store).advance(23 * 3600)
    pin.say_forgotten(store)
    assert pin.forgotten_left(store) == timedelta(hours=1)
    assert not pin.remove_forgotten(store)
    clock_of(store).advance(3600)
    assert pin.remove_forgotten(store)
    assert not pin.is_set(store)


def test_a_clock_set_back_begins_the_day_again_and_the_right_pin_ends_it(store: Store):
    pin.say_forgotten(store)
    clock_of(store).advance(-30 * 24 * 3600)
    assert pin.forgotten_left(store) == timedelta(hours=24)
    assert pin.try_pin(store, PIN)
    clock_of(store).advance(48 * 3600)
    assert not pin.remove_forgotten(store)
    assert pin.is_set(store)


def test_the_minutes_are_ten_unless_others_were_chosen(store: Store):
    assert pin.minutes(store) == 10
    pin.keep_minutes(store, 30)
    assert pin.minutes(store) == 30
    with pytest.raises(ValueError, match="no such time"):
        pin.keep_minutes(store, 0)
