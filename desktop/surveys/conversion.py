"""The door to pyxform: spreadsheet bytes in, XForm text out. Import this module late, it costs a third of a second."""

import re
import warnings
from dataclasses import dataclass, fields, replace

from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import DefinitionData, get_xlsform
from pyxform.xls2xform import convert

from desktop.errors import FormProblem
from desktop.surveys.definition import FlawedForm, Problem
from desktop.surveys.lint.book import Book, Sheet
from desktop.surveys.lint.meaning import with_meaning
from desktop.surveys.translating import problem_from

_SHEETS = ("survey", "choices", "settings")
#: What pyxform remarks and our lint tells with its place.
_TOLD_ELSEWHERE = re.compile(r"^Language '.*' is missing the ")


@dataclass(frozen=True)
class Conversion:
    """The XForm that pyxform made, what it remarked, and the rows that it was made of."""

    xform: str
    remarks: tuple[Problem, ...]
    book: Book


def convert_workbook(data: bytes, kind: str) -> Conversion:
    """Convert an XLSForm ('xlsx' or 'xls') that is within the limits; raises `FormProblem`."""
    book: Book | None = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about decoration that no form needs
            read = get_xlsform(data, file_type=f".{kind}")
            book = _book(read)
            result = convert({one.name: getattr(read, one.name) for one in fields(read)}, form_name="data")
    except PyXFormError as error:
        raise FlawedForm(with_meaning(problem_from(str(error)), str(error), book)) from error
    except Exception as error:  # pyxform, openpyxl and xlrd raise anything on foreign bytes
        raise FormProblem(
            "Không đọc được nội dung biểu mẫu trong tệp Excel.",
            "Hãy mở tệp bằng Excel, kiểm tra rồi lưu lại thành .xlsx.",
        ) from error
    remarks = (problem_from(remark) for remark in result.warnings if not _TOLD_ELSEWHERE.match(remark))
    return Conversion(result.xform, tuple(replace(remark, remark=True) for remark in remarks), book)


def _book(read: DefinitionData) -> Book:
    """The rows as they were read, before the conversion changes them."""
    sheets = {}
    for name in _SHEETS:
        headings = getattr(read, f"{name}_header") or ()
        rows = getattr(read, name) or ()
        sheets[name] = Sheet(tuple(headings[0]) if headings else (), tuple(dict(row) for row in rows))
    return Book(sheets)
