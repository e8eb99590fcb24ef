"""Commands about values that were written without knowing each other (chỗ khác nhau)."""

import argparse
from collections.abc import Iterator
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.parsing import UsageProblem, whole
from desktop.cli.printing import give, say, tell
from desktop.cli.values import check_columns, read_value, table_named
from desktop.errors import TosoError
from desktop.models.authors import Authors
from desktop.models.conflict_inbox import ConflictInbox
from desktop.models.conflict_words import deletion_told, how_it_came, when_written
from desktop.models.conflicts import from_store
from desktop.models.differing import DifferingField, DifferingRecord, Written
from desktop.models.places import Village
from desktop.models.rules.titles import title_of
from desktop.models.schema import TABLES
from desktop.models.settling import Choice, deciders, keep, keep_all_of, settle, weigh_one, write
from desktop.models.value_words import value_words
from desktop.models.weighing import weigh

Commands = Any
_REASON = "Quyết định bằng lệnh toso"
_SOMEBODY = "Cán bộ xã"
_MOST_CHOICES = 10**6


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    parser = commands.add_parser("conflicts", parents=[common], help="chỗ khác nhau")
    parser.add_argument("--village", metavar="THÔN", help="xã: chỉ của một thôn")
    parser.set_defaults(run=show_conflicts)
    resolve = parser.add_subparsers(metavar="resolve").add_parser("resolve", parents=[common], help="quyết định")
    resolve.add_argument("table", metavar="BẢNG")
    resolve.add_argument("id", metavar="ID")
    resolve.add_argument("field", metavar="MỤC", nargs="?", help="bỏ trống: quyết cả mục, cùng với --side")
    number = whole(1, _MOST_CHOICES)
    choice = resolve.add_mutually_exclusive_group(required=True)
    choice.add_argument("--keep", type=number, metavar="N", help="giữ giá trị thứ N trong danh sách (bắt đầu từ 1)")
    choice.add_argument("--value", metavar="GIÁ TRỊ", help="ghi giá trị khác")
    choice.add_argument("--side", type=number, metavar="N", help="giữ tất cả của bên thứ N")
    resolve.add_argument("--reason", default="", metavar="CHỮ", help="lý do")
    resolve.add_argument("--by", default="", metavar="TÊN", help="người quyết định")
    resolve.set_defaults(run=resolve_conflict)


# --- listing ---


def show_conflicts(request: Request) -> int:
    """List the conflicts record by record; the value shown for now stands first."""
    inbox = ConflictInbox(request.store)
    if request.arguments.village:
        inbox.narrow(village=request.village(request.arguments.village).id, table=None)
    records = weigh(request.store, inbox.keys())
    if request.as_json:
        villages = {row.id: row.code for row in request.store.all(Village.select())}
        authors = Authors(request.store)
        give([_as_json(request, one, of, villages, authors) for one in records for of in one.fields])
        return 0
    for record in records:
        say(*_lines(request, record))
    fields = sum(len(record.fields) for record in records)
    say(f"{fields} chỗ khác nhau trong {len(records)} mục." if records else "Không có chỗ khác nhau.")
    return 0


def _lines(request: Request, record: DifferingRecord) -> Iterator[str]:
    title, name = TABLES[record.table].title, f" ({record.name})" if record.name else ""
    for of in record.fields:
        yield f"{title} {record.record}, mục {of.field}: {title_of(record.table, of.field)}{name}"
        for number, side in enumerate(of.sides, 1):
            value = value_words(request.store, record.table, of.field, side.value)
            yield f"  {number}. {value}  ({_whence(side)})"
    told = deletion_told(record)
    if told:
        yield f"  {told}"
    if len(record.fields) > 1:
        parties = "; ".join(f"bên {number}: {one.writer.told}" for number, one in enumerate(record.parties, 1))
        yield f"  Cả mục (--side N): {parties}"


def _whence(side: Written) -> str:
    return "; ".join(part for part in (f"{side.writer.told}, {when_written(side)}", how_it_came(side.arrival)) if part)


def _as_json(
    request: Request, record: DifferingRecord, of: DifferingField, villages: dict[str, str], authors: Authors
) -> dict[str, object]:
    sides = [
        {
            "value": from_store(record.table, of.field, side.value),
            "author": authors.author(side.version[0]),
            "at": side.at.isoformat(),
            "writer": side.writer.told,
            "clock_wrong": side.clock_wrong,
            "bundle": side.arrival.number if side.arrival else None,
            "side": next(place for place, one in enumerate(record.parties, 1) if one.writer == side.writer),
        }
        for side in of.sides
    ]
    return {
        "table": record.table,
        "id": record.record,
        "field": of.field,
        "name": record.name,
        "village": villages.get(record.village_id or ""),
        "since": record.since.isoformat() if record.since else None,
        "decided_before": len(of.earlier),
        "sides": sides,
    }


# --- deciding ---


def resolve_conflict(request: Request) -> int:
    """Settle one column or a whole record; the decision and its reason travel with the next bundle."""
    if request.field is None and request.side is None:
        raise UsageProblem("Chưa nói mục nào.", "Ghi MỤC, hoặc quyết cả mục bằng --side N.")
    model = table_named(request.table)
    record = weigh_one(request.store, model.table(), request.id)
    choices = list(_chosen(request, record)) if record else []
    if not choices:
        raise TosoError("Chỗ này không còn khác nhau.", "Xem lại: toso conflicts.", code="missing")
    by = request.by or next(iter(deciders(request.store, request.day)), _SOMEBODY)
    done = settle(request.store, choices, reason=request.reason or _REASON, decided_by=by)
    told = [f"{one.message} {one.advice}".rstrip() for one in done.findings]
    tell(
        {"resolved": True},
        "Đã quyết định; gói sau sẽ báo cho bên kia.",
        *(f"Nay cần xem lại: {sentence}" for sentence in told),
        as_json=request.as_json,
    )
    return 0


def _chosen(request: Request, record: DifferingRecord) -> Iterator[Choice]:
    """What the command line chooses; nothing when the column does not differ. Raises TosoError for a wrong number."""
    fields = [one for one in record.fields if request.field in (None, one.field)]
    if request.side is not None:
        if request.side > len(record.parties):
            raise _too_many(len(record.parties), "bên")
        every = keep_all_of(record, record.parties[request.side - 1])
        yield from (one for one in every if request.field in (None, one.field))
        return
    for of in fields:
        if request.keep is None:
            yield write(record, of, _typed(request, record, of))
        elif request.keep > len(of.sides):
            raise _too_many(len(of.sides), "giá trị")
        else:
            yield keep(record, of, of.sides[request.keep - 1].value)


def _typed(request: Request, record: DifferingRecord, of: DifferingField) -> object:
    """The value that was typed, as the column takes it; raises TosoError when it does not."""
    model = TABLES[record.table]
    value = read_value(model, of.field, request.value)
    check_columns(model, {of.field: value})
    return value


def _too_many(count: int, what: str) -> TosoError:
    return TosoError(f"Chỉ có {count} {what}.", "Hãy chọn đúng số thứ tự.", code="missing")
