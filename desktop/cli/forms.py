"""Commands about questionnaires: list, check, print; what is done with versions and `form eval` are told beside."""

import argparse
from pathlib import Path
from typing import Any

from desktop import files
from desktop.cli.asking import Request
from desktop.cli.form_eval import evaluate
from desktop.cli.form_versions import add_version_commands
from desktop.cli.printing import give, say, table, tell
from desktop.models.form_versions import CLOSED, DRAFT, IN_USE, REPLACED, form_versions
from desktop.models.questionnaire_facts import PrintedForm
from desktop.models.reporting import Form
from desktop.reports.catalogue import questionnaire_pdf
from desktop.surveys.definition import Problem
from desktop.surveys.paper.kept import blank_of, blank_paper, record_paper
from desktop.surveys.reading import check, xform_text

Commands = Any
_STATES = {DRAFT: "nháp", IN_USE: "đang dùng", REPLACED: "đã có bản mới", CLOSED: "đã đóng"}


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    form = commands.add_parser("form", help="biểu mẫu khảo sát").add_subparsers(required=True, metavar="VIỆC")
    form.add_parser("list", parents=[common], help="các biểu mẫu").set_defaults(run=form_list)
    checking = form.add_parser("check", parents=[common], help="kiểm tra một biểu mẫu")
    checking.add_argument("file", type=Path, metavar="FILE")
    checking.set_defaults(run=form_check)
    paper = form.add_parser("print", parents=[common], help="in phiếu trắng, hoặc phiếu đã ghi (PDF)")
    paper.add_argument("form", metavar="FORM", help="tệp biểu mẫu, hoặc mã biểu mẫu trong sổ")
    paper.add_argument("--response", metavar="ID", help="in phiếu đã ghi này")
    paper.add_argument(
        "--language", default="", metavar="NGÔN_NGỮ", help="in phiếu trắng bằng ngôn ngữ này của biểu mẫu"
    )
    paper.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="tệp PDF sẽ ghi")
    paper.set_defaults(run=form_print)
    trial = form.add_parser("eval", parents=[common], help="thử biểu mẫu với các câu trả lời")
    trial.add_argument("file", type=Path, metavar="FORM")
    trial.add_argument("--answers", type=Path, metavar="FILE", help="các bước trả lời (JSON)")
    trial.set_defaults(run=evaluate)
    add_version_commands(form, common)


def form_list(request: Request) -> int:
    """List the forms and their versions, drafts too."""
    rows = form_versions(request.store)
    if request.as_json:
        give(
            [
                {
                    "id": row.record, "form_id": row.form_id, "version": row.version, "name": row.name,
                    "state": row.state, "since": row.since and row.since.isoformat(), "answered": row.answered,
                }
                for row in rows
            ]
        )  # fmt: skip
    else:
        told = [(row.form_id, row.version, row.name, _STATES[row.state], row.answered) for row in rows]
        table(["Mã", "Bản", "Tên", "Trạng thái", "Phiếu đã xong"], told)
    return 0


def form_check(request: Request) -> int:
    """Say what is wrong with a form's file and what is worth knowing of it; exit 1 when it cannot be used."""
    problems = check(request.file)
    if request.as_json:
        give(
            [
                {"place": p.place, "message": p.message, "advice": p.advice, "code": p.code, "remark": p.remark}
                for p in problems
            ]
        )
    else:
        say(*_told(problems))
    return int(any(not problem.remark for problem in problems))


def _told(problems: list[Problem]) -> list[str]:
    """What is wrong, or that the form can be used; then what is worth knowing."""
    remarks = [str(problem) for problem in problems if problem.remark]
    wrong = [str(problem) for problem in problems if not problem.remark]
    head = wrong or ["Biểu mẫu dùng được."]
    return [*head, "Nên xem lại:", *remarks] if remarks else head


def form_print(request: Request) -> int:
    """Print a blank questionnaire, or with `--response` what a household answered, as PDF."""
    path = request.out_file()
    facts = _paper(request)
    data = questionnaire_pdf(facts)
    files.write_whole(path, data)
    tell(
        {"file": str(path), "bytes": len(data), "form_id": facts.form_id, "version": facts.version},
        f"Đã in {'phiếu đã ghi' if facts.is_record else 'phiếu trắng'} “{facts.title}”: {path}",
        as_json=request.as_json,
    )
    return 0


def _paper(request: Request) -> PrintedForm:
    """What is to be printed. The form is a file, or else one that the store keeps, by form id or record id."""
    file = Path(request.form)
    xform = xform_text(file) if file.is_file() else ""
    if not xform and (record := request.store.get(Form, request.form)) is not None and not record.deleted:
        xform = record.definition
    if request.response:
        return record_paper(request.store, request.response, xform)
    if xform:
        return blank_of(xform, None if file.is_file() else request.store, request.language)
    return blank_paper(request.store, request.form, language=request.language)
