"""The words of the village's periodic report (DOMAIN 2.8): generated sentences and what the team wrote.

Text only; nothing here knows of pages.
"""

from collections.abc import Iterator

from desktop.models.facts import VillageReportFacts
from desktop.reports.citing import DOTS, commune_name, named_with_days, people_committee
from desktop.reports.clauses import said_of
from desktop.reports.outline import Block, Section, number_run_in, paragraphs_of
from desktop.text import one_line

NUMBER_KIND = "BC-TCNSCĐ"
NOTHING = "Trong kỳ, Tổ không phát sinh hoạt động."
SIGN_HERE = "(Ký, ghi rõ họ tên)"

#: Section code -> title, in printing order.
SECTIONS = {
    "ket_qua": "Kết quả hoạt động",
    "sang_kien": "Sáng kiến, cách làm hay",
    "kho_khan": "Khó khăn, vướng mắc",
    "kien_nghi": "Kiến nghị, đề xuất",
    "ky_toi": "Nhiệm vụ kỳ tới",
}
OTHER_SECTION = "Nội dung khác"
TABLE_SECTION = "Số liệu chi tiết"


def team_name(facts: VillageReportFacts) -> str:
    """Return "Tổ Công nghệ số cộng đồng thôn Nà Quang"."""
    return f"Tổ Công nghệ số cộng đồng thôn {one_line(facts.village_name) or DOTS}"


def agency_lines(facts: VillageReportFacts) -> tuple[str, str, str]:
    """The left side of the header; the team has no seal and does not sign for the People's Committee."""
    village = one_line(facts.village_name).upper() or DOTS
    return f"UBND {commune_name(facts.commune).upper()}", "TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", f"THÔN {village}"


def subject(facts: VillageReportFacts) -> tuple[str, str]:
    """The trích yếu, in the two lines that a clerk would break it into."""
    return f"Kết quả hoạt động {facts.period.name}", f"của {team_name(facts)}"


def addressee(facts: VillageReportFacts) -> tuple[str, ...]:
    """The lines after "Kính gửi:"."""
    committee, department = people_committee(facts.commune), one_line(facts.commune.department)
    return (committee, f"(qua {department}).") if department else (f"{committee}.",)


def opening(facts: VillageReportFacts) -> str:
    """The sentence before section I."""
    return f"{team_name(facts)} báo cáo kết quả hoạt động {named_with_days(facts.period)} như sau:"


def closing(facts: VillageReportFacts) -> str:
    """The last sentence, with the mark that ends every document."""
    return f"Trên đây là báo cáo kết quả hoạt động {facts.period.name} của Tổ./."


def recipient_lines() -> tuple[tuple[str, bool], ...]:
    """Nơi nhận below its heading; none of the lines is a sub-heading."""
    return ("- Như trên;", False), ("- Lưu: Tổ CNSCĐ.", False)


def has_tables(facts: VillageReportFacts) -> bool:
    """Whether figures are printed; a nil report has none."""
    return not facts.nothing_to_report and bool(facts.figures or facts.services)


def narrative_blocks(facts: VillageReportFacts) -> list[Block]:
    """Sections with text, numbered; where there are tables, their title is the last block."""
    sections = [Section(title, _section_text(facts, code)) for code, title in SECTIONS.items()]
    sections.append(Section(OTHER_SECTION, tuple(_other_text(facts))))
    if has_tables(facts):
        sections.append(Section(TABLE_SECTION, table_follows=True))
    return list(number_run_in(sections))


def longest_section(facts: VillageReportFacts) -> tuple[str, int]:
    """The title and the number of characters of the longest text that the team wrote; ("", 0) when it wrote none."""
    texts = {SECTIONS.get(code, OTHER_SECTION): len(text.strip()) for code, text in facts.narrative.items()}
    return max(texts.items(), key=lambda item: item[1], default=("", 0))


def _section_text(facts: VillageReportFacts, code: str) -> tuple[str, ...]:
    """The paragraphs of one section."""
    written = paragraphs_of(facts.narrative.get(code, ""))
    if code != "ket_qua":
        return written
    if facts.nothing_to_report:
        return (NOTHING, *written)
    return (*_results(facts), *written)


def _results(facts: VillageReportFacts) -> tuple[str, ...]:
    """What the figures say in one sentence; all of them are in the table."""
    return said_of(facts.figures, "HD01", "HD02", "HD03", "CQ-1", "HD04", "HD05", lead="Trong kỳ, ")


def _other_text(facts: VillageReportFacts) -> Iterator[str]:
    """What was written under codes that this version does not know; it is printed all the same."""
    for code, text in facts.narrative.items():
        if code not in SECTIONS:
            yield from paragraphs_of(text)
