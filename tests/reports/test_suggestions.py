"""Suggestions are made of figures: what is not known is not said, and every number stands in the facts."""

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.facts import Figure, ServiceFacts
from desktop.models.indicators.naming import make
from desktop.models.report_calendar import CALENDAR, MONTH, place_on
from desktop.models.suggestion_facts import OpenTask, SuggestionFacts
from desktop.reports.suggestions import suggestions
from desktop.text import nfc

AUGUST = place_on(MONTH, CALENDAR, date(2025, 8, 1)).facts()
JULY = place_on(MONTH, CALENDAR, date(2025, 7, 1)).facts()
NUMBERS = st.one_of(st.none(), st.integers(0, 3000))


def figures(**values: int | None) -> dict[str, Figure]:
    named = {name.replace("_", "-"): value for name, value in values.items()}
    return {code: make(code, value, 100 if code.startswith("KS") else None) for code, value in named.items()}


def facts(now: dict[str, Figure] | None = None, **given: object) -> SuggestionFacts:
    return replace(SuggestionFacts(AUGUST, now or {}, ()), **given)  # type: ignore[arg-type]


def test_without_facts_nothing_is_suggested() -> None:
    assert suggestions(facts()) == {}


def test_figures_are_compared_with_the_period_before() -> None:
    told = suggestions(
        facts(
            figures(HD01=8, HD02=1200, HD03=None, HD04=3),
            before=JULY,
            figures_before=figures(HD01=6, HD02=1500, HD03=4, HD04=3),
        )
    )
    assert told["ket_qua"] == (
        "So với tháng 7 năm 2025, số buổi hỗ trợ, tuyên truyền tăng từ 06 lên 08 buổi;"
        " số lượt hướng dẫn giảm từ 1.500 xuống 1.200 lượt; số hộ được đến tận nhà giữ ở mức 03 hộ."
    )


def test_nothing_is_compared_with_what_is_not_known() -> None:
    assert "ket_qua" not in suggestions(facts(figures(HD01=8)))
    before = {"before": JULY, "figures_before": figures(HD01=None)}
    assert "ket_qua" not in suggestions(facts(figures(HD01=8), **before))
    assert "ket_qua" not in suggestions(facts(figures(HD01=0), before=JULY, figures_before=figures(HD01=0)))


def test_difficulties_are_those_that_households_named_with_how_many_answered() -> None:
    told = suggestions(
        facts(
            figures(HD05=14),
            difficulties=(("khong_biet", 11), ("ma_la", 9), ("khong_mang", 2)),
            difficulty_answers=31,
        )
    )["kho_khan"]
    assert told == (
        "Khó khăn khi làm trực tuyến được nêu nhiều nhất: không biết cách làm (11 hộ); không có mạng (02 hộ);"
        " trên 31 hộ có trả lời câu này. Còn 14 hộ chưa từng được hỗ trợ."
    )


def test_what_comes_next_is_what_is_open() -> None:
    told = suggestions(
        facts(
            figures(HD05=9, KS_1=80, KS_1_tu_choi=5),
            follow_ups=3,
            planned=4,
            tasks=(OpenTask("Cài VNeID", date(2025, 9, 30)), OpenTask("Tuyên truyền", None)),
        )
    )["ky_toi"]
    assert told == (
        "Đến hỗ trợ 09 hộ chưa từng được hỗ trợ. Hỗ trợ lại 03 lần đã hẹn. Khảo sát 15 hộ còn lại."
        " Tổ chức 04 buổi đã có trong lịch. Tiếp tục 02 nhiệm vụ được giao: Cài VNeID (hạn 30/9/2025); Tuyên truyền."
    )


def test_good_ways_and_opinions_are_told_by_name_and_number() -> None:
    told = suggestions(facts(initiatives=("Tổ xe ôm số",), opinions=(("Sóng, mạng Internet", 2),)))
    assert told["sang_kien"] == "Trong kỳ, Tổ có 01 sáng kiến, cách làm hay: “Tổ xe ôm số”."
    assert told["kien_nghi"] == ("Đề nghị xã trả lời 02 ý kiến của người dân đã chuyển xã (sóng, mạng Internet: 02).")


@given(
    now=st.fixed_dictionaries({code: NUMBERS for code in ("HD01", "HD02", "HD03", "HD04", "HD05", "CQ_1", "CQ_2")}),
    before=st.fixed_dictionaries({code: NUMBERS for code in ("HD01", "HD02", "HD03", "HD04", "CQ_1")}),
    visits=st.integers(1, 500),
    follow_ups=st.integers(0, 40),
)
def test_every_number_that_is_said_is_a_figure(
    now: dict[str, int | None], before: dict[str, int | None], visits: int, follow_ups: int
) -> None:
    given_facts = facts(
        figures(**now),
        before=JULY,
        figures_before=figures(**before),
        services=(ServiceFacts("XH01", "Dịch vụ thử", "XH", visits, None),),
        follow_ups=follow_ups,
    )
    known = {value for value in (*now.values(), *before.values(), visits, follow_ups) if value is not None}
    for text in suggestions(given_facts).values():
        assert text == nfc(text)
        assert text.endswith(".")
        said = re.findall(r"\d[\d.]*", re.sub("tháng 7 năm 2025|VNeID mức 2", "", text))
        assert {int(number.replace(".", "")) for number in said} <= known
