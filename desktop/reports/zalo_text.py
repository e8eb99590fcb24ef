"""A short plain text about a period for the team's group chat (R069): counts alone, no person, household or code.

It is made of the figures and of the village's and the period's kind and days, never of anything that somebody typed
about people; what the team wrote in its report stays in the report.
"""

from collections.abc import Iterator

from desktop.models import catalogues
from desktop.models.facts import Figure, PeriodFacts, ServiceFacts, VillageReportFacts
from desktop.models.report_calendar import place_of, sudden_period
from desktop.reports.citing import named_with_days, short_name
from desktop.text import format_count, format_share, one_line

LONGEST = 600
_MOST_SERVICES = 3
_LINES = {
    "HD01": "Buổi hỗ trợ, tuyên truyền",
    "HD02": "Lượt hướng dẫn",
    "HD03": "Người được hướng dẫn lần đầu",
    "HD04": "Hộ được đến tận nhà",
    "CQ-1": "Lượt hướng dẫn dịch vụ công trực tuyến",
    "CQ-2": "Người kích hoạt VNeID mức 2",
    "KT-4": "Gian hàng mở mới",
    "KS-1": "Hộ đã khảo sát",
    "TC02": "Thành viên của Tổ",
}


def zalo_text(facts: VillageReportFacts) -> str:
    """The text, at most `LONGEST` letters: lines from the end are left out where it would be longer."""
    lines = list(_lines(facts))
    while len("\n".join(lines)) > LONGEST and len(lines) > 2:
        lines.pop(-2)
    return "\n".join(lines)


def _lines(facts: VillageReportFacts) -> Iterator[str]:
    village = one_line(facts.village_name)[:60]
    yield f"TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG{f' THÔN {village.upper()}' if village else ''}"
    yield f"Kết quả {named_with_days(_period(facts))}:"
    if facts.nothing_to_report:
        yield "- Trong kỳ không phát sinh hoạt động."
    else:
        for code, name in _LINES.items():
            figure = facts.figures.get(code)
            if figure is not None and figure.value is not None:
                yield f"- {name}: {_value(figure)}"
        yield from _services(facts.services)
    yield "Cảm ơn bà con và các thành viên Tổ."


def _period(facts: VillageReportFacts) -> PeriodFacts:
    """The period by the calendar's name; one of other days is called by them, for its name was typed."""
    place = place_of(facts.period)
    return place.facts() if place else sudden_period(facts.period.first_day, facts.period.last_day)


def _value(figure: Figure) -> str:
    if figure.base is None:
        return format_count(figure.value)
    return f"{format_count(figure.value)}/{format_count(figure.base)} ({format_share(figure.value, figure.base)})"


def _services(services: tuple[ServiceFacts, ...]) -> Iterator[str]:
    """The services that were given most, by the names that ship with the program: others were typed by somebody."""
    shipped = {str(row["name"]) for row in catalogues.services()}
    known = [service for service in services if service.name in shipped and service.visits]
    most = sorted(known, key=lambda service: (-service.visits, service.code))[:_MOST_SERVICES]
    if most:
        named = "; ".join(f"{short_name(service.name)} ({format_count(service.visits)} lượt)" for service in most)
        yield f"- Hỗ trợ nhiều nhất: {named}"
