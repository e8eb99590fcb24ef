"""Commands about records: list, show, add, set, delete. They go through the same acts and rules as the screen."""

import argparse
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.printing import give, say, table, tell
from desktop.cli.values import as_json, read_fields, read_wanted, scope_of, table_named
from desktop.errors import TosoError
from desktop.models.acts import acting
from desktop.models.base import SharedModel

Commands = Any
_FIELDS = "mục=giá trị"
_COLUMNS, _WIDTH = 8, 40  # of a list for people
_LONG = frozenset(
    {"village_id", "deleted", "definition", "public_key", "sealed"}
)  # columns that such a list leaves out
#: Tables with an act of their own, which does more than write the row.
_ELSEWHERE = {
    "device": "toso enrol, toso revoke",
    "key_escrow": "toso enrol accept, toso key recover",
    "decision": "toso conflicts resolve",
    "form": "toso form add",
}


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    record = commands.add_parser("record", help="xem và sửa từng mục").add_subparsers(required=True, metavar="VIỆC")
    listing = record.add_parser("list", parents=[common], help="liệt kê")
    listing.add_argument("table", metavar="BẢNG")
    listing.add_argument("fields", nargs="*", metavar=_FIELDS, help="chỉ các dòng có giá trị này")
    listing.add_argument("--deleted", action="store_true", help="cả dòng đã xóa")
    listing.set_defaults(run=record_list)
    show = record.add_parser("show", parents=[common], help="xem một mục")
    add = record.add_parser("add", parents=[common], help="thêm")
    change = record.add_parser("set", parents=[common], help="sửa")
    remove = record.add_parser("delete", parents=[common], help="xóa một mục")
    for command, run in ((show, record_show), (add, record_add), (change, record_set), (remove, record_delete)):
        command.add_argument("table", metavar="BẢNG")
        if command is not add:
            command.add_argument("id", metavar="ID")
        command.set_defaults(run=run)
    for command in (add, change):
        command.add_argument("fields", nargs="+", metavar=_FIELDS)


def record_list(request: Request) -> int:
    """List records, as a table or one JSON array."""
    model = table_named(request.table)
    query = model.select().order_by(model.id)
    if not request.deleted:
        query = query.where(~model.deleted)
    for name, value in read_wanted(request, model, request.fields).items():
        query = query.where(getattr(model, name) == value)
    rows = [as_json(model, row) for row in request.store.all(query)]
    if request.as_json:
        give(rows)
    else:
        _show_rows(model, rows)
    return 0


def _show_rows(model: type[SharedModel], rows: list[dict[str, Any]]) -> None:
    """Print the columns that hold anything, up to what fits on a screen."""
    names = [name for name in ("id", *model.shared_fields()) if any(row[name] is not None for row in rows)]
    shown = [name for name in names if name not in _LONG][:_COLUMNS]
    if rows:
        table(shown, ([None if row[name] is None else str(row[name])[:_WIDTH] for name in shown] for row in rows))
    say(f"{model.title}: {len(rows)} mục.")


def record_show(request: Request) -> int:
    """Show one record."""
    model = table_named(request.table)
    row = as_json(model, _found(request, model))
    if request.as_json:
        give(row)
    else:
        table(["Mục", "Giá trị"], row.items())
    return 0


def record_add(request: Request) -> int:
    """Add a record."""
    model = _written_here(request)
    values = read_fields(model, request.fields)
    village_id = scope_of(request, values)
    with acting(request.store) as acts:
        record = acts.add(model, village_id=village_id, **values)
    tell({"id": record}, f"Đã thêm: {record}", as_json=request.as_json)
    return 0


def record_set(request: Request) -> int:
    """Change columns of a record."""
    model = _written_here(request)
    values = read_fields(model, request.fields)
    if "village_id" in values:
        raise TosoError(
            "Không chuyển được một mục sang thôn khác.", "Hãy xóa ở thôn này rồi thêm ở thôn kia.", code="no-field"
        )
    row = _found(request, model)
    with acting(request.store) as acts:
        changed = acts.set(model, row.id, **values)
    said = "Đã lưu." if changed else "Không có gì khác trước."
    tell({"id": row.id, "changed": changed}, said, as_json=request.as_json)
    return 0


def record_delete(request: Request) -> int:
    """Mark a record deleted."""
    model = _written_here(request)
    row = _found(request, model)
    with acting(request.store) as acts:
        acts.delete(model, row.id)
    tell({"id": row.id, "deleted": True}, "Đã xóa; lịch sử vẫn còn.", as_json=request.as_json)
    return 0


def _written_here(request: Request) -> type[SharedModel]:
    """The table to write; raises TosoError for one that has a command of its own."""
    model = table_named(request.table)
    if model.table() in _ELSEWHERE:
        raise TosoError(
            f"“{model.title}” không ghi bằng lệnh record.", f"Hãy dùng: {_ELSEWHERE[model.table()]}.", code="wrong-act"
        )
    return model


def _found(request: Request, model: type[SharedModel]) -> SharedModel:
    row = request.store.get(model, request.id)
    if row is None:
        raise TosoError(
            f"Không có mục này trong “{model.title}”.", f"Xem: toso record list {model.table()}.", code="missing"
        )
    return row
