"""Facts of the periodic reports: whose figures, whose words, who receives and who signs."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import StoreError
from desktop.models.facts import Figure
from desktop.models.indicators import VILLAGE_CODES, village_figures
from desktop.models.journal import changing
from desktop.models.places import Commune, Village
from desktop.models.report_facts import (
    commune_report_facts,
    figures_from_json,
    figures_to_json,
    period_facts,
    service_facts,
    village_report_facts,
)
from desktop.models.reporting import BasisDocument, CommuneReport, Recipient, Signer, VillageReport
from desktop.models.store import Store
from desktop.models.teams import Person
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, carry, make_store
from tests.models.record_makers import (
    JULY,
    add_line,
    add_member,
    add_period,
    add_report,
    add_session,
    add_team,
    add_villages,
    note_bundle,
)

THIRD_VILLAGE_ID = "0198636f-0000-7000-8000-000000000003"


@pytest.fixture
def xa(tmp_path: Path) -> Iterator[Store]:
    """A commune's desk with three villages."""
    with make_store(tmp_path, "commune") as store:
        with changing(store) as change:
            change.add(Commune, code="02107", name="Thanh Thịnh", department_code="VHXH")
            add_villages(change, "Nà Quang", "Nà Bản", "Nà Cà")
        yield store


@pytest.fixture
def thon(tmp_path: Path) -> Iterator[Store]:
    """A village's desk that has not heard from its commune."""
    with make_store(tmp_path / "thon", "village", VILLAGE_ID) as store:
        store.set_setting("village_name", "Nà Quang")
        store.set_setting("commune_code", "02107")
        yield store


def july(store: Store) -> str:
    with changing(store) as change:
        return add_period(change)


def test_a_period_that_is_not_there_is_said_so(xa: Store) -> None:
    with pytest.raises(StoreError) as raised:
        village_report_facts(xa, "0198636f-0000-7000-8000-00000000ffff", VILLAGE_ID)
    assert raised.value.code == "missing"


def test_a_village_alone_still_has_a_report(tmp_path: Path, thon: Store) -> None:
    with make_store(tmp_path / "xa", "commune", seed=1) as commune:
        period = july(commune)
        carry(commune, thon)
    facts = village_report_facts(thon, period)
    assert (facts.village_name, facts.village_code, facts.commune.code) == ("Nà Quang", "", "02107")
    assert facts.signer.lines == ("TỔ TRƯỞNG",)
    assert facts.signer.full_name == ""
    assert facts.figures["TC02"].value is None  # no team on record: not known, not 0
    assert facts.figures["HD01"].value == 0
    assert facts.narrative == {}
    assert not facts.nothing_to_report


def test_the_desk_reports_on_its_own_village(xa: Store) -> None:
    period = july(xa)
    xa.set_setting("village", OTHER_VILLAGE_ID)
    facts = village_report_facts(xa, period)
    assert (facts.village_name, facts.village_code) == ("Nà Bản", "02107-02")
    assert facts.commune.name == "Thanh Thịnh"
    assert facts.period.last_day == date(2025, 7, 31)


def test_the_village_report_prints_its_figures_in_order_with_words_and_leader(xa: Store) -> None:
    with changing(xa) as change:
        period = add_period(change)
        team = add_team(change)
        add_member(change, team, "TT", full_name="Hoàng Văn Cũ", ended_on=date(2025, 7, 25))
        add_member(change, team, "TT", full_name="Lý Thị Mới", started_on=date(2025, 7, 26))
        add_report(change, period, state="nhap", narrative={"ky_toi": "Họp thôn.", "kho_khan": "  ", "lạ": 3})
        line = add_session(change)
        add_line(change, line, "CQ01", 4)
    facts = village_report_facts(xa, period, VILLAGE_ID)
    assert tuple(facts.figures) == VILLAGE_CODES
    assert facts.signer.full_name == "Lý Thị Mới"
    assert facts.narrative == {"ky_toi": "Họp thôn."}
    assert [(service.code, service.visits) for service in facts.services] == [("CQ01", 4)]
    assert facts.services == service_facts(xa, facts.period, VILLAGE_ID)


@pytest.mark.parametrize(("state", "value"), [("da_gui", 1), ("da_khoa", 1), ("nhap", 2), ("can_sua", 2)])
def test_what_was_sent_keeps_its_figures_until_it_is_returned(xa: Store, state: str, value: int) -> None:
    with changing(xa) as change:
        period = add_period(change)
        add_session(change)
    kept = figures_to_json(village_figures(xa, VILLAGE_ID, period_facts(xa, period)))
    with changing(xa) as change:
        add_report(change, period, state=state, figures=kept, sent_on=date(2025, 8, 2))
        add_session(change)
    facts = village_report_facts(xa, period, VILLAGE_ID)
    assert facts.figures["HD01"].value == value
    assert facts.issued_on == date(2025, 8, 2)
    note_bundle(xa, VILLAGE_ID, "2025-08-02T08:00:00+07:00")
    row = commune_report_facts(xa, period).villages[0]
    assert (row.state, row.figures["HD01"].value) == (state, value)


def test_figures_come_back_from_json_as_they_were_and_in_order() -> None:
    figures = {
        "XH-5": Figure("XH-5", "Người học", "người", None, None, 0, 95),
        "HD01": Figure("HD01", "Buổi", "buổi", 0),
        "KS-1": Figure("KS-1", "Hộ đã khảo sát", "hộ", 31, 83, 22, 24, "thôn"),
        "ZZ-9": Figure("ZZ-9", "Chỉ tiêu của bản sau", "", 7),
    }
    back = figures_from_json(figures_to_json(figures))
    assert back == figures
    assert list(back) == ["HD01", "XH-5", "KS-1", "ZZ-9"]


@pytest.mark.parametrize("kept", [None, [], "x", 3, {"HD01": 5}, {"HD01": None}])
def test_what_is_no_figure_is_left_out(kept: object) -> None:
    assert figures_from_json(kept) == {}


def test_numbers_of_the_wrong_kind_are_unknown() -> None:
    figure = figures_from_json({"HD01": {"value": "5", "base": True, "answered": 1.5, "name": 3}})["HD01"]
    assert figure == Figure("HD01", "HD01", "", None, None, None, None, "hộ")


def test_villages_stand_in_the_communes_order_with_their_state(xa: Store) -> None:
    with changing(xa) as change:
        period = add_period(change)
        for name in ("Bản Tết 10", "Bản Tết 2"):
            change.add(Village, code="02107-09", name=name)
        change.add(Village, code="02107-08", name="Đóng rồi", position=1, closed_on=date(2025, 7, 30))
        change.set(Village, THIRD_VILLAGE_ID, position=0)
        add_report(change, period, OTHER_VILLAGE_ID, "nhap")
    facts = commune_report_facts(xa, period)
    assert [row.name for row in facts.villages] == ["Nà Cà", "Nà Quang", "Nà Bản", "Bản Tết 2", "Bản Tết 10"]
    assert [row.state for row in facts.villages] == ["chua_nop", "chua_nop", "nhap", "chua_nop", "chua_nop"]
    assert (facts.villages_received, facts.villages_total) == (0, 5)
    assert facts.notes == ("Thôn chưa nộp số liệu: Nà Cà, Nà Quang, Nà Bản, Bản Tết 2, Bản Tết 10.",)


def test_only_villages_that_handed_in_are_in_the_sums(xa: Store) -> None:
    with changing(xa) as change:
        period = add_period(change)
        for village, visits in ((VILLAGE_ID, 3), (OTHER_VILLAGE_ID, 5), (THIRD_VILLAGE_ID, 100)):
            add_line(change, add_session(change, village=village), "CQ03", visits, village=village, new_people=1)
        add_line(change, add_session(change, village=None), "CQ03", 1000, village=None)
        add_report(change, period, OTHER_VILLAGE_ID, "da_tiep_nhan")
    note_bundle(xa, VILLAGE_ID, "2025-07-01T00:30:00+07:00")
    note_bundle(xa, THIRD_VILLAGE_ID, "2025-06-30T23:30:00+07:00")
    facts = commune_report_facts(xa, period)
    total = facts.figures["HD02"]
    assert (total.value, total.answered, total.expected, total.unit_of_coverage) == (1008, 2, 3, "thôn")
    assert [service.visits for service in facts.services] == [1008]
    assert [row.figures["HD02"].value if "HD02" in row.figures else None for row in facts.villages] == [3, 5, None]
    assert facts.notes == (
        "Thôn chưa nộp số liệu: Nà Cà.",
        "Thôn Nà Quang mới có số liệu đến ngày 01/7/2025.",
    )


def test_new_people_that_are_known_in_part_are_noted(xa: Store) -> None:
    with changing(xa) as change:
        period = add_period(change)
        session = add_session(change)
        for people in (2, None, 3):
            add_line(change, session, "CQ03", 5, new_people=people)
    note_bundle(xa, VILLAGE_ID, "2025-08-02T08:00:00+07:00")
    notes = commune_report_facts(xa, period).notes
    assert notes[1:] == ("Người được hướng dẫn lần đầu trong năm: cộng từ 2/3 lần ghi có số liệu.",)


def test_a_held_bundle_is_not_handed_in(xa: Store) -> None:
    period = july(xa)
    note_bundle(xa, VILLAGE_ID, "2025-08-01T08:00:00+07:00", state="held")
    assert commune_report_facts(xa, period).villages_received == 0


def test_a_difference_to_what_was_sent_is_noted(xa: Store) -> None:
    with changing(xa) as change:
        period = add_period(change)
        add_session(change)
    kept = figures_to_json(village_figures(xa, VILLAGE_ID, period_facts(xa, period)))
    with changing(xa) as change:
        report = add_report(change, period, state="da_khoa", figures=kept)
    assert len(commune_report_facts(xa, period).notes) == 1
    with changing(xa) as change:
        add_session(change)
        change.set(VillageReport, report, remark="khóa sổ")
    assert "số liệu trong sổ sau đó có thay đổi: Nà Quang." in commune_report_facts(xa, period).notes[1]


def test_recipients_stand_for_the_heads_and_youth_secretaries(xa: Store) -> None:
    with changing(xa) as change:
        period = add_period(change)
        head = change.add(Person, village_id=VILLAGE_ID, full_name="Nông Văn Trưởng")
        youth = change.add(Person, village_id=OTHER_VILLAGE_ID, full_name="Hà Thị Đoàn")
        change.set(Village, VILLAGE_ID, head_id=head)
        change.set(Village, OTHER_VILLAGE_ID, youth_secretary_id=youth)
        add_member(change, add_team(change, OTHER_VILLAGE_ID), "TT", village=OTHER_VILLAGE_ID, full_name="Ma Văn Tổ")
        paper = {"document_set": "bao_cao_xa", "channel": "giay"}
        change.add(Recipient, **paper, name="Bí thư Đoàn các thôn", expands_to="bi_thu_chi_doan", position=3)
        change.add(Recipient, **paper, name="Các Trưởng thôn", expands_to="truong_thon", position=2)
        change.add(Recipient, document_set="bao_cao_xa", channel="dien_tu", name="UBND tỉnh", purpose="b/c", position=1)
        change.add(Recipient, document_set="khac", channel="dien_tu", name="Không phải đây", position=0)
    found = commune_report_facts(xa, period).recipients
    assert [(one.name, one.purpose, one.persons) for one in found] == [
        ("UBND tỉnh", "b/c", ()),
        ("Các Trưởng thôn", None, ("Nông Văn Trưởng", "Ma Văn Tổ")),
        ("Bí thư Đoàn các thôn", None, ("Hà Thị Đoàn",)),
    ]


def test_who_signs_is_who_was_in_office_on_the_last_day(xa: Store) -> None:
    with changing(xa) as change:
        period = add_period(change)
        change.add(
            Signer, full_name="Người Trước", lines=["CHỦ TỊCH"], valid_from=date(2025, 1, 1), valid_to=JULY.last_day
        )
        change.add(Signer, full_name="Người Sau", lines=["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], valid_from=date(2025, 8, 1))
    signer = commune_report_facts(xa, period).signer
    assert (signer.lines, signer.full_name) == (("CHỦ TỊCH",), "Người Trước")


def test_without_a_signer_the_name_is_left_to_be_written(xa: Store) -> None:
    signer = commune_report_facts(xa, july(xa)).signer
    assert (signer.lines, signer.full_name) == (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "")


def test_the_officers_words_number_and_date(xa: Store) -> None:
    with changing(xa) as change:
        period = add_period(change)
        change.add(BasisDocument, kind="Nghị quyết", number="71/NQ-CP", position=2)
        change.add(BasisDocument, kind="Kế hoạch", number="13/KH-UBND", issued_on=date(2025, 7, 22), position=1)
        change.add(
            CommuneReport,
            period_id=period,
            narrative={"uu_diem": "Tốt."},
            number="42/BC-UBND",
            issued_on=date(2025, 8, 6),
        )
    facts = commune_report_facts(xa, period, drafter="Mẫu")
    assert (facts.number, facts.issued_on, facts.drafter) == ("42/BC-UBND", date(2025, 8, 6), "Mẫu")
    assert facts.narrative == {"uu_diem": "Tốt."}
    assert [basis.number for basis in facts.basis] == ["13/KH-UBND", "71/NQ-CP"]
    given = commune_report_facts(xa, period, number="43", issued_on=date(2025, 8, 7))
    assert (given.number, given.issued_on) == ("43", date(2025, 8, 7))


def test_the_same_store_gives_the_same_facts(xa: Store) -> None:
    with changing(xa) as change:
        period = add_period(change)
        for number in range(6):
            add_household(change, head_name=f"Hộ Số {number}")
            add_line(change, add_session(change), f"XH0{number + 1}", number)
        add_report(change, period)
    assert commune_report_facts(xa, period) == commune_report_facts(xa, period)
    assert list(commune_report_facts(xa, period).figures) == list(commune_report_facts(xa, period).figures)
