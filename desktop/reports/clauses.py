"""Sentences made of figures: each code has its clause, a sentence joins the clauses and says what stands behind them.

A code that the facts do not have is not mentioned; one without a value is named as "chưa có số liệu".
"""

from collections.abc import Iterable
from itertools import repeat

from desktop.models.facts import Figure, ServiceFacts
from desktop.reports.citing import inside_sentence, short_name
from desktop.reports.figures import UNKNOWN, Figures, is_known, prose_count, prose_coverage, prose_value

#: Where {} is the value with its unit. A code that is not here reads "name: value".
CLAUSES = {
    "TC02": "tổng số thành viên là {}",
    "TC03": "{} tham gia làm cộng tác viên",
    "HD01": "tổ chức {} hỗ trợ, tuyên truyền",
    "HD02": "thực hiện {} hướng dẫn",
    "HD03": "{} được hướng dẫn lần đầu trong năm",
    "HD04": "đến hỗ trợ tận nhà {}",
    "HD05": "còn {} chưa từng được hỗ trợ",
    "CQ-1": "hướng dẫn dịch vụ công trực tuyến {}",
    "CQ-2": "hỗ trợ {} kích hoạt VNeID mức 2",
    "CQ-3": "người từ đủ 14 tuổi có VNeID mức 2: {}",
    "CQ-4": "hộ tự nộp dịch vụ công trực tuyến trong 12 tháng qua: {}",
    "KT-1": "người có tài khoản thanh toán: {} (mẫu số là người từ đủ 14 tuổi)",
    "KT-2": "hộ thanh toán không dùng tiền mặt: {}",
    "KT-3": "hộ sản xuất, kinh doanh có gian hàng trên sàn thương mại điện tử: {}",
    "KT-4": "mở mới {}",
    "KT-5": "hộ kinh doanh có mã QR nhận tiền: {}",
    "XH-1": "người có Sổ sức khỏe điện tử: {}",
    "XH-2": "hộ có ít nhất 01 điện thoại thông minh: {}",
    "XH-3": "hộ có Internet: {}",
    "XH-4": "hộ có ít nhất 01 người thành thạo đủ 05 kỹ năng số cơ bản: {}",
    "XH-5": "người đã học Bình dân học vụ số: {}",
    "KS-1": "số hộ đã khảo sát: {}",
}

_VISITS_UNIT = "lượt"


def sentence(figures: Figures, codes: Iterable[str], lead: str = "") -> str:
    """What the codes that have a value say, with what stands behind them; "" when none has.

    Figures of one coverage share a sentence that names it once; where no two are alike, one sentence names each.
    """
    known = [figures[code] for code in codes if is_known(figures.get(code))]
    groups: dict[str, list[Figure]] = {}
    for figure in known:
        groups.setdefault(prose_coverage(figure), []).append(figure)
    if len(groups) == len(known) > 1:
        return _as_sentence(lead + "; ".join(_clause_with_coverage(figure) for figure in known))
    leads = (lead, *repeat("", len(groups)))
    return " ".join(_as_sentence(first + _clauses(group)) for first, group in zip(leads, groups.values(), strict=False))


def gaps(figures: Figures, codes: Iterable[str]) -> str:
    """One sentence that names the figures that are there but not known; "" when there are none."""
    missing = [inside_sentence(figures[code].name) for code in codes if code in figures and not is_known(figures[code])]
    return f"{UNKNOWN.capitalize()} về: {'; '.join(missing)}." if missing else ""


def with_parts(figures: Figures, *codes: str) -> list[str]:
    """The codes, each followed by the parts of it that the facts have: "CQ-5", then "CQ-5-zalo"."""
    expanded = []
    for code in codes:
        expanded += [code, *(one for one in figures if one.startswith(f"{code}-"))]
    return expanded


def parts_above_zero(figures: Figures, code: str) -> list[str]:
    """The parts of a figure that are known and not 0."""
    return [one for one in figures if one.startswith(f"{code}-") and figures[one].value]


def said_of(figures: Figures, *codes: str, lead: str = "") -> tuple[str, ...]:
    """The sentence and the gaps of some codes, without the empty ones."""
    return tuple(text for text in (sentence(figures, codes, lead), gaps(figures, codes)) if text)


def services_said(services: Iterable[ServiceFacts], most: int = 5) -> str:
    """One sentence with the services that were asked for most; "" when there are none."""
    given = sorted(services, key=lambda service: (-service.visits, service.code))
    if not given:
        return ""
    named = "; ".join(
        f"{inside_sentence(short_name(s.name))} ({prose_count(s.visits)} {_VISITS_UNIT})" for s in given[:most]
    )
    lead = "Nội dung được hướng dẫn nhiều nhất" if len(given) > most else "Nội dung đã hướng dẫn"
    return f"{lead}: {named}."


def _clause(figure: Figure) -> str:
    """The words of one figure."""
    template = CLAUSES.get(figure.code)
    return (
        template.format(prose_value(figure)) if template else f"{inside_sentence(figure.name)}: {prose_value(figure)}"
    )


def _clauses(group: list[Figure]) -> str:
    """The words of figures that have one coverage."""
    if len(group) == 1:
        return _clause_with_coverage(group[0])
    coverage = prose_coverage(group[0])
    return "; ".join(map(_clause, group)) + (f" (số liệu {coverage})" if coverage else "")


def _clause_with_coverage(figure: Figure) -> str:
    """The words of one figure and of how many it is."""
    coverage = prose_coverage(figure)
    return f"{_clause(figure)}, {coverage}" if coverage else _clause(figure)


def _as_sentence(text: str) -> str:
    """Capital letter and full stop."""
    return f"{text[:1].upper()}{text[1:]}."
