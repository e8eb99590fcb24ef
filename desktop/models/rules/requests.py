"""The days that the law gives for a request about personal data (NĐ 356/2025/NĐ-CP Đ.5, DOMAIN 5). Pure dates.

Working days leave out Saturdays, Sundays and the public holidays that have a fixed date (Bộ luật Lao động 2019 Đ.112);
Tết and Giỗ Tổ follow the moon and are not known here, so the days shown are never later than the law's.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_HOLIDAYS = {(1, 1), (4, 30), (5, 1), (9, 1), (9, 2)}  # month, day
_ACKNOWLEDGE = 2  # working days
#: Kind of request -> days for the answer; it can be extended once by as many.
_DAYS = {"xem": 10, "sua": 10, "rut_dong_y": 15, "han_che": 15, "xoa": 20}


@dataclass(frozen=True)
class Deadlines:
    """The last days for a request."""

    acknowledge_by: date
    answer_by: date


def deadlines(kind: str, received_on: date, *, extended: bool = False) -> Deadlines:
    """Until when a request has to be acknowledged and answered; `extended` when the resident was told of more time."""
    days = _DAYS[kind] * (2 if extended else 1)
    return Deadlines(after_working_days(received_on, _ACKNOWLEDGE), received_on + timedelta(days=days))


def after_working_days(start: date, count: int) -> date:
    """The day that is so many working days after `start`."""
    day = start
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS:
            count -= 1
    return day
