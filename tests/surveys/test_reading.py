"""Files from outside: every bad one gives one Vietnamese sentence with advice, and nothing is written."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.errors import FileProblem, FormProblem
from desktop.surveys.reading import check, read_form
from desktop.surveys.translating import problem_from
from desktop.surveys.workbook import LIMITS, Limits, check_archive, kind_of
from tests.surveys.books import FORMS, HEADING, SETTINGS, YES_NO, book, survey

SHIPPED = (FORMS / "hgd_so.xlsx").read_bytes()
GOOD = survey(["integer", "a", "Tuổi"], ["select_one yn", "b", "Có đi học?"])
PICK = ["select_one yn", "a", "A"]
XML = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><lolz>&lol2;</lolz>'


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with its members changed by `change(name, content)`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return out.getvalue()


def archive(**members: str | bytes) -> bytes:
    """A ZIP of the given members; `__` in a name stands for `/` and `_X_` for `.`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name.replace("__", "/").replace("_X_", "."), content)
    return out.getvalue()


def with_entities(name: str, content: bytes) -> bytes:
    """Declare an entity in the first sheet."""
    if name != "xl/worksheets/sheet1.xml":
        return content
    return b'<!DOCTYPE w [<!ENTITY x "y">]>' + content


def many_rows(name: str, content: bytes) -> bytes:
    """Put more rows into the first sheet than a form may have."""
    rows = b'<row r="9"/>' * (LIMITS.rows_a_sheet + 1)
    return content.replace(b"</sheetData>", rows + b"</sheetData>") if name == "xl/worksheets/sheet1.xml" else content


def half_a_workbook(name: str, content: bytes) -> bytes:
    """Damage one member's XML."""
    return content[: len(content) // 2] if name == "xl/workbook.xml" else content


BAD_FILES = [
    ("empty", b"", "Tệp rỗng"),
    ("text as xlsx", "Họ tên;Tuổi\nHoa;30".encode(), "không phải là tệp Excel"),
    ("truncated", SHIPPED[: len(SHIPPED) // 2], "hỏng hoặc bị cắt cụt"),
    ("flipped byte", SHIPPED[:2000] + bytes([SHIPPED[2000] ^ 0xFF]) + SHIPPED[2001:], "hỏng hoặc bị cắt cụt"),
    ("bomb", archive(xl__workbook_X_xml=b"0" * 30_000_000), "phình ra quá lớn"),
    ("large bomb", archive(xl__workbook_X_xml=b"0" * 60_000_000), "phình ra quá lớn"),
    ("word", archive(word__document_X_xml="<w/>"), "Đây là tệp Word"),
    ("zip", archive(anh_X_jpg="x"), "Đây là tệp nén"),
    ("many members", archive(**{f"a{n}": "x" for n in range(LIMITS.members + 1)}), "quá nhiều phần"),
    ("entities in xlsx", repacked(GOOD, with_entities), "khai báo thực thể"),
    ("many rows", repacked(GOOD, many_rows), "quá nhiều dòng"),
    ("broken xml inside", repacked(GOOD, half_a_workbook), "Không đọc được nội dung biểu mẫu"),
    ("no survey sheet", book(a=[["x"]], b=[["y"]]), "không có trang “survey”"),
    ("a list of people", book(DanhSach=[["Họ tên", "SĐT"], ["Hoa", "09"]]), "Thiếu cột “type”"),
    ("misspelt sheet", book(suvey=[HEADING, ["text", "a", "A"]], x=[[""]]), "“suvey” bị gõ nhầm"),
    ("unknown type", survey(["txet", "a", "A"]), "Không có loại câu hỏi “txet”"),
    ("duplicate names", survey(["text", "a", "A"], ["text", "a", "B"]), "Trang survey, dòng 3.*“a” bị trùng"),
    ("missing list", survey(["select_one ab", "a", "A"]), "dòng 2: Danh sách lựa chọn “ab” không có"),
    ("no choices", book(survey=[HEADING, ["select_one ab", "a", "A"]], settings=SETTINGS), "thiếu trang choices"),
    ("duplicate choice", survey(PICK, choices=[*YES_NO, ["yn", "co", "C"]]), "Mã lựa chọn bị trùng"),
    ("choice without name", survey(PICK, choices=[*YES_NO, ["yn", "", "C"]]), "Lựa chọn thiếu mã"),
    ("unknown reference", survey(["text", "a", "A", "${b} = 1"], more=("relevant",)), "“b” không có trong biểu mẫu"),
    ("open reference", survey(["text", "a", "A", "${b = 1"], more=("relevant",)), "cột relevant.*viết sai"),
    ("no name", survey(["text", "", "A"]), "dòng 2: Câu hỏi hoặc nhóm thiếu tên"),
    ("bad name", survey(["text", "1a", "A"]), "Tên không hợp lệ"),
    ("no type", survey(["", "a", "A"]), "Câu hỏi thiếu loại"),
    ("no label", survey(["text", "a", ""]), "“a” không có nhãn"),
    ("open group", survey(["begin group", "g", "G"], ["text", "a", "A"]), "Nhóm “g” mở ra mà không đóng"),
    ("closed twice", survey(["text", "a", "A"], ["end group", "", ""]), "không có dòng mở nhóm"),
    ("double column", survey(["text", "a", "A", "B"], more=("label",)), "Cột “label” có hai lần"),
    ("nothing asked", survey(), "không có câu hỏi nào"),
    ("bad expression", survey(["text", "a", "A", "1 == 1"], more=("relevant",)), "dòng 2, cột relevant: .*viết sai"),
    ("unknown function", survey(["text", "a", "A", "khong_co('x') = 1"], more=("relevant",)), "relevant: .*khong_co"),
    ("xml with entities", XML, "khai báo thực thể"),
    ("foreign xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không phải là biểu mẫu"),
    ("utf-16 xml", "<a/>".encode("utf-16"), "không phải là tệp Excel"),
    ("latin xml", "<a>é</a>".encode("latin-1"), "không viết bằng mã UTF-8"),
    ("old office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "(hỏng hoặc bị cắt cụt|Không đọc được)"),
    ("too large", b"PK\x03\x04" + b"\0" * LIMITS.file_bytes, "quá lớn"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "says"), [row[1:] for row in BAD_FILES], ids=[row[0] for row in BAD_FILES])
def test_bad_files_are_refused_in_vietnamese_and_nothing_is_written(tmp_path, data, says):
    path = tmp_path / "bieu_mau.xlsx"
    path.write_bytes(data)
    with pytest.raises((FormProblem, FileProblem)) as caught:
        read_form(path)
    assert re.search(says, caught.value.message), caught.value.message
    assert caught.value.advice
    assert "\n" not in caught.value.message
    assert [found.name for found in tmp_path.iterdir()] == ["bieu_mau.xlsx"]
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("data", "says"), [row[1:] for row in BAD_FILES if row[0] != "too large"],
    ids=[row[0] for row in BAD_FILES if row[0] != "too large"],
)  # fmt: skip
def test_check_lists_the_same(tmp_path, data, says):
    path = tmp_path / "bieu_mau.xlsx"
    path.write_bytes(data)
    problems = check(path)
    assert problems
    assert any(re.search(says, f"{problem.place}: {problem.message}", re.IGNORECASE) for problem in problems), problems
    assert all(problem.place and problem.message and problem.advice for problem in problems)


def test_every_kind_that_a_laptop_can_ask_is_taken_and_pictures_are_passed_over(tmp_path):
    kinds = ("time", "dateTime", "rank yn", "range", "acknowledge", "barcode", "geopoint", "select_multiple yn")
    rows = [[kind, f"q{at}", kind] for at, kind in enumerate(kinds)]
    path = tmp_path / "bieu_mau.xlsx"
    path.write_bytes(survey(["begin repeat", "r", "R"], *rows, ["end repeat", "", ""], ["image", "anh", "Ảnh nhà"]))
    read = read_form(path)
    assert [problem.place for problem in read.remarks if problem.code == "not-asked"] == ["Ảnh nhà"]
    assert {question.repeat for question in read.form.questions} == {"/data/r", ""}
    assert "not-asked" in {problem.code for problem in check(path)}


def test_a_missing_file_is_a_file_problem(tmp_path):
    with pytest.raises(FileProblem):
        read_form(tmp_path / "khong_co.xlsx")


def test_good_files_are_read(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(GOOD)
    found = read_form(path)
    assert [question.name for question in found.form.questions] == ["a", "b"]
    assert found.form.form_id == "thu"
    again = tmp_path / "a.xml"
    again.write_text("\ufeff\n" + found.xform, encoding="utf-8")
    assert read_form(again).form == found.form


def test_remarks_are_kept(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(survey(["select_one yn", "a", "A"], choices=[*YES_NO, ["yn", "x", ""]]))
    assert [remark.message for remark in read_form(path).remarks] == ["Lựa chọn thiếu nhãn ở cột label."]


def test_an_unknown_message_is_handed_on_with_its_place():
    problem = problem_from("[row : 7] On the 'survey' sheet, something new went wrong.")
    assert problem.place == "trang survey, dòng 7"
    assert problem.message.startswith("Biểu mẫu có lỗi: On the 'survey' sheet")


def test_limits_are_limits():
    assert kind_of(GOOD) == "xlsx"
    check_archive(GOOD)
    for limits in (Limits(members=3), Limits(unpacked_bytes=1000), Limits(rows_a_sheet=1), Limits(cells_a_sheet=2)):
        with pytest.raises(FormProblem) as caught:
            check_archive(GOOD, limits)
        assert caught.value.code == "too-large"
    with pytest.raises(FormProblem):
        kind_of(GOOD, replace(LIMITS, file_bytes=100))


def test_every_single_damaged_byte_is_refused_or_harmless(tmp_path):
    path = tmp_path / "a.xlsx"
    for at in range(0, len(GOOD), 97):
        path.write_bytes(GOOD[:at] + bytes([GOOD[at] ^ 0x55]) + GOOD[at + 1 :])
        assert isinstance(check(path), list)
