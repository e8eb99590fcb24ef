"""A shown table in Excel: numbers are numbers, hidden and unknown are words, nothing is calculated."""

from pathlib import Path

import openpyxl
import pytest

from desktop.errors import FileProblem
from desktop.models.survey_tables import ShownCell, ShownTable
from desktop.surveys.exports.shown import save_table

TABLE = ShownTable(
    "Có nhóm Zalo",
    ("Thôn", "Số hộ", "Có"),
    (
        (ShownCell("Nà Quang"), ShownCell("1.040", 1040), ShownCell("520 (50%)", 520)),
        (ShownCell("=HYPERLINK(1)"), ShownCell("ẩn"), ShownCell("-")),
    ),
    ("Lời dặn.",),
    ("Có (%)",),
    ((ShownCell("50%", 50.0),), (ShownCell("ẩn"),)),
)


def test_numbers_are_numbers_and_words_are_words(tmp_path: Path):
    save_table(tmp_path / "a.xlsx", TABLE)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert sheet.title == "Có nhóm Zalo"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Thôn", "Số hộ", "Có", "Có (%)"],
        ["Nà Quang", 1040, 520, 50],
        ["'=HYPERLINK(1)", "ẩn", "–", "ẩn"],
        ["Có nhóm Zalo", None, None, None],
        ["Lời dặn.", None, None, None],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet.column_dimensions["A"].width == len("'=HYPERLINK(1)") + 1


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(FileProblem):
        save_table(tmp_path / "a.xlsx", TABLE)
