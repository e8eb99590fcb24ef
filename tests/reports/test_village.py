"""The village's report: approved text, two pages at most, NĐ 30's places and sizes, and what is too long."""

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from desktop.models.facts import CommuneFacts, ServiceFacts, SignerFacts
from desktop.reports import village
from desktop.reports.catalogue import village_report
from desktop.reports.figures import table_value
from desktop.reports.heading import MOTTO, STATE
from desktop.reports.problems import ReportTooLong
from tests.golden import check_golden
from tests.reports.makers import (
    NARRATIVE,
    VILLAGE_CODES,
    make_figure,
    make_figures,
    make_village_facts,
    unknown,
)
from tests.reports.reading import MM, flat_text, golden_text, open_pdf, page_texts, pieces, size_in_mm

GOLDEN = Path(__file__).parent / "golden"
SENTENCE = "Tổ đã hướng dẫn bà con sử dụng dịch vụ công trực tuyến tại nhà văn hóa thôn. "


def test_the_approved_text() -> None:
    check_golden(GOLDEN / "thon.txt", golden_text(village_report(make_village_facts())))


def test_the_approved_text_with_blanks() -> None:
    facts = make_village_facts(
        number="", issued_on=None, narrative={}, services=(), signer=SignerFacts(("TỔ TRƯỞNG",), "")
    )
    check_golden(GOLDEN / "thon-de-trong.txt", golden_text(village_report(facts)))


def test_the_approved_text_of_a_nil_report() -> None:
    data = village_report(make_village_facts(nothing_to_report=True, narrative={}))
    check_golden(GOLDEN / "thon-khong-phat-sinh.txt", golden_text(data))
    assert len(open_pdf(data).pages) == 1


def test_every_figure_is_on_the_paper_with_its_coverage() -> None:
    facts = make_village_facts()
    text = flat_text(village_report(facts))
    for figure in facts.figures.values():
        coverage = f" {figure.answered}/{figure.expected} hộ" if figure.answered else ""
        assert f"{figure.name} {figure.unit} {table_value(figure)}{coverage}" in text


def test_what_is_not_known_is_a_dash() -> None:
    figures = {code: unknown(make_figure(code)) for code in ("HD01", "CQ-3")}
    text = flat_text(village_report(make_village_facts(figures=figures, services=())))
    assert "Buổi hỗ trợ, tuyên truyền buổi - chưa có số liệu" in text
    assert "Chưa có số liệu về: buổi hỗ trợ, tuyên truyền." in text


@pytest.mark.parametrize("services", [0, 1, 7, 20, 40])
@pytest.mark.parametrize("codes", [VILLAGE_CODES, VILLAGE_CODES[:8], ()])
def test_it_never_takes_more_than_two_pages(services: int, codes: tuple[str, ...]) -> None:
    given = tuple(
        ServiceFacts(f"XH{n:02}", f"Dịch vụ số {n} có một cái tên khá dài để thử", "XH", n, n) for n in range(services)
    )
    data = village_report(make_village_facts(figures=make_figures(codes), services=given))
    assert len(open_pdf(data).pages) <= 2


def test_a_page_of_narrative_fits_beside_the_figures_of_a_usual_month() -> None:
    facts = make_village_facts(
        figures=make_figures(VILLAGE_CODES[:15]), narrative={**NARRATIVE, "ket_qua": SENTENCE * 16}
    )
    assert len(open_pdf(village_report(facts)).pages) == 2


def test_words_that_do_not_fit_are_refused_and_the_longest_section_is_named() -> None:
    with pytest.raises(ReportTooLong) as refused:
        village_report(make_village_facts(narrative={**NARRATIVE, "kho_khan": SENTENCE * 60}))
    assert "“Khó khăn, vướng mắc”" in refused.value.advice
    assert refused.value.code == "report-too-long"


def test_no_word_of_the_narrative_is_lost_when_the_detail_is_pressed_together() -> None:
    facts = make_village_facts(narrative={**NARRATIVE, "ket_qua": SENTENCE * 6 + "HẾT"})
    text = flat_text(village_report(facts))
    assert "HẾT" in text
    assert all(" ".join(words.split()) in text for code, words in NARRATIVE.items() if code != "ket_qua")


def test_services_past_the_limit_share_a_line_with_their_sum() -> None:
    services = [ServiceFacts(f"X{n}", f"Dịch vụ {n}", "XH", n, n) for n in range(1, 11)]
    kept = village.merge_rest(services, 4)
    assert [one.code for one in kept] == ["X8", "X9", "X10", ""]
    assert (kept[-1].name, kept[-1].visits, kept[-1].new_people) == ("7 dịch vụ khác", 28, 28)
    unknown_people = village.merge_rest([replace(services[0], new_people=None), *services[1:]], 4)
    assert unknown_people[-1].new_people is None


def test_the_head_stands_where_the_decree_puts_it() -> None:
    found = {piece.text.strip(): piece for piece in pieces(village_report(make_village_facts()), 0)}
    state, motto = found[STATE], found[MOTTO]
    assert (state.font, state.size) == ("LiberationSerif-Bold", 12)
    assert (motto.font, motto.size) == ("LiberationSerif-Bold", 13)
    number, date = found["Số: 07/BC-TCNSCĐ"], found["Thanh Thịnh, ngày 01 tháng 8 năm 2025"]
    assert number.y == pytest.approx(date.y)
    assert (date.font, date.size) == ("LiberationSerif-Italic", 13)
    assert found["BÁO CÁO"].size == 14
    right_column_middle = (30 + 70 + 95 / 2) * MM
    assert state.x + stringWidth(STATE, state.font, 12) / 2 == pytest.approx(right_column_middle, abs=0.5)


def test_text_stays_inside_the_margins_and_page_one_has_no_number() -> None:
    data = village_report(make_village_facts())
    assert size_in_mm(data, 0) == (210, 297)
    for page in range(len(open_pdf(data).pages)):
        body = [piece for piece in pieces(data, page) if piece.y < (297 - 20) * MM]
        assert min(piece.x for piece in body) >= 30 * MM - 0.1
        assert min(piece.y for piece in body) >= 20 * MM
        above = [piece.text for piece in pieces(data, page) if piece.y > (297 - 20) * MM]
        assert above == ([] if page == 0 else [str(page + 1)])


def test_the_page_number_is_centred_in_the_top_margin() -> None:
    number = pieces(village_report(make_village_facts()), 1)[0]
    assert (number.text, number.size) == ("2", 13)
    assert number.x + stringWidth("2", "LiberationSerif-Regular", 13) / 2 == pytest.approx(105 * MM, abs=0.5)


def test_the_signature_is_on_the_page_of_the_last_sentence() -> None:
    last = page_texts(village_report(make_village_facts()))[-1]
    assert last.index("./.") < last.index("Nơi nhận:") < last.index("TỔ TRƯỞNG") < last.index("Nông Văn Thử")


def test_no_seal_and_no_peoples_committee_signs_for_a_village() -> None:
    text = flat_text(village_report(make_village_facts(signer=SignerFacts(("TỔ TRƯỞNG",), ""))))
    assert "TM. ỦY BAN" not in text
    assert "(Ký, ghi rõ họ tên)" in text


def test_a_desk_that_has_not_heard_from_its_commune_prints_dots() -> None:
    nobody = CommuneFacts("", "02107", "", "", "", "", "")
    text = flat_text(village_report(make_village_facts(commune=nobody, village_name="", services=())))
    assert "UBND XÃ ......" in text
    assert "Kính gửi: Ủy ban nhân dân xã ................." in text
    assert "qua" not in text.partition("Kính gửi")[2].partition("báo cáo")[0]
