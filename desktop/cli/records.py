"""Commands about records: list, show, add, set, delete. They go through the same acts and rules as the screen."""

import argparse
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.printing import give, say, table
from desktop.cli.values import as_json, read_fields, scope_of, table_named
from desktop.errors import TosoError
from desktop.models.acts import acting
from desktop.models.base import SharedModel

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    record = commands.add_parser("record", help="xem và sửa từng mục").add_subparsers(required=True, metavar="VIỆC")
    listing = record.add_parser("list", parents=[common], help="liệt kê")
    listing.add_argument("table")
    listing.add_argument("fields", nargs="*", metavar="mục=giá trị", help="chỉ các dòng có giá trị này")
    listing.add_argument("--deleted", action="store_true", help="cả dòng đã xóa")
    listing.set_defaults(run=record_list)
    for name, run, told in (("show", record_show, "xem một mục"), ("delete", record_delete, "xóa một mục")):
        command = record.add_parser(name, parents=[common], help=told)
        command.add_argument("table")
        command.add_argument("id")
        command.set_defaults(run=run)
    add = record.add_parser("add", parents=[common], help="thêm")
    add.add_argument("table")
    add.add_argument("fields", nargs="+", metavar="mục=giá trị")
    add.set_defaults(run=record_add)
    change = record.add_parser("set", parents=[common], help="sửa")
    change.add_argument("table")
    change.add_argument("id")
    change.add_argument("fields", nargs="+", metavar="mục=giá trị")
    change.set_defaults(run=record_set)


def record_list(request: Request) -> int:
    """List records, as a table or one JSON array."""
    model = table_named(request.table)
    query = model.select().order_by(model.id)
    if not request.deleted:
        query = query.where(~model.deleted)
    for name, value in read_fields(model, request.fields).items():
        query = query.where(getattr(model, name) == value)
    rows = [as_json(model, row) for row in request.store.all(query)]
    if request.as_json:
        give(rows)
        return 0
    names = [name for name in ("id", *model.shared_fields()) if any(row[name] is not None for row in rows)]
    shown = [name for name in names if name not in {"village_id", "deleted", "definition", "public_key"}][:8]
    table(shown, ([str(row[name])[:40] if row[name] is not None else None for name in shown] for row in rows))
    say(f"{len(rows)} mục.")
    return 0


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
    model = table_named(request.table)
    values = read_fields(model, request.fields)
    village_id = scope_of(request, values)
    with acting(request.store) as acts:
        record = acts.add(model, village_id=village_id, **values)
    _tell(request, {"id": record}, f"Đã thêm: {record}")
    return 0


def record_set(request: Request) -> int:
    """Change columns of a record."""
    model = table_named(request.table)
    row = _found(request, model)
    with acting(request.store) as acts:
        changed = acts.set(model, row.id, **read_fields(model, request.fields))
    _tell(request, {"id": row.id, "changed": changed}, "Đã lưu." if changed else "Không có gì khác trước.")
    return 0


def record_delete(request: Request) -> int:
    """Mark a record deleted."""
    model = table_named(request.table)
    row = _found(request, model)
    with acting(request.store) as acts:
        acts.delete(model, row.id)
    _tell(request, {"id": row.id, "deleted": True}, "Đã xóa; lịch sử vẫn còn.")
    return 0


def _found(request: Request, model: type[SharedModel]) -> SharedModel:
    row = request.store.get(model, request.id)
    if row is None:
        raise TosoError(f"Không có mục này trong “{model.title}”.", "Xem: toso record list.", code="missing")
    return row


def _tell(request: Request, value: object, sentence: str) -> None:
    if request.as_json:
        give(value)
    else:
        say(sentence)
