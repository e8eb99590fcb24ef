"""`toso export responses`: the file's name says the format, rounds are named, personal answers only when asked for."""

import csv
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.models.access_log import logged_exports
from desktop.models.journal import changing
from desktop.models.reporting import Form
from desktop.models.store import Store
from tests.cli.calling import done, refused, told
from tests.makers import VILLAGE_ID, add_household, make_store
from tests.models.record_makers import add_response, add_round, add_villages

XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Phiếu thử</h:title><model><instance><data id="hgd_so" version="2025.1"><ten/><so/></data></instance>
<bind nodeset="/data/ten" type="string" xmlns:t="urn:toso:form" t:personal="C"/><bind nodeset="/data/so" type="int"/>
</model></h:head><h:body>
<input ref="/data/ten"><label>Tên</label></input><input ref="/data/so"><label>Số</label></input>
</h:body></h:html>"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A commune with two rounds, three surveyed households, one of which counts in no round."""
    home = tmp_path_factory.mktemp("xa")
    with make_store(home, "commune") as store, changing(store) as change:
        add_villages(change, "Nà Quang")
        first = add_round(change)
        second = add_round(change, name="đợt 2", first_day=date(2025, 8, 1))
        change.add(Form, form_id="hgd_so", version="2025.1", name="Thử", definition=XFORM)
        given: list[tuple[str, dict[str, object]]] = [
            (first, {"ten": "=Thử", "so": 3, "la": 1}), (first, {"so": {"missing": "refused"}}), (second, {"so": 5}),
        ]  # fmt: skip
        for number, (round_, answers) in enumerate(given):
            house = add_household(change, VILLAGE_ID, code=f"02107-01-00{number}")
            add_response(change, house, answers, round_id=round_)
        add_response(change, add_household(change), {"so": 9}, consent="tu_choi", round_id=first)
    return home


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_latest_round_goes_to_the_format_of_the_files_name(home: Path, tmp_path: Path) -> None:
    given = told("export", "responses", "--home", home, "-o", tmp_path / "a.csv")
    assert (given["format"], given["responses"], given["rows"]) == ("csv", 1, {"phieu": 1})
    assert [Path(name).name for name in given["files"]] == ["a.csv", "a-bang_ma.csv"]
    assert [(row["toso_dot"], row["so"]) for row in rows(tmp_path / "a.csv")] == [("đợt 2", "5")]


def test_a_round_is_named_or_all_are_taken(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    given = told("export", "responses", "--home", home, "-o", out, "--round", "đợt 1", "--personal")
    assert (given["responses"], given["foreign"]) == (2, 1)
    assert [(row["toso_ho"], row["ten"], row["so"]) for row in rows(out)] == [
        ("02107-01-000", "'=Thử", "3"), ("02107-01-001", "", "#khong_tra_loi"),
    ]  # fmt: skip
    done("export", "responses", "--home", home, "-o", out, "--round", "tat-ca")
    assert [(row["toso_dot"], row.get("ten")) for row in rows(out)] == [
        ("đợt 2", None),
        ("đợt 1", None),
        ("đợt 1", None),
    ]


def test_a_person_is_told_what_is_in_the_file(home: Path, tmp_path: Path) -> None:
    out = done("export", "responses", "--home", home, "-o", tmp_path / "a.xlsx", "--round", "đợt 1", "--personal").out
    assert out.splitlines()[0] == "Đã xuất 2 phiếu: a.xlsx."
    assert "dữ liệu cá nhân" in out
    assert "1 câu trả lời không thuộc câu hỏi nào" in out
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["Phiếu"].max_row == 3


@pytest.mark.parametrize(
    ("name", "options", "kind"),
    [
        ("a.sav", (), "sav"),
        ("a.zip", (), "package"),
        ("a.zip", ("--format", "odk"), "odk"),
        ("a.txt", ("--format", "csv"), "csv"),
    ],
)
def test_every_format_has_its_name(name: str, options: tuple[str, ...], kind: str, home: Path, tmp_path: Path) -> None:
    given = told("export", "responses", "--home", home, "-o", tmp_path / name, "--round", "đợt 1", *options)
    assert (given["format"], given["responses"]) == (kind, 2)
    assert (tmp_path / name).stat().st_size > 100
    if kind == "odk":
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert archive.read("forms/2025.1.xml").decode() == XFORM


def test_what_cannot_be_exported_is_refused(home: Path, tmp_path: Path) -> None:
    def code(*options: object) -> str:
        return refused("export", "responses", "--home", home, *options)

    assert code("-o", tmp_path / "a.doc") == "no-format"
    assert code("-o", tmp_path / "a.csv", "--round", "đợt 9") == "no-round"
    assert code("-o", tmp_path / "a.csv", "--form", "khac") == "no-form"
    assert code("-o", home / "a.csv") == "file"
    assert list(tmp_path.iterdir()) == []


def test_an_export_leaves_a_line_in_the_log_with_what_it_was_for(home: Path, tmp_path: Path) -> None:
    with Store.open(home) as store:
        before = len(logged_exports(store))
    told("export", "responses", "--home", home, "-o", tmp_path / "a.csv", "--personal", "--purpose", "cap_tren")
    with Store.open(home) as store:
        latest, *older = logged_exports(store)
    assert len(older) == before
    assert (latest.rounds, latest.format, latest.personal, latest.purpose, latest.records) == (
        ("đợt 2",), "csv", True, "cap_tren", 1,
    )  # fmt: skip
