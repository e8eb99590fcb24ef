"""How documents are named in papers."""

from datetime import date

from desktop.models.facts import BasisFacts, PeriodFacts
from desktop.models.report_calendar import sudden_period
from desktop.reports.citing import citations, named_with_days


def test_a_document_named_inside_an_earlier_citation_is_not_cited_again() -> None:
    plan = BasisFacts("Kế hoạch", "155/KH-UBND", None, "UBND tỉnh", "Thực hiện Nghị quyết số 71/NQ-CP của Chính phủ")
    named = BasisFacts("Nghị quyết", "71/NQ-CP", None, "Chính phủ", "")
    other = BasisFacts("Nghị quyết", "57-NQ/TW", None, "Bộ Chính trị", "")
    assert citations([plan, named, other]).count("71/NQ-CP") == 1
    assert "57-NQ/TW" in citations([plan, named, other])


def test_days_are_told_once() -> None:
    month = PeriodFacts("", "thang", "tháng 7 năm 2025", date(2025, 7, 1), date(2025, 7, 31))
    assert named_with_days(month) == "tháng 7 năm 2025 (từ ngày 01/7/2025 đến ngày 31/7/2025)"
    assert named_with_days(sudden_period(date(2025, 9, 1), date(2025, 9, 6))) == (
        "đợt từ ngày 01/9/2025 đến ngày 06/9/2025"
    )
    assert named_with_days(sudden_period(date(2025, 9, 6), date(2025, 9, 6))) == "đợt ngày 06/9/2025"
