"""Commands about questionnaires: add, list, check; `form eval` is told beside."""

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.form_eval import evaluate
from desktop.cli.printing import give, say, table, tell
from desktop.models.acts import acting
from desktop.models.reporting import Form
from desktop.surveys.reading import check, read_form

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
    """Say what is wrong with a form's file; exit 1 when it cannot be used."""
    problems = check(request.file)
    if request.as_json:
        give([{"place": p.place, "message": p.message, "advice": p.advice, "code": p.code} for p in problems])
    else:
        say(*[f"{p.place}: {p.message} {p.advice}" for p in problems] or ["Biểu mẫu dùng được."])
    return int(bool(problems))


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
