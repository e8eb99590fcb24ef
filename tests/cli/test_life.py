"""A whole life by commands: two desks are made, enrolled, filled, and hand over to each other."""

import json
import sqlite3
from pathlib import Path

import pytest

from desktop.models.schema import TABLES
from tests.cli.calling import HOUSEHOLD, VILLAGE, Pair, done, enrol, make_commune, refused, told, toso
from tests.surveys.books import survey

STATUS = {"role", "commune", "village", "author", "seen", "tables", "conflicts", "gaps", "findings", "unsent"}


def test_enrolment_step_by_step(tmp_path: Path) -> None:
    commune, village, stick = tmp_path / "xa", tmp_path / "thon", tmp_path / "usb"
    make_commune(commune)
    assert "Đã tạo sổ của thôn Nà Quang" in done("init", "village", "--name", "Nà Quang", "--home", village).out
    asked = told("enrol", "request", "--home", village, "-o", stick)
    shown = told("enrol", "show", asked["file"], "--home", commune)
    assert shown["code"] == asked["code"]
    assert shown["fingerprint"] == asked["fingerprint"]
    said = done("enrol", "show", asked["file"], "--home", commune).out
    assert asked["code"] in said
    assert "gọi điện" in said
    heard = ("--code", asked["code"].replace(" ", "-"))
    issued = told("enrol", "issue", asked["file"], "--village", "Nà Quang", *heard, "--home", commune, "-o", stick)
    assert issued["village"] == VILLAGE
    looked = told("enrol", "look", issued["file"], "--home", village)
    assert looked["commune_code"] == issued["commune_code"] == shown["commune_code"]
    assert (looked["name"], looked["already"]) == ("Nà Quang", False)
    accepted = told("enrol", "accept", issued["file"], "--code", looked["commune_code"], "--home", village)
    assert (accepted["village"], accepted["commune"]) == (VILLAGE, "02107")
    assert accepted["entries"] == issued["entries"] > 60
    assert sorted(inner.name for inner in village.iterdir()) == ["keys", "toso.db", "toso.lock"]


def test_what_was_recorded_before_the_enrolment_is_handed_in(tmp_path: Path) -> None:
    commune, village, stick = tmp_path / "xa", tmp_path / "thon", tmp_path / "usb"
    make_commune(commune)
    done("init", "village", "--name", "Nà Quang", "--home", village)
    household = told("record", "add", "household", *HOUSEHOLD, "--home", village)["id"]
    assert refused("bundle", "export", "--home", village, "-o", stick) == "not-enrolled"
    assert not stick.exists()
    enrol(commune, village, stick)
    bundle = told("bundle", "export", "--home", village, "-o", stick)["file"]
    assert told("bundle", "merge", bundle, "--home", commune)["counts"] == {"household": 1, "key_escrow": 1}
    assert told("record", "show", "household", household, "--home", commune)["head_name"] == "Nông Văn Thử"


def test_records_from_the_first_to_the_last_day(pair: Pair) -> None:
    home = ("--home", pair.village)
    household = told("record", "add", "household", *HOUSEHOLD, "phone=0912 345 678", *home)["id"]
    assert told("record", "set", "household", household, "people=5", *home) == {"id": household, "changed": True}
    assert told("record", "set", "household", household, "people=5", *home) == {"id": household, "changed": False}
    shown = told("record", "show", "household", household, *home)
    assert (shown["people"], shown["phone"], shown["hamlet"]) == (5, "0912345678", None)
    done("record", "set", "household", household, "people=", *home)
    assert told("record", "show", "household", household, *home)["people"] is None
    listed = done("record", "list", "household", *home).out
    assert household in listed
    assert "Hộ dân: 1 mục." in listed
    done("record", "delete", "household", household, *home)
    assert told("record", "list", "household", *home) == []
    assert [row["id"] for row in told("record", "list", "household", "--deleted", *home)] == [household]


def test_lists_are_chosen_by_what_people_type(pair: Pair) -> None:
    home = ("--home", pair.village)
    one = pair.add_household("head_name=Nông Thị Hòa", "status=dang_cu_tru", "phone=0912345678", "people=3")
    pair.add_household(*HOUSEHOLD)
    for wanted in ("phone=0912 345 678", "head_name=Nông Thị Hòa", "people=3"):
        assert [row["id"] for row in told("record", "list", "household", wanted, *home)] == [one], wanted
    assert len(told("record", "list", "household", "hamlet=", *home)) == 2
    pair.merge(pair.hand_in())
    assert len(told("record", "list", "household", f"village_id={VILLAGE}", "--home", pair.commune)) == 2


@pytest.mark.parametrize("before", [True, False])
def test_the_home_may_stand_before_or_after_the_command(pair: Pair, before: bool) -> None:
    home, command = ["--home", pair.village, "--json"], ["status"]
    assert done(*(home + command if before else command + home)).json["role"] == "village"


def test_the_home_of_the_variable_is_used_when_none_is_named(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOSO_HOME", str(pair.commune))
    assert told("status")["role"] == "commune"
    assert told("status", "--home", pair.village)["role"] == "village"


def test_status_has_the_keys_that_scripts_rely_on(pair: Pair) -> None:
    pair.add_household()
    status = told("status", "--home", pair.village)
    assert set(status) >= STATUS
    assert (status["role"], status["commune"], status["village"]) == ("village", "02107", VILLAGE)
    assert set(status["tables"]) == set(TABLES)
    assert status["tables"]["household"]["count"] == 1
    assert len(status["tables"]["household"]["digest"]) == 64
    assert status["seen"][status["author"]] == status["unsent"] == 2
    assert status["conflicts"] == status["gaps"] == 0
    said = done("status", "--home", pair.village).out
    assert "Sổ của thôn Nà Quang, mã xã 02107." in said
    assert "Hộ dân" in said
    assert "Chưa được xã báo nhận: 2 thay đổi." in said


def test_two_desks_that_have_seen_the_same_tell_the_same(pair: Pair) -> None:
    households = [pair.add_household() for _ in range(3)]
    done("record", "delete", "household", households[0], "--home", pair.village)
    pair.merge(pair.hand_in())
    fields = ("kind=thang", "name=tháng 8 năm 2025", "first_day=2025-08-01", "last_day=31/8/2025")
    done("record", "add", "period", *fields, "--home", pair.commune)
    pair.take(pair.send_back())
    village = told("status", "--home", pair.village)
    commune = told("status", "--home", pair.commune, "--village", VILLAGE)
    assert village["tables"] == commune["tables"]
    assert village["tables"]["household"]["count"] == 2
    assert village["unsent"] == 0
    whole = told("status", "--home", pair.commune)["tables"]
    assert whole["milestone"]["count"] > commune["tables"]["milestone"]["count"] == 0


def test_check_finds_nothing_broken_and_says_what_the_rules_find(pair: Pair) -> None:
    checked = told("check", "--home", pair.commune)
    assert checked["problems"] == []
    assert {"R015", "R016"} <= {finding["rule"] for finding in checked["findings"]}
    assert "Sổ nguyên vẹn" in done("check", "--home", pair.commune).out


def test_check_tells_a_row_that_the_journal_does_not_explain(pair: Pair) -> None:
    household = pair.add_household()
    connection = sqlite3.connect(pair.village / "toso.db")
    connection.execute("UPDATE household SET people = 40")
    connection.commit()
    connection.close()
    ran = toso("check", "--json", "--home", pair.village)
    assert ran.code == 1
    assert ran.err == ""
    (problem,) = ran.json["problems"]
    assert household in problem
    assert "Nông" not in problem


def test_both_reports_are_made(pair: Pair) -> None:
    fields = ("kind=thang", "name=tháng 8 năm 2025", "first_day=01/08/2025", "last_day=31/08/2025")
    done("record", "add", "period", *fields, "--home", pair.commune)
    pair.take(pair.send_back())
    listed = told("report", "list", "--home", pair.village)
    assert set(listed["reports"]) == {"thon", "xa"}
    assert [period["from"] for period in listed["periods"]] == ["2025-08-01"]
    assert "tháng 8 năm 2025" in done("report", "list", "--home", pair.village).out
    papers = [
        ("thon", pair.village, []),
        ("thon", pair.commune, ["--village", VILLAGE]),
        ("xa", pair.commune, ["--number", "12/BC-UBND", "--date", "3/9/2025"]),
    ]
    for number, (name, home, more) in enumerate(papers):
        path = pair.folder / "giay" / f"{number}.pdf"
        days = ("--from", "2025-08-01", "--to", "31/08/2025")
        made = told("report", "make", name, *days, *more, "-o", path, "--home", home)
        assert path.read_bytes().startswith(b"%PDF-")
        assert made["bytes"] == path.stat().st_size
    assert (pair.folder / "giay" / "0.pdf").read_bytes() == (pair.folder / "giay" / "1.pdf").read_bytes()


def test_a_form_is_published_and_reaches_the_village(pair: Pair) -> None:
    path = pair.folder / "phieu.xlsx"
    path.write_bytes(survey(["text", "ten", "Tên"]))
    (remark,) = told("form", "check", path)
    assert (remark["code"], remark["remark"], remark["place"]) == (
        "unused-list",
        True,
        "trang choices, dòng 2, cột list_name",
    )
    assert "dùng được" in done("form", "check", path).out
    added = told("form", "add", path, "--home", pair.commune)
    assert (added["form_id"], added["version"]) == ("thu", "1")
    pair.take(pair.send_back())
    assert {"hgd_so", "thu"} == {form["form_id"] for form in told("form", "list", "--home", pair.village)}
    assert "Thử" in done("form", "list", "--home", pair.village).out


def test_a_tiny_demo(tmp_path: Path) -> None:
    size = ("--villages", "1", "--households", "3", "--sessions", "1")
    ran = toso("demo", tmp_path / "out", *size, "--json")
    assert ran.code == 0, ran
    assert isinstance(ran.json, dict)
    assert sorted(inner.name for inner in (tmp_path / "out").iterdir()) == ["giay", "thon-01", "usb", "xa"]
    assert told("check", "--home", tmp_path / "out" / "xa")["problems"] == []
    assert told("status", "--home", tmp_path / "out" / "thon-01")["tables"]["household"]["count"] == 3


def test_everything_for_scripts_is_one_value_a_line(pair: Pair) -> None:
    for command in (["gaps"], ["conflicts"], ["status"], ["check"], ["record", "list", "service"], ["key", "public"]):
        ran = done(*command, "--json", "--home", pair.commune)
        assert len(ran.out.splitlines()) == 1
        json.loads(ran.out)
