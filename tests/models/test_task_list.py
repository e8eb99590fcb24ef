"""A village's tasks: whose they are, how far, what sessions count by themselves, and their rules."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.clock import ScriptedClock, today
from desktop.models.acts import acting
from desktop.models.journal import changing
from desktop.models.rules.findings import RuleBroken
from desktop.models.sessions import Session
from desktop.models.store import Store
from desktop.models.task_list import CANNOT, DOING, DONE, NOT_BEGUN, TaskRow, tasks_of, write_progress
from desktop.models.work import Task, TaskProgress
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, make_store
from tests.models.record_makers import add_line, add_session

FIRST, DUE = date(2025, 7, 1), date(2025, 7, 31)
DAY = date(2025, 7, 20)


@pytest.fixture
def xa(tmp_path: Path) -> Iterator[Store]:
    """A commune's desk, which may write in every scope."""
    with make_store(tmp_path / "xa", "commune") as store:
        yield store


def add_task(store: Store, village: str | None = None, **values: Any) -> str:
    given = {"level": "xa", "name": "Kích hoạt VNeID", "first_day": FIRST, "due_on": DUE, **values}
    with changing(store) as change:
        return change.add(Task, village_id=village, **given)


def the_task(store: Store, day: date = DAY) -> TaskRow:
    (row,) = tasks_of(store, VILLAGE_ID, day)
    return row


def progress(store: Store, state: str = DOING, done: int | None = None, done_on: date | None = None) -> None:
    with acting(store) as acts:
        write_progress(acts, VILLAGE_ID, the_task(store), state=state, done=done, note="", done_on=done_on)


def test_a_village_has_the_commune_s_tasks_and_its_own_and_no_other_s(xa: Store) -> None:
    add_task(xa, name="của xã")
    add_task(xa, VILLAGE_ID, name="của thôn", level="thon")
    add_task(xa, OTHER_VILLAGE_ID, name="của thôn khác")
    gone = add_task(xa, name="đã xóa")
    with changing(xa) as change:
        change.delete(Task, gone)
    assert [(row.name, row.own) for row in tasks_of(xa, VILLAGE_ID, DAY)] == [("của thôn", True), ("của xã", False)]


def test_sessions_count_from_the_first_day_until_it_is_due_for_the_services_that_are_named(xa: Store) -> None:
    add_task(xa, services=["CQ01", "CQ03"], target=50)
    with changing(xa) as change:
        for on, code, visits in ((FIRST, "CQ01", 1), (DUE, "CQ03", 2), (DAY, "CQ10", 100)):
            add_line(change, add_session(change, held_on=on), code, visits)
        for on in (FIRST - timedelta(days=1), DUE + timedelta(days=1)):
            add_line(change, add_session(change, held_on=on), "CQ01", 1000)
        add_line(change, add_session(change, village=OTHER_VILLAGE_ID), "CQ01", 5000, village=OTHER_VILLAGE_ID)
        deleted = add_session(change, held_on=DAY)
        add_line(change, deleted, "CQ01", 4000)
        change.delete(Session, deleted)
    row = the_task(xa)
    assert (row.counted, row.told, row.done) == (3, None, 3)
    progress(xa, done=10)
    row = the_task(xa)
    assert (row.counted, row.told, row.done) == (3, 10, 13)


def test_without_services_nothing_is_counted_and_unknown_is_not_nought(xa: Store) -> None:
    add_task(xa)
    assert (the_task(xa).counted, the_task(xa).done) == (None, None)
    progress(xa, done=0)
    assert the_task(xa).done == 0


def test_services_that_nobody_asked_for_count_nought(xa: Store) -> None:
    add_task(xa, services=["CQ01"])
    assert the_task(xa).counted == 0


def test_days_left_and_late(xa: Store) -> None:
    add_task(xa)
    seen = [
        (row.days_left, row.is_late, row.is_soon) for day in (24, 23, 31) for row in [the_task(xa, date(2025, 7, day))]
    ]
    assert seen == [(7, False, True), (8, False, False), (0, False, True)]
    assert the_task(xa, DUE + timedelta(days=1)).is_late
    endless = replace(the_task(xa), due_on=None)
    assert (endless.days_left, endless.is_late) == (None, False)


@pytest.mark.parametrize("state", [DONE, CANNOT])
def test_an_ended_task_is_never_late(xa: Store, state: str) -> None:
    add_task(xa)
    progress(xa, state, done_on=DAY if state == DONE else None)
    row = the_task(xa, DUE + timedelta(days=9))
    assert (row.state, row.is_open, row.is_late) == (state, False, False)


def test_a_task_that_the_commune_closed_is_not_open(xa: Store) -> None:
    add_task(xa, closed_on=DAY)
    assert not the_task(xa).is_open


def test_open_tasks_come_first_by_their_day_and_then_ended_ones(xa: Store) -> None:
    for name, due in (("sau", DUE), ("trước", DAY), ("không hạn", None)):
        add_task(xa, name=name, due_on=due)
    add_task(xa, name="xong", closed_on=FIRST)
    assert [row.name for row in tasks_of(xa, VILLAGE_ID, DAY)] == ["trước", "sau", "không hạn", "xong"]


def test_progress_is_one_record_a_task_and_village_and_is_written_over(xa: Store) -> None:
    add_task(xa)
    assert the_task(xa).state == NOT_BEGUN
    progress(xa, DOING, 1)
    progress(xa, DONE, 5, DAY)
    (kept,) = xa.all(TaskProgress.select())
    assert (kept.village_id, kept.state, kept.done, kept.done_on) == (VILLAGE_ID, DONE, 5, DAY)


# --- the rules ---


def refused(store: Store, model: Any, **values: Any) -> list[str]:
    with pytest.raises(RuleBroken) as caught, acting(store) as acts:
        acts.add(model, village_id=VILLAGE_ID, **values)
    return [finding.field for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"first_day": DUE, "due_on": FIRST}, "due_on"),
        ({"target": 0}, "target"),
        ({"services": "CQ01"}, "services"),
        ({"services": ["CQ01", 3]}, "services"),
    ],
)
def test_a_task_that_cannot_be(xa: Store, values: dict[str, Any], field: str) -> None:
    assert refused(xa, Task, level="xa", name="Việc", **values) == [field]
    assert tasks_of(xa, VILLAGE_ID, DAY) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"state": DONE}, "done_on"),
        ({"state": DOING, "done_on": FIRST}, "done_on"),
        ({"state": DONE, "done_on": date(2025, 8, 2)}, "done_on"),
        ({"state": DOING, "done": -1}, "done"),
    ],
)
def test_progress_that_cannot_be(xa: Store, values: dict[str, Any], field: str) -> None:
    assert today(xa.clock) == date(2025, 8, 1)
    assert refused(xa, TaskProgress, task_id=add_task(xa), **values) == [field]


def test_a_change_is_looked_at_with_what_stands_already(xa: Store) -> None:
    record = add_task(xa, VILLAGE_ID)
    with pytest.raises(RuleBroken, match="Hạn của nhiệm vụ"), acting(xa) as acts:
        acts.set(Task, record, due_on=FIRST - timedelta(days=1))
    with acting(xa) as acts:
        acts.set(Task, record, due_on=FIRST)
    assert the_task(xa).due_on == FIRST
    assert isinstance(xa.clock, ScriptedClock)


def test_what_is_deleted_comes_back_even_when_a_rule_speaks_against_it_today(xa: Store) -> None:
    """The way back is never closed by a rule about days."""
    record = add_task(xa, VILLAGE_ID, first_day=DUE, due_on=FIRST)
    with acting(xa) as acts:
        acts.delete(Task, record)
    with acting(xa) as acts:
        acts.set(Task, record, deleted=False)
    assert the_task(xa).id == record
