"""The days of NĐ 356/2025 Đ.5, counted on a calendar."""

from datetime import date

import pytest

from desktop.models.requests import DataRequest
from desktop.models.rules.requests import after_working_days, deadlines


@pytest.mark.parametrize(
    ("kind", "answer", "extended"),
    [
        ("xem", date(2026, 3, 12), date(2026, 3, 22)),
        ("sua", date(2026, 3, 12), date(2026, 3, 22)),
        ("rut_dong_y", date(2026, 3, 17), date(2026, 4, 1)),
        ("han_che", date(2026, 3, 17), date(2026, 4, 1)),
        ("xoa", date(2026, 3, 22), date(2026, 4, 11)),
    ],
)
def test_days_for_the_answer(kind: str, answer: date, extended: date) -> None:
    received = date(2026, 3, 2)  # a Monday
    assert deadlines(kind, received).answer_by == answer
    assert deadlines(kind, received, extended=True).answer_by == extended
    assert deadlines(kind, received).acknowledge_by == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 3, 5), date(2026, 3, 9)),  # Thursday: Friday and Monday
        (date(2026, 3, 6), date(2026, 3, 10)),  # Friday
        (date(2026, 3, 7), date(2026, 3, 10)),  # Saturday
        (date(2026, 4, 29), date(2026, 5, 5)),  # 30/4, 1/5 and a weekend between
        (date(2025, 8, 29), date(2025, 9, 4)),  # Friday before 1/9 and 2/9
        (date(2025, 12, 31), date(2026, 1, 5)),
    ],
)
def test_two_working_days(start: date, end: date) -> None:
    assert after_working_days(start, 2) == end


def test_every_kind_of_request_has_its_days() -> None:
    for kind, _ in DataRequest.shared_fields()["kind"].choices:
        assert deadlines(kind, date(2026, 1, 5)).answer_by > date(2026, 1, 5)
