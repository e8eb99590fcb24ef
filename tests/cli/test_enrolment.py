"""Enrolment by commands: the sheet beside the request, the codes that must be given, and what a wrong one leaves."""

import shutil
from pathlib import Path

import pytest

from tests.cli.calling import VILLAGE, Pair, done, refused, tables, told
from tests.reports.reading import flat_text


@pytest.fixture
def laptop(tmp_path: Path) -> Path:
    """The home of a laptop that is not enrolled yet."""
    home = tmp_path / "may-moi"
    done("init", "village", "--name", "Nà Quang", "--device", "Máy phó thôn", "--home", home)
    return home


def ask(pair: Pair, laptop: Path) -> dict[str, str]:
    return dict(told("enrol", "request", "--home", laptop, "-o", pair.stick))


def other_than(code: str) -> str:
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def test_a_request_comes_with_a_sheet_to_print(pair: Pair, laptop: Path) -> None:
    asked = told("enrol", "request", "--holder", "Nông Văn Thử", "--home", laptop, "-o", pair.stick)
    sheet, request = Path(asked["sheet"]), Path(asked["file"])
    assert sheet.parent == request.parent == pair.stick
    assert sheet.name == request.name.replace("yeu-cau-ghi-danh", "phieu-ghi-danh").replace(".toso", ".pdf")
    text = flat_text(sheet.read_bytes())
    for part in (asked["code"], asked["fingerprint"], request.name, "Nông Văn Thử", "Máy phó thôn", "Nà Quang"):
        assert part in text
    said = done("enrol", "request", "--home", laptop, "-o", pair.stick).out
    assert sheet.name in said
    assert asked["code"] in said


def test_the_sheet_can_be_made_alone_and_again(pair: Pair, laptop: Path) -> None:
    asked = ask(pair, laptop)
    target = pair.folder / "phiếu in lại.pdf"
    made = told("enrol", "sheet", "-o", target, "--home", laptop)
    assert (made["file"], made["code"]) == (str(target), asked["code"])
    assert target.read_bytes() == Path(asked["sheet"]).read_bytes()
    assert refused("enrol", "sheet", "-o", laptop / "toso.db", "--home", laptop) == "file"
    assert refused("enrol", "sheet", "-o", target, "--home", pair.commune) == "wrong-desk"
    assert refused("enrol", "sheet", "--home", laptop, code=2) == "usage"


def test_a_holder_that_is_too_long_for_a_column_is_told_before_anything_is_written(pair: Pair, laptop: Path) -> None:
    assert refused("enrol", "request", "--holder", "x" * 300, "--home", laptop, "-o", pair.stick) == "rule"
    assert list(pair.stick.iterdir()) == []


def test_the_officer_cannot_issue_without_a_code(pair: Pair, laptop: Path) -> None:
    asked = ask(pair, laptop)
    given = ("enrol", "issue", asked["file"], "--village", VILLAGE, "--home", pair.commune, "-o", pair.stick)
    before, files = tables(pair.commune), sorted(pair.stick.iterdir())
    assert refused(*given, code=2) == "usage"
    for code, heard in (
        ("no-code", ""),
        ("short-code", asked["code"][:-1]),
        ("short-code", asked["code"][5:]),
        ("wrong-code", other_than(asked["code"])),
        ("wrong-code", asked["fingerprint"]),
        ("wrong-code", "mã đúng"),
    ):
        assert refused(*given, "--code", heard) == code
    assert tables(pair.commune) == before
    assert sorted(pair.stick.iterdir()) == files


@pytest.mark.parametrize("between", ["", "-", " - ", "  ", ". "])
def test_the_officer_types_the_code_as_it_was_heard(pair: Pair, laptop: Path, between: str) -> None:
    asked = ask(pair, laptop)
    heard = asked["code"].replace(" ", between)
    issued = told(
        *("enrol", "issue", asked["file"], "--village", VILLAGE, "--code", heard, "--holder", "Bí thư"),
        *("--home", pair.commune, "-o", pair.stick),
    )
    devices = told("record", "list", "device", "--home", pair.commune)
    (device,) = [row for row in devices if row["holder"] == "Bí thư"]
    assert device["name"] == "Máy phó thôn"
    assert Path(issued["file"]).exists()


def test_the_village_looks_and_compares_before_it_takes(pair: Pair, laptop: Path) -> None:
    asked = ask(pair, laptop)
    given = ("--village", VILLAGE, "--code", asked["code"], "--home", pair.commune, "-o", pair.stick)
    issued = told("enrol", "issue", asked["file"], *given)
    before = tables(laptop)
    said = done("enrol", "look", issued["file"], "--home", laptop).out
    assert issued["commune_code"] in said
    assert "Chưa ghi gì" in said
    for code, heard in (("no-code", ""), ("short-code", "0412"), ("wrong-code", other_than(issued["commune_code"]))):
        assert refused("enrol", "accept", issued["file"], "--code", heard, "--home", laptop) == code
    assert tables(laptop) == before
    said = done("enrol", "accept", issued["file"], "--code", issued["commune_code"], "--home", laptop).out
    assert "giống nhau" in said
    again = told("enrol", "accept", issued["file"], "--home", laptop)
    assert (again["already"], again["entries"]) == (True, 0)
    assert "không có gì thay đổi" in done("enrol", "accept", issued["file"], "--home", laptop).out


def test_a_laptop_that_knows_no_commune_takes_none_without_its_code(pair: Pair, laptop: Path) -> None:
    asked = ask(pair, laptop)
    given = ("--village", VILLAGE, "--code", asked["code"], "--home", pair.commune, "-o", pair.stick)
    issued = told("enrol", "issue", asked["file"], *given)
    before = tables(laptop)
    assert refused("enrol", "accept", issued["file"], "--home", laptop) == "no-code"
    assert tables(laptop) == before


def test_what_is_shown_of_a_request(pair: Pair, laptop: Path) -> None:
    asked = ask(pair, laptop)
    shown = told("enrol", "show", asked["file"], "--home", pair.commune)
    assert (shown["name"], shown["laptop"], shown["village"]) == ("thôn Nà Quang", "Máy phó thôn", None)
    assert shown["code"] != shown["commune_code"]
    known = told("enrol", "request", "--home", pair.village, "-o", pair.stick)["file"]
    assert told("enrol", "show", known, "--home", pair.commune)["village"] == VILLAGE
    assert "đã ghi danh cho thôn Nà Quang" in done("enrol", "show", known, "--home", pair.commune).out


def test_a_revoked_laptop_and_the_wrong_files_are_told(pair: Pair, laptop: Path) -> None:
    asked = told("enrol", "request", "--home", pair.village, "-o", pair.stick)
    heard = ("--village", VILLAGE, "--code", asked["code"])
    half = pair.folder / "nửa.toso"
    half.write_bytes(Path(asked["file"]).read_bytes()[:-40])
    commune = ("--home", pair.commune)
    assert refused("enrol", "issue", half, *heard, *commune, "-o", pair.stick) == "damaged"
    assert refused("enrol", "show", asked["sheet"], *commune) == "damaged"
    assert refused("enrol", "look", asked["file"], "--home", laptop) == "damaged"
    device = told("enrol", "show", asked["file"], *commune)["device"]
    told("revoke", device, *commune)
    for step in (["show", asked["file"]], ["issue", asked["file"], *heard, "-o", pair.stick]):
        assert refused("enrol", *step, *commune) == "revoked"


def test_a_stick_without_room_for_the_sheet_is_told(pair: Pair, laptop: Path) -> None:
    """The request is there by then; the sheet can be made again."""
    name = Path(ask(pair, laptop)["sheet"]).name
    shutil.rmtree(pair.stick)
    (pair.stick / name).mkdir(parents=True)
    assert refused("enrol", "request", "--home", laptop, "-o", pair.stick) == "file"
    assert list(pair.stick.glob("yeu-cau-*.toso"))
