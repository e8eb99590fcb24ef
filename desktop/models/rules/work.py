"""Rules about one task, opinion or entry of the calendar: days in their order, what a state needs, times of the day.

They look at the whole record as it would stand. What a single column accepts is in `columns`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from desktop.models.rules.findings import Finding, error
from desktop.text import format_input_date, one_line

Row = Mapping[str, Any]
Problem = tuple[str, str, str]  # the column, what is wrong, what to do

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_ENDED = ("xong", "khong_lam_duoc")


def work_findings(table: str, record: str, row: Row, day: date) -> list[Finding]:
    """What is wrong with a record of the team's work on a day; other tables have no such rules."""
    look = _LOOKS.get(table)
    return [error("field", table, record, told, advice, name) for name, told, advice in look(row, day)] if look else []


def _task(row: Row, _day: date) -> Iterator[Problem]:
    yield from _in_order(row, "first_day", "due_on", "Hạn của nhiệm vụ ở trước ngày bắt đầu")
    target = row.get("target")
    if isinstance(target, int) and target < 1:
        yield "target", "Chỉ tiêu phải từ 1 trở lên.", "Hãy để trống nếu nhiệm vụ không đặt số."
    services = row.get("services")
    if services is not None and not _is_codes(services):
        yield "services", "Các dịch vụ phải là một danh sách mã.", "Hãy chọn trong danh mục dịch vụ."


def _is_codes(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) and one for one in value)


def _progress(row: Row, day: date) -> Iterator[Problem]:
    done, ended = row.get("done"), row.get("state") in _ENDED
    if isinstance(done, int) and done < 0:
        yield "done", "Số đã làm không thể dưới 0.", "Hãy xem lại con số."
    if row.get("state") == "xong" and not row.get("done_on"):
        yield "done_on", "Đã xong thì phải có ngày xong.", "Hãy ghi ngày xong."
    if row.get("done_on") and not ended:
        yield "done_on", "Việc chưa xong thì chưa có ngày xong.", "Hãy bỏ ngày xong, hoặc chọn “Đã xong”."
    yield from _not_to_come(row, "done_on", day)


def _opinion(row: Row, day: date) -> Iterator[Problem]:
    state = row.get("state")
    if state == "da_chuyen_xa" and not row.get("forwarded_on"):
        yield "forwarded_on", "Đã chuyển xã thì phải có ngày chuyển.", "Hãy ghi ngày chuyển."
    if state == "da_tra_loi":
        if not one_line(str(row.get("answer") or "")):
            yield "answer", "Đã trả lời thì phải ghi trả lời thế nào.", "Hãy ghi vài lời đã trả lời người dân."
        if not row.get("answered_on"):
            yield "answered_on", "Đã trả lời thì phải có ngày trả lời.", "Hãy ghi ngày trả lời."
    yield from _in_order(row, "received_on", "forwarded_on", "Ngày chuyển xã ở trước ngày nhận")
    yield from _in_order(row, "received_on", "answered_on", "Ngày trả lời ở trước ngày nhận")
    for name in ("received_on", "forwarded_on", "answered_on"):
        yield from _not_to_come(row, name, day)


def _planned(row: Row, _day: date) -> Iterator[Problem]:
    begins, ends = row.get("begins_at"), row.get("ends_at")
    for name, value in (("begins_at", begins), ("ends_at", ends)):
        if value and not (isinstance(value, str) and _TIME.fullmatch(value)):
            yield name, f"“{value}” không phải giờ.", "Hãy ghi giờ và phút, ví dụ 19:30."
    if ends and not begins:
        yield "begins_at", "Có giờ kết thúc mà chưa có giờ bắt đầu.", "Hãy ghi giờ bắt đầu."
    if begins and ends and str(ends) <= str(begins):
        yield "ends_at", "Giờ kết thúc phải sau giờ bắt đầu.", "Hãy xem lại hai giờ này."


def _in_order(row: Row, first: str, second: str, told: str) -> Iterator[Problem]:
    one, other = row.get(first), row.get(second)
    if isinstance(one, date) and isinstance(other, date) and other < one:
        days = f"{format_input_date(other)}, {format_input_date(one)}"
        yield second, f"{told} ({days}).", "Hãy xem lại hai ngày này."


def _not_to_come(row: Row, name: str, day: date) -> Iterator[Problem]:
    on = row.get(name)
    if isinstance(on, date) and on > day:
        yield name, f"Ngày {format_input_date(on)} chưa đến.", "Hãy xem lại ngày, hoặc đồng hồ của máy."


_LOOKS: Mapping[str, Callable[[Row, date], Iterator[Problem]]] = {
    "task": _task,
    "task_progress": _progress,
    "opinion": _opinion,
    "planned_session": _planned,
}
#: The tables that these rules are about.
WORK_TABLES = frozenset(_LOOKS)
