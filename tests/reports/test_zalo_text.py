"""The text for the group chat: short, true, and without anybody in it, whatever the store holds."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.facts import PeriodFacts
from desktop.models.journal import Change, changing
from desktop.models.report_calendar import CALENDAR, DECREE_09, HALF, MONTH, QUARTER, place_on, sudden_period
from desktop.models.report_facts import village_report_facts
from desktop.models.reporting import Service
from desktop.reports.zalo_text import LONGEST, zalo_text
from desktop.text import fold, format_phone
from tests.makers import VILLAGE_ID, add_household, make_store
from tests.models.record_makers import (
    add_attendance,
    add_line,
    add_member,
    add_period,
    add_report,
    add_response,
    add_round,
    add_session,
    add_team,
    add_villages,
)

#: Syllables that no word of the text has, so that finding one means that a name got through.
SYLLABLES = st.sampled_from(["Quynhx", "Zếnhw", "Phừnk", "Xoắngj", "Wiểuz", "Fạchx"])
NAMES = st.lists(SYLLABLES, min_size=2, max_size=4).map(" ".join)
PHONES = st.integers(10_000_000, 99_999_999).map(lambda number: f"09{number}")
CODES = st.integers(1, 999).map(lambda number: f"77777-88-{number:03}")
PERIODS = st.sampled_from(
    [
        place_on(MONTH, CALENDAR, date(2025, 7, 5)).facts(),
        place_on(QUARTER, DECREE_09, date(2025, 7, 5)).facts(),
        place_on(HALF, CALENDAR, date(2025, 7, 5)).facts(),
        sudden_period(date(2025, 7, 1), date(2025, 7, 12), "đợt của Quynhx Zếnhw 0912345678"),
    ]
)


def fill(change: Change, name: str, phone: str, code: str, period: PeriodFacts) -> str:
    """A village in which one person is everywhere where words can be typed."""
    add_villages(change, "Nà Quang")
    add_round(change)
    change.add(Service, code="CQ99", name=f"Dịch vụ cho {name}", pillar="CQ")
    team = add_team(change, name=f"Tổ {name}")
    add_member(change, team, "TT", full_name=name, phone=phone)
    home = add_household(change, head_name=name, phone=phone, code=code, hamlet=f"xóm {name}")
    session = add_session(change, "DN", place=f"nhà {name}", partner=name, need=phone, note=f"{name} {code}")
    for service, visits in (("CQ99", 90), ("CQ03", 12), ("XH01", 3)):
        add_line(change, session, service, visits, new_people=2, follow_up=f"gọi {name} {phone}")
    add_attendance(change, session, home)
    add_response(change, home, {"so_nk": 4, "ghi_chu": f"{name} {phone}"})
    record = add_period(change, period)
    words = {code_: f"{name} {phone} {code}" for code_ in ("ket_qua", "kho_khan", "sang_kien", "kien_nghi", "ky_toi")}
    add_report(change, record, state="nhap", narrative=words, remark=name)
    return record


@given(name=NAMES, phone=PHONES, code=CODES, period=PERIODS)
def test_no_name_phone_or_code_gets_through(name: str, phone: str, code: str, period: PeriodFacts) -> None:
    with tempfile.TemporaryDirectory() as folder, make_store(Path(folder), "commune") as store:
        with changing(store) as change:
            record = fill(change, name, phone, code, period)
        text = zalo_text(village_report_facts(store, record, VILLAGE_ID))
    assert "Lượt hướng dẫn: 105" in text
    assert len(text) <= LONGEST
    found = fold(text)
    for syllable in name.split():
        assert fold(syllable) not in found
    digits = "".join(letter for letter in text if letter.isdigit())
    assert phone not in digits
    assert format_phone(phone) not in text
    assert code not in text
    assert "77777" not in text


def test_the_text_is_what_a_group_is_told() -> None:
    with tempfile.TemporaryDirectory() as folder, make_store(Path(folder), "commune") as store:
        with changing(store) as change:
            record = fill(change, "A B", "0912345678", "x-1", place_on(MONTH, CALENDAR, date(2025, 7, 5)).facts())
        text = zalo_text(village_report_facts(store, record, VILLAGE_ID))
    assert text.splitlines()[:4] == [
        "TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN NÀ QUANG",
        "Kết quả tháng 7 năm 2025 (từ ngày 01/7/2025 đến ngày 31/7/2025):",
        "- Buổi hỗ trợ, tuyên truyền: 1",
        "- Lượt hướng dẫn: 105",
    ]


def test_a_nil_report_says_so_and_unknown_figures_are_left_out() -> None:
    with tempfile.TemporaryDirectory() as folder, make_store(Path(folder), "commune") as store:
        with changing(store) as change:
            record = add_period(change)
        facts = village_report_facts(store, record, VILLAGE_ID)
        assert "Hộ đã khảo sát" not in zalo_text(facts)
        with changing(store) as change:
            add_report(change, record, nothing_to_report=True)
        text = zalo_text(village_report_facts(store, record, VILLAGE_ID))
    assert "không phát sinh" in text
    assert "Lượt" not in text


def test_a_sudden_period_is_called_by_its_days_once() -> None:
    with tempfile.TemporaryDirectory() as folder, make_store(Path(folder), "commune") as store:
        with changing(store) as change:
            record = add_period(change, sudden_period(date(2025, 9, 1), date(2025, 9, 6), "đợt của ai đó"))
        text = zalo_text(village_report_facts(store, record, VILLAGE_ID))
    assert text.splitlines()[1] == "Kết quả đợt từ ngày 01/9/2025 đến ngày 06/9/2025:"
