"""`toso import FILE`: shown first, written by the same functions as the screen, taken back."""

from pathlib import Path

import pytest

from tests.cli.calling import done, refused, told, toso
from tests.dirty import row, usual, workbook
from tests.makers import VILLAGE_ID, make_store


@pytest.fixture
def village(tmp_path: Path) -> Path:
    home = tmp_path / "thon"
    make_store(home, "village", VILLAGE_ID).close()
    return home


@pytest.fixture
def household_list(tmp_path: Path) -> Path:
    return workbook(tmp_path / "a.xlsx", usual(row(1, "Nông Văn A", phone=912345678), row(2, "LÝ A PÁO")))


def test_a_list_is_shown_written_and_taken_back(village: Path, household_list: Path) -> None:
    shown = told("import", household_list, "--home", village, "--dry-run")
    assert (shown["written"], shown["verdicts"]["new"], shown["before"], shown["after"]) == (False, 2, 0, 0)
    assert sum(shown["verdicts"].values()) == shown["rows"]
    written = told("import", household_list, "--home", village, "--capitalise")
    assert (written["added"], written["after"]) == (2, 2)
    assert [one["head_name"] for one in told("record", "list", "household", "--home", village)] == [
        "Nông Văn A",
        "Lý A Páo",
    ]
    again = told("import", household_list, "--home", village, "--capitalise")
    assert (again["added"], again["verdicts"]["have"]) == (0, 2)
    assert told("import", "--undo", "--home", village) == {"undone": 2, "stays": []}
    assert told("record", "list", "household", "--home", village) == []
    assert refused("import", "--undo", "--home", village) == "no-batch"


def test_a_person_reads_what_happens_to_each_row(village: Path, household_list: Path) -> None:
    out = done("import", household_list, "--home", village, "--dry-run").out
    assert "thêm mới 2" in out
    assert "Dòng 5 Nông Văn A: Điện thoại: Thêm số 0" in out
    assert out.endswith("Chưa ghi gì.\n")
    assert "Số hộ trong sổ: 0 -> 2." in done("import", household_list, "--home", village).out


def test_a_refused_row_is_told_by_the_exit_code(village: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", usual(row(1, None, phone=912345678), row(2, "Lý A Páo")))
    ran = toso("import", path, "--home", village)
    assert (ran.code, ran.err) == (1, "")
    assert "không nhận 1" in ran.out


def test_what_is_no_list_is_refused(village: Path, tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert refused("import", tmp_path / "b.csv", "--home", village) == "no-heading"
    assert refused("import", "--home", village) == "no-file"
    with make_store(tmp_path / "xa", "commune"):
        pass
    assert refused("import", tmp_path / "b.csv", "--home", tmp_path / "xa") == "wrong-desk"
