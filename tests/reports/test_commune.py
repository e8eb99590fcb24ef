"""The commune's report: approved text, the wide appendix at several sizes, totals that are honest about gaps."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.models.facts import RecipientFacts
from desktop.reports.catalogue import commune_report
from desktop.reports.problems import ReportTooLong
from tests.golden import check_golden
from tests.reports.makers import (
    APPENDIX_CODES,
    INDICATORS,
    make_commune_facts,
    make_figure,
    make_figures,
    make_village_row,
    unknown,
)
from tests.reports.reading import MM, flat_text, golden_text, open_pdf, page_texts, pieces, size_in_mm

GOLDEN = Path(__file__).parent / "golden"


def appendix_pages(data: bytes) -> list[int]:
    """The pages on their side."""
    return [page for page in range(len(open_pdf(data).pages)) if size_in_mm(data, page) == (297, 210)]


def appendix_text(data: bytes) -> str:
    """The words of those pages."""
    texts = page_texts(data)
    return " ".join(" ".join(texts[page].split()) for page in appendix_pages(data))


def test_the_approved_text() -> None:
    check_golden(GOLDEN / "xa.txt", golden_text(commune_report(make_commune_facts(8, 2))))


def test_the_approved_text_with_blanks() -> None:
    facts = make_commune_facts(3, 0, number="", issued_on=None, narrative={}, services=())
    check_golden(GOLDEN / "xa-de-trong.txt", golden_text(commune_report(facts)))


@pytest.mark.parametrize(("count", "missing"), [(3, 0), (24, 2), (40, 5)])
def test_every_village_has_its_row_in_the_given_order(count: int, missing: int) -> None:
    facts = make_commune_facts(count, missing)
    text = appendix_text(commune_report(facts))
    places = [text.index(f" {number} {row.name} ") for number, row in enumerate(facts.villages, start=1)]
    assert places == sorted(places)
    assert "(Kèm theo Báo cáo số 42/BC-UBND ngày 03 tháng 10 năm 2025 của Ủy ban nhân dân xã Thanh Thịnh)" in text


@pytest.mark.parametrize("count", [3, 24, 40])
def test_the_appendix_numbers_its_own_pages_and_repeats_its_head(count: int) -> None:
    data = commune_report(make_commune_facts(count, 0))
    for number, page in enumerate(appendix_pages(data), start=1):
        above = [piece.text for piece in pieces(data, page) if piece.y > (210 - 20) * MM]
        assert above == ([] if number == 1 else [str(number)])
        assert "(1) (2) (3)" in " ".join(page_texts(data)[page].split())


def test_the_appendix_keeps_the_margins_of_the_turned_page() -> None:
    data = commune_report(make_commune_facts(24))
    for page in appendix_pages(data):
        body = [piece for piece in pieces(data, page) if piece.y < (210 - 20) * MM]
        assert min(piece.x for piece in body) >= 30 * MM - 0.1
        assert max(piece.x for piece in body) <= (297 - 15) * MM
        assert min(piece.y for piece in body) >= 20 * MM - 0.1


def test_sums_are_printed_when_every_village_is_there() -> None:
    facts = make_commune_facts(3, 0)
    members = sum(row.figures["TC02"].value or 0 for row in facts.villages)
    text = appendix_text(commune_report(facts))
    assert f"Tổng cộng {members} " in text
    assert "Cộng các thôn có số liệu" not in text


def test_a_missing_village_turns_the_sum_into_a_dash_and_says_what_is_there() -> None:
    facts = make_commune_facts(5, 1)
    members = sum(row.figures["TC02"].value or 0 for row in facts.villages[:4])
    text = appendix_text(commune_report(facts))
    dashes = " -" * len(APPENDIX_CODES)
    assert f"Tổng cộng{dashes} Cộng các thôn có số liệu {members} " in text
    assert "Số thôn có số liệu 4/5" in text
    assert f"5 Bản Tết 1{dashes} Chưa nộp" in text
    assert "Thôn chưa nộp số liệu: Bản Tết 1." in text


def test_one_unknown_figure_spoils_only_its_own_column() -> None:
    rows = [make_village_row(place) for place in range(3)]
    rows[1] = replace(rows[1], figures={**rows[1].figures, "HD01": unknown(make_figure("HD01"))})
    facts = make_commune_facts(3, 0, villages=tuple(rows), appendix_codes=("TC02", "HD01"))
    text = appendix_text(commune_report(facts))
    members = sum(row.figures["TC02"].value or 0 for row in rows)
    assert f"Tổng cộng {members} -" in text
    assert "Số thôn có số liệu 3/3 2/3" in text


def test_notes_that_name_the_missing_villages_are_not_repeated() -> None:
    text = appendix_text(
        commune_report(make_commune_facts(5, 1, notes=("Thôn Bản Tết 1 mất sóng từ ngày 02/9/2025.",)))
    )
    assert "mất sóng" in text
    assert "Thôn chưa nộp số liệu" not in text


@pytest.mark.parametrize(
    "name",
    ["Thôn Đồng bào tái định cư Khuổi Lót - Phiêng Áng số 2", "<b>Nà</b> & <img src='file:///etc/passwd'/>", "W" * 300],
)
def test_long_and_hostile_names_stay_in_their_cells(name: str) -> None:
    rows = tuple(replace(make_village_row(place), name=name) for place in range(24))
    data = commune_report(make_commune_facts(24, 0, villages=rows))
    letters = "".join(name.split())
    assert letters[:20] in "".join(appendix_text(data).split())
    columns = {
        round(piece.x) for page in appendix_pages(data) for piece in pieces(data, page) if piece.text in ("1", "9")
    }
    assert columns


def test_more_figures_than_a_page_is_wide_go_on_in_a_second_table() -> None:
    codes = tuple(INDICATORS)
    rows = tuple(replace(make_village_row(place), figures=make_figures(codes, place)) for place in range(3))
    data = commune_report(make_commune_facts(3, 0, villages=rows, appendix_codes=codes))
    text = appendix_text(data)
    assert text.count("1 Nà Quang") >= 2
    assert text.count("Tổng cộng") == text.count("1 Nà Quang")


@pytest.mark.parametrize("codes", [(), ("KHONG-CO",)])
def test_codes_that_nobody_has_are_columns_of_dashes(codes: tuple[str, ...]) -> None:
    assert "Nà Quang" in appendix_text(commune_report(make_commune_facts(3, 0, appendix_codes=codes)))


def test_the_body_tells_the_figures_with_the_villages_behind_them() -> None:
    text = flat_text(commune_report(make_commune_facts(24, 2)))
    assert "được tổng hợp từ 22/24 thôn đã nộp về xã" in text
    assert text.count("(số liệu trên 22/24 thôn đã nộp)") >= 5
    assert "Số liệu chi tiết theo từng thôn tại các Phụ lục kèm theo." in text


def test_a_code_that_the_facts_lack_is_not_mentioned() -> None:
    facts = make_commune_facts(3, 0)
    figures = {code: figure for code, figure in facts.figures.items() if code != "XH-4"}
    body = " ".join(" ".join(page_texts(commune_report(replace(facts, figures=figures)))[:3]).split())
    assert "05 kỹ năng số" not in body
    assert "hộ có Internet" in body


def test_nothing_at_all_still_makes_a_report() -> None:
    facts = make_commune_facts(0, 0, figures={}, services=(), narrative={}, basis=(), recipients=(), appendix_codes=())
    data = commune_report(facts)
    assert len(open_pdf(data).pages) == 1
    assert appendix_pages(data) == []


def test_a_report_that_came_back_is_marked_but_not_missing() -> None:
    rows = [make_village_row(place) for place in range(3)]
    rows[1] = replace(rows[1], state="can_sua")
    text = appendix_text(commune_report(make_commune_facts(3, 0, villages=tuple(rows))))
    assert "Đang sửa lại" in " ".join(text.split())
    assert "Thôn chưa nộp" not in text


def test_services_have_their_appendix_with_sums() -> None:
    data = commune_report(make_commune_facts(3, 0))
    last = " ".join(page_texts(data)[-1].split())
    assert last.startswith("Phụ lục II KẾT QUẢ HƯỚNG DẪN THEO TỪNG DỊCH VỤ, QUÝ III NĂM 2025 (Kèm theo")
    assert last.endswith("Tổng cộng 167 -")
    assert size_in_mm(data, -1) == (210, 297)


@pytest.mark.parametrize("sentences", range(0, 40, 3))
def test_signature_and_recipients_are_never_torn_from_the_last_sentence(sentences: int) -> None:
    words = "Đề nghị Sở Khoa học và Công nghệ cung cấp tài liệu hướng dẫn bằng hình ảnh. " * sentences
    facts = make_commune_facts(3, 0, villages=(), services=(), narrative={"kien_nghi": words})
    last = page_texts(commune_report(facts))[-1]
    assert last.index("./.") < last.index("Nơi nhận:") < last.index("- Lưu: VT, VHXH (Mẫu).")
    assert "TM. ỦY BAN NHÂN DÂN" in last
    assert "Hoàng Văn Mẫu" in last


def test_recipients_have_the_sizes_of_the_decree() -> None:
    data = commune_report(make_commune_facts(3, 0, villages=(), services=()))
    found = {piece.text: piece for page in range(len(open_pdf(data).pages)) for piece in pieces(data, page)}
    assert (found["Nơi nhận:"].font, found["Nơi nhận:"].size) == ("LiberationSerif-BoldItalic", 12)
    assert (found["- UBND tỉnh (b/c);"].font, found["- UBND tỉnh (b/c);"].size) == ("LiberationSerif", 11)
    assert "Italic" in found["Gửi bản giấy:"].font
    assert found["Nơi nhận:"].y == pytest.approx(found["TM. ỦY BAN NHÂN DÂN"].y, abs=3)
    room = found["CHỦ TỊCH"].y - found["Hoàng Văn Mẫu"].y
    assert 30 * MM <= room <= 38 * MM


def test_a_list_of_recipients_without_end_is_refused_with_advice() -> None:
    many = tuple(RecipientFacts(f"Cơ quan {number}", "dien_tu", "b/c") for number in range(60))
    with pytest.raises(ReportTooLong, match="nơi nhận"):
        commune_report(make_commune_facts(3, 0, recipients=many))
