"""Commands about questionnaires: add, list, check, print; `form eval` is told beside."""

import argparse
from pathlib import Path
from typing import Any

from desktop import files
from desktop.cli.asking import Request
from desktop.cli.form_eval import evaluate
from desktop.cli.printing import give, say, table, tell
from desktop.models.acts import acting
from desktop.models.questionnaire_facts import PrintedForm
from desktop.models.reporting import Form
from desktop.reports.catalogue import questionnaire_pdf
from desktop.surveys.definition import Problem
from desktop.surveys.paper.kept import blank_of, blank_paper, record_paper
from desktop.surveys.reading import check, read_form, xform_text

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    form = commands.add_parser("form", help="biểu mẫu khảo sát").add_subparsers(required=True, metavar="VIỆC")
    form.add_parser("list", parents=[common], help="các biểu mẫu").set_defaults(run=form_list)
    for name, run, told in (
        ("add", form_add, "xã: thêm biểu mẫu từ Excel (XLSForm)"),
        ("check", form_check, "kiểm tra một biểu mẫu"),
    ):
        command = form.add_parser(name, parents=[common], help=told)
        command.add_argument("file", type=Path, metavar="FILE")
        command.set_defaults(run=run)
    paper = form.add_parser("print", parents=[common], help="in phiếu trắng, hoặc phiếu đã ghi (PDF)")
    paper.add_argument("form", metavar="FORM", help="tệp biểu mẫu, hoặc mã biểu mẫu trong sổ")
    paper.add_argument("--response", metavar="ID", help="in phiếu đã ghi này")
    paper.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="tệp PDF sẽ ghi")
    paper.set_defaults(run=form_print)
    trial = form.add_parser("eval", parents=[common], help="thử biểu mẫu với các câu trả lời")
    trial.add_argument("file", type=Path, metavar="FORM")
    trial.add_argument("--answers", type=Path, metavar="FILE", help="các bước trả lời (JSON)")
    trial.set_defaults(run=evaluate)


def form_list(request: Request) -> int:
    """List the published forms."""
    rows = request.store.all(Form.select().where(~Form.deleted).order_by(Form.form_id, Form.version))
    if request.as_json:
        give([{"id": row.id, "form_id": row.form_id, "version": row.version, "name": row.name} for row in rows])
    else:
        table(["Mã", "Bản", "Tên"], [(row.form_id, row.version, row.name) for row in rows])
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
        return blank_of(xform, None if file.is_file() else request.store)
    return blank_paper(request.store, request.form)


def form_add(request: Request) -> int:
    """Publish a form: it goes to the villages with the next bundle."""
    request.must_be("commune")
    read = read_form(request.file)
    with acting(request.store) as acts:
        record = acts.add(
            Form, form_id=read.form.form_id, version=read.form.version, name=read.form.title, definition=read.xform
        )
    tell(
        {"id": record, "form_id": read.form.form_id, "version": read.form.version},
        f"Đã thêm biểu mẫu “{read.form.title}”, bản {read.form.version}.",
        as_json=request.as_json,
    )
    return 0
