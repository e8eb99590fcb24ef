"""The team's calendar: weeks from Monday, who is wanted twice, hours as people type them, what came of an entry."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.models.acts import acting
from desktop.models.calendar_list import (
    Planned,
    begin_recording,
    clashes,
    end_recording,
    month_of,
    note_recorded,
    planned_between,
    read_time,
    recorded_since,
    wanted_twice,
    week_of,
)
from desktop.models.journal import changing
from desktop.models.rules.findings import RuleBroken
from desktop.models.sessions import Session
from desktop.models.store import Store
from desktop.models.village_queries import guides_on
from desktop.models.work import PlannedSession
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, make_store
from tests.models.record_makers import add_member, add_session, add_team

DAY = date(2025, 8, 6)  # a Wednesday


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A commune's desk with a team of two in the village."""
    with make_store(tmp_path / "xa", "commune") as opened:
        with changing(opened) as change:
            team = add_team(change)
            for name in ("Nông Văn Một", "Lý Thị Hai"):
                add_member(change, team, full_name=name)
        yield opened


def guides(store: Store) -> list[str]:
    return sorted((one.id for one in guides_on(store, DAY)), key=lambda one: one)


def add_planned(store: Store, begins: str | None = "19:30", ends: str | None = "21:00", **values: Any) -> str:
    given = {
        "held_on": DAY,
        "kind": "DC",
        "begins_at": begins,
        "ends_at": ends,
        "helpers": guides(store)[:1],
        **values,
    }
    with acting(store) as acts:
        return acts.add(PlannedSession, village_id=VILLAGE_ID, **{**given, **values})


def entries(store: Store) -> list[Planned]:
    return planned_between(store, *week_of(DAY), VILLAGE_ID)


def test_a_week_begins_on_monday_and_a_month_on_its_first() -> None:
    assert week_of(DAY) == (date(2025, 8, 4), date(2025, 8, 10))
    assert week_of(date(2025, 8, 4)) == week_of(date(2025, 8, 10)) == week_of(DAY)
    assert month_of(date(2024, 2, 29)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert month_of(date(2025, 12, 31)) == (date(2025, 12, 1), date(2025, 12, 31))


def test_entries_come_in_the_order_of_time_and_a_whole_day_comes_last(store: Store) -> None:
    add_planned(store, None, None, place="cả ngày")
    add_planned(store, "19:30", place="tối")
    add_planned(store, "07:00", place="sáng")
    add_planned(store, held_on=date(2025, 8, 4), place="thứ hai")
    add_planned(store, held_on=date(2025, 8, 11), place="tuần sau")
    with acting(store) as acts:
        acts.add(PlannedSession, village_id=OTHER_VILLAGE_ID, held_on=DAY, kind="DC", place="thôn khác")
    assert [entry.place for entry in entries(store)] == ["thứ hai", "sáng", "tối", "cả ngày"]


def test_who_goes_is_told_by_name_and_who_is_unknown_is_left_out(store: Store) -> None:
    add_planned(store, helpers=[*guides(store), "0198636f-0000-7000-8000-00000000dead"])
    (entry,) = entries(store)
    assert len(entry.helpers) == len(entry.names) == 3
    assert sorted(entry.who.split(", ")) == ["Lý Thị Hai", "Nông Văn Một"]


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("19:30", "21:00"), ("20:00", "22:00"), True),
        (("19:30", "21:00"), ("21:00", "22:00"), False),
        (("19:30", None), ("19:30", None), True),
        (("19:30", None), ("20:00", None), False),
        (("20:00", None), ("19:30", "21:00"), True),
        ((None, None), ("19:30", "21:00"), False),
    ],
)
def test_somebody_is_wanted_twice_where_hours_meet(store: Store, one: Any, other: Any, *, meet: bool) -> None:
    add_planned(store, *one)
    add_planned(store, *other)
    assert len(wanted_twice(entries(store))) == (2 if meet else 0)
    first, second = entries(store)
    assert bool(clashes(first, [second])) is bool(clashes(second, [first])) is meet


def test_other_people_other_days_and_put_off_entries_do_not_meet(store: Store) -> None:
    add_planned(store)
    add_planned(store, helpers=guides(store)[1:])
    add_planned(store, held_on=DAY + timedelta(days=1))
    add_planned(store, cancelled_on=DAY)
    assert wanted_twice(entries(store)) == {}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("19:30", "19:30"), ("19h30", "19:30"), ("19.30", "19:30"), ("7h", "07:00"), ("7", "07:00"), ("7 giờ", "07:00"),
        ("19g15", "19:15"), ("24:00", None), ("19:60", None), ("", None), ("tối", None), ("19:3", None), ("1930", None),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_type_them(typed: str, read: str | None) -> None:
    assert read_time(typed) == read


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [
        ("7:00", None, "begins_at"),
        ("24:00", None, "begins_at"),
        ("19:30", "19:30", "ends_at"),
        (None, "21:00", "begins_at"),
    ],
)
def test_hours_that_cannot_be_are_refused(store: Store, begins: str | None, ends: str | None, field: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        add_planned(store, begins, ends)
    assert field in [finding.field for finding in caught.value.findings]
    assert entries(store) == []


# --- what came of it ---


def test_the_session_recorded_from_an_entry_belongs_to_it_and_to_no_other(store: Store) -> None:
    first, second = add_planned(store), add_planned(store)
    with changing(store) as change:
        add_session(change, "DC", held_on=DAY)  # was there before
    begin_recording(store, first)
    begin_recording(store, second)
    with changing(store) as change:
        add_session(change, "DN", held_on=DAY)
        add_session(change, "DC", held_on=DAY + timedelta(days=1))
        add_session(change, "DC", held_on=DAY, village=OTHER_VILLAGE_ID)
    assert recorded_since(store) == []
    with changing(store) as change:
        session = add_session(change, "DC", held_on=DAY)
    with acting(store) as acts:
        note_recorded(acts, recorded_since(store)[:1])
    end_recording(store, first)
    assert recorded_since(store) == []  # it is taken
    done = {entry.id: entry.session_id for entry in entries(store)}
    assert done == {first: session, second: None}


def test_an_entry_whose_session_was_deleted_is_open_again(store: Store) -> None:
    with changing(store) as change:
        session = add_session(change, "DC", held_on=DAY)
    add_planned(store, session_id=session)
    assert not entries(store)[0].is_open
    with changing(store) as change:
        change.delete(Session, session)
    assert entries(store)[0].is_open
