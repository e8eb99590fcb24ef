"""How papers name things: document numbers, dates in brackets, the documents they rest on, communes and villages.

The forms are those of Nghị định 30/2020/NĐ-CP, Phụ lục I and II; nothing is drawn here.
"""

from collections.abc import Iterable

from desktop.models.facts import BasisFacts, CommuneFacts, PeriodFacts
from desktop.text import format_date, one_line

DOTS = "." * 16  # a name that this desk has not been told yet, to be written by hand
BLANK = " " * 6  # room for a clerk to write a number, a day or a month by hand

_JOINED_AS_IT_IS = ("về ", "thực hiện ")
_KEPT_CAPITALS = ("Tổ", "Nhân", "Nhà", "Đảng")  # the plan's own spelling: the Tổ, Nhân dân, Nhà nước, Đảng


def document_number(number: str, kind: str) -> str:
    """The line "Số: 07/BC-UBND"; without a number there is room to write one, and `kind` alone follows the slash."""
    given = one_line(number)
    if not given:
        return f"Số:{BLANK}/{kind}"
    head, slash, tail = given.partition("/")
    if head.isdigit() and len(head) == 1:
        head = f"0{head}"
    return f"Số: {head}/{tail}" if slash else f"Số: {head}/{kind}"


def issue_year(period: PeriodFacts) -> int:
    """The year printed where the date is blank: that of the due date, as a December report is issued in January."""
    return (period.due_on or period.last_day).year


def period_span(period: PeriodFacts) -> str:
    """The days of a period: "từ ngày 01/7/2025 đến ngày 31/7/2025"."""
    return f"từ ngày {format_date(period.first_day)} đến ngày {format_date(period.last_day)}"


def named_with_days(period: PeriodFacts) -> str:
    """The name with its days in brackets: "tháng 7 năm 2025 (từ ngày ...)"; a name that tells them stands alone."""
    told = (
        f"ngày {format_date(period.first_day)}" in period.name and f"ngày {format_date(period.last_day)}" in period.name
    )
    return period.name if told else f"{period.name} ({period_span(period)})"


def citation(basis: BasisFacts) -> str:
    """A cited document in full: kind, number, date, issuer, summary; what is not known is left out."""
    parts = [basis.kind or "Văn bản"]
    if basis.number:
        parts.append(f"số {basis.number}")
    if basis.issued_on:
        parts.append(f"ngày {format_date(basis.issued_on)}")
    if basis.issuer:
        parts.append(f"của {basis.issuer}")
    if basis.summary:
        parts.append(_joined_summary(one_line(basis.summary)))
    return one_line(" ".join(parts))


def citations(documents: Iterable[BasisFacts]) -> str:
    """Documents cited one after the other; one that an earlier citation has named inside is not named again."""
    cited: list[str] = []
    for basis in documents:
        name = basis.number or f"{basis.kind} của {basis.issuer}"
        if not any(name in earlier for earlier in cited):
            cited.append(citation(basis))
    return "; ".join(cited)


def _joined_summary(summary: str) -> str:
    """A summary as it follows the issuer: "về triển khai các Tổ...", "thực hiện Nghị quyết..."."""
    small = inside_sentence(summary)
    return small if small.startswith(_JOINED_AS_IT_IS) else f"về {small}"


def inside_sentence(name: str) -> str:
    """A name as it reads inside a sentence: its first letter small, unless it is an abbreviation or stays a capital."""
    first, _, _ = name.partition(" ")
    if first in _KEPT_CAPITALS or first[1:] != first[1:].lower():
        return name
    return name[:1].lower() + name[1:]


def commune_name(commune: CommuneFacts) -> str:
    """Return "xã Thanh Thịnh"."""
    return f"xã {one_line(commune.name) or DOTS}"


def people_committee(commune: CommuneFacts) -> str:
    """Return "Ủy ban nhân dân xã Thanh Thịnh"."""
    return f"Ủy ban nhân dân {commune_name(commune)}"


def place_of(commune: CommuneFacts) -> str:
    """The place that stands before the date."""
    return one_line(commune.place) or one_line(commune.name) or DOTS


def short_name(name: str) -> str:
    """A service's name without what stands in brackets, for tables and sentences that have little room."""
    head, _, _ = one_line(name).partition(" (")
    return head
