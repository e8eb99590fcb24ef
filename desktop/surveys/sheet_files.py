"""Reads the sheets of a foreign workbook (.xlsx) or text file as raw texts, within limits. It judges no content."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from desktop.errors import FileProblem, FormProblem
from desktop.files import read_limited
from desktop.models.importing.sheets import MOST_ROWS, Merge, Sheet, read_text, sheet_of, too_many_rows
from desktop.surveys.workbook import Limits, check_archive

LIST_LIMITS = Limits(
    file_bytes=20_000_000,
    members=2_000,
    unpacked_bytes=200_000_000,
    ratio=400,
    rows_a_sheet=MOST_ROWS + 100,
    cells_a_sheet=1_500_000,
)
_MERGES = re.compile(rb'<mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_SAVE_AGAIN = "Hãy mở bằng Excel, lưu lại thành .xlsx rồi chọn lại. Chưa ghi gì."


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of a list's file, those that are seen first; raises FileProblem with what is wrong."""
    data = read_limited(path, LIST_LIMITS.file_bytes)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise FileProblem(f"Tệp “{path.name}” rỗng.", "Hãy chọn tệp khác. Chưa ghi gì.", code="empty")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileProblem(
            "Đây là tệp Excel đời cũ (.xls) hoặc tệp có mật khẩu, chưa đọc được.", _SAVE_AGAIN, code="old-excel"
        )
    sheets = _workbook(data) if data.startswith(b"PK\x03\x04") else [read_text(data, path.stem)]
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise FileProblem(f"Tệp “{path.name}” không có dòng nào.", "Hãy chọn tệp khác. Chưa ghi gì.", code="empty")
    return sorted(filled, key=lambda sheet: sheet.hidden)


def _workbook(data: bytes) -> list[Sheet]:
    try:
        check_archive(data, LIST_LIMITS)
    except FormProblem as problem:
        if problem.code == "too-large":
            raise too_many_rows() from problem
        raise FileProblem(problem.message.replace("biểu mẫu", "danh sách"), _SAVE_AGAIN, code=problem.code) from problem
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about decoration that no list needs
            return list(_sheets(data))
    except FileProblem:
        raise
    except Exception as error:  # openpyxl raises anything on foreign bytes
        raise FileProblem("Không đọc được các ô trong tệp Excel này.", _SAVE_AGAIN) from error


def _sheets(data: bytes) -> Iterator[Sheet]:
    """Cells with the values that Excel showed last; formulas are not computed."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for sheet in book.worksheets:
                rows = sheet_of([[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)])
                place = str(getattr(sheet, "_worksheet_path", ""))
                merges = tuple(_merges(archive.read(place))) if place in archive.namelist() else ()
                yield Sheet(sheet.title, rows.rows, sheet.sheet_state != "visible", merges)
    finally:
        book.close()


def _merges(xml: bytes) -> Iterator[Merge]:
    for left, top, right, bottom in _MERGES.findall(xml):
        yield int(top) - 1, _column(left), int(bottom) - 1, _column(right)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _text(value: object) -> str:
    """A cell as a person reads it: whole numbers without ".0", days as dd/mm/yyyy."""
    if value is None or isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (datetime, date)):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return str(value)
