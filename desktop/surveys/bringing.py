"""A questionnaire as an officer brings it: its bytes read once, everything that is wrong with it, and the form itself.

The file is read into memory first, so that a stick may be pulled out while it is looked at, and what is kept is what
was looked at. Nothing is kept here; a form that cannot be used has no `source`.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from desktop import files
from desktop.errors import FormProblem
from desktop.models.designing import Workbook, must_be_publishable
from desktop.models.setup import FormSource
from desktop.paths import resources
from desktop.surveys.definition import Problem
from desktop.surveys.reading import check, read_form
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
    with tempfile.TemporaryDirectory(prefix="toso-bieu-mau-") as folder:
        aside = Path(folder) / f"bieu-mau{path.suffix[:8]}"
        files.write_whole(aside, workbook.content, private=True)
        progress("Đang kiểm tra các câu hỏi", 0.3)
        problems = tuple(_of(workbook, aside, problem) for problem in check(aside))
        progress("Đang chuyển thành biểu mẫu", 0.7)
        return _usable(workbook, problems, aside)


def shipped_form() -> tuple[FormSource, Workbook]:
    """The household questionnaire that ships with the program, and its workbook."""
    path = resources() / "forms" / "hgd_so.xlsx"
    read = read_form(path)
    source = FormSource(read.form.form_id, read.form.version, read.form.title, read.xform)
    return source, Workbook(path.name, path.read_bytes())


def _usable(workbook: Workbook, problems: tuple[Problem, ...], path: Path) -> Brought:
    """With the form where it can be used and published."""
    try:
        read = read_form(path)
        source = must_be_publishable(FormSource(read.form.form_id, read.form.version, read.form.title, read.xform))
    except FormProblem as problem:
        told = Problem(workbook.name, problem.message, problem.advice, problem.code)
        if problem.code in {one.code for one in problems if not one.remark}:
            return Brought(workbook, problems)
        return Brought(workbook, (told, *problems))
    return Brought(workbook, problems, source, len(read.form.questions))


def _of(workbook: Workbook, aside: Path, problem: Problem) -> Problem:
    """A problem of the whole file names the officer's file and not our copy."""
    if problem.place != aside.name:
        return problem
    return replace(problem, place=workbook.name)
