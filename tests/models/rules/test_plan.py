"""Rules about the plan's own dates and about there being one commune (R014, R017, Q6)."""

from datetime import date

import pytest

from desktop.models.rules.plan import milestone_kept, one_commune
from tests.models.rules.states_makers import ERROR, WARNING, told

BEFORE = date(2025, 7, 23)


@pytest.mark.parametrize(
    ("done_on", "day", "late"),
    [
        (date(2025, 7, 22), date(2026, 1, 1), None),  # done on the last day before it
        (date(2025, 7, 23), date(2025, 7, 23), "hoàn thành muộn"),  # "trước ngày" is strictly before
        (date(2025, 8, 1), date(2025, 8, 1), "hoàn thành muộn"),
        (None, date(2025, 7, 22), None),
        (None, date(2025, 7, 23), "quá hạn"),
        (None, date(2026, 1, 1), "quá hạn"),
    ],
)
def test_r014_q6_before_a_day_is_strictly_before_it(done_on: date | None, day: date, late: str | None) -> None:
    found = milestone_kept("m", "Thành lập các Tổ", BEFORE, done_on, day)
    assert told(found) == ([(WARNING, "R014", "m")] if late else [])
    assert [finding.message for finding in found] == (
        [f"Thành lập các Tổ: {late}, hạn là trước ngày 23/7/2025."] if late else []
    )


def test_r017_one_commune_an_installation() -> None:
    assert one_commune([]) == []
    assert one_commune(["a"]) == []
    assert told(one_commune(["a", "b"])) == [(ERROR, "R017", name) for name in "ab"]
