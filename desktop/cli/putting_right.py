"""Commands that put right: undo a bundle, merge or rename villages, erase a person's data, the register of requests."""

import argparse
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.parsing import day
from desktop.cli.printing import give, say, table, tell, title_of
from desktop.cli.values import check_columns
from desktop.errors import TosoError
from desktop.models.decisions import Undoing
from desktop.models.erasing import records_to_erase
from desktop.models.record_names import record_names
from desktop.models.request_register import KINDS, Asked, register, write_request
from desktop.models.restructuring import Resolution, merge, rename
from desktop.models.rules.requests import deadlines
from desktop.models.splitting import split
from desktop.models.undoing import Batch, Plan, batches, plan_undo, undo
from desktop.sync.erasure import erase_here
from desktop.text import format_input_date, one_line

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    _add_undo(commands, common)
    village = commands.add_parser("village", help="xã: nhập thôn, đổi tên thôn").add_subparsers(
        required=True, metavar="VIỆC"
    )
    joined = village.add_parser("merge", parents=[common], help="nhập các thôn vào một thôn")
    joined.add_argument("old", nargs="+", metavar="THÔN", help="các thôn được nhập")
    joined.add_argument("--into", required=True, metavar="THÔN", help="thôn nhận")
    joined.set_defaults(run=village_merge)
    renamed = village.add_parser("rename", parents=[common], help="đổi tên hoặc mã thôn")
    renamed.add_argument("old", metavar="THÔN")
    renamed.add_argument("--name", metavar="TÊN", help="tên mới")
    renamed.add_argument("--code", metavar="MÃ", help="mã mới")
    renamed.set_defaults(run=village_rename)
    divided = village.add_parser("split", parents=[common], help="tách các xóm thành thôn mới")
    divided.add_argument("old", metavar="THÔN")
    divided.add_argument("--hamlet", action="append", required=True, metavar="XÓM", help="xóm sang thôn mới")
    divided.add_argument("--name", required=True, metavar="TÊN", help="tên thôn mới")
    divided.add_argument("--code", required=True, metavar="MÃ", help="mã thôn mới")
    divided.set_defaults(run=village_split)
    for command in (joined, renamed, divided):
        command.add_argument(
            "--from", dest="since", required=True, type=day, metavar="NGÀY", help="có hiệu lực từ ngày"
        )
        command.add_argument("--decision", required=True, metavar="SỐ", help="số quyết định")
    _add_requests(commands, common)


def _add_undo(commands: Commands, common: argparse.ArgumentParser) -> None:
    steps = commands.add_parser("undo", help="hoàn tác gói đã ghép").add_subparsers(required=True, metavar="VIỆC")
    steps.add_parser("list", parents=[common], help="các gói đã ghép").set_defaults(run=undo_list)
    for name, run, told in (("show", undo_show, "xem sẽ hoàn tác gì"), ("make", undo_make, "hoàn tác")):
        command = steps.add_parser(name, parents=[common], help=told)
        command.add_argument("bundle", metavar="GÓI", help="mã của gói (toso undo list), đủ phần đầu để nhận ra")
        command.set_defaults(run=run)
        if name == "make":
            command.add_argument("--reason", required=True, metavar="CHỮ", help="lý do")
            command.add_argument("--by", default="", metavar="TÊN", help="người quyết định")


def _add_requests(commands: Commands, common: argparse.ArgumentParser) -> None:
    asked = commands.add_parser("request", help="yêu cầu về dữ liệu cá nhân").add_subparsers(
        required=True, metavar="VIỆC"
    )
    asked.add_parser("list", parents=[common], help="sổ yêu cầu và hạn theo luật").set_defaults(run=request_list)
    added = asked.add_parser("add", parents=[common], help="ghi một yêu cầu")
    added.add_argument("kind", choices=sorted(KINDS), metavar="LOẠI", help=", ".join(sorted(KINDS)))
    added.add_argument("household", metavar="HỘ", help="id của hộ")
    added.add_argument("--received", type=day, metavar="NGÀY", help="ngày nhận (mặc định: hôm nay)")
    added.set_defaults(run=request_add)
    erased = commands.add_parser("erase", parents=[common], help="xóa hẳn dữ liệu của một hộ hoặc một người")
    erased.add_argument("table", choices=("household", "person"), metavar="BẢNG", help="household hoặc person")
    erased.add_argument("id", metavar="ID")
    erased.add_argument("--request", dest="asked", metavar="ID", help="yêu cầu của người dân (toso request list)")
    erased.add_argument("--yes", action="store_true", help="xóa thật; không có thì chỉ xem sẽ xóa gì")
    erased.set_defaults(run=erase_record)


# --- undo ---


def undo_list(request: Request) -> int:
    """The merged bundles that brought something, the latest first."""
    found = batches(request.store)
    if request.as_json:
        give([_batch_as_json(batch) for batch in found])
        return 0
    rows = [(one.digest[:12], one.file_name, one.entries, (one.undone_at and "đã hoàn tác") or "") for one in found]
    table(["Gói", "Tệp", "Thay đổi", ""], rows)
    return 0


def _batch_as_json(batch: Batch) -> dict[str, object]:
    return {
        "bundle": batch.digest,
        "file": batch.file_name,
        "number": batch.number,
        "entries": batch.entries,
        "merged_at": batch.handled_at,
        "undone_at": batch.undone_at,
    }


def undo_show(request: Request) -> int:
    """What undoing a bundle would do; nothing is written."""
    _tell_plan(request, _plan(request), done=False)
    return 0


def undo_make(request: Request) -> int:
    """Take a merged bundle back."""
    check_columns(Undoing, {"reason": request.reason, "decided_by": request.by})
    plan = _plan(request)
    undo(request.store, plan, reason=one_line(request.reason), decided_by=one_line(request.by))
    _tell_plan(request, plan, done=True)
    return 0


def _plan(request: Request) -> Plan:
    found = [one.digest for one in batches(request.store) if one.digest.startswith(request.bundle)]
    if len(found) != 1:
        raise TosoError("Không nhận ra gói cần hoàn tác.", "Xem mã các gói: toso undo list.", code="missing")
    return plan_undo(request.store, found[0])


def _tell_plan(request: Request, plan: Plan, *, done: bool) -> None:
    if request.as_json:
        left = [{"table": one.table, "id": one.record, "field": one.field, "why": one.why} for one in plan.left]
        back = [{"table": one.table, "id": one.record, "field": one.field} for one in plan.back]
        give({"undone": done, "records": plan.records, "back": back, "left": left})
        return
    say(f"{'Đã hoàn tác' if done else 'Sẽ hoàn tác'} {plan.records} mục; giữ nguyên {len(plan.left)} chỗ đã sửa tiếp.")


# --- villages ---


def village_merge(request: Request) -> int:
    """Let villages go into another one by decision."""
    request.must_be("commune")
    into = request.village(request.into)
    olds = [request.village(wanted) for wanted in request.old]
    merge(request.store, [one.id for one in olds], into.id, by=Resolution(request.since, one_line(request.decision)))
    names = ", ".join(one.name for one in olds)
    tell(
        {"into": into.code, "old": [one.code for one in olds]},
        f"Từ ngày {format_input_date(request.since)}, {names} nhập vào thôn {into.name}.",
        "Hãy gửi gói của xã về thôn; máy cũ vẫn nộp được, báo cáo các kỳ trước giữ tên cũ.",
        as_json=request.as_json,
    )
    return 0


def village_rename(request: Request) -> int:
    """Give a village another name or code by decision."""
    request.must_be("commune")
    old = request.village(request.arguments.old)
    name, code = request.name or old.name, request.code or old.code
    check_columns(type(old), {"name": name, "code": code})
    rename(request.store, old.id, name=name, code=code, by=Resolution(request.since, one_line(request.decision)))
    tell(
        {"name": name, "code": code},
        f"Từ ngày {format_input_date(request.since)}, thôn {old.name} là thôn {name} ({code}).",
        as_json=request.as_json,
    )
    return 0


def village_split(request: Request) -> int:
    """Make a village of some hamlets of another."""
    request.must_be("commune")
    old = request.village(request.arguments.old)
    check_columns(type(old), {"name": request.name, "code": request.code})
    by = Resolution(request.since, one_line(request.decision))
    made = split(request.store, old.id, name=request.name, code=request.code, hamlets=request.hamlet, by=by)
    tell(
        {"village": made, "code": request.code},
        f"Đã lập thôn {request.name} ({request.code}) từ {', '.join(request.hamlet)} của thôn {old.name}.",
        "Việc tiếp theo: ghi danh máy của thôn mới; thành viên Tổ mới theo quyết định riêng.",
        as_json=request.as_json,
    )
    return 0


# --- personal data ---


def request_list(request: Request) -> int:
    """The register of requests about personal data, with the days that the law gives."""
    told = [_request_as_json(row) for row in register(request.store, request.day)]
    if request.as_json:
        give(told)
        return 0
    lines = [
        (one["id"], one["kind"], one["received_on"], one["answer_by"], one["answered_on"] or "chưa") for one in told
    ]
    table(["Yêu cầu", "Loại", "Nhận", "Hạn trả lời", "Đã trả lời"], lines)
    return 0


def _request_as_json(row: Asked) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "received_on": row.received_on.isoformat(),
        "acknowledge_by": row.acknowledge_by.isoformat(),
        "answer_by": row.answer_by.isoformat(),
        "answered_on": row.answered_on.isoformat() if row.answered_on else None,
    }


def request_add(request: Request) -> int:
    """Write a request into the register."""
    received = request.received or request.day
    made = write_request(request.store, request.kind, "household", request.household, received_on=received)
    due = deadlines(request.kind, received)
    tell(
        {"id": made, "acknowledge_by": due.acknowledge_by.isoformat(), "answer_by": due.answer_by.isoformat()},
        f"Đã ghi yêu cầu {KINDS[request.kind]} ({made}).",
        f"Báo đã nhận trước hết ngày {format_input_date(due.acknowledge_by)}, "
        f"trả lời trước hết ngày {format_input_date(due.answer_by)}.",
        as_json=request.as_json,
    )
    return 0


def erase_record(request: Request) -> int:
    """Erase a household or a person for good, or tell what that would take away."""
    keys = records_to_erase(request.store, request.table, request.id)
    if not record_names(request.store, keys[:1]):
        raise TosoError("Không có mục này.", f"Xem id: toso record list {request.table}.", code="missing")
    if request.yes:
        erase_here(request.store, request.table, request.id, request_id=request.asked)
    counted = ", ".join(sorted({title_of(name) for name, _ in keys}))
    verb = "Đã xóa hẳn" if request.yes else "Sẽ xóa hẳn (thêm --yes để xóa)"
    tell(
        {"erased": bool(request.yes), "records": [{"table": name, "id": record} for name, record in keys]},
        f"{verb} {len(keys)} mục: {counted}.",
        "Bản sao lưu và giấy đã in ở ngoài phải tự hủy; máy khác mất theo ở gói sau.",
        as_json=request.as_json,
    )
    return 0
