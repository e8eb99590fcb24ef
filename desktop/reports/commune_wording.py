"""The words of the commune's consolidated report (DOMAIN 2.7): generated from figures, with what the officer wrote.

Where the officer wrote nothing, a sentence that the figures bear out stands in, or nothing. Text only, no pages.
"""

from collections.abc import Iterator, Mapping

from desktop.models.facts import CommuneReportFacts, RecipientFacts, ServiceFacts
from desktop.reports.citing import citations, commune_name, people_committee, period_span
from desktop.reports.clauses import parts_above_zero, said_of, sentence, services_said, with_parts
from desktop.reports.figures import PILLARS, pillar_of, prose_count
from desktop.reports.outline import Block, Section, number_sections, paragraphs_of, roman
from desktop.text import format_count, one_line

NUMBER_KIND = "BC-UBND"
MISSING_STATES = ("chua_nop", "nhap")  # a report that was sent and came back for correction has figures all the same
NARRATIVE = ("chi_dao", "to_chuc", "tap_huan", "sang_kien", "uu_diem", "ton_tai", "nguyen_nhan", "ky_toi", "kien_nghi")
MOST_NAMES = 8  # more villages than this are not named in a sentence; the appendix has them

_PILLAR_SECTIONS = (
    ("CQ", "Chính quyền số", ("CQ-1", "CQ-2", "CQ-3", "CQ-4", "CQ-5")),
    ("KT", "Kinh tế số", ("KT-1", "KT-2", "KT-3", "KT-4", "KT-5", "KT-6")),
    ("XH", "Xã hội số", ("XH-1", "XH-2", "XH-3", "XH-4", "XH-5")),
    ("AT", "An toàn số", ()),
)


def agency_lines(facts: CommuneReportFacts) -> tuple[str, str]:
    """The left side of the header."""
    return "ỦY BAN NHÂN DÂN", commune_name(facts.commune).upper()


def subject(facts: CommuneReportFacts) -> tuple[str, str]:
    """The trích yếu, in the two lines that a clerk would break it into."""
    return (
        "Kết quả hoạt động của các Tổ Công nghệ số cộng đồng",
        f"{commune_name(facts.commune)} {facts.period.name}",
    )


def addressee(facts: CommuneReportFacts) -> tuple[str, ...]:
    """The lines after "Kính gửi:"; none when the commune has no superior on record."""
    superior = one_line(facts.commune.superior)
    return (f"{superior}.",) if superior else ()


def opening(facts: CommuneReportFacts) -> str:
    """The sentence before section I, with the documents that the report rests on."""
    cited = citations(facts.basis)
    lead = f"Thực hiện {cited}, " if cited else ""
    return (
        f"{lead}{people_committee(facts.commune)} báo cáo kết quả hoạt động của các Tổ Công nghệ số cộng đồng "
        f"trên địa bàn {facts.period.name} ({period_span(facts.period)}) như sau:"
    )


def closing(facts: CommuneReportFacts) -> str:
    """The last sentence, with the mark that ends every document."""
    superior = one_line(facts.commune.superior)
    asked = f", kính báo cáo {superior} xem xét, tổng hợp" if superior else ""
    return (
        f"Trên đây là báo cáo kết quả hoạt động của các Tổ Công nghệ số cộng đồng {commune_name(facts.commune)} "
        f"{facts.period.name}{asked}./."
    )


def narrative_blocks(facts: CommuneReportFacts) -> list[Block]:
    """The numbered sections I to V."""
    texts = {**suggested_narrative(facts), **{code: text for code, text in facts.narrative.items() if text.strip()}}
    written = {code: paragraphs_of(text) for code, text in texts.items()}
    return list(number_sections(_sections(facts, written)))


def suggested_narrative(facts: CommuneReportFacts) -> dict[str, str]:
    """What the figures alone say for the sections that an officer writes; a screen may offer it as a first draft.

    Nothing is claimed that the figures do not bear out, so some sections have no suggestion.
    """
    drafts = {
        "uu_diem": "\n".join(said_of(facts.figures, "HD01", "HD02", lead="Các Tổ Công nghệ số cộng đồng đã ")[:1]),
        "ton_tai": "\n".join(f"- {text}." for text in _shortfalls(facts)),
        "ky_toi": "\n".join(f"- {text}." for text in _next_steps(facts)),
    }
    return {code: text for code, text in drafts.items() if text}


def _sections(facts: CommuneReportFacts, written: Mapping[str, tuple[str, ...]]) -> tuple[Section, ...]:
    """The skeleton of mẫu 1.4 with its paragraphs."""

    def words(code: str) -> tuple[str, ...]:
        return written.get(code, ())

    judgement = (
        Section("Ưu điểm", words("uu_diem")),
        Section("Tồn tại, hạn chế", words("ton_tai")),
        Section("Nguyên nhân", words("nguyen_nhan")),
    )
    others = tuple(text for code, texts in written.items() if code not in NARRATIVE for text in texts)
    return (
        Section("Công tác chỉ đạo, điều hành", (*words("chi_dao"), _coverage(facts))),
        Section("Kết quả thực hiện", sections=_results(facts, written)),
        Section("Đánh giá", sections=judgement),
        Section("Nhiệm vụ trọng tâm kỳ tới", words("ky_toi")),
        Section("Kiến nghị, đề xuất", words("kien_nghi")),
        Section("Nội dung khác", others),
    )


def _results(facts: CommuneReportFacts, written: Mapping[str, tuple[str, ...]]) -> tuple[Section, ...]:
    """II. 1 to 5."""
    figures = facts.figures
    training = said_of(figures, "TH01", *parts_above_zero(figures, "TH01"), *with_parts(figures, "TH02", "TH03"))
    ideas = said_of(figures, *with_parts(figures, "HD06", "HD07"))
    return (
        Section("Kiện toàn tổ chức", (*_teams(facts), *written.get("to_chuc", ()))),
        Section("Tập huấn", (*training, *written.get("tap_huan", ()))),
        Section("Kết quả hoạt động", _activity(facts), tuple(_pillars(facts))),
        Section("Khảo sát hộ", said_of(figures, *with_parts(figures, "KS-1", "KS-2"))),
        Section("Sáng kiến, cách làm hay", (*ideas, *written.get("sang_kien", ()))),
    )


def _teams(facts: CommuneReportFacts) -> tuple[str, ...]:
    """The teams and their members, then who the members are; TC04 is told by its two parts where there are any."""
    figures = facts.figures
    sizes = parts if (parts := with_parts(figures, "TC04")[1:]) else ["TC04"]
    teams = ("TC01-xa", "TC01", "TC02", "TC03", *sizes, *with_parts(figures, "TC06"))
    members = with_parts(figures, "TC05")
    return (*said_of(figures, *teams), *said_of(figures, *members, lead="Cơ cấu thành viên: "))


def _activity(facts: CommuneReportFacts) -> tuple[str, ...]:
    """What was done, then the kinds of sessions."""
    figures = facts.figures
    kinds = sentence(figures, parts_above_zero(figures, "HD01"), "Các hình thức: ")
    done = said_of(figures, "HD01", "HD02", "HD03", "HD04", "HD05", lead="Trong kỳ, ")
    return (*done, kinds) if kinds else done


def _pillars(facts: CommuneReportFacts) -> Iterator[Section]:
    """II.3 a) to d): the figures of a pillar, then the services that were asked for most."""
    for pillar, title, codes in _PILLAR_SECTIONS:
        given = services_said(service for service in facts.services if service_pillar(service) == pillar)
        paragraphs = (*said_of(facts.figures, *with_parts(facts.figures, *codes)), *((given,) if given else ()))
        yield Section(title, paragraphs)


def service_pillar(service: ServiceFacts) -> str:
    """The pillar of a service, by its code where the record does not say."""
    return service.pillar or pillar_of(service.code)


def pillar_order(service: ServiceFacts) -> tuple[int, str, str]:
    """A key that puts services under their pillars, in the plan's order."""
    pillar = service_pillar(service)
    known = list(PILLARS)
    return known.index(pillar) if pillar in known else len(known), pillar, service.code


def _coverage(facts: CommuneReportFacts) -> str:
    """How many villages stand behind the report, and where their figures are."""
    appendices = "các Phụ lục kèm theo" if appendix_count(facts) > 1 else "Phụ lục kèm theo"
    where = f" Số liệu chi tiết theo từng thôn tại {appendices}." if appendix_count(facts) else ""
    received, total = format_count(facts.villages_received), format_count(facts.villages_total)
    on_time = said_of(facts.figures, "BC-1")[:1]
    return " ".join(
        (f"Số liệu trong báo cáo này được tổng hợp từ {received}/{total} thôn đã nộp về xã.{where}", *on_time)
    )


def appendix_count(facts: CommuneReportFacts) -> int:
    """How many appendices follow: one with the villages, one with the services."""
    return bool(facts.villages) + bool(facts.services)


def appendix_name(facts: CommuneReportFacts, number: int) -> str:
    """Return "Phụ lục I"; a single appendix carries no number (NĐ 30/2020 Phụ lục I)."""
    return f"Phụ lục {roman(number)}" if appendix_count(facts) > 1 else "Phụ lục"


def missing_villages(facts: CommuneReportFacts) -> tuple[str, ...]:
    """The names of the villages that have not sent a report, in the commune's order."""
    return tuple(one_line(row.name) for row in facts.villages if row.state in MISSING_STATES)


def _shortfalls(facts: CommuneReportFacts) -> Iterator[str]:
    """What the figures show as not done."""
    missing = facts.villages_total - facts.villages_received
    if missing > 0:
        names = missing_villages(facts)
        named = f" ({', '.join(names)})" if len(names) == missing <= MOST_NAMES else ""
        yield f"Còn {prose_count(missing)}/{facts.villages_total} thôn chưa nộp số liệu trong kỳ{named}"
    for code, words in (("HD05", "chưa từng được hỗ trợ"), ("KS-1", "chưa được khảo sát")):
        if left := _left(facts, code):
            yield f"Còn {prose_count(left)} hộ {words}"


def _next_steps(facts: CommuneReportFacts) -> Iterator[str]:
    """What follows from what is not done."""
    missing = facts.villages_total - facts.villages_received
    if missing > 0:
        yield f"Đôn đốc {prose_count(missing)} thôn chưa nộp số liệu"
    if left := _left(facts, "HD05"):
        yield f"Tiếp tục hỗ trợ {prose_count(left)} hộ chưa từng được hỗ trợ"
    if left := _left(facts, "KS-1"):
        yield f"Tiếp tục khảo sát {prose_count(left)} hộ còn lại"


def _left(facts: CommuneReportFacts, code: str) -> int:
    """The households still to do: HD05 counts them, KS-1 is a rate of those done; what is not known is not claimed."""
    figure = facts.figures.get(code)
    if figure is None or figure.value is None:
        return 0
    if code == "HD05":
        return figure.value
    return 0 if figure.base is None else max(0, figure.base - figure.value)


def recipient_lines(facts: CommuneReportFacts) -> list[tuple[str, bool]]:
    """Nơi nhận below its heading: each line, and whether it is a sub-heading (R092-R097)."""
    lines = [("- Như trên;", False)] if addressee(facts) else []
    for channel, heading in (("dien_tu", "Gửi bản điện tử:"), ("giay", "Gửi bản giấy:")):
        group = [_recipient_line(one) for one in facts.recipients if one.channel == channel]
        lines += [(heading, True)] if group else []
        lines += [(line, False) for line in group]
    drafter = one_line(facts.drafter)
    unit = one_line(facts.commune.department_code)
    lines.append((f"- Lưu: VT{f', {unit}' if unit else ''}{f' ({drafter})' if drafter else ''}.", False))
    return lines


def _recipient_line(recipient: RecipientFacts) -> str:
    """Return "- UBND tỉnh (b/c);"."""
    purpose = f" ({recipient.purpose})" if recipient.purpose else ""
    return f"- {one_line(recipient.name)}{purpose};"
