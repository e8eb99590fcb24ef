"""XLSX and CSV read back by strangers: what comes out are the answers, typed, harmless and in NFC."""

import csv
import tracemalloc
import unicodedata
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from desktop.errors import FileProblem, TosoError
from desktop.surveys.exports import xlsx
from desktop.surveys.exports.harmless import original
from desktop.surveys.exports.responses import Source, export
from desktop.surveys.exports.rows import TOKENS, Why
from tests.surveys.exports.export_makers import FORM, FULL, answers_objects, response, source
from tests.surveys.form_makers import REFUSED, form, question

Sheet = list[dict[str, Any]]


def workbook(path: Path) -> dict[str, Sheet]:
    """Every sheet as dicts, read by openpyxl."""
    book = openpyxl.load_workbook(path)
    found = {}
    for sheet in book.worksheets:
        head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        found[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def made_xlsx(folder: Path, given: Source, **values: Any) -> dict[str, Sheet]:
    export(given, folder / "a.xlsx", "xlsx", **values)
    return workbook(folder / "a.xlsx")


def made_csv(folder: Path, given: Source, **values: Any) -> dict[str, Sheet]:
    """Every file as dicts, by what follows the name."""
    written = export(given, folder / "a.csv", "csv", **values)
    found = {}
    for path in written.paths:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            found[path.stem.removeprefix("a").removeprefix("-")] = list(csv.DictReader(stream))
    return found


def test_a_workbook_has_typed_cells_codes_with_labels_and_a_sheet_for_each_repeat(tmp_path: Path) -> None:
    book = made_xlsx(tmp_path, source(FULL), personal=True)
    assert list(book) == ["Phiếu", "Thành viên", "Việc làm", "Bảng mã"]
    (row,) = book["Phiếu"]
    assert row == {
        "KEY": "r1",
        "toso_ho": "02107-01-001",
        "toso_thon": "02107-01",
        "toso_dot": "đợt 1",
        "toso_bieu_mau": "thu",
        "toso_phien_ban": "1",
        "toso_ngay": datetime(2025, 7, 10),  # noqa: DTZ001 - openpyxl's own for a date
        "ten": "Nông Văn Thử",
        "ghi_chu": "Nhà xa\nđường “đất”, =1",
        "so_nk": 0,
        "dien_tich": 1.5,
        "ngay": datetime(2025, 7, 10),  # noqa: DTZ001
        "gio": "08:30:00.000+07:00",
        "luc": "2025-07-10T08:30:00.000+07:00",
        "song": "yeu",
        "song (nhãn)": "Sóng yếu",
        "ket_noi": "di_dong cap",
        "ket_noi/cap": 1,
        "ket_noi/di_dong": 1,
        "vi_tri": "22.1 105.8 0 0",
    }
    assert type(row["so_nk"]) is int
    members = book["Thành viên"]
    assert [(one["KEY"], one["PARENT_KEY"], one["toso_ho"], one["ho_ten"], one["tuoi"]) for one in members] == [
        ("r1/member[1]", "r1", "02107-01-001", "Lý Thị Thử", 40),
        ("r1/member[2]", "r1", "02107-01-001", None, "#khong_biet"),
    ]
    assert [(one["PARENT_KEY"], one["ten_viec"], one["ten_viec (nhãn)"]) for one in book["Việc làm"]] == [
        ("r1/member[1]", "rung", "Rừng"), ("r1/member[1]", "#khong_tra_loi", "Không trả lời"),
    ]  # fmt: skip
    codes = {(one["cot"], one["ma"]): one["nhan"] for one in book["Bảng mã"]}
    assert (codes["song", "yeu"], codes["*", "#khong_biet"]) == ("Sóng yếu", "Không biết")


def test_csv_has_the_mark_that_excel_needs_and_one_file_a_table(tmp_path: Path) -> None:
    found = made_csv(tmp_path, source(FULL))
    assert list(found) == ["", "member", "viec", "bang_ma"]
    assert (tmp_path / "a.csv").read_bytes().startswith("\ufeffKEY,".encode())
    (row,) = found[""]
    assert (row["ngay"], row["ket_noi/cap"], row["so_nk"], row["dien_tich"]) == ("2025-07-10", "1", "0", "1.5")
    assert "ten" not in row
    assert [one["tuoi"] for one in found["member"]] == ["40", "#khong_biet"]


def test_what_is_decomposed_is_put_together(tmp_path: Path) -> None:
    row = made_xlsx(tmp_path, source({"ghi_chu": unicodedata.normalize("NFD", "Đường đất, ở Bản Lữ")}))["Phiếu"][0]
    assert row["ghi_chu"] == "Đường đất, ở Bản Lữ"


@pytest.mark.parametrize("attack", ["=1+1", "+1", "-1", "@a", "\t=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://a")'])
def test_no_text_is_a_formula_in_any_column(attack: str, tmp_path: Path) -> None:
    made = form(
        question("t"), question(attack, "select_one", f"{attack}={attack}"), question("m", "select_multiple", attack)
    )
    given = source({"t": attack, attack: attack, "m": [attack]}, made=made)
    export(given, tmp_path / "a.xlsx", "xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert all(b"<f>" not in archive.read(name) for name in archive.namelist())
    for sheet in workbook(tmp_path / "a.xlsx").values():
        texts = [cell for row in sheet for cell in (*row, *row.values()) if isinstance(cell, str)]
        assert not [cell for cell in texts if cell[:1] in "=+-@\t\r" and cell]
    for rows in made_csv(tmp_path, given).values():
        assert not [cell for row in rows for cell in (*row, *row.values()) if cell and cell[:1] in "=+-@\t\r"]


def test_a_text_that_looks_like_a_spelled_letter_stays_as_it_is(tmp_path: Path) -> None:
    export(source({"ghi_chu": "_x0041_ và _x004"}), tmp_path / "a.xlsx", "xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert "_x005F_x0041_ và _x004<" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_numbers_stay_numbers_also_below_zero(tmp_path: Path) -> None:
    row = made_xlsx(tmp_path, source({"so_nk": -5, "dien_tich": -0.25}))["Phiếu"][0]
    assert (row["so_nk"], row["dien_tich"]) == (-5, -0.25)
    assert made_csv(tmp_path, source({"so_nk": -5}))[""][0]["so_nk"] == "-5"


def expected(name: str, answer: Any) -> Any:
    """What an answer must be in a cell."""
    if isinstance(answer, dict):
        return TOKENS[Why(answer["missing"])]
    if name == "ngay":
        return date.fromisoformat(answer)
    return " ".join(answer) if isinstance(answer, list) else answer


def back(cell: Any, name: str, answer: Any) -> Any:
    """What a cell says, as the answer's type."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, str) and not isinstance(answer, dict):
        return date.fromisoformat(cell) if name == "ngay" else original(cell)
    return cell


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers_objects())
def test_what_is_read_back_is_what_was_answered(tmp_path: Path, answers: dict[str, Any]) -> None:
    book = made_xlsx(tmp_path, source(answers), personal=True)
    row = book["Phiếu"][0]
    for name, answer in answers.items():
        if name != "member" and "_x" not in str(answer):  # openpyxl does not undo _x005F_ in place, Excel does
            assert back(row[name], name, answer) == expected(name, answer)
    assert [one["tuoi"] for one in book.get("Thành viên", [])] == [
        expected("tuoi", one["tuoi"]) for one in answers.get("member", [])
    ]
    (line,) = made_csv(tmp_path, source(answers), personal=True)[""]
    for name, answer in answers.items():
        if name not in ("member", "so_nk", "dien_tich"):
            assert back(line[name], name, answer) == expected(name, answer)
        elif name == "dien_tich" and not isinstance(answer, dict):
            assert float(line[name]) == answer


def test_two_versions_stand_in_one_export(tmp_path: Path) -> None:
    newer = form(question("song", "select_one", "5g=Sóng 5G"), question("moi"), version="2")
    older = form(question("song", "select_one", "yeu=Sóng yếu"), question("cu", "integer"), version="1")
    given = source(
        response({"song": "5g", "moi": "x"}, "a", "2"), response({"song": "yeu", "cu": 3}, "b"), made=[newer, older]
    )
    rows = made_xlsx(tmp_path, given)["Phiếu"]
    assert [(row["toso_phien_ban"], row["song (nhãn)"], row["moi"], row["cu"]) for row in rows] == [
        ("2", "Sóng 5G", "x", None), ("1", "Sóng yếu", None, 3),
    ]  # fmt: skip


def test_an_empty_export_has_its_titles(tmp_path: Path) -> None:
    export(source(), tmp_path / "a.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [sheet.max_row for sheet in book.worksheets][:3] == [1, 1, 1]
    assert made_csv(tmp_path, source())[""] == []


def test_what_does_not_fit_is_left_empty_and_counted(tmp_path: Path) -> None:
    bad = {"so_nk": "ba", "song": ["tot"], "ket_noi": [1], "ngay": "hôm qua", "ghi_chu": {"x": 1}, "la": 1, "member": 5}
    written = export(source(bad, {"so_nk": True}, "[]"), tmp_path / "a.csv", "csv")
    assert (written.responses, written.account.unfit, written.account.foreign) == (3, 6, 1)


def test_nothing_is_left_when_it_fails_in_the_middle(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("cũ", encoding="utf-8")

    def responses() -> Any:
        yield response(FULL)
        raise TosoError("Sổ hỏng.")

    for kind in ("csv", "xlsx"):
        with pytest.raises(TosoError, match="Sổ hỏng"):
            export(Source({"1": FORM}, responses), tmp_path / f"a.{kind}", kind)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "cũ"


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(FileProblem):
        export(source(FULL), tmp_path / "a.csv", "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_too_many_rows_for_a_sheet_are_refused_before_anything_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(TosoError, match="Quá nhiều dòng"):
        export(source({}, {}, {}), tmp_path / "a.xlsx", "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_sheets_have_names_that_a_spreadsheet_accepts() -> None:
    names = list(xlsx._sheet_names(["Phiếu", "phiếu", "a/b:c", "", "x" * 40, "x" * 41, "History"]))
    assert names == ["Phiếu", "phiếu 2", "a b c", "Bảng", "x" * 31, f"{'x' * 29} 2", "History 2"]


def test_the_same_responses_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        export(source(FULL), tmp_path / name, "xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_reason_is_a_reason_also_where_codes_are(tmp_path: Path) -> None:
    row = made_xlsx(tmp_path, source({"ket_noi": REFUSED}))["Phiếu"][0]
    assert (row["ket_noi"], row["ket_noi/cap"]) == ("#khong_tra_loi", None)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_many_responses_take_no_more_memory_than_some(kind: str, tmp_path: Path) -> None:
    def peak(count: int) -> int:
        given = Source({"1": FORM}, lambda: (response(FULL, f"r{number}") for number in range(count)))
        tracemalloc.start()
        try:
            written = export(given, tmp_path / f"a.{kind}", kind, personal=True)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            assert written.account.rows == {"phieu": count, "member": 2 * count, "viec": 2 * count}

    assert peak(1000) < 1.5 * peak(400)
