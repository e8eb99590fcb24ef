"""`toso form` about versions: compare two, publish one, close it and open it again."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.printing import give, say, tell
from desktop.errors import FormProblem, TosoError
from desktop.models.acts import acting
from desktop.models.designing import close_form, keep_workbook, publish, reopen_form
from desktop.models.form_versions import published_version
from desktop.models.reporting import Form as FormRecord
from desktop.models.setup import FormSource
from desktop.surveys.bringing import bring
from desktop.surveys.comparing import Comparison, compare
from desktop.surveys.comparing_words import change_lines, entry_words, summary
from desktop.surveys.definition import Form
from desktop.surveys.paper.kept import definition_of
from desktop.surveys.reading import xform_text
from desktop.surveys.xform.defining import read_xform

Commands = Any


def add_version_commands(form: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    beside = form.add_parser("compare", parents=[common], help="so hai bản: thêm, bỏ, đổi gì")
    for name, told in (("older", "A"), ("newer", "B")):
        beside.add_argument(name, metavar=told, help="tệp biểu mẫu, hoặc mã biểu mẫu trong sổ, hoặc mã@bản")
    beside.set_defaults(run=form_compare)
    for name, told in (("publish", "xã: phát hành biểu mẫu từ Excel (XLSForm)"), ("add", "như publish")):
        command = form.add_parser(name, parents=[common], help=told)
        command.add_argument("file", type=Path, metavar="FILE")
        command.set_defaults(run=form_publish)
    for name, told in (("close", "xã: đóng một bản, không mở phiếu mới"), ("reopen", "xã: mở lại một bản đã đóng")):
        command = form.add_parser(name, parents=[common], help=told)
        command.add_argument("form", metavar="FORM", help="mã biểu mẫu")
        command.add_argument("version", metavar="VERSION", help="bản")
        command.set_defaults(run=form_close if name == "close" else form_reopen)


def form_compare(request: Request) -> int:
    """Say what differs between two versions."""
    found = compare(_form(request, request.older), _form(request, request.newer))
    if request.as_json:
        give({**asdict(found), "equal": not found})
    else:
        say(summary(found), *_lines(found))
    return 0


def _form(request: Request, named: str) -> Form:
    """The form in a file, or one that the store keeps."""
    file = Path(named)
    if file.is_file():
        return read_xform(xform_text(file))[0]
    form_id, _, version = named.partition("@")
    return read_xform(definition_of(request.store, form_id, version))[0]


def _lines(found: Comparison) -> list[str]:
    lines = [f"  {line}" for change in found.form for line in change_lines(change)]
    for sign, entries in (("+", found.added), ("-", found.removed)):
        lines += [f"{sign} {entry_words(entry)}" for entry in entries]
    for one in found.changed:
        lines.append(f"* {entry_words(one.entry)}")
        lines += [f"    {line}" for change in one.changes for line in change_lines(change)]
    return lines


def form_publish(request: Request) -> int:
    """Publish a form: it goes to the villages with the next bundle."""
    request.must_be("commune")
    brought = bring(request.file)
    if brought.source is None:
        first = next(one for one in brought.problems if not one.remark)
        raise FormProblem(f"{first.place}: {first.message}", first.advice, code=first.code)
    form: FormSource = brought.source
    known = published_version(request.store, form.form_id, form.version)
    with acting(request.store) as acts:
        record = publish(acts, request.store, form)
        keep_workbook(request.store, form, brought.workbook)
    did = "đã phát hành từ trước, không ghi gì thêm" if known else "đã phát hành"
    tell(
        {"id": record, "form_id": form.form_id, "version": form.version, "already": known is not None},
        f"Biểu mẫu “{form.name}”, bản {form.version}: {did}.",
        *([] if known else ["Các thôn nhận cùng gói xã gửi sau."]),
        as_json=request.as_json,
    )
    return 0


def form_close(request: Request) -> int:
    """Let no new interviews begin with a version."""
    return _set_closed(request, closed=True)


def form_reopen(request: Request) -> int:
    """Let interviews begin with a closed version again."""
    return _set_closed(request, closed=False)


def _set_closed(request: Request, *, closed: bool) -> int:
    request.must_be("commune")
    row = _published(request)
    with acting(request.store) as acts:
        if closed:
            close_form(acts, request.store, str(row.id), request.day)
        else:
            reopen_form(acts, str(row.id))
    told = "đã đóng; phiếu đang ghi dở vẫn làm nốt được" if closed else "đã mở lại"
    tell(
        {"id": row.id, "form_id": row.form_id, "version": row.version, "closed": closed},
        f"Biểu mẫu “{row.name}”, bản {row.version}: {told}.",
        as_json=request.as_json,
    )
    return 0


def _published(request: Request) -> FormRecord:
    """The record of the version that is named; raises TosoError."""
    row = published_version(request.store, request.form, request.version)
    if row is None:
        raise TosoError(
            f"Sổ này không có bản “{request.version}” của biểu mẫu “{request.form}”.",
            "Xem các biểu mẫu: toso form list.",
            code="no-form",
        )
    return row
