"""A questionnaire as an officer brings it: its bytes read once, everything that is wrong with it, and the form itself.

The file is read into memory first, so that a stick may be pulled out while it is looked at, and what is kept is what
was looked at. Nothing is kept here; a form that cannot be used has no `source`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop import files
from desktop.errors import FormProblem
from desktop.models.designing import Workbook, must_be_publishable
from desktop.models.setup import FormSource
from desktop.paths import resources
from desktop.surveys.definition import Problem
from desktop.surveys.reading import look, read_form
from desktop.surveys.workbook import LIMITS

Progress = Callable[[str, float | None], None]


@dataclass(frozen=True)
class Brought:
    """A file that was looked at. Without a `source` at least one of the `problems` is more than a remark."""

    workbook: Workbook
    problems: tuple[Problem, ...]
    source: FormSource | None = None
    questions: int = 0


def bring(path: Path, progress: Progress = lambda _text, _fraction: None) -> Brought:
    """Read and check a questionnaire's file; raises `FileProblem` when it cannot be read at all."""
    progress("Đang đọc tệp", 0.05)
    workbook = Workbook(files.name_of(path), files.read_limited(path, LIMITS.file_bytes))
    progress("Đang kiểm tra các câu hỏi", 0.2)
    looked = look(workbook.content, workbook.name)
    progress("Đang chuyển thành biểu mẫu", 0.9)
    if looked.read is None:
        return Brought(workbook, looked.problems)
    form = looked.read.form
    try:
        source = must_be_publishable(FormSource(form.form_id, form.version, form.title, looked.read.xform))
    except FormProblem as problem:
        told = Problem(workbook.name, problem.message, problem.advice, problem.code)
        return Brought(workbook, (told, *looked.problems))
    return Brought(workbook, looked.problems, source, len(form.questions))


def shipped_form() -> tuple[FormSource, Workbook]:
    """The household questionnaire that ships with the program, and its workbook."""
    path = resources() / "forms" / "hgd_so.xlsx"
    read = read_form(path)
    source = FormSource(read.form.form_id, read.form.version, read.form.title, read.xform)
    return source, Workbook(path.name, path.read_bytes())
