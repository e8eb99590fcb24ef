"""The papers about a team's list (DOMAIN 2.8, 2.9): the roster of a day, and what changed in it. Facts in, PDF out.

Where telephone numbers are printed, the paper says that it is for internal use.
"""

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.models.facts import SignerFacts
from desktop.models.roster_facts import BY_ROLE, ChangesFacts, RosterFacts, RosterLine, TeamHead
from desktop.reports.citing import DOTS, commune_name, place_of
from desktop.reports.fonts import BOLD, ITALIC
from desktop.reports.grid import Column, Grid, Row, head_row, numbering_row
from desktop.reports.heading import LARGE, LEFT_COLUMN, SMALL, Letterhead, Line, Title, write_lines
from desktop.reports.ink import paragraph, width_of
from desktop.reports.layout import set_ending
from desktop.reports.page import TEXT, TEXT_WIDTH, portrait_part, print_pages
from desktop.reports.signing import Foot
from desktop.text import format_count, format_date, format_long_date, one_line

INTERNAL = "LƯU HÀNH NỘI BỘ"
NOTHING_CHANGED = "Danh sách không thay đổi."
SAME_AS_DECIDED = "Danh sách thực tế đúng như danh sách theo Quyết định."
_TITLE_ROOM = 150 * mm
_NUMBER, _ROLE, _PHONE, _SINCE, _SIGN = 11 * mm, 27 * mm, 29 * mm, 24 * mm, 24 * mm
_SIGNING_LINE = "\n "  # a row that is signed is two lines high


def roster_paper(facts: RosterFacts) -> bytes:
    """The list of a day as PDF, the same bytes for the same facts."""
    title = ["DANH SÁCH", f"Thành viên {team_name(facts.head)}", f"(tại ngày {format_date(facts.day)})"]
    ending = set_ending(_counted(facts), _foot(facts.head))
    story = [*_head(facts.head, title, internal=facts.with_phones), _roster_grid(facts), Spacer(1, 3 * mm), ending]
    return print_pages(" ".join(title), team_name(facts.head), story, [portrait_part("body")]).data


def changes_paper(facts: ChangesFacts) -> bytes:
    """What changed between two days, or against the Decision's list, as PDF."""
    title = list(_changes_title(facts))
    ending = set_ending(_changes_told(facts), _foot(facts.head))
    story = [*_head(facts.head, title), *_changes_body(facts), Spacer(1, 3 * mm), ending]
    return print_pages(" ".join(title), team_name(facts.head), story, [portrait_part("body")]).data


def team_name(head: TeamHead) -> str:
    """Return "Tổ Công nghệ số cộng đồng thôn Nà Quang"."""
    return f"Tổ Công nghệ số cộng đồng thôn {one_line(head.village_name) or DOTS}"


def _head(head: TeamHead, title: Sequence[str], *, internal: bool = False) -> Iterator[Flowable]:
    village = one_line(head.village_name).upper() or DOTS
    superior = f"UBND {commune_name(head.commune).upper()}"
    date = format_long_date(place_of(head.commune), head.printed_on, head.printed_on.year)
    yield Letterhead([superior], ["TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", f"THÔN {village}"], "", date)
    yield Internal() if internal else Spacer(1, 5 * mm)
    first, *others = title
    sizes = [(first, BOLD, LARGE), *((text, ITALIC if text.startswith("(") else BOLD, LARGE) for text in others)]
    yield Title(sizes, _TITLE_ROOM)
    yield Spacer(1, 4 * mm)


class Internal(Flowable):
    """The frame "LƯU HÀNH NỘI BỘ" of papers with personal data, under the agency (NĐ 30, ô 11)."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """One framed line with air around it."""
        self.width, self.height = TEXT_WIDTH, 14 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw the frame in the middle of the left column."""
        width, middle = width_of(INTERNAL, BOLD, SMALL) + 14, LEFT_COLUMN / 2
        self.canv.setLineWidth(1)
        self.canv.rect(middle - width / 2, 4 * mm, width, 19)
        write_lines(self.canv, middle, 4 * mm + 17, [Line(INTERNAL, BOLD, SMALL)])


def _roster_grid(facts: RosterFacts) -> Grid:
    heads, columns = ["STT", "Họ và tên", "Vai trò", "Thành phần"], [_NUMBER, 0.0, _ROLE, 0.0]
    if facts.with_phones:
        heads, columns = [*heads, "Điện thoại"], [*columns, _PHONE]
    if not (facts.with_phones and facts.with_signatures):
        heads, columns = [*heads, "Từ ngày"], [*columns, _SINCE]
    if facts.with_signatures:
        heads, columns = [*heads, "Ký tên"], [*columns, _SIGN]
    rest = TEXT_WIDTH - sum(columns)
    columns[1], columns[3] = rest * 0.54, rest * 0.46
    grid = [Column(width, "left" if place in (1, 3) else "centre") for place, width in enumerate(columns)]
    return Grid(grid, [head_row(*heads), numbering_row(len(heads))], list(_roster_rows(facts, heads)))


def _roster_rows(facts: RosterFacts, heads: Sequence[str]) -> Iterator[Row]:
    apart = facts.order == BY_ROLE and len({line.is_member for line in facts.lines}) > 1
    told: bool | None = None
    for number, line in enumerate(facts.lines, 1):
        if apart and line.is_member != told:
            told = line.is_member
            yield _group_row("Thành viên" if told else "Cộng tác viên", len(heads))
        yield Row(tuple(_cells(line, number, heads)))


def _group_row(name: str, columns: int) -> Row:
    return Row(("", name), BOLD, merge=(1, columns - 1), stays_with_next=True)


def _cells(line: RosterLine, number: int, heads: Sequence[str]) -> Iterator[str]:
    values = {
        "STT": str(number), "Họ và tên": line.name, "Vai trò": line.role, "Thành phần": line.composition or "-",
        "Điện thoại": line.phone, "Từ ngày": format_date(line.since), "Ký tên": _SIGNING_LINE,
    }  # fmt: skip
    return (values[head] for head in heads)


def _counted(facts: RosterFacts) -> str:
    members = sum(line.is_member for line in facts.lines)
    others = len(facts.lines) - members
    told = f"Danh sách có {format_count(members)} thành viên"
    told += f" và {format_count(others)} cộng tác viên" if others else ""
    return f"{told}. Tổ thành lập theo {facts.head.decision}./." if facts.head.decision else f"{told}./."


def _changes_title(facts: ChangesFacts) -> Iterator[str]:
    if facts.first is None:
        yield "SO SÁNH DANH SÁCH"
        yield f"Thành viên {team_name(facts.head)}"
        yield f"(theo Quyết định và thực tế tại ngày {format_date(facts.last)})"
    else:
        yield "THAY ĐỔI DANH SÁCH"
        yield f"Thành viên {team_name(facts.head)}"
        yield f"(sau ngày {format_date(facts.first)} đến hết ngày {format_date(facts.last)})"


def _changes_body(facts: ChangesFacts) -> Iterator[Flowable]:
    if not facts.lines:
        yield paragraph(SAME_AS_DECIDED if facts.first is None else NOTHING_CHANGED, TEXT)
        return
    before, after = ("Theo Quyết định", "Thực tế") if facts.first is None else ("Trước", "Sau")
    widths = [_NUMBER, 42 * mm, 30 * mm, 22 * mm]
    rest = (TEXT_WIDTH - sum(widths)) / 2
    sides = ("centre", "left", "left", "centre", "left", "left")
    columns = [Column(width, side) for width, side in zip([*widths, rest, rest], sides, strict=True)]  # type: ignore[arg-type]
    head = head_row("STT", "Họ và tên", "Thay đổi", "Ngày", before, after)
    rows = [
        Row((str(number), line.name, line.kind, format_date(line.day), line.before or "-", line.after or "-"))
        for number, line in enumerate(facts.lines, 1)
    ]
    yield Grid(columns, [head, numbering_row(len(columns))], rows)


def _changes_told(facts: ChangesFacts) -> str:
    before, after = format_count(facts.before_count), format_count(facts.after_count)
    if facts.first is None:
        by = facts.head.decision or "Quyết định"
        return f"Theo {by} Tổ có {before} thành viên; thực tế có {after} thành viên./."
    return f"Đầu kỳ Tổ có {before} thành viên, cuối kỳ có {after} thành viên./."


def _foot(head: TeamHead) -> Foot:
    return Foot((("- Lưu: Tổ CNSCĐ.", False),), SignerFacts(("TỔ TRƯỞNG",), head.leader), "(Ký, ghi rõ họ tên)")
