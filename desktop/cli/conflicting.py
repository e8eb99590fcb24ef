"""Commands about values that were written without knowing each other (chỗ khác nhau)."""

import argparse
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.printing import give, say
from desktop.errors import TosoError
from desktop.models.conflicts import Conflict, Side, conflicts, decide, from_store
from desktop.models.journal import changing
from desktop.models.schema import TABLES

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    parser = commands.add_parser("conflicts", parents=[common], help="chỗ khác nhau")
    parser.set_defaults(run=show_conflicts)
    resolve = parser.add_subparsers(metavar="resolve").add_parser("resolve", parents=[common], help="quyết định")
    resolve.add_argument("table")
    resolve.add_argument("id")
    resolve.add_argument("field")
    choice = resolve.add_mutually_exclusive_group(required=True)
    choice.add_argument("--keep", type=int, metavar="N", help="giữ giá trị thứ N trong danh sách (bắt đầu từ 1)")
    choice.add_argument("--value", help="ghi giá trị khác")
    resolve.add_argument("--reason", default="", help="lý do")
    resolve.add_argument("--by", default="", help="người quyết định")
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
    value = request.value
    if request.keep is not None:
        if not 1 <= request.keep <= len(conflict.sides):
            raise TosoError(f"Chỉ có {len(conflict.sides)} giá trị.", "Hãy chọn đúng số thứ tự.", code="missing")
        value = conflict.sides[request.keep - 1].value
    with changing(request.store) as change:
        decide(change, conflict, value, reason=request.reason, decided_by=request.by)
    if request.as_json:
        give({"resolved": True})
    else:
        say("Đã quyết định; gói sau sẽ báo cho bên kia.")
    return 0
