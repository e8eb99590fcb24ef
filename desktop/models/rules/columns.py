"""Rules about the columns of one record: what must be there, what fits, which numbers can be true."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from peewee import BooleanField, CharField, DateField, Field, IntegerField, TextField

from desktop.models.base import SharedModel
from desktop.models.rules.findings import Finding, error
from desktop.models.rules.titles import title_of
from desktop.text import format_count, one_line, phone_digits

#: Numbers that can be told from a slip of the finger (DOMAIN 3.3, [E]).
_RANGES = {
    "people": (0, 50),
    "visits": (0, 5000),
    "new_people": (0, 5000),
    "outcome": (1, 3),
    "level": (0, 3),
    "audience": (0, 20_000),
}
_ANY_NUMBER = (-(2**53), 2**53)
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_LONGEST_TEXT = 250_000  # letters; what a journal entry has room for, whatever the letters are
#: A form's XML is mostly letters of one byte; one whose entry is too large all the same is refused by the journal.
_LONGER = {"definition": 500_000}
_SHOWN = 60  # letters of a value that is told back

Problem = tuple[str, str]  # what is wrong, what to do


def column_findings(
    model: type[SharedModel], record: str, values: Mapping[str, object], *, partial: bool = False
) -> list[Finding]:
    """What is wrong with the given values; with `partial`, columns that are not given are not asked for."""
    found: list[Finding] = []
    for name, field in model.shared_fields().items():
        title = title_of(model.table(), name)
        problems: Iterator[Problem] = iter(())
        if name in values:
            problems = _problems(name, title, field, values[name])
        elif not partial and _is_needed(field):
            problems = iter([(f"Thiếu mục “{title}”.", "Hãy điền rồi lưu lại.")])
        found += [error("field", model.table(), record, message, advice, name) for message, advice in problems]
    return found


def _is_needed(field: Field) -> bool:
    return not field.null and field.default is None


def _problems(name: str, title: str, field: Field, value: Any) -> Iterator[Problem]:  # noqa: ANN401 - any input
    if value is None or value == "":
        if not field.null:
            yield f"Mục “{title}” không được để trống.", "Hãy điền rồi lưu lại."
        return
    match field:
        case _ if field.choices:
            if value not in [choice for choice, _ in field.choices]:
                yield f"“{_told(value)}” không có trong danh mục của mục “{title}”.", "Hãy chọn trong danh mục."
        case BooleanField():
            if not isinstance(value, bool):
                yield f"“{_told(value)}” ở mục “{title}” không phải có hoặc không.", "Hãy chọn có, không hoặc để trống."
        case DateField():
            if type(value) is not date or not _FIRST_DAY <= value <= _LAST_DAY:
                yield f"“{_told(value)}” ở mục “{title}” không phải ngày hợp lệ.", "Hãy ghi theo dạng ngày/tháng/năm."
        case IntegerField():
            yield from _number_problems(name, title, value)
        case CharField() | TextField():
            yield from _text_problems(name, title, field, value)


def _number_problems(name: str, title: str, value: Any) -> Iterator[Problem]:  # noqa: ANN401 - any input
    if isinstance(value, bool) or not isinstance(value, int):
        yield f"“{_told(value)}” ở mục “{title}” không phải số.", "Hãy ghi số, hoặc để trống khi chưa biết."
        return
    least, most = _RANGES.get(name, _ANY_NUMBER)
    if not least <= value <= most:
        asked = f"từ {format_count(least)} đến {format_count(most)}"
        yield f"Số {_told(value)} ở mục “{title}” không nằm trong khoảng {asked}.", "Hãy xem lại con số."


def _text_problems(name: str, title: str, field: Field, value: Any) -> Iterator[Problem]:  # noqa: ANN401 - any input
    if not isinstance(value, str):
        yield f"“{_told(value)}” ở mục “{title}” không phải chữ.", "Hãy ghi bằng chữ."
    elif isinstance(field, CharField) and not one_line(value) and not field.null:
        yield f"Mục “{title}” không được để trống.", "Hãy điền rồi lưu lại."
    elif len(one_line(value)) > (longest := getattr(field, "max_length", _LONGER.get(name, _LONGEST_TEXT))):
        yield f"Mục “{title}” dài quá {format_count(longest)} ký tự.", "Hãy viết ngắn lại."
    elif name == "phone" and phone_digits(value) is None:
        yield f"“{_told(value)}” không phải số điện thoại.", "Số di động có 10 số, bắt đầu bằng 03, 05, 07, 08 hoặc 09."


def _told(value: object) -> str:
    """A value as a sentence says it back: in people's words, on one line and not too long."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return format_count(value) if abs(value) < 10**_SHOWN else "quá lớn"
    text = one_line(str(value))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
