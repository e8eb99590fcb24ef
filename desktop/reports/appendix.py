"""The appendices of the commune's report: villages by figures on their side, services upright (DOMAIN 2.9).

Columns are as wide as their words need; where a page is too narrow the table goes on in a second one.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.models.facts import CommuneReportFacts, Figure, ServiceFacts, VillageRow
from desktop.reports import commune_wording as wording
from desktop.reports.citing import document_number, issue_year, people_committee
from desktop.reports.figures import column_sum, is_known, pillar_name, table_value
from desktop.reports.fonts import BOLD, ITALIC, REGULAR
from desktop.reports.grid import Column, Grid, Row, cell_width, head_row, lines_needed, numbering_row, widest_word
from desktop.reports.heading import LARGE, MIDDLE, Title
from desktop.reports.ink import paragraph, width_of
from desktop.reports.page import FOOTNOTE, LANDSCAPE_WIDTH, TABLE_SIZE, TEXT_WIDTH, UNIT_LINE
from desktop.text import DASH, format_count, format_long_date, one_line

_NUMBER_WIDTH, _NOTE_WIDTH = 11 * mm, 20 * mm
_NARROWEST_NAME, _WIDEST_NAME = 26 * mm, 46 * mm
_STEP = 4.0  # points that a column is widened by at a time
_TITLE_LINES = 4  # a title of that height looks well; higher ones get room first
_STATES = {
    "chua_nop": "Chưa nộp",
    "nhap": "Chưa nộp",
    "da_gui": "Chờ tiếp nhận",
    "can_sua": "Đang sửa lại",
    "da_tiep_nhan": "",
    "da_khoa": "",
}


def villages_appendix(facts: CommuneReportFacts, number: int) -> Iterator[Flowable]:
    """The appendix with one row a village; more than one table when the figures are too many for one page's width."""
    bands = _bands(facts)
    title = f"Số liệu hoạt động của các Tổ theo thôn, {facts.period.name}"
    yield _title(facts, number, title, LANDSCAPE_WIDTH)
    for place, codes in enumerate(bands):
        if place:
            yield Spacer(1, 6 * mm)
        yield paragraph(_unit_line(facts, codes), UNIT_LINE)
        yield _villages_table(facts, codes)
    yield Spacer(1, 2 * mm)
    yield from (paragraph(note, FOOTNOTE) for note in _footnotes(facts))


def services_appendix(facts: CommuneReportFacts, number: int) -> Iterator[Flowable]:
    """The appendix with the services that were given in the period, by pillar."""
    title = f"Kết quả hướng dẫn theo từng dịch vụ, {facts.period.name}"
    yield _title(facts, number, title, TEXT_WIDTH)
    columns = (Column(12 * mm), Column(93 * mm, "left"), Column(28 * mm), Column(32 * mm))
    head = [head_row("STT", "Dịch vụ hướng dẫn", "Số lượt", "Người được hướng dẫn lần đầu"), numbering_row(4)]
    yield Spacer(1, 2 * mm)
    yield Grid(columns, head, list(_service_rows(facts.services)), 12)


def _title(facts: CommuneReportFacts, number: int, title: str, width: float) -> Title:
    """Say "Phụ lục I", its title and the document that it belongs to."""
    attached = [f"(Kèm theo {_document(facts)}", f"của {people_committee(facts.commune)})"]
    if width_of(" ".join(attached), ITALIC, MIDDLE) <= width:
        attached = [" ".join(attached)]
    name = wording.appendix_name(facts, number)
    parts = [(name, BOLD, LARGE), (title.upper(), BOLD, MIDDLE), *((line, ITALIC, MIDDLE) for line in attached)]
    return Title(parts, width, width)


def _document(facts: CommuneReportFacts) -> str:
    """Return "Báo cáo số 07/BC-UBND ngày 05 tháng 8 năm 2025", with room where the clerk writes by hand."""
    number = document_number(facts.number, wording.NUMBER_KIND).replace("Số:", "số")
    _, _, date = format_long_date("", facts.issued_on, issue_year(facts.period)).partition(", ")
    return f"Báo cáo {number} {date}"


def _villages_table(facts: CommuneReportFacts, codes: Sequence[str]) -> Grid:
    """The table of some of the figures."""
    titles = [_column_title(facts, code) for code in codes]
    widths = _widths(titles, [_needed_width(facts, code) for code in codes], _figures_room(facts))
    names = Column(_name_width(facts), "left")
    columns = [Column(_NUMBER_WIDTH), names, *(Column(width) for width in widths), Column(_NOTE_WIDTH)]
    head = [head_row("STT", "Thôn", *titles, "Ghi chú")]
    head.append(numbering_row(len(columns)))
    return Grid(columns, head, [*_village_rows(facts.villages, codes), *_total_rows(facts.villages, codes)])


def _name_width(facts: CommuneReportFacts) -> float:
    """Room for the longest name on one line, within reason; longer ones take more lines."""
    longest = max((cell_width(one_line(village.name), REGULAR, TABLE_SIZE) for village in facts.villages), default=0)
    return min(max(longest, _NARROWEST_NAME), _WIDEST_NAME)


def _figures_room(facts: CommuneReportFacts) -> float:
    """What the figures share of the page's width."""
    return LANDSCAPE_WIDTH - _NUMBER_WIDTH - _name_width(facts) - _NOTE_WIDTH


def _widths(titles: Sequence[str], needed: Sequence[float], room: float) -> list[float]:
    """Share the room that is left: first with the columns whose title is highest, then with all alike."""
    widths = list(needed)
    spare = room - sum(widths)
    while spare >= _STEP:
        heights = [lines_needed(title, BOLD, TABLE_SIZE, width) for title, width in zip(titles, widths, strict=True)]
        highest = max(heights, default=0)
        if highest <= _TITLE_LINES:
            break
        widths[heights.index(highest)] += _STEP
        spare -= _STEP
    return [width + spare / len(widths) for width in widths]


def _village_rows(villages: Sequence[VillageRow], codes: Sequence[str]) -> Iterator[Row]:
    """A row a village, in the commune's order."""
    for number, village in enumerate(villages, start=1):
        values = (_cell(village.figures.get(code)) for code in codes)
        cells = (str(number), one_line(village.name), *values, _STATES.get(village.state, village.state))
        yield Row(cells, stays_with_next=number >= len(villages) - 1)


def _cell(figure: Figure | None) -> str:
    """The value with its share, if it has one, on a line of its own, so that all rates of a column look alike."""
    return table_value(figure).replace(" (", "\n(")


def _total_rows(villages: Sequence[VillageRow], codes: Sequence[str]) -> Iterator[Row]:
    """The sum of each column; "-" where a village is missing, and then the sum of those that are not (DOMAIN 0.5)."""
    columns = [[village.figures.get(code) for village in villages] for code in codes]
    known = [sum(map(is_known, column)) for column in columns]
    sums = [_cell(column_sum(code, column)) for code, column in zip(codes, columns, strict=True)]
    whole = [text if count == len(villages) else DASH for text, count in zip(sums, known, strict=True)]
    yield _total_row("Tổng cộng", whole)
    if min(known, default=0) < len(villages):
        yield _total_row("Cộng các thôn có số liệu", sums)
        yield _total_row("Số thôn có số liệu", [f"{count}/{len(villages)}" for count in known])


def _total_row(label: str, values: Sequence[str]) -> Row:
    """A bold row whose label takes the number's and the name's columns."""
    return Row((label, "", *values, ""), BOLD, "centre", merge=(0, 1), stays_with_next=True)


def _bands(facts: CommuneReportFacts) -> list[list[str]]:
    """The figures in as many tables as the width asks for, about equally many in each."""
    codes = list(facts.appendix_codes)
    needed = {code: _needed_width(facts, code) for code in codes}
    room = _figures_room(facts)
    for count in range(1, len(codes) + 1):
        size = -(-len(codes) // count)
        bands = [codes[start : start + size] for start in range(0, len(codes), size)]
        if all(sum(needed[code] for code in band) <= room for band in bands):
            return bands
    return [[code] for code in codes] or [[]]


def _needed_width(facts: CommuneReportFacts, code: str) -> float:
    """The room that a figure's column needs so that no word or number of it is broken."""
    column = [village.figures.get(code) for village in facts.villages]
    values = [table_value(figure) for figure in column]
    known = f"{len(column)}/{len(column)}"
    sums = [table_value(column_sum(code, column)), _column_title(facts, code), known]
    needed = max(widest_word(values, REGULAR, TABLE_SIZE), widest_word(sums, BOLD, TABLE_SIZE))
    return min(needed, 60 * mm)


def _column_title(facts: CommuneReportFacts, code: str) -> str:
    """The figure's name and unit."""
    figure = _example(facts, code)
    if figure is None:
        return code
    return f"{figure.name} ({figure.unit})" if figure.unit else figure.name


def _example(facts: CommuneReportFacts, code: str) -> Figure | None:
    """Any figure of that code, for its name and its unit."""
    found = (village.figures[code] for village in facts.villages if code in village.figures)
    return facts.figures.get(code) or next(found, None)


def _unit_line(facts: CommuneReportFacts, codes: Sequence[str]) -> str:
    """The line above the table; columns of several units carry their own."""
    units = {figure.unit for code in codes if (figure := _example(facts, code))}
    return f"Đơn vị tính: {units.pop()}" if len(units) == 1 else "Đơn vị tính: ghi ở đầu mỗi cột"


def _footnotes(facts: CommuneReportFacts) -> Iterator[str]:
    """What the reader of the table must know: coverage, villages that are missing, and the notes of the facts."""
    received, total = format_count(facts.villages_received), format_count(facts.villages_total)
    yield f"Ghi chú: Số liệu của {received}/{total} thôn đã nộp; dấu “{DASH}” là chưa có số liệu."
    yield "Tỷ lệ ghi theo cách: số đạt/số có trả lời (tỷ lệ phần trăm)."
    missing = wording.missing_villages(facts)
    said = " ".join(facts.notes)
    if missing and not all(name in said for name in missing):
        yield f"Thôn chưa nộp số liệu: {', '.join(missing)}."
    yield from facts.notes


def _service_rows(services: Sequence[ServiceFacts]) -> Iterator[Row]:
    """The services under their pillars, then the sums; a sum over an unknown number is unknown."""
    number = 0
    ordered = sorted(services, key=wording.pillar_order)
    for pillar, group in groupby(ordered, wording.service_pillar):
        yield Row(("", pillar_name(pillar)), BOLD, merge=(1, 3), stays_with_next=True)
        for service in group:
            number += 1
            yield Row((str(number), service.name, format_count(service.visits), format_count(service.new_people)))
    people = [service.new_people for service in services if service.new_people is not None]
    total = format_count(sum(people) if len(people) == len(services) else None)
    visits = format_count(sum(service.visits for service in services))
    yield Row(("Tổng cộng", "", visits, total), BOLD, "centre", merge=(0, 1))
