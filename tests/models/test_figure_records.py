"""The list behind a figure: rows in words, their sum, their order, what is opened from them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.models.figure_records import FigureRecords
from desktop.models.journal import changing
from desktop.models.store import Store
from tests.makers import VILLAGE_ID, add_household, make_store
from tests.models.record_makers import (
    JULY,
    add_attendance,
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
    with make_store(tmp_path, "commune") as opened:
        with changing(opened) as change:
            add_villages(change, "Nà Quang")
            add_round(change)
        yield opened


def listed(store: Store, code: str) -> FigureRecords:
    return FigureRecords(store, VILLAGE_ID, JULY, code)


def test_lines_are_told_with_their_service_and_open_their_session(store: Store) -> None:
    with changing(store) as change:
        session = add_session(change, "DN", place="Nhà văn hóa", held_on=date(2025, 7, 3))
        add_line(change, session, "CQ03", 7)
        add_line(change, session, "CQ04", 2)
    rows = listed(store, "HD02")
    assert rows.count() == 2
    assert (rows.total, rows.total_base) == (9, 0)
    first = max(rows.rows(0, 10), key=lambda row: row.adds)
    assert (first.on, first.detail, first.opens, first.adds) == (
        date(2025, 7, 3), "Đến nhà, Nhà văn hóa", ("session", session), 7,
    )  # fmt: skip
    assert first.what != "CQ03"
    rows.sort("adds", descending=False)
    assert [row.adds for row in rows.rows(0, 10)] == [2, 7]


def test_rows_are_read_a_page_at_a_time_and_anew_after_refresh(store: Store) -> None:
    with changing(store) as change:
        for day in range(1, 8):
            add_session(change, held_on=date(2025, 7, day))
    rows = listed(store, "HD01")
    assert [row.on.day for row in rows.rows(2, 3) if row.on] == [3, 4, 5]
    rows.sort("on", descending=True)
    assert [row.on.day for row in rows.rows(0, 2) if row.on] == [7, 6]
    with changing(store) as change:
        add_session(change)
    assert rows.count() == 7
    rows.refresh()
    assert rows.count() == 8


def test_households_of_a_rate_tell_part_and_base(store: Store) -> None:
    with changing(store) as change:
        home = add_household(change, head_name="Hoàng Văn Thử", hamlet="xóm Trên")
        add_response(change, home, {"so_14": 4, "so_vneid2": 3})
    rows = listed(store, "CQ-3")
    (row,) = rows.rows(0, 5)
    assert (row.what, row.detail, row.adds, row.base, row.opens) == (
        "Hoàng Văn Thử", "xóm Trên", 3, 4, ("household", home),
    )  # fmt: skip
    assert (rows.total, rows.total_base) == (3, 4)


def test_people_are_told_with_their_role(store: Store) -> None:
    with changing(store) as change:
        person = add_member(change, add_team(change), "TT", full_name="Nông Thị Thử")
    (row,) = listed(store, "TC02").rows(0, 5)
    assert (row.what, row.detail, row.opens) == ("Nông Thị Thử", "Tổ trưởng", ("person", person))


def test_a_household_that_is_not_here_still_counts_and_opens_nothing(store: Store) -> None:
    with changing(store) as change:
        add_attendance(change, add_session(change, "DN"), "0198636f-0000-7000-8000-00000000dead")
    rows = listed(store, "HD04")
    (row,) = rows.rows(0, 5)
    assert (row.what, row.opens, rows.total) == ("(chưa có trong sổ này)", ("", ""), 1)
