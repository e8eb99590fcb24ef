"""How one figure reads: values, rates, coverage, and what is not known."""

from dataclasses import replace

import pytest

from desktop.models.facts import Figure
from desktop.reports.figures import column_sum, prose_coverage, prose_value, table_coverage, table_value
from tests.reports.makers import make_figure, unknown

COUNT = Figure("HD02", "Lượt người được hướng dẫn", "lượt", 2245)
RATE = Figure("XH-2", "Hộ có điện thoại thông minh", "%", 31, 83, 83, 95)


@pytest.mark.parametrize(
    ("figure", "table", "prose"),
    [
        (COUNT, "2.245", "2.245 lượt"),
        (replace(COUNT, value=5), "5", "05 lượt"),
        (replace(COUNT, value=0), "0", "0 lượt"),
        (replace(COUNT, value=10), "10", "10 lượt"),
        (replace(COUNT, value=None), "-", "chưa có số liệu"),
        (RATE, "31/83 (37,3%)", "31/83 (37,3%)"),
        (replace(RATE, unit="hộ"), "31/83 (37,3%)", "31/83 hộ (37,3%)"),
        (replace(RATE, value=0, base=0), "0/0", "0/0"),
        (replace(RATE, value=None), "-", "chưa có số liệu"),
        (replace(RATE, value=0), "0/83 (0%)", "0/83 (0%)"),
    ],
)
def test_a_value_reads(figure: Figure, table: str, prose: str) -> None:
    assert table_value(figure) == table
    assert prose_value(figure) == prose


def test_a_code_that_is_absent_is_a_dash() -> None:
    assert table_value(None) == "-"


@pytest.mark.parametrize(
    ("figure", "table", "prose"),
    [
        (RATE, "83/95 hộ", "trên 83/95 hộ có trả lời"),
        (replace(RATE, expected=None), "83 hộ", "trên 83 hộ có trả lời"),
        (replace(RATE, answered=20, expected=24, unit_of_coverage="thôn"), "20/24 thôn", "trên 20/24 thôn đã nộp"),
        (COUNT, "", ""),
        (replace(COUNT, answered=4, expected=4, unit_of_coverage="buổi"), "4/4 buổi", ""),
        (replace(COUNT, answered=1, expected=5, unit_of_coverage="buổi"), "1/5 buổi", "trên 1/5 buổi có số liệu"),
        (replace(COUNT, answered=0, expected=0, unit_of_coverage="buổi"), "", ""),
        (unknown(RATE), "chưa có số liệu", ""),
        (replace(RATE, code="KT-1"), "83/95 hộ; mẫu số: từ 14 tuổi", "trên 83/95 hộ có trả lời"),
        (replace(RATE, unit="hộ"), "83/95 hộ", ""),
    ],
)
def test_coverage_reads(figure: Figure, table: str, prose: str) -> None:
    assert table_coverage(figure) == table
    assert prose_coverage(figure) == prose


def test_a_column_adds_up() -> None:
    first, second = make_figure("CQ-3", 1), make_figure("CQ-3", 2)
    total = column_sum("CQ-3", [first, second])
    assert total is not None
    assert (total.value, total.base) == (
        (first.value or 0) + (second.value or 0),
        (first.base or 0) + (second.base or 0),
    )


def test_a_column_of_counts_adds_up_over_what_is_known() -> None:
    total = column_sum("HD01", [make_figure("HD01"), None, unknown(make_figure("HD01", 2))])
    assert total is not None
    assert (total.value, total.base) == (make_figure("HD01").value, None)


def test_a_column_without_a_value_has_no_sum() -> None:
    assert column_sum("HD01", [None, unknown(make_figure("HD01"))]) is None


def test_rates_and_counts_are_not_mixed() -> None:
    assert column_sum("X", [COUNT, RATE]) is None
