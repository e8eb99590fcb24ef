"""Rules about the columns of one record: what must be there, what fits, which numbers can be true."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from peewee import CharField, DateField, Field, IntegerField

from desktop.models.base import SharedModel
from desktop.models.rules.findings import Finding, error
from desktop.text import one_line, phone_digits

#: Numbers that can be told from a slip of the finger (DOMAIN 3.3, [E]).
_RANGES = {"people": (0, 50), "visits": (0, 5000), "new_people": (0, 5000), "outcome": (1, 3), "audience": (0, 20_000)}
_FIRST_DAY = date(1900, 1, 1)


def column_findings(
    model: type[SharedModel], record: str, values: Mapping[str, object], *, partial: bool = False
) -> list[Finding]:
    """What is wrong with the given values; with `partial`, columns that are not given are not asked for."""
    found: list[Finding] = []
    for name, field in model.shared_fields().items():
        if name in values:
            found += [
                error("field", model.table(), record, message, advice, name)
                for message, advice in _problems(name, field, values[name])
            ]
        elif not partial and not field.null and field.default is None:
            found.append(error("field", model.table(), record, f"Thiếu mục “{name}”.", "Hãy điền rồi lưu lại.", name))
    return found


def _problems(name: str, field: Field, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any input
    if value is None or value == "":
        if not field.null:
            yield f"Mục “{name}” không được để trống.", "Hãy điền rồi lưu lại."
        return
    if field.choices and value not in {choice for choice, _ in field.choices}:
        yield f"“{value}” không có trong danh mục của mục “{name}”.", "Hãy chọn một giá trị trong danh mục."
    elif isinstance(field, CharField) and len(one_line(str(value))) > field.max_length:
        yield f"Mục “{name}” dài quá {field.max_length} chữ.", "Hãy viết ngắn lại."
    elif isinstance(field, DateField) and not (isinstance(value, date) and value >= _FIRST_DAY):
        yield f"“{value}” không phải ngày hợp lệ.", "Hãy ghi theo dạng ngày/tháng/năm."
    elif isinstance(field, IntegerField):
        yield from _number_problems(name, value)
    elif name == "phone" and phone_digits(str(value)) is None:
        yield f"“{value}” không phải số điện thoại.", "Số di động có 10 số, bắt đầu bằng 03, 05, 07, 08 hoặc 09."


def _number_problems(name: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any input
    if isinstance(value, bool):
        return
    if not isinstance(value, int):
        yield f"“{value}” không phải số.", "Hãy ghi số, hoặc để trống khi chưa biết."
        return
    least, most = _RANGES.get(name, (-(2**53), 2**53))
    if not least <= value <= most:
        yield f"Số {value} ở mục “{name}” không nằm trong khoảng {least} đến {most}.", "Hãy xem lại con số."
