"""Commands about papers: report list and report make."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop import files
from desktop.cli.asking import Request
from desktop.cli.printing import give, say, table
from desktop.errors import TosoError
from desktop.models.journal import ROLE, VILLAGE
from desktop.models.report_facts import commune_report_facts, village_report_facts
from desktop.models.reporting import Period
from desktop.reports.catalogue import commune_report, village_report
from desktop.text import format_date, parse_date

Commands = Any
_NAMES = {"thon": "Báo cáo định kỳ của Tổ thôn", "xa": "Báo cáo tổng hợp của xã, kèm phụ lục từng thôn"}


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    report = commands.add_parser("report", help="báo cáo PDF").add_subparsers(required=True, metavar="VIỆC")
    report.add_parser("list", parents=[common], help="các báo cáo và kỳ báo cáo").set_defaults(run=report_list)
    make = report.add_parser("make", parents=[common], help="làm một báo cáo")
    make.add_argument("name", choices=sorted(_NAMES), metavar="thon|xa")
    make.add_argument("--from", dest="first", metavar="NGÀY", help="ngày đầu kỳ")
    make.add_argument("--to", dest="last", metavar="NGÀY", help="ngày cuối kỳ")
    make.add_argument("--village", metavar="THÔN", help="xã: báo cáo của thôn nào")
    make.add_argument("--number", default="", metavar="SỐ", help="số văn bản (để trống cho văn thư ghi)")
    make.add_argument("--date", dest="issued", metavar="NGÀY", help="ngày văn bản (để trống cho văn thư ghi)")
    make.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="tệp PDF sẽ ghi")
    make.set_defaults(run=report_make)


def report_list(request: Request) -> int:
    """List the reports and the periods that they can be made for."""
    periods = _periods(request)
    if request.as_json:
        give({"reports": _NAMES, "periods": [_as_json(period) for period in periods]})
        return 0
    table(["Tên", "Báo cáo"], _NAMES.items())
    table(
        ["Kỳ", "Từ ngày", "Đến ngày", "Hạn nộp"],
        [(p.name, format_date(p.first_day), format_date(p.last_day), format_date(p.due_on)) for p in periods],
    )
    return 0


def _as_json(period: Period) -> dict[str, object]:
    return {
        "id": period.id,
        "name": period.name,
        "from": period.first_day.isoformat(),
        "to": period.last_day.isoformat(),
    }


def _periods(request: Request) -> list[Period]:
    own = Period.village_id.is_null() | (Period.village_id == request.store.setting(VILLAGE))
    query = Period.select().where(~Period.deleted, own)
    return request.store.all(query.order_by(Period.first_day, Period.last_day))


def report_make(request: Request) -> int:
    """Make a report's PDF for the period with these days."""
    path = request.out_file()
    if request.arguments.name == "xa":
        request.must_be("commune")
    period = _period(request)
    number, issued = request.number, _day(request.issued) if request.issued else None
    if request.arguments.name == "thon":
        village = request.village(request.arguments.village).id if request.arguments.village else None
        if village is None and request.store.setting(ROLE) == "commune":
            raise TosoError("Chưa chọn thôn.", "Thêm --village và mã thôn.", code="no-village")
        facts = village_report_facts(request.store, period.id, village)
        data = village_report(replace(facts, number=number, issued_on=issued))
    else:
        data = commune_report(commune_report_facts(request.store, period.id, number=number, issued_on=issued))
    files.write_whole(path, data)
    if request.as_json:
        give({"file": str(path), "bytes": len(data), "period": period.name})
    else:
        say(f"Đã làm {_NAMES[request.arguments.name]}, {period.name}: {path}")
    return 0


def _period(request: Request) -> Period:
    """The period that was named by its days; without days the latest that has begun."""
    periods = _periods(request)
    first, last = (_day(text) if text else None for text in (request.first, request.last))
    fitting = [p for p in periods if first in (None, p.first_day) and last in (None, p.last_day)]
    if first is None and last is None:
        fitting = [p for p in fitting if p.first_day <= request.day]
    if not fitting:
        raise TosoError("Không có kỳ báo cáo với các ngày này.", "Xem các kỳ: toso report list.", code="no-period")
    return fitting[-1]


def _day(text: str) -> date:
    day = parse_date(text)
    if day is None:
        raise TosoError(f"“{text}” không phải ngày hợp lệ.", "Ví dụ: 01/8/2025 hoặc 2025-08-01.", code="no-date")
    return day
