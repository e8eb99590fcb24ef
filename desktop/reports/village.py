"""The village's periodic report on at most two pages (DOMAIN 2.8): facts in, PDF bytes out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from desktop.models.facts import Figure, ServiceFacts, VillageReportFacts
from desktop.reports import village_wording as wording
from desktop.reports.citing import document_number, issue_year, place_of, short_name
from desktop.reports.figures import pillar_name, pillar_of, table_coverage, table_value
from desktop.reports.fonts import BOLD
from desktop.reports.grid import Column, Grid, Row, head_row
from desktop.reports.heading import LARGE, Addressee, Letterhead, Title
from desktop.reports.ink import paragraph
from desktop.reports.layout import set_blocks, set_ending
from desktop.reports.page import TEXT, Printed, portrait_part, print_pages
from desktop.reports.problems import ReportTooLong
from desktop.reports.signing import Foot
from desktop.text import format_count, format_long_date

MOST_PAGES = 2


@dataclass(frozen=True)
class Layout:
    """How much of the detail that figures repeat is printed; what the team wrote is always printed whole.

    Services past `most_services` share one line with their sum. `table_apart` starts the tables on the second page.
    """

    pillar_rows: bool
    most_services: int
    table_apart: bool = False
    most_pages: int = MOST_PAGES


#: Tried in this order; the first that fits its pages is printed.
LAYOUTS = (
    Layout(pillar_rows=True, most_services=20, most_pages=1),
    Layout(pillar_rows=False, most_services=12, most_pages=1),
    Layout(pillar_rows=True, most_services=20, table_apart=True),
    Layout(pillar_rows=True, most_services=20),
    Layout(pillar_rows=False, most_services=12),
    Layout(pillar_rows=False, most_services=6),
)

_GROUP_LETTERS = "ABCDEGHIKLM"
_TITLE_ROOM = 140 * mm
_FIGURE_COLUMNS = (
    Column(10 * mm),
    Column(75 * mm, "left"),
    Column(18 * mm),
    Column(33 * mm),
    Column(29 * mm),
)
_SERVICE_COLUMNS = (Column(57.5 * mm, "left"), Column(11 * mm), Column(14 * mm)) * 2


def village_report(facts: VillageReportFacts) -> bytes:
    """The report as PDF bytes, the same bytes for the same facts.

    Raises `ReportTooLong` when what the team wrote does not fit on two pages; no word of it is cut or shrunk.
    """
    for layout in LAYOUTS:
        printed = _print(facts, layout)
        if printed.pages <= layout.most_pages:
            return printed.data
    raise _too_long(facts)


def _print(facts: VillageReportFacts, layout: Layout) -> Printed:
    """Set the report once."""
    blocks = wording.narrative_blocks(facts)
    tables = list(_tables(facts, layout)) if wording.has_tables(facts) else []
    words, table_title = (blocks[:-1], blocks[-1:]) if tables else (blocks, [])
    foot = Foot(wording.recipient_lines(), facts.signer, wording.SIGN_HERE)
    figures = [*set_blocks(table_title), *tables, set_ending(wording.closing(facts), foot)]
    if tables and layout.table_apart:
        figures = [PageBreak(), *figures]
    story = [*_head(facts), paragraph(wording.opening(facts), TEXT), *set_blocks(words), *figures]
    return print_pages(" ".join(wording.subject(facts)), wording.team_name(facts), story, [portrait_part("body")])


def _head(facts: VillageReportFacts) -> Iterator[Flowable]:
    """Everything above the first sentence."""
    superior, *agency = wording.agency_lines(facts)
    number = document_number(facts.number, wording.NUMBER_KIND)
    date = format_long_date(place_of(facts.commune), facts.issued_on, issue_year(facts.period))
    yield Letterhead([superior], agency, number, date)
    yield Spacer(1, 6 * mm)
    yield Title([(text, BOLD, LARGE) for text in ("BÁO CÁO", *wording.subject(facts))], _TITLE_ROOM)
    yield Spacer(1, 3 * mm)
    yield Addressee(wording.addressee(facts))
    yield Spacer(1, 4 * mm)


def _tables(facts: VillageReportFacts, layout: Layout) -> Iterator[Flowable]:
    """The table of figures, then the services that were given."""
    if facts.figures:
        head = head_row("STT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Độ phủ, ghi chú")
        yield Grid(_FIGURE_COLUMNS, [head], list(_figure_rows(list(facts.figures.values()), layout)))
        yield Spacer(1, 2 * mm)
    if facts.services:
        head = head_row(*("Dịch vụ đã hướng dẫn", "Lượt", "Người mới") * 2)
        yield Grid(_SERVICE_COLUMNS, [head], list(_service_rows(facts.services, layout)))
        yield Spacer(1, 2 * mm)


def _figure_rows(figures: Sequence[Figure], layout: Layout) -> Iterator[Row]:
    """A row a figure, numbered through, under a row for each pillar if there is room."""
    number = 0
    pillars = groupby(figures, lambda figure: pillar_of(figure.code))
    for letter, (pillar, group) in zip(_group_letters(), pillars, strict=False):
        if layout.pillar_rows:
            yield Row((letter, pillar_name(pillar)), BOLD, merge=(1, 4), stays_with_next=True)
        for figure in group:
            number += 1
            yield Row((str(number), figure.name, figure.unit, table_value(figure), table_coverage(figure)))


def _group_letters() -> Iterator[str]:
    """A, B, C, D, E, G... and nothing when they run out."""
    yield from _GROUP_LETTERS
    yield from repeat("")


def _service_rows(services: Sequence[ServiceFacts], layout: Layout) -> Iterator[Row]:
    """Two services a row, read down the left half and then down the right one."""
    given = merge_rest(services, layout.most_services)
    cells = [(short_name(one.name), format_count(one.visits), format_count(one.new_people)) for one in given]
    half = (len(cells) + 1) // 2
    right = [*cells[half:], ("", "", "")]
    for place in range(half):
        yield Row((*cells[place], *right[place]))


def merge_rest(services: Sequence[ServiceFacts], most: int) -> list[ServiceFacts]:
    """At most `most` services: those given least become one line, with their sum."""
    if len(services) <= most:
        return list(services)
    by_visits = sorted(services, key=lambda one: (-one.visits, one.code))
    kept, rest = set(by_visits[: most - 1]), by_visits[most - 1 :]
    people = [one.new_people for one in rest if one.new_people is not None]
    new_people = sum(people) if len(people) == len(rest) else None
    others = ServiceFacts("", f"{len(rest)} dịch vụ khác", "", sum(one.visits for one in rest), new_people)
    return [*(one for one in services if one in kept), others]


def _too_long(facts: VillageReportFacts) -> ReportTooLong:
    """Name the section that is worth shortening."""
    title, length = wording.longest_section(facts)
    return ReportTooLong(
        "Báo cáo của thôn dài quá 02 trang nên chưa in được; nội dung đã nhập vẫn giữ nguyên.",
        f"Hãy rút gọn mục “{title}” (dài nhất, {format_count(length)} ký tự) rồi in lại."
        if title
        else "Hãy bớt chỉ tiêu in trong kỳ này rồi in lại.",
    )
