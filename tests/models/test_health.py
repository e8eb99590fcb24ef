"""A store that was only written through the journal is whole; anything else is found and told in plain words."""

from typing import Any

import pytest

from desktop.models.conflicts import conflicts, decide
from desktop.models.health import health_problems
from desktop.models.households import Household, Response
from desktop.models.journal import changing
from desktop.models.store import FILE_NAME, Store
from desktop.models.teams import Application, Membership, Person, Team
from tests.makers import VILLAGE_ID, carry
from tests.models.journal_makers import add_one, set_one
from tests.models.rules.states_makers import assert_readable
from tests.models.team_makers import DAY, found_team


def test_a_store_after_all_kinds_of_changes_is_whole(commune: Store, village: Store) -> None:
    found_team(village, 3)
    record = add_one(village, phone="0912345678", code="H1", hamlet="Khuổi Mẫu")
    gone = add_one(village)
    carry(village, commune)
    set_one(village, record, phone=None, people=7, hamlet="Nà Thử")
    with changing(village) as change:
        change.delete(Household, gone)
    set_one(commune, record, people=8)
    set_one(commune, gone, note="vẫn ở")
    carry(village, commune)
    carry(commune, village)
    for store in (commune, village):
        assert health_problems(store) == []
    assert {found.field for found in conflicts(commune)} == {"people", "deleted"}
    with changing(commune) as change:
        for found in conflicts(commune):
            decide(change, found, found.sides[0].value, reason="", decided_by="")
    carry(commune, village)
    for store in (commune, village):
        assert health_problems(store) == []


def test_an_empty_store_is_whole(village: Store) -> None:
    assert health_problems(village) == []


def behind_the_journal(store: Store, sql: str, *values: object) -> list[str]:
    """Do what no part of the program does, and look."""
    with store.transaction():
        store.execute(sql, values)
    found = health_problems(store)
    for sentence in found:
        assert_readable(sentence)
    return found


@pytest.mark.parametrize(
    ("column", "value", "title"),
    [
        ("people", 5, "Số nhân khẩu"),
        ("people", None, "Số nhân khẩu"),
        ("note", "thêm lén", "Ghi chú"),  # was unknown
        ("deleted", 1, "Đã xóa"),
        ("village_id", "0" * 36, "Thôn"),
        ("status", "tam_vang", "Tình trạng cư trú"),
    ],
)
def test_a_row_that_was_changed_behind_the_journal(village: Store, column: str, value: object, title: str) -> None:
    record = add_one(village)
    found = behind_the_journal(village, f"UPDATE household SET {column} = ?", value)
    counted = [sentence for sentence in found if sentence.startswith("Số đếm")]
    assert bool(counted) == (column in ("deleted", "village_id"))
    assert [sentence for sentence in found if sentence not in counted] == [
        f"Hộ dân {record}: mục “{title}” không khớp nhật ký."
    ]


def test_a_row_that_came_from_nowhere(village: Store) -> None:
    add_one(village)
    found = behind_the_journal(
        village,
        "INSERT INTO household (id, deleted, versions, head_name, status, search_key)"
        " VALUES ('x', 0, '1:1', 'Lén', 'dang_cu_tru', 'len')",
    )
    assert "Hộ dân x: mục “Chủ hộ” không khớp nhật ký." in found
    assert all(sentence.startswith(("Hộ dân x: ", "Số đếm của “Hộ dân” (xã)")) for sentence in found)


def test_a_search_key_that_does_not_follow(village: Store) -> None:
    record = add_one(village)
    assert behind_the_journal(village, "UPDATE household SET search_key = 'khac'") == [
        f"Hộ dân {record}: khóa tìm kiếm không khớp các mục khác."
    ]


def test_a_line_that_is_missing(village: Store) -> None:
    record = add_one(village)
    set_one(village, record, note="x")
    found = behind_the_journal(village, "DELETE FROM journal WHERE sequence = 2")
    assert len(found) == 2
    assert "có chỗ trống: có 1 dòng, đến số 1, đã ghi nhận 2." in found[0]
    assert found[1] == f"Hộ dân {record}: mục “Ghi chú” không khớp nhật ký."


def test_a_journal_that_is_gone(village: Store) -> None:
    add_one(village)
    found = behind_the_journal(village, "DELETE FROM journal")
    assert "có 0 dòng, đến số 0, đã ghi nhận 1." in found[0]


@pytest.mark.parametrize(
    "damage",
    ["entry = x'ff'", "entry = substr(entry, 2)", "entry = CAST(replace(CAST(entry AS TEXT), ':1,', ':9,') AS BLOB)"],
)
def test_a_line_that_is_damaged(village: Store, damage: str) -> None:
    add_one(village)
    found = behind_the_journal(village, f"UPDATE journal SET {damage}")
    assert found[0].startswith("Dòng 1 trong nhật ký của ")
    assert found[0].endswith(" bị hỏng.")


def test_a_count_that_ran_ahead(village: Store) -> None:
    add_one(village)
    (found,) = behind_the_journal(village, "UPDATE author SET held = 7")
    assert "đã ghi nhận 7" in found


def test_an_undecided_value_from_nowhere(village: Store) -> None:
    record = add_one(village)
    found = behind_the_journal(
        village, "INSERT INTO head VALUES ('household', ?, 'people', 1, 99, '2025', '7', 0)", record
    )
    assert found == [f"Hộ dân {record}: mục “Số nhân khẩu” có giá trị chưa quyết không có trong nhật ký."]


REFERRING: list[tuple[Any, dict[str, Any], str]] = [
    (Response, {"household_id": "0" * 36, "form_id": "f", "form_version": "1", "state": "draft"}, "Hộ"),
    (
        Application,
        {"team_id": "0" * 36, "person_id": "0" * 36, "kind": "join", "submitted_on": DAY, "state": "proposed"},
        "Tổ",
    ),
    (Membership, {"team_id": "0" * 36, "person_id": "0" * 36, "role": "TV", "started_on": DAY}, "Người"),
]


@pytest.mark.parametrize(("model", "values", "title"), REFERRING)
def test_a_reference_that_leads_nowhere(village: Store, model: Any, values: dict[str, Any], title: str) -> None:
    with changing(village) as change:
        record = change.add(model, village_id=VILLAGE_ID, **values)
    found = health_problems(village)
    assert f"{model.title} {record}: mục “{title}” chỉ đến một mục không có ở đây." in found
    with changing(village) as change:
        change.delete(model, record)
    assert health_problems(village) == []  # what is deleted may refer to anything


def test_a_reference_to_what_was_deleted_still_leads_there(village: Store) -> None:
    found_team(village, 1)
    with changing(village) as change:
        change.delete(Person, village.all(Person.select())[0].id)
        change.delete(Team, village.all(Team.select())[0].id)
    assert health_problems(village) == []


def test_a_damaged_file_is_told_and_does_not_stop_the_look(village: Store) -> None:
    for _ in range(200):
        add_one(village, note="x" * 500)
    home = village.home
    village.close()
    with Store.open(home) as store:
        size = int(store.value("PRAGMA page_size"))
        root = int(store.value("SELECT rootpage FROM sqlite_master WHERE name = 'household'"))
    with (home / FILE_NAME).open("r+b") as stream:
        stream.seek((root - 1) * size)
        stream.write(b"\xa5" * size)
    with Store.open(home) as store:
        found = health_problems(store)
    assert found[0].startswith("Tệp sổ bị hỏng.")
    assert any("khôi phục từ bản sao lưu" in sentence for sentence in found[1:])
