"""Values that were written without knowing each other, settled by commands."""

from typing import Any

import pytest

from tests.cli.calling import Pair, done, refused, tables, told


def edited_on_both_sides(pair: Pair, field: str, ours: str, theirs: str) -> str:
    """A household whose field the village set to `theirs` and the commune to `ours`; the commune has merged."""
    household = pair.add_household()
    pair.merge(pair.hand_in())
    done("record", "set", "household", household, f"{field}={theirs}", "--home", pair.village)
    done("record", "set", "household", household, f"{field}={ours}", "--home", pair.commune)
    assert pair.merge(pair.hand_in())["conflicts"] == 1
    return household


def only_conflict(pair: Pair) -> Any:
    (conflict,) = told("conflicts", "--home", pair.commune)
    return conflict


def shown(pair: Pair, household: str, field: str) -> Any:
    """The field's value on both desks, which must be the same."""
    values = [
        told("record", "show", "household", household, "--home", home)[field] for home in (pair.village, pair.commune)
    ]
    assert values[0] == values[1]
    return values[0]


def test_a_conflict_is_listed_with_both_values(pair: Pair) -> None:
    household = edited_on_both_sides(pair, "people", "6", "7")
    conflict = only_conflict(pair)
    assert (conflict["table"], conflict["id"], conflict["field"]) == ("household", household, "people")
    assert {side["value"] for side in conflict["sides"]} == {6, 7}
    assert told("status", "--home", pair.commune)["conflicts"] == 1
    said = done("conflicts", "--home", pair.commune).out
    assert f"Hộ dân {household}, mục people" in said
    assert "1. 6" in said
    assert "2. 7" in said
    assert "(máy xã, ghi lúc " in said
    assert ", thôn Nà Quang, ghi lúc " in said
    assert "gói số 2 của thôn Nà Quang, ghép ngày " in said
    assert "1 chỗ khác nhau trong 1 mục." in said


@pytest.mark.parametrize("keep", [1, 2])
def test_one_of_the_values_is_kept_and_the_decision_travels(pair: Pair, keep: int) -> None:
    household = edited_on_both_sides(pair, "people", "6", "7")
    kept = only_conflict(pair)["sides"][keep - 1]["value"]
    resolve = ["conflicts", "resolve", "household", household, "people", "--keep", keep, "--reason", "hỏi lại chủ hộ"]
    assert told(*resolve, "--by", "Cán bộ xã", "--home", pair.commune) == {"resolved": True}
    assert told("conflicts", "--home", pair.commune) == []
    assert "Không có chỗ khác nhau" in done("conflicts", "--home", pair.commune).out
    pair.take(pair.send_back())
    assert shown(pair, household, "people") == kept
    assert told("conflicts", "--home", pair.village) == []
    (decision,) = told("record", "list", "decision", "--home", pair.village)
    assert (decision["chosen"], decision["reason"], decision["decided_by"]) == (kept, "hỏi lại chủ hộ", "Cán bộ xã")
    assert decision["put_aside"] == [13 - kept]
    assert refused(*resolve, "--home", pair.commune) == "missing"


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "typed", "value"),
    [
        ("people", "6", "7", "8", 8),
        ("people", "6", "7", "", None),
        ("status", "tam_vang", "da_chuyen_di", "dang_cu_tru", "dang_cu_tru"),
        ("phone", "0912345678", "0987654321", "0966 555 444", "0966555444"),
        ("note", "một", "hai", "ba\ncâu", "ba\ncâu"),
    ],
)
def test_a_third_value_is_written(pair: Pair, field: str, ours: str, theirs: str, typed: str, value: object) -> None:
    household = edited_on_both_sides(pair, field, ours, theirs)
    told("conflicts", "resolve", "household", household, field, "--value", typed, "--home", pair.commune)
    pair.take(pair.send_back())
    assert shown(pair, household, field) == value
    assert told("check", "--home", pair.commune)["problems"] == []


def test_a_date_is_settled_with_a_date(pair: Pair) -> None:
    person = told("record", "add", "person", "full_name=Nông Văn Thử", "--home", pair.village)["id"]
    pair.merge(pair.hand_in())
    for home, day in ((pair.village, "1/2/1990"), (pair.commune, "2/1/1990")):
        done("record", "set", "person", person, f"birth_date={day}", "--home", home)
    pair.merge(pair.hand_in())
    resolve = ["conflicts", "resolve", "person", person, "birth_date", "--home", pair.commune]
    before = tables(pair.commune)
    assert refused(*resolve, "--value", "31/02/1990") == "rule"
    assert tables(pair.commune) == before
    done(*resolve, "--value", "03/01/1990")
    assert told("record", "show", "person", person, "--home", pair.commune)["birth_date"] == "1990-01-03"
    assert told("record", "list", "decision", "--home", pair.commune)[0]["chosen"] == "1990-01-03"
    assert told("check", "--home", pair.commune)["problems"] == []


def test_a_deletion_beside_an_edit_waits_for_a_person(pair: Pair) -> None:
    household = pair.add_household()
    pair.merge(pair.hand_in())
    done("record", "delete", "household", household, "--home", pair.village)
    done("record", "set", "household", household, "people=9", "--home", pair.commune)
    pair.merge(pair.hand_in())
    conflict = only_conflict(pair)
    assert conflict["field"] == "deleted"
    resolve = ["conflicts", "resolve", "household", household, "deleted", "--home", pair.commune]
    done(*resolve, "--value", "không")
    pair.take(pair.send_back())
    assert shown(pair, household, "deleted") is False
    assert shown(pair, household, "people") == 9


@pytest.mark.parametrize("value", ["--value=abc", "--value=-1", "--value=99999999999999999999", "--keep=3"])
def test_a_value_that_does_not_fit_settles_nothing(pair: Pair, value: str) -> None:
    household = edited_on_both_sides(pair, "people", "6", "7")
    before = tables(pair.commune)
    resolve = ["conflicts", "resolve", "household", household, "people", value, "--home", pair.commune]
    assert refused(*resolve) in {"rule", "missing"}
    assert tables(pair.commune) == before


@pytest.mark.parametrize("choice", [[], ["--keep", "1", "--value", "3"], ["--keep", "0"], ["--keep", "-1"]])
def test_exactly_one_choice_is_needed(pair: Pair, choice: list[str]) -> None:
    household = edited_on_both_sides(pair, "people", "6", "7")
    resolve = ["conflicts", "resolve", "household", household, "people", *choice, "--home", pair.commune]
    assert refused(*resolve, code=2) == "usage"


def test_a_reason_has_its_length(pair: Pair) -> None:
    household = edited_on_both_sides(pair, "people", "6", "7")
    before = tables(pair.commune)
    resolve = ["conflicts", "resolve", "household", household, "people", "--keep", "1", "--by", "x" * 10_000]
    assert refused(*resolve, "--home", pair.commune) == "rule"
    assert tables(pair.commune) == before


def differing_record(pair: Pair) -> str:
    """A household with two columns that differ, beside one with a single one."""
    edited_on_both_sides(pair, "people", "1", "2")
    household = pair.add_household()
    pair.merge(pair.hand_in())
    for home, values in ((pair.village, ("people=7", "hamlet=Nà Pài")), (pair.commune, ("people=6", "hamlet=Nà Cọ"))):
        done("record", "set", "household", household, *values, "--home", home)
    assert pair.merge(pair.hand_in())["conflicts"] == 2
    return household


@pytest.mark.parametrize("whose", ["máy xã", "thôn Nà Quang"])
def test_a_whole_record_is_settled_for_one_side(pair: Pair, whose: str) -> None:
    household = differing_record(pair)
    listed = [one for one in told("conflicts", "--home", pair.commune) if one["id"] == household]
    assert [one["field"] for one in listed] == ["hamlet", "people"]
    (side,) = {one["side"] for each in listed for one in each["sides"] if whose in one["writer"]}
    said = done("conflicts", "--home", pair.commune).out
    assert f"bên {side}: " in said
    resolve = ["conflicts", "resolve", "household", household, "--side", side, "--home", pair.commune]
    assert told(*resolve) == {"resolved": True}
    pair.take(pair.send_back())
    assert shown(pair, household, "people") == (6 if whose == "máy xã" else 7)
    assert shown(pair, household, "hamlet") == ("Nà Cọ" if whose == "máy xã" else "Nà Pài")
    assert len(told("conflicts", "--home", pair.commune)) == 1  # the other household's


def test_one_column_is_settled_for_one_side(pair: Pair) -> None:
    household = differing_record(pair)
    done("conflicts", "resolve", "household", household, "people", "--side", "1", "--home", pair.commune)
    left = [one["field"] for one in told("conflicts", "--home", pair.commune) if one["id"] == household]
    assert left == ["hamlet"]


def test_a_side_that_is_not_there_settles_nothing(pair: Pair) -> None:
    household = differing_record(pair)
    before = tables(pair.commune)
    assert refused("conflicts", "resolve", "household", household, "--side", "3", "--home", pair.commune) == "missing"
    assert tables(pair.commune) == before


@pytest.mark.parametrize("choice", [["--keep", "1"], ["--value", "3"]])
def test_a_whole_record_is_settled_by_side_alone(pair: Pair, choice: list[str]) -> None:
    household = edited_on_both_sides(pair, "people", "6", "7")
    assert refused("conflicts", "resolve", "household", household, *choice, "--home", pair.commune, code=2) == "usage"


def test_a_decision_always_has_a_reason_and_a_name(pair: Pair) -> None:
    household = edited_on_both_sides(pair, "people", "6", "7")
    done("conflicts", "resolve", "household", household, "people", "--keep", "1", "--home", pair.commune)
    (decision,) = told("record", "list", "decision", "--home", pair.commune)
    assert decision["reason"]
    assert decision["decided_by"]
    assert len(decision["settled"]) == 2


def test_the_last_name_is_taken_again(pair: Pair) -> None:
    household = differing_record(pair)
    resolve = ["conflicts", "resolve", "household", household]
    done(*resolve, "people", "--keep", "1", "--by", "Lường Thị Thử", "--home", pair.commune)
    done(*resolve, "hamlet", "--keep", "1", "--home", pair.commune)
    names = {one["decided_by"] for one in told("record", "list", "decision", "--home", pair.commune)}
    assert names == {"Lường Thị Thử"}


def test_conflicts_of_one_village_are_listed(pair: Pair) -> None:
    edited_on_both_sides(pair, "people", "6", "7")
    done("record", "add", "village", "code=02107-02", "name=Bản Ca", "--home", pair.commune)
    assert len(told("conflicts", "--village", "02107-01", "--home", pair.commune)) == 1
    assert told("conflicts", "--village", "Bản Ca", "--home", pair.commune) == []
    assert refused("conflicts", "--village", "không có", "--home", pair.commune) == "no-village"
    (conflict,) = told("conflicts", "--home", pair.commune)
    assert (conflict["village"], conflict["name"]) == ("02107-01", "Nông Văn Thử")
    assert conflict["since"]
    assert {side["bundle"] for side in conflict["sides"]} == {None, 2}


def test_the_village_does_not_settle_what_the_commune_wrote(pair: Pair) -> None:
    household = edited_on_both_sides(pair, "people", "6", "7")
    pair.take(pair.send_back())
    before = tables(pair.village)
    resolve = ["conflicts", "resolve", "household", household, "people", "--keep", "1", "--home", pair.village]
    assert refused(*resolve) == "out-of-scope"
    assert tables(pair.village) == before


def test_a_deletion_is_told_as_such(pair: Pair) -> None:
    household = pair.add_household()
    pair.merge(pair.hand_in())
    done("record", "delete", "household", household, "--home", pair.village)
    done("record", "set", "household", household, "people=9", "--home", pair.commune)
    pair.merge(pair.hand_in())
    said = done("conflicts", "--home", pair.commune).out
    assert "xóa hộ dân này, trong khi máy xã sửa số nhân khẩu." in said


def test_what_merging_would_bring_is_told_by_name_and_nothing_is_written(pair: Pair) -> None:
    household = pair.add_household()
    pair.merge(pair.hand_in())
    done("record", "set", "household", household, "people=7", "--home", pair.village)
    done("record", "set", "household", household, "people=6", "--home", pair.commune)
    pair.add_household("head_name=Đặng Văn Mới", "people=2", "status=dang_cu_tru")
    path = pair.hand_in()
    before = tables(pair.commune)
    said = done("bundle", "verify", path, "--home", pair.commune).out
    plan = told("bundle", "verify", path, "--home", pair.commune)
    assert tables(pair.commune) == before
    assert "Thêm 1 hộ dân: Đặng Văn Mới." in said
    assert "Sẽ có 1 chỗ khác nhau cần xem (toso conflicts):" in said
    assert "Nông Văn Thử: Số nhân khẩu (" in said
    assert [(one["name"], one["change"]) for one in plan["records"] if one["change"] == "added"] == [
        ("Đặng Văn Mới", "added")
    ]
    (difference,) = plan["differences"]
    assert (difference["field"], sorted(difference["values"])) == ("people", ["6", "7"])
    assert plan["conflicts"] == 1
    assert plan["findings"] == []
    merged = pair.merge(path)
    assert (merged["conflicts"], merged["records"]) == (1, [])
