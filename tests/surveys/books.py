"""Making spreadsheets for the tests: sheets of rows in, bytes of an XLSX out."""

import importlib.util
import io
import sys
from collections.abc import Callable
from types import ModuleType

from openpyxl import Workbook, load_workbook

from desktop.paths import resources

FORMS = resources() / "forms"
HEADING = ["type", "name", "label"]
SETTINGS = [["form_title", "form_id", "version"], ["Thử", "thu", "1"]]
YES_NO = [["list_name", "name", "label"], ["yn", "co", "Có"], ["yn", "khong", "Không"]]

Rows = list[list[str]]


def book(**sheets: Rows) -> bytes:
    """An XLSX of the named sheets."""
    workbook = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def edited(data: bytes, change: Callable[[str, list[list[object]]], list[list[object]]]) -> bytes:
    """An XLSX as a person changed it: `change` gets a sheet's name and rows and gives the rows to keep."""
    before = load_workbook(io.BytesIO(data), read_only=True)
    workbook = Workbook(write_only=True)
    for name in before.sheetnames:
        sheet = workbook.create_sheet(name)
        for row in change(name, [list(cells) for cells in before[name].iter_rows(values_only=True)]):
            sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def survey(*rows: list[str], more: tuple[str, ...] = (), choices: Rows = YES_NO) -> bytes:
    """An XLSForm of survey rows; `more` are columns after type, name and label."""
    return book(survey=[[*HEADING, *more], *rows], choices=choices, settings=SETTINGS)


def form_script() -> ModuleType:
    """The script that makes the shipped questionnaire, as a module."""
    name = "make_hgd_so"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, FORMS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]
