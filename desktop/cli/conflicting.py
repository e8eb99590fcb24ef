"""Commands about values that were written without knowing each other (chỗ khác nhau)."""

import argparse
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.parsing import whole
from desktop.cli.printing import give, say, tell
from desktop.cli.values import check_columns, read_value, to_store
from desktop.errors import TosoError
from desktop.models.conflicts import Conflict, Side, conflicts, decide, from_store
from desktop.models.decisions import Decision
from desktop.models.journal import changing
from desktop.models.schema import TABLES

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    parser = commands.add_parser("conflicts", parents=[common], help="chỗ khác nhau")
    parser.set_defaults(run=show_conflicts)
    resolve = parser.add_subparsers(metavar="resolve").add_parser("resolve", parents=[common], help="quyết định")
    resolve.add_argument("table", metavar="BẢNG")
    resolve.add_argument("id", metavar="ID")
    resolve.add_argument("field", metavar="MỤC")
    choice = resolve.add_mutually_exclusive_group(required=True)
    choice.add_argument(
        "--keep", type=whole(1, 10**6), metavar="N", help="giữ giá trị thứ N trong danh sách (bắt đầu từ 1)"
    )
    choice.add_argument("--value", metavar="GIÁ TRỊ", help="ghi giá trị khác")
    resolve.add_argument("--reason", default="", metavar="CHỮ", help="lý do")
    resolve.add_argument("--by", default="", metavar="TÊN", help="người quyết định")
    resolve.set_defaults(run=resolve_conflict)


def show_conflicts(request: Request) -> int:
    """List the conflicts; the value shown for now stands first."""
    found = conflicts(request.store)
    if request.as_json:
        give([_as_json(conflict) for conflict in found])
        return 0
    for conflict in found:
        say(f"{TABLES[conflict.table].title} {conflict.record}, mục {conflict.field}:")
        for number, side in enumerate(conflict.sides, 1):
            say(f"  {number}. {_words(conflict, side)}")
    say(f"{len(found)} chỗ khác nhau." if found else "Không có chỗ khác nhau.")
    return 0


def _words(conflict: Conflict, side: Side) -> str:
    value = from_store(conflict.table, conflict.field, side.value)
    whose = "máy này" if side.is_mine else "máy khác"
    return f"{'-' if value is None else value}  ({whose}, {side.written_at:%d/%m/%Y %H:%M} UTC)"


def _as_json(conflict: Conflict) -> dict[str, object]:
    sides = [
        {
            "value": from_store(conflict.table, conflict.field, side.value),
            "author": side.author,
            "at": side.written_at.isoformat(),
        }
        for side in conflict.sides
    ]
    return {"table": conflict.table, "id": conflict.record, "field": conflict.field, "sides": sides}


def resolve_conflict(request: Request) -> int:
    """Settle one conflict; the decision and its reason travel with the next bundle."""
    wanted = (request.table, request.id, request.field)
    conflict = next((c for c in conflicts(request.store) if (c.table, c.record, c.field) == wanted), None)
    if conflict is None:
        raise TosoError("Chỗ này không còn khác nhau.", "Xem lại: toso conflicts.", code="missing")
    check_columns(Decision, {"reason": request.reason, "decided_by": request.by})
    value = _chosen(request, conflict)
    with changing(request.store) as change:
        decide(change, conflict, value, reason=request.reason, decided_by=request.by)
    tell({"resolved": True}, "Đã quyết định; gói sau sẽ báo cho bên kia.", as_json=request.as_json)
    return 0


def _chosen(request: Request, conflict: Conflict) -> object:
    """The value to keep, in the store's spelling; raises TosoError for one that the column does not take."""
    if request.keep is not None:
        if request.keep > len(conflict.sides):
            raise TosoError(f"Chỉ có {len(conflict.sides)} giá trị.", "Hãy chọn đúng số thứ tự.", code="missing")
        return conflict.sides[request.keep - 1].value
    model = TABLES[conflict.table]
    value = read_value(model, conflict.field, request.value)
    check_columns(model, {conflict.field: value})
    return to_store(model, conflict.field, value)
