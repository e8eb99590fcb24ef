"""The words: citing, numbering, sentences from figures, and what is said when something is missing."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.models.facts import BasisFacts, ServiceFacts
from desktop.reports import commune_wording, village_wording
from desktop.reports.citing import citation, document_number, inside_sentence, issue_year
from desktop.reports.clauses import CLAUSES, gaps, said_of, sentence, services_said, with_parts
from desktop.reports.outline import Section, number_sections, paragraphs_of, roman
from tests.reports.makers import (
    INDICATORS,
    MONTH,
    make_commune_facts,
    make_figure,
    make_figures,
    make_village_facts,
    unknown,
)

PLAN = BasisFacts("Kế hoạch", "13/KH-UBND", date(2025, 7, 22), "UBND xã Thanh Thịnh", "Triển khai các Tổ")


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("", "Số:      /BC-UBND"),
        ("7", "Số: 07/BC-UBND"),
        ("12", "Số: 12/BC-UBND"),
        ("7/BC-UBND", "Số: 07/BC-UBND"),
        ("105/BC-UBND", "Số: 105/BC-UBND"),
    ],
)
def test_document_numbers(number: str, line: str) -> None:
    assert document_number(number, "BC-UBND") == line


@pytest.mark.parametrize(
    ("basis", "cited"),
    [
        (PLAN, "Kế hoạch số 13/KH-UBND ngày 22/7/2025 của UBND xã Thanh Thịnh về triển khai các Tổ"),
        (
            replace(PLAN, summary="Về chuyển đổi số"),
            "Kế hoạch số 13/KH-UBND ngày 22/7/2025 của UBND xã Thanh Thịnh về chuyển đổi số",
        ),
        (
            replace(PLAN, summary="Thực hiện Nghị quyết số 71/NQ-CP", issued_on=None),
            "Kế hoạch số 13/KH-UBND của UBND xã Thanh Thịnh thực hiện Nghị quyết số 71/NQ-CP",
        ),
        (BasisFacts("", "", None, "", ""), "Văn bản"),
    ],
)
def test_citations(basis: BasisFacts, cited: str) -> None:
    assert citation(basis) == cited


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Hộ có Internet", "hộ có Internet"),
        ("VNeID mức 2", "VNeID mức 2"),
        ("Tổ đã thành lập", "Tổ đã thành lập"),
        ("", ""),
    ],
)
def test_names_inside_a_sentence(name: str, inside: str) -> None:
    assert inside_sentence(name) == inside


def test_a_december_report_is_dated_by_its_due_date() -> None:
    december = replace(MONTH, last_day=date(2025, 12, 31), due_on=date(2026, 1, 3))
    assert issue_year(december) == 2026
    assert issue_year(replace(december, due_on=None)) == 2025


def test_one_coverage_is_said_once() -> None:
    figures = {
        code: replace(make_figure(code), answered=3, expected=4, unit_of_coverage="thôn") for code in ("HD01", "HD02")
    }
    said = sentence(figures, ("HD01", "HD02"), "Trong kỳ, ")
    assert said == (
        f"Trong kỳ, tổ chức 0{figures['HD01'].value} buổi hỗ trợ, tuyên truyền; "
        f"thực hiện {figures['HD02'].value} lượt hướng dẫn (số liệu trên 3/4 thôn đã nộp)."
    )


def test_different_coverages_are_said_apart() -> None:
    figures = {
        "XH-2": replace(make_figure("XH-2"), value=1, base=2, answered=2, expected=9),
        "XH-3": replace(make_figure("XH-3"), value=1, base=4, answered=4, expected=9),
    }
    assert sentence(figures, figures) == (
        "Hộ có ít nhất 01 điện thoại thông minh: 1/2 (50%), trên 2/9 hộ có trả lời; "
        "hộ có Internet: 1/4 (25%), trên 4/9 hộ có trả lời."
    )


def test_figures_of_one_coverage_share_a_sentence() -> None:
    figures = make_figures(["TC01-xa", "XH-2", "XH-3"])
    for code in ("XH-2", "XH-3"):
        figures[code] = replace(figures[code], value=1, base=2, answered=2, expected=9)
    assert sentence(figures, figures) == (
        "Tổ cấp xã đã thành lập: 01 tổ. Hộ có ít nhất 01 điện thoại thông minh: 1/2 (50%); "
        "hộ có Internet: 1/2 (50%) (số liệu trên 2/9 hộ có trả lời)."
    )


def test_unknown_figures_are_named_and_absent_ones_are_not() -> None:
    figures = {"HD01": make_figure("HD01"), "HD02": unknown(make_figure("HD02"))}
    assert gaps(figures, ("HD01", "HD02", "HD03")) == "Chưa có số liệu về: lượt người được hướng dẫn."
    assert "lượt" not in sentence(figures, ("HD01", "HD02", "HD03"))
    assert said_of({}, "HD01", "HD02") == ()


def test_every_clause_has_one_place_for_its_value() -> None:
    assert set(CLAUSES) <= set(INDICATORS)
    assert all(clause.count("{}") == 1 for clause in CLAUSES.values())


def test_the_services_given_most_come_first() -> None:
    services = [ServiceFacts(f"CQ0{n}", f"Dịch vụ {n} (ghi chú)", "CQ", n, None) for n in range(1, 8)]
    assert services_said(services, 2) == "Nội dung được hướng dẫn nhiều nhất: dịch vụ 7 (07 lượt); dịch vụ 6 (06 lượt)."
    assert services_said(services[:1]) == "Nội dung đã hướng dẫn: dịch vụ 1 (01 lượt)."
    assert services_said([]) == ""


def test_sections_number_themselves_and_empty_ones_are_left_out() -> None:
    sections = (
        Section("Một", ("văn bản",)),
        Section("Không có gì", sections=(Section("Cũng không"),)),
        Section("Hai", sections=(Section("Con", sections=(Section("Điểm", ("x",)), Section("Khác", ("y",)))),)),
    )
    assert [block.text for block in number_sections(sections)] == [
        "I. MỘT", "văn bản", "II. HAI", "1. Con", "a) Điểm", "x", "b) Khác", "y",
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (38, "XXXVIII")])
def test_roman_numbers(number: int, letters: str) -> None:
    assert roman(number) == letters


def test_lines_become_paragraphs() -> None:
    assert paragraphs_of("- một\r\n\n  - hai  \n") == ("- một", "- hai")


def test_the_village_numbers_only_what_it_wrote() -> None:
    facts = make_village_facts(narrative={"kien_nghi": "Đề nghị thêm sóng."})
    leads = [block.lead or block.text for block in village_wording.narrative_blocks(facts)]
    assert leads == ["1. Kết quả hoạt động:", "2. Kiến nghị, đề xuất:", "3. Số liệu chi tiết"]


def test_a_nil_report_says_so_and_has_no_tables() -> None:
    facts = make_village_facts(nothing_to_report=True, narrative={})
    assert [block.text for block in village_wording.narrative_blocks(facts)] == [village_wording.NOTHING]
    assert not village_wording.has_tables(facts)


def test_words_under_an_unknown_code_are_printed() -> None:
    village = village_wording.narrative_blocks(make_village_facts(narrative={"moi": "nội dung lạ"}))
    commune = commune_wording.narrative_blocks(make_commune_facts(narrative={"moi": "nội dung lạ"}))
    assert all(any(block.text == "nội dung lạ" for block in blocks) for blocks in (village, commune))


def test_the_commune_keeps_the_order_of_its_sections() -> None:
    blocks = commune_wording.narrative_blocks(make_commune_facts())
    assert [block.text for block in blocks if block.kind == "section"] == [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. ĐÁNH GIÁ",
        "IV. NHIỆM VỤ TRỌNG TÂM KỲ TỚI",
        "V. KIẾN NGHỊ, ĐỀ XUẤT",
    ]
    assert [block.text for block in blocks if block.kind == "point"] == [
        "a) Chính quyền số",
        "b) Kinh tế số",
        "c) Xã hội số",
        "d) An toàn số",
    ]


def test_what_the_officer_wrote_replaces_the_draft() -> None:
    drafted = commune_wording.narrative_blocks(make_commune_facts(narrative={}))
    assert any(
        block.text.startswith("- Còn 02/24 thôn chưa nộp số liệu trong kỳ (Khuổi Rào, Khuổi Tàu)") for block in drafted
    )
    written = commune_wording.narrative_blocks(make_commune_facts(narrative={"ton_tai": "Không có."}))
    assert not any("chưa nộp số liệu" in block.text and block.text.startswith("- Còn") for block in written)


def test_a_draft_claims_only_what_the_figures_bear_out() -> None:
    facts = make_commune_facts(3, 0, figures={"HD05": unknown(make_figure("HD05"))})
    assert commune_wording.suggested_narrative(facts) == {}


def test_the_commune_reads_without_any_figure() -> None:
    facts = make_commune_facts(3, 3, figures={}, services=(), villages=(), narrative={}, basis=(), recipients=())
    texts = [block.text for block in commune_wording.narrative_blocks(facts)]
    assert "Số liệu trong báo cáo này được tổng hợp từ 0/3 thôn đã nộp về xã." in texts
    assert commune_wording.opening(facts).startswith("Ủy ban nhân dân xã Thanh Thịnh báo cáo")


def test_a_single_appendix_has_no_number() -> None:
    assert commune_wording.appendix_name(make_commune_facts(), 1) == "Phụ lục I"
    assert commune_wording.appendix_name(make_commune_facts(services=()), 1) == "Phụ lục"


def test_recipients_stand_in_their_two_groups() -> None:
    lines = commune_wording.recipient_lines(make_commune_facts())
    assert lines[:3] == [("- Như trên;", False), ("Gửi bản điện tử:", True), ("- UBND tỉnh (b/c);", False)]
    assert lines[7:] == [
        ("- Lãnh đạo UBND xã;", False),
        ("Gửi bản giấy:", True),
        ("- Các Ông, Bà Trưởng thôn;", False),
        ("- Bí thư Đoàn Thanh niên các thôn;", False),
        ("- Lưu: VT, VHXH (Mẫu).", False),
    ]


def test_without_superior_or_drafter_nothing_is_made_up() -> None:
    facts = make_commune_facts()
    facts = replace(facts, commune=replace(facts.commune, superior="", department_code=""), drafter="", recipients=())
    assert commune_wording.recipient_lines(facts) == [("- Lưu: VT.", False)]
    assert commune_wording.addressee(facts) == ()
    assert commune_wording.closing(facts).endswith("quý III năm 2025./.")


def test_figures_of_every_code_can_be_said() -> None:
    for code in INDICATORS:
        said = sentence(make_figures([code]), [code])
        assert said.endswith(".")
        assert "{" not in said


def test_the_parts_of_a_figure_are_told_after_it() -> None:
    figures = make_figures(["CQ-5", "CQ-5-zalo", "CQ-4"])
    assert with_parts(figures, "CQ-4", "CQ-5", "CQ-1") == ["CQ-4", "CQ-5", "CQ-5-zalo", "CQ-1"]


def test_kinds_of_sessions_that_were_not_held_are_not_listed() -> None:
    texts = [block.text for block in commune_wording.narrative_blocks(make_commune_facts())]
    kinds = next(text for text in texts if text.startswith("Các hình thức: "))
    assert "buổi đến nhà" in kinds
    assert "chợ" not in kinds
