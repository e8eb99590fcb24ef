"""Xã đã quyết định: what waits, what was decided with both values and why, and what the village settles itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.models.authors import Authors
from desktop.models.conflicts import conflicts
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.store import Store
from desktop.ui.desk import Desk
from desktop.ui.parts.todo_row import TodoRow
from desktop.ui.village.decided_room import DecidedRoom
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.conftest import OpenVillage
from tests.ui.village.deciding import OFFICER, REASON, CommuneBeside

DeskAndWindow = tuple[Desk, DeskWindow]


@pytest.fixture
def beside(demo: Path, desk_and_window: DeskAndWindow) -> Iterator[CommuneBeside]:
    commune = CommuneBeside(demo, desk_and_window[0])
    yield commune
    commune.close()


def room_of(window: DeskWindow) -> DecidedRoom:
    window.open_room("decided")
    room = window.page("decided")
    assert isinstance(room, DecidedRoom)
    settle()
    return room


def words_of(widget: QWidget) -> str:
    settle()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def todos_of(window: DeskWindow) -> str:
    window.open_room("today")
    settle()
    page = window.page("today")
    return "\n".join(row.accessibleName() for row in page.findChildren(TodoRow) if row.isVisibleTo(page))


def test_without_decisions_the_room_says_what_it_is_for(open_village: OpenVillage) -> None:
    desk, window = open_village("thon-03")
    assert conflicts(desk.store) == []
    assert "Chưa có gì phải quyết định" in words_of(room_of(window).list)
    assert "quyết định" not in todos_of(window)


def test_the_village_reads_what_the_commune_decided_and_why(
    desk_and_window: DeskAndWindow, beside: CommuneBeside
) -> None:
    desk, window = desk_and_window
    beside.take()
    (before,) = conflicts(desk.store)
    assert beside.decide_all() == 1
    beside.send()
    assert conflicts(desk.store) == []
    assert "Xã đã quyết định 1 chỗ khác nhau" in todos_of(window)
    said = words_of(room_of(window).list)
    kept, left = (
        [side.value for side in before.sides]
        if before.sides[0].author in _authors(beside.store)
        else [side.value for side in before.sides[::-1]]
    )
    assert f"Giữ: {_phone(kept)} (máy xã" in said
    assert f"Không giữ: {_phone(left)} (máy này" in said
    assert f"Lý do: {REASON}" in said
    assert f"{OFFICER} quyết định lúc" in said
    assert before.record not in said


def _authors(commune: Store) -> list[str]:
    return Authors(commune).written_here()


def _phone(digits: str) -> str:
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def test_what_was_read_is_no_longer_new(desk_and_window: DeskAndWindow, beside: CommuneBeside) -> None:
    _, window = desk_and_window
    beside.take()
    beside.decide_all()
    beside.send()
    assert "Xã đã quyết định" in todos_of(window)
    assert "Mới" in _chips(room_of(window))
    assert "Xã đã quyết định" not in todos_of(window)
    window.open_room("decided")
    room_of(window).refresh()
    assert "Mới" not in _chips(room_of(window))


def _chips(room: DecidedRoom) -> str:
    return " ".join(one.accessibleName() for one in room.list.findChildren(QWidget) if one.isVisibleTo(room.list))


def test_what_the_commune_wrote_the_village_only_looks_at(
    desk_and_window: DeskAndWindow, beside: CommuneBeside
) -> None:
    desk, window = desk_and_window
    room = room_of(window)
    (waiting,) = {(one.table, one.record) for one in conflicts(desk.store)}
    assert "Chờ xã" in _chips(room)
    room.list.findChildren(TodoRow)[0].click()
    said = words_of(room.record)
    assert room.record.isVisible()
    assert "Chỗ này do xã quyết định." in said
    assert room.record.grounds is None
    assert room.record.primary is not None
    assert not room.record.primary.isVisible()
    assert room.record.sides is not None
    assert not any(radio.isEnabled() for choice in room.record.sides.fields for radio in choice.radios)
    room.record.decide()
    assert {(one.table, one.record) for one in conflicts(desk.store)} == {waiting}


def test_a_village_settles_what_only_its_own_laptops_wrote(
    desk_and_window: DeskAndWindow, beside: CommuneBeside
) -> None:
    desk, window = desk_and_window
    record = _own_laptops_differ(desk)
    assert "1 mục hai máy của thôn ghi khác nhau" in todos_of(window)
    room = room_of(window)
    room.show_record(("household", record))
    settle()
    assert room.record.sides is not None
    assert room.record.grounds is not None
    assert "thôn tự quyết" in words_of(room.record)
    room.record.sides.fields[0].pick(3)
    room.record.grounds.take_reason(REASON)
    room.record.grounds.show_name("Trưởng thôn")
    room.record.decide()
    row = desk.store.get(Household, record)
    assert row is not None
    assert row.people == 3
    assert "Trưởng thôn quyết định lúc" in words_of(room.list)
    beside.take()
    taken = beside.store.get(Household, record)
    assert taken is not None
    assert taken.people == 3


def _own_laptops_differ(desk: Desk) -> str:
    """As after a copied home: an earlier life of this laptop wrote what this one did not know."""
    store = desk.store
    differing = {one.record for one in conflicts(store)}
    record = next(row.id for row in store.all(Household.select().order_by(Household.id)) if row.id not in differing)
    with changing(store) as change:
        change.set(Household, record, people=3)
    number, sequence = store.rows("SELECT author_id, max(sequence) FROM journal WHERE author_id ="
                                  " (SELECT id FROM author WHERE mine)")[0]  # fmt: skip
    stamp = "2025-08-01T00:00:00.000Z/0000"
    with store.transaction():
        store.execute(
            "INSERT INTO head (table_name, record, field, author_id, sequence, stamp, value, implied)"
            " VALUES ('household', ?, 'people', ?, ?, ?, '4', 0)",
            [record, number, sequence - 1, stamp],
        )
    desk.tell_changed(frozenset({"household"}))
    return record


def test_the_room_is_beside_the_one_for_bundles(desk_and_window: DeskAndWindow) -> None:
    _, window = desk_and_window
    window.open_room("sending")
    names = [one.accessibleName() for one in window.findChildren(QAbstractButton)]
    assert "Xã quyết định" in " ".join(names)
