"""Dirty lists as checked rows: headings, columns, cells, old fonts, encodings."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from desktop.errors import FileProblem
from desktop.models.importing import headings, legacy_letters
from desktop.models.importing.cells import tidy_cell
from desktop.models.importing.headings import CLASS, HAMLET, NAME, NOTE, PEOPLE, PHONE, PRIVATE, guess_layout
from desktop.models.importing.legacy_letters import TCVN3, VNI, from_tcvn3, from_vni, guess_letters
from desktop.models.importing.rows import FileRow, Options, names_to_capitalise, read_rows
from desktop.models.importing.sheets import MOST_ROWS, Sheet, decoded, pasted, sheet_of
from desktop.surveys.sheet_files import read_sheets
from tests.dirty import HEAD, row, text_file, usual, workbook


def rows_of(sheet: Sheet, options: Options | None = None, village: str = "") -> list[FileRow]:
    return read_rows(sheet, guess_layout(sheet), options, village)


def taken(rows: list[FileRow]) -> list[FileRow]:
    return [one for one in rows if not one.skip and not one.refused]


def test_a_usual_list_has_its_titles_numbers_totals_and_signature_left_out(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", usual(row(1, "Nông Văn Thử", phone=912345678), row(2, "Tống Thị Bình")))
    (sheet,) = read_sheets(path)
    rows = rows_of(sheet)
    assert [(one.number, one.name) for one in taken(rows)] == [(5, "Nông Văn Thử"), (6, "Tống Thị Bình")]
    assert taken(rows)[0].values[PHONE] == "0912345678"
    assert "số 0" in taken(rows)[0].remarks[0].told
    assert [one.skip.split(" ")[1] for one in rows if one.skip] == ["đánh", "tổng", "ký"]


def test_headings_of_two_rows_with_merged_cells_are_read_together(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["TT", "Chủ hộ", None, "Nhân khẩu", None, "Địa chỉ"],
        [None, "Họ và tên", "Năm sinh", "Tổng số người", "Nữ", None],
        [1, "Lý A Páo", 1970, 5, 2, "Bản Tết"],
        [2, "Ma Thị Út", 1980, 3, 1, None],
    ]
    merges = ("A1:A2", "B1:C1", "D1:E1", "F1:F2", "F3:F4")
    (sheet,) = read_sheets(workbook(tmp_path / "a.xlsx", rows, merges=merges))
    layout = guess_layout(sheet)
    assert layout.first_row == 2
    assert layout.kinds == ("number", NAME, PRIVATE, PEOPLE, "", HAMLET)
    assert [(one.name, one.values[PEOPLE], one.values[HAMLET]) for one in taken(rows_of(sheet))] == [
        ("Lý A Páo", 5, "Bản Tết"),
        ("Ma Thị Út", 3, "Bản Tết"),  # the merged cell reaches down to this row
    ]


@pytest.mark.parametrize("title", ["Số CCCD", "CMND/Hộ chiếu", "Ngày sinh", "Năm sinh chủ hộ", "Giới tính", "Dân tộc",
                                   "Số tài khoản", "Nam/Nữ", "số định danh cá nhân"])  # fmt: skip
def test_personal_columns_are_never_taken(title: str) -> None:
    sheet = sheet_of([["Chủ hộ", title, "Xóm"], ["Nông Văn A", "006090123456", "Nà Cà"]])
    layout = guess_layout(sheet)
    assert layout.kinds[1] == PRIVATE
    assert layout.left_out == (title,)
    assert "006090123456" not in str(rows_of(sheet))


def test_a_column_of_identity_numbers_is_known_by_what_stands_in_it() -> None:
    sheet = sheet_of([["Chủ hộ", "Số điện thoại"], ["Nông Văn A", "006090123456"], ["Nông Văn B", "006090123457"]])
    assert guess_layout(sheet).kinds[1] == PRIVATE


@pytest.mark.parametrize(
    ("title", "kind"),
    [("SĐT chủ hộ", PHONE), ("ho ten chu ho", NAME), ("HỌ VÀ TÊN", NAME), ("Quan hệ với chủ hộ", "relation"),
     ("Mã hộ", "code"), ("Thôn/xóm", HAMLET), ("Thôn", "village"), ("Số nhân khẩu nữ", ""), ("Hộ cận nghèo", CLASS),
     ("GHI CHÚ", NOTE), ("Hạng mục", "")],
)  # fmt: skip
def test_headings_tell_their_columns_with_or_without_marks(title: str, kind: str) -> None:
    assert headings.kind_of_heading(title) == kind


def test_nothing_is_taken_twice_and_a_guess_can_be_changed() -> None:
    sheet = sheet_of([["Họ tên", "Chủ hộ", "Xóm"], ["Sai", "Nông Văn A", "Nà Cà"]])
    layout = guess_layout(sheet)
    assert layout.kinds == (NAME, "", HAMLET)
    assert layout.with_kind(1, NAME).kinds == ("", NAME, HAMLET)
    assert read_rows(sheet, layout.with_kind(1, NAME))[0].name == "Nông Văn A"


def test_same_as_above_and_hamlets_as_headings() -> None:
    rows = rows_of(pasted("Chủ hộ\tSố khẩu\nXóm Nà Cà\nNông Văn A\t4\nBàn Văn B\t\nII. Xóm Khe Thỉ\nTô Thị C\t2"))
    assert [(one.name, one.values[HAMLET]) for one in taken(rows)] == [
        ("Nông Văn A", "Xóm Nà Cà"), ("Bàn Văn B", "Xóm Nà Cà"), ("Tô Thị C", "Xóm Khe Thỉ"),
    ]  # fmt: skip
    rows = rows_of(pasted("Chủ hộ\tXóm\tSĐT\nNông Văn A\tNà Cà\t0912345678\nNông Văn B\tnt\tnt"))
    assert rows[1].values == {NAME: "Nông Văn B", HAMLET: "Nà Cà", PHONE: None}
    assert any(one.is_problem and one.kind == PHONE for one in rows[1].remarks)


def test_of_a_list_of_people_only_heads_are_households_and_of_a_communes_list_only_the_own_village() -> None:
    people = "Họ tên\tQuan hệ với chủ hộ\nNông Văn A\tChủ hộ\nLý Thị B\tVợ\n"
    assert [one.name for one in taken(rows_of(pasted(people)))] == ["Nông Văn A"]
    commune = pasted("Chủ hộ\tThôn\nNông Văn A\tThôn Nà Quang\nLý Văn B\tKhác")
    assert [one.name for one in taken(rows_of(commune, village="Nà Quang"))] == ["Nông Văn A"]
    assert len(taken(rows_of(commune, village="Không có trong tệp"))) == 2


def test_a_pasted_list_without_headings_is_known_by_its_contents() -> None:
    layout = guess_layout(pasted("1\tNông Văn A\t0912345678\n2\tLý A Páo\t0987654321"))
    assert (layout.first_row, layout.kinds) == (0, ("", NAME, PHONE))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [(PHONE, "0168 234 5678", "0382345678"), (PHONE, "912345678", "0912345678"), (PHONE, "không có", None),
     (PHONE, "9.12345678E+8", "0912345678"), (PHONE, "9.1E+08", None), (PHONE, "1.2E+11", None),
     (PHONE, "+84 912.345.678", "0912345678"),
     (PHONE, "0912345678 / 0987654321", "0912345678"), (PEOPLE, "4.0", 4), (PEOPLE, "05", 5), (PEOPLE, "5 khẩu", 5),
     (PEOPLE, "bốn", None), (PEOPLE, "05/07/2020", None), (PEOPLE, "51", None), (PEOPLE, "0", 0), (PEOPLE, "", None),
     (CLASS, "Hộ nghèo", "1"), (CLASS, "cận nghèo", "2"), (CLASS, "Không nghèo", "4"), (CLASS, "HN", "1"),
     (CLASS, "không rõ lắm", None), (NAME, "1. Ông Nông Văn A", "Nông Văn A"), (NAME, "123", None),
     (NAME, "x" * 51, None),
     (NAME, "Anh Đào", "Anh Đào"), (NAME, "#REF!", None), (NAME, "Nông  Văn\xa0A", "Nông Văn A"),
     (NOTE, "CCCD 006090123456 ở xa", "CCCD (đã bỏ số giấy tờ) ở xa")],
)  # fmt: skip
def test_cells_are_tidied_and_what_is_not_taken_is_said(kind: str, text: str, value: object) -> None:
    tidied = tidy_cell(kind, text)
    assert tidied.value == value
    assert bool(tidied.remarks) or str(value or "") == text or kind in (PEOPLE, CLASS) or "\xa0" in text
    assert value is not None or not text or any(one.is_problem for one in tidied.remarks)


def test_a_cross_means_what_its_heading_says() -> None:
    assert tidy_cell(CLASS, "x", title="Hộ cận nghèo").value == "2"
    assert tidy_cell(CLASS, "x", title="Hộ nghèo").value == "1"
    assert tidy_cell(CLASS, "x", title="Loại hộ").value is None


def test_names_are_capitalised_only_when_asked_for() -> None:
    sheet = pasted("Chủ hộ\tXóm\nNÔNG VĂN A\tNà Cà")
    rows = rows_of(sheet)
    assert (rows[0].name, names_to_capitalise(rows)) == ("NÔNG VĂN A", 1)
    assert rows_of(sheet, Options(capitalise=True))[0].name == "Nông Văn A"


TABLE = [
    ("Nguyễn Văn Hạnh", "NguyÔn V¨n H¹nh", "Nguyeãn Vaên Haïnh"),
    ("Đặng Thị Ước", "§Æng ThÞ ¦íc", "Ñaëng Thò Öôùc"),
    ("Hoàng Thị Thưởng", "Hoµng ThÞ Th\xadëng", "Hoaøng Thò Thöôûng"),
]


@pytest.mark.parametrize(("right", "tcvn3", "vni"), TABLE)
def test_old_fonts_are_told_and_undone(right: str, tcvn3: str, vni: str) -> None:
    assert (from_tcvn3(tcvn3), from_vni(vni)) == (right, right)
    assert (guess_letters([tcvn3]), guess_letters([vni]), guess_letters([right])) == (TCVN3, VNI, "")


def test_the_tcvn3_table_has_every_letter_once() -> None:
    small = from_tcvn3("µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ")
    assert len(set(small)) == 67
    assert all(legacy_letters.is_syllable(letter) or letter == "đ" for letter in small)


def test_an_old_font_is_offered_and_never_converted_unasked() -> None:
    sheet = pasted("STT\tHä vµ tªn chñ hé\tXãm\n1\tNguyÔn V¨n H¹nh\tNµ Cµ\n2\tHoµng ThÞ Th\xadëng\tNµ Cµ")
    layout = guess_layout(sheet)
    assert layout.titles[1] == "Họ và tên chủ hộ"
    assert layout.letters == ("", TCVN3, TCVN3)
    assert read_rows(sheet, layout)[0].name == "NguyÔn V¨n H¹nh"
    converted = read_rows(sheet, layout, Options(letters=dict(enumerate(layout.letters))))
    assert [one.name for one in converted] == ["Nguyễn Văn Hạnh", "Hoàng Thị Thưởng"]
    assert converted[1].values[HAMLET] == "Nà Cà"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_text_files_of_any_encoding(encoding: str, separator: str, tmp_path: Path) -> None:
    names = "Đặng Văn An" if encoding != "cp1258" else "Đăng Văn Hô"
    path = text_file(tmp_path / "a.csv", [("Chu ho", "Xóm"), (names, "Na"), (names, "Na")], encoding, separator)
    (sheet,) = read_sheets(path)
    assert [one.name for one in rows_of(sheet)] == [names, names]


def test_windows_1258_has_its_tones_joined_and_latin_bytes_of_old_fonts_stay() -> None:
    half = "Nguyê\u0303n Văn Ha\u0323nh"  # as Windows-1258 writes tones
    (one,) = rows_of(pasted("Chủ hộ\tXóm\n" + decoded(half.encode("cp1258")) + "\tNa"))
    assert one.name == "Nguyễn Văn Hạnh"
    assert decoded("NguyÔn V¨n H¹nh".encode("latin-1")) == "NguyÔn V¨n H¹nh"


def test_hidden_sheets_come_last(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD, row(1, "Nông Văn A")], hidden=[HEAD, row(1, "Nông Văn Ẩn")])
    assert [(sheet.name, sheet.hidden) for sheet in read_sheets(path)] == [("Hộ", False), ("ẩn", True)]


def test_days_and_whole_numbers_read_as_people_see_them(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD, [1.0, "Nông Văn A", 3.5, 912345678.0, True, None, None]])
    assert read_sheets(path)[0].rows[1] == ("1", "Nông Văn A", "3.5", "912345678", "x")


def _bomb(path: Path) -> Path:
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 50_000_000)
    return path


def _cut(path: Path) -> Path:
    workbook(path, usual(row(1, "Nông Văn A")))
    path.write_bytes(path.read_bytes()[:-400])
    return path


def _long(path: Path) -> Path:
    return text_file(path, [("Chủ hộ",)] + [("Nông Văn A",)] * MOST_ROWS)


def _bytes(content: bytes):
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("make", "code"),
    [(_bomb, "too-large"), (_cut, "form"), (_long, "too-large"), (_bytes(b""), "empty"),
     (_bytes(b"\xef\xbb\xbf\r\n"), "empty"),
     (_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 900), "old-excel"), (_bytes(b"PK\x03\x04" + b"x" * 900), "form")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(make, code: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as refused:
        read_sheets(make(tmp_path / "a.xlsx"))
    assert refused.value.code == code
    assert "biểu mẫu" not in refused.value.message
    assert refused.value.advice
