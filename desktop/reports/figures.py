"""How one figure reads, in a table and in running text; unknown is "-" or "chưa có số liệu", never 0.

It formats what `desktop.models.facts.Figure` holds and computes nothing but the sum under a table's column.
"""

from collections.abc import Iterable, Mapping

from desktop.models.facts import Figure
from desktop.text import DASH, format_count, format_share

UNKNOWN = "chưa có số liệu"
Figures = Mapping[str, Figure]

PILLARS = {
    "TC": "Tổ chức, thành viên",
    "TH": "Tập huấn",
    "HD": "Hoạt động của Tổ",
    "CQ": "Chính quyền số",
    "KT": "Kinh tế số",
    "XH": "Xã hội số",
    "AT": "An toàn số",
    "TT": "Thông tin, tuyên truyền",
    "KS": "Khảo sát hộ",
    "NV": "Nhiệm vụ được giao",
    "BC": "Chế độ báo cáo",
}

_COVERAGE_VERBS = {"thôn": "đã nộp", "hộ": "có trả lời"}
NOTES = {"KT-1": "mẫu số: từ 14 tuổi"}  # DOMAIN 3.4: so_14 stands for 15 and over, and the paper says so


def table_value(figure: Figure | None) -> str:
    """The value as a table shows it: "2.245", "31/83 (37,3%)", or "-" when it is not known."""
    if figure is None or figure.value is None:
        return DASH
    if figure.base is None:
        return format_count(figure.value)
    part = f"{format_count(figure.value)}/{format_count(figure.base)}"
    return f"{part} ({format_share(figure.value, figure.base)})" if figure.base else part


def table_coverage(figure: Figure) -> str:
    """The last column of the table of figures: "83/95 hộ", what else must be said, or that nothing is known."""
    if figure.value is None:
        return UNKNOWN
    said = [text for text in (_units_of_coverage(figure), NOTES.get(figure.code, "")) if text]
    return "; ".join(said)


def prose_value(figure: Figure) -> str:
    """The value in running text, with its unit: "05 buổi", "2.245 hộ", "31/83 hộ (37,3%)" (NĐ 30: 01-09)."""
    if figure.value is None:
        return UNKNOWN
    unit = "" if figure.unit in ("%", "") else f" {figure.unit}"
    if figure.base is None:
        return f"{prose_count(figure.value)}{unit}"
    share = f" ({format_share(figure.value, figure.base)})" if figure.base else ""
    return f"{format_count(figure.value)}/{format_count(figure.base)}{unit}{share}"


def prose_count(number: int) -> str:
    """A count in running text; 1 to 9 take a leading zero, as papers write them."""
    return f"0{number}" if 0 < number < 10 else format_count(number)


def prose_coverage(figure: Figure) -> str:
    """What stands behind the value: "trên 20/24 thôn đã nộp", "trên 83/95 hộ có trả lời", or nothing.

    Villages and households are always told. Other units, such as sessions, only where some of them say nothing.
    """
    units = _units_of_coverage(figure)
    counts_its_own_units = figure.base is not None and figure.unit == figure.unit_of_coverage
    if not units or counts_its_own_units:
        return ""
    verb = _COVERAGE_VERBS.get(figure.unit_of_coverage)
    if verb is None and figure.answered == figure.expected:
        return ""
    return f"trên {units} {verb or 'có số liệu'}"


def _units_of_coverage(figure: Figure) -> str:
    """Return "83/95 hộ", only the part that is known; nothing where there was nothing to count."""
    if figure.answered is None or figure.expected == 0:
        return ""
    whole = "" if figure.expected is None else f"/{format_count(figure.expected)}"
    return f"{format_count(figure.answered)}{whole} {figure.unit_of_coverage}"


def is_known(figure: Figure | None) -> bool:
    """Whether there is a value to print."""
    return figure is not None and figure.value is not None


def column_sum(code: str, column: Iterable[Figure | None]) -> Figure | None:
    """Add up the known figures of a table's column; None when none is known or some are rates and some are not."""
    known = [figure for figure in column if figure is not None and figure.value is not None]
    bases = [figure.base for figure in known if figure.base is not None]
    if not known or len(bases) not in (0, len(known)):
        return None
    total = sum(figure.value or 0 for figure in known)
    return Figure(code, known[0].name, known[0].unit, total, sum(bases) if bases else None)


def pillar_of(code: str) -> str:
    """The letters before the number: "CQ" of "CQ-1" and of "CQ01"."""
    return code[:2].upper()


def pillar_name(pillar: str) -> str:
    """The name of a pillar or group of figures; an unknown one keeps its letters."""
    return PILLARS.get(pillar, pillar)
