"""The door to pyxform: spreadsheet bytes in, XForm text out. Import this module late, it costs a third of a second."""

import warnings
from dataclasses import dataclass

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from desktop.errors import FormProblem
from desktop.surveys.definition import FlawedForm, Problem
from desktop.surveys.translating import problem_from


@dataclass(frozen=True)
class Conversion:
    """The XForm that pyxform made and what it remarked."""

    xform: str
    remarks: tuple[Problem, ...]


def convert_workbook(data: bytes, kind: str) -> Conversion:
    """Convert an XLSForm ('xlsx' or 'xls') that is within the limits; raises `FormProblem`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about decoration that no form needs
            result = convert(data, validate=False, file_type=f".{kind}", form_name="data")
    except PyXFormError as error:
        raise FlawedForm(problem_from(str(error))) from error
    except Exception as error:  # pyxform, openpyxl and xlrd raise anything on foreign bytes
        raise FormProblem(
            "Không đọc được nội dung biểu mẫu trong tệp Excel.",
            "Hãy mở tệp bằng Excel, kiểm tra rồi lưu lại thành .xlsx.",
        ) from error
    return Conversion(result.xform, tuple(problem_from(remark) for remark in result.warnings))
