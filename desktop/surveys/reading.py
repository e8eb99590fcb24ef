"""Reading a questionnaire from a file: an XLSForm (.xlsx, .xls) or an XForm (.xml), from outside and not trusted.

Limits first, then conversion, then our own reading of the XForm. Nothing is written. Whoever keeps the form stores the
XForm text; a desk opens that with `desktop.surveys.xform`, without this module.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import FormProblem
from desktop.files import read_limited
from desktop.surveys.definition import FlawedForm, Form, Problem
from desktop.surveys.lint.book import Book
from desktop.surveys.lint.remarks import expression_problems
from desktop.surveys.lint.remarks import remarks as lint_remarks
from desktop.surveys.workbook import LIMITS, check_archive, kind_of, refuse
from desktop.surveys.xform.defining import NOT_ASKED, read_xform

if TYPE_CHECKING:
    from desktop.surveys.conversion import Conversion


@dataclass(frozen=True)
class ReadForm:
    """A form that was read: as values, as the XForm text to keep, and what was remarked on the way."""

    form: Form
    xform: str
    remarks: tuple[Problem, ...] = ()


def read_form(path: Path) -> ReadForm:
    """Read a form from a file; raises `FormProblem` for the first thing that is wrong, `FileProblem` for the disk."""
    source = _source_of(read_limited(path, LIMITS.file_bytes))
    form, problems = read_xform(source.xform)
    for problem in (*problems, *expression_problems(source.xform, source.book)):
        if problem.code != NOT_ASKED:
            raise FlawedForm(problem)
    not_asked = (one for one in problems if one.code == NOT_ASKED)
    return ReadForm(form, source.xform, (*not_asked, *source.remarks))


def xform_text(path: Path) -> str:
    """The XForm text in or made from a file; raises `FormProblem`, `FileProblem`."""
    return _source_of(read_limited(path, LIMITS.file_bytes)).xform


def check(path: Path) -> list[Problem]:
    """List everything that keeps a file from being used as a form, with remarks at the end; [] when it is fine."""
    return list(look(read_limited(path, LIMITS.file_bytes), path.name).problems)


@dataclass(frozen=True)
class Looked:
    """What a file's bytes hold: everything worth telling, and the form unless something more than a remark stops it."""

    problems: tuple[Problem, ...]
    read: ReadForm | None = None


def look(data: bytes, name: str) -> Looked:
    """Read and check a form's bytes at once, with one conversion; problems of the whole file stand under `name`."""
    try:
        source = _source_of(data)
        form, problems = read_xform(source.xform)
        faults = expression_problems(source.xform, source.book)
        remarked = lint_remarks(source.xform, source.book)
    except FlawedForm as flaw:
        return Looked((replace(flaw.problem, place=flaw.problem.place or name),))
    except FormProblem as problem:
        return Looked((Problem(name, problem.message, problem.advice, problem.code),))
    stopping = [one for one in (*problems, *faults) if one.code != NOT_ASKED]
    not_asked = [replace(one, remark=True) for one in problems if one.code == NOT_ASKED]
    remarks = (*not_asked, *(replace(one, place=one.place or name) for one in source.remarks), *remarked)
    return Looked((*stopping, *remarks), None if stopping else ReadForm(form, source.xform, remarks))


@dataclass(frozen=True)
class _Source:
    """What a file held: XForm text, and for a workbook its rows and what was remarked while it was converted."""

    xform: str
    remarks: tuple[Problem, ...] = ()
    book: Book | None = None


def _source_of(data: bytes) -> _Source:
    """The XForm text inside or made from the file's bytes."""
    kind = kind_of(data)
    if kind == "xml":
        return _Source(_decoded(data))
    if kind == "xlsx":
        check_archive(data)
    conversion = _convert(data, kind)
    return _Source(conversion.xform, conversion.remarks, conversion.book)


def _decoded(data: bytes) -> str:
    """XML text in UTF-8; other encodings are refused rather than guessed."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("Tệp XML không viết bằng mã UTF-8.", "Hãy lưu lại tệp bằng mã UTF-8.") from error
    return text.lstrip()


def _convert(data: bytes, kind: str) -> "Conversion":
    """Convert with pyxform, which is imported here and only here: its import costs a third of a second."""
    from desktop.surveys.conversion import convert_workbook

    return convert_workbook(data, kind)
