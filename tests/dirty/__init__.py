"""Makes the lists that people really hand over: title rows, merged cells, totals, "nt", old fonts, odd encodings."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl

HEAD = ("STT", "Họ và tên chủ hộ", "Xóm", "Số điện thoại", "Số khẩu", "Loại hộ", "Ghi chú")
Cells = Sequence[object]


def row(
    number: object, name: object, hamlet: object = "Nà Cà", phone: object = None, people: object = 4
) -> list[object]:
    """One household of a list with the columns of HEAD."""
    return [number, name, hamlet, phone, people, None, None]


def workbook(
    path: Path, rows: Sequence[Cells], *, merges: Sequence[str] = (), hidden: Sequence[Cells] = (), title: str = "Hộ"
) -> Path:
    """An .xlsx with one sheet of these rows, merged cells, and before it a hidden sheet when `hidden` has rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for cells in rows:
        sheet.append(list(cells))
    for area in merges:
        sheet.merge_cells(area)
    if hidden:
        other = book.create_sheet("ẩn", 0)
        other.sheet_state = "hidden"
        for cells in hidden:
            other.append(list(cells))
        book.active = 1
    book.save(path)
    return path


def usual(*households: Cells) -> list[Cells]:
    """A list as a village hands it over: titles above, a row of numbers, a total and a signature below."""
    return [
        ["DANH SÁCH HỘ DÂN THÔN"],
        [],
        HEAD,
        [f"({place})" for place in range(1, len(HEAD) + 1)],
        *households,
        ["Tổng cộng", None, None, None, 99],
        [],
        [None, "Người lập biểu"],
    ]


def text_file(path: Path, rows: Sequence[Cells], encoding: str = "utf-8", separator: str = ",") -> Path:
    """A text file of these rows in an encoding."""
    lines = (separator.join("" if cell is None else str(cell) for cell in cells) for cells in rows)
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path
