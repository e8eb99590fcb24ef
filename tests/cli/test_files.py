"""Files in and out that are not papers and forms: none hangs, none is written over the store."""

from pathlib import Path

import pytest

from tests.cli import odd_files
from tests.cli.calling import VILLAGE, Pair, done, refused, tables, told, toso
from tests.surveys.books import book, survey

PERIOD = ("kind=thang", "name=tháng 8 năm 2025", "first_day=2025-08-01", "last_day=2025-08-31")


def _workbook(path: Path) -> None:
    path.write_bytes(book(Sheet1=[["STT", "Họ và tên"], ["1", "Nông Văn Thử"]]))


def _broken_form(path: Path) -> None:
    path.write_bytes(survey(["select_one không_có", "ten", "Tên"]))


def _cut(path: Path) -> None:
    path.write_bytes(survey(["text", "ten", "Tên"])[:-200])


def _other_xml(path: Path) -> None:
    path.write_text("<html><body>a</body></html>", encoding="utf-8")


def _bomb(path: Path) -> None:
    path.write_text(
        '<!DOCTYPE a [<!ENTITY b "' + "x" * 1000 + '"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>', encoding="utf-8"
    )


ODD = [*odd_files.ODD, _workbook, _broken_form, _cut, _other_xml, _bomb]


@pytest.mark.parametrize("make", ODD, ids=lambda make: make.__name__.strip("_"))
def test_what_is_no_form_is_refused(pair: Pair, make: odd_files.Maker) -> None:
    path = pair.folder / "phiếu.xlsx"
    make(path)
    before = tables(pair.commune)
    assert refused("form", "add", path, "--home", pair.commune)
    checked = toso("form", "check", path, "--json")
    assert checked.code == 1
    assert checked.json
    assert "Traceback" not in checked.err
    assert tables(pair.commune) == before


def with_period(pair: Pair) -> None:
    done("record", "add", "period", *PERIOD, "--home", pair.commune)


def test_a_paper_is_not_written_where_it_cannot_stand(pair: Pair) -> None:
    with_period(pair)
    (pair.folder / "tệp").write_text("a")
    make = ["report", "make", "xa", "--home", pair.commune, "-o"]
    for place in (pair.folder, pair.folder / "tệp" / "a.pdf", "/dev/null", "/proc/a.pdf", pair.folder / ("x" * 300)):
        assert refused(*make, place) == "file"
    assert (pair.folder / "tệp").read_text() == "a"


@pytest.mark.parametrize("name", ["toso.db", "a.pdf", "keys/device", "../xa/toso.db", "."])
def test_a_paper_never_lands_on_the_store(pair: Pair, name: str) -> None:
    with_period(pair)
    before = tables(pair.commune)
    assert refused("report", "make", "xa", "--home", pair.commune, "-o", f"{pair.commune}/{name}") == "file"
    assert tables(pair.commune) == before


def test_the_period_must_exist(pair: Pair) -> None:
    with_period(pair)
    path = pair.folder / "a.pdf"
    make = ["report", "make", "thon", "--home", pair.commune, "-o", path]
    assert refused(*make) == "no-village"
    assert refused(*make, "--village", VILLAGE, "--from", "2025-08-02") == "no-period"
    assert refused(*make, "--village", VILLAGE, "--from", "2025-08-31", "--to", "2025-08-01") == "no-period"
    assert not path.exists()
    assert told(*make, "--village", VILLAGE)["period"] == "tháng 8 năm 2025"


@pytest.mark.parametrize("number", ["<b>1</b>", '<img src="/etc/passwd"/>', "&", "\x1b[1m", "😀", "x" * 5000])
def test_a_number_of_any_spelling_is_printed_or_refused(pair: Pair, number: str) -> None:
    with_period(pair)
    path = pair.folder / "a.pdf"
    ran = toso("report", "make", "xa", "--home", pair.commune, "-o", path, "--number", number)
    assert ran.code in {0, 1}, ran
    assert path.exists() == (ran.code == 0)
