"""The sheet of a laptop's request for enrolment: one A4 page to read the code from by telephone, and to sign.

It is a paper beside the request file and carries nothing but names and the key's public identity. No seal is drawn.
"""

from collections.abc import Iterator, Sequence

from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.models.enrolment_facts import EnrolmentFacts
from desktop.reports.fonts import BOLD, ITALIC, REGULAR
from desktop.reports.heading import LARGE, Line, Title, height_of, write_lines
from desktop.reports.ink import paragraph, wrap, write
from desktop.reports.page import TABLE_SIZE, TEXT_WIDTH, THIN, portrait_part, print_pages
from desktop.reports.qr import QrCode
from desktop.text import format_input_date

TITLE = "PHIẾU YÊU CẦU GHI DANH MÁY"
CODE_SIZE = 32  # points: two people read it out with the sheet on the table
DOTS = "." * 44
PUBLIC = "Phiếu này không có mật khẩu, ai nhìn thấy cũng không mở được số liệu. Không phải đóng dấu."
_QR_SIDE = 44 * mm
_QR_TOLD = 8.5
_LABEL_WIDTH, _ROW_SIZE, _ROW_GAP = 34 * mm, 13.5, 4.5
_CELL_HEIGHT, _NUMBER_SIZE = 17 * mm, 9
_SIGN_ROOM = 20 * mm

_STEP = ParagraphStyle(
    "step",
    fontName=REGULAR,
    fontSize=13,
    leading=15.5,
    alignment=TA_LEFT,
    spaceAfter=3,
    leftIndent=15,
    firstLineIndent=-15,
)
_LEAD = ParagraphStyle("lead", fontName=BOLD, fontSize=13, leading=16, spaceAfter=4)
_NOTE = ParagraphStyle("note", fontName=ITALIC, fontSize=TABLE_SIZE, leading=14, alignment=TA_CENTER)
_SMALL = ParagraphStyle("small", fontName=REGULAR, fontSize=TABLE_SIZE, leading=14)


def enrolment_sheet(facts: EnrolmentFacts) -> bytes:
    """The sheet as PDF bytes, always one page, the same bytes for the same facts."""
    title = f"Phiếu yêu cầu ghi danh máy, thôn {facts.village}"
    for lines in (2, 1):  # names are cut rather than let the signatures go to a second page
        printed = print_pages(title, f"Thôn {facts.village}", list(_story(facts, lines)), [portrait_part("body")])
        if printed.pages == 1:
            break
    return printed.data


def _story(facts: EnrolmentFacts, lines: int) -> Iterator[Flowable]:
    yield Title([(TITLE, BOLD, LARGE + 2)], TEXT_WIDTH)
    yield Spacer(1, 4 * mm)
    yield WhoAsks(facts, lines)
    yield Spacer(1, 5 * mm)
    yield paragraph("MÃ CỦA MÁY NÀY: thôn đọc cho cán bộ xã qua điện thoại, lần lượt từng nhóm.", _LEAD)
    yield CodeBoxes(facts.spoken.split())
    yield Spacer(1, 4 * mm)
    yield paragraph("MÃ CỦA XÃ: cán bộ xã đọc trong cùng cuộc gọi, thôn ghi vào đây.", _LEAD)
    yield CodeBoxes([""] * len(facts.spoken.split()))
    yield Spacer(1, 4 * mm)
    yield paragraph(f"Dấu vân tay khóa: {facts.fingerprint}", _SMALL)
    yield paragraph(f"Số hiệu máy: {facts.device}", _SMALL)
    yield Spacer(1, 4 * mm)
    yield paragraph("VIỆC TIẾP THEO", _LEAD)
    for number, step in enumerate(steps(facts), 1):
        yield paragraph(f"{number}. {step}", _STEP)
    yield Spacer(1, 4 * mm)
    yield Signatures()
    yield paragraph(PUBLIC, _NOTE)


def steps(facts: EnrolmentFacts) -> list[str]:
    """What happens next, in the order in which it happens."""
    return [
        f"Thôn đưa tệp {_cut(facts.file_name)} về xã bằng USB, Zalo hoặc thư điện tử.",
        "Thôn gọi điện cho cán bộ xã và đọc mã của máy. Cán bộ xã so với mã trên màn hình của mình, đúng cả 6 nhóm "
        "mới cấp ghi danh. Cán bộ xã đọc mã của xã, thôn ghi vào 6 ô trống ở trên.",
        "Xã gửi lại tệp ghi-danh-….toso. Trên máy thôn mở mục Nộp về xã, chọn tệp đó. Máy hiện mã của xã: giống 6 ô đã "
        "ghi thì mới bấm nhận.",
        "Từ đó máy nộp được số liệu về xã. Trong lúc chờ thôn vẫn ghi sổ bình thường, ghi danh xong sẽ nộp đủ.",
    ]


def _cut(name: str) -> str:
    """A file's name as a step may hold it."""
    return wrap(name, REGULAR, _STEP.fontSize, 80 * mm, 1)[0]


class WhoAsks(Flowable):
    """Who asks, one fact a line, and the QR code beside it."""

    def __init__(self, facts: EnrolmentFacts, lines: int) -> None:
        super().__init__()
        self.rows = [(label, _lines(value, lines)) for label, value in _rows(facts)]
        self.code = QrCode(facts.identity, _QR_SIDE)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """As high as the taller side."""
        rows = sum(height_of(lines) + _ROW_GAP for _, lines in self.rows)
        self.width, self.height = TEXT_WIDTH, max(rows, _QR_SIDE + _QR_TOLD)
        return self.width, self.height

    def draw(self) -> None:
        """Write the lines and the code at the right edge."""
        top = self.height
        for label, lines in self.rows:
            write_lines(self.canv, 0, top, [Line(label, REGULAR, _ROW_SIZE)], "left")
            write_lines(self.canv, _LABEL_WIDTH, top, lines, "left")
            top -= height_of(lines) + _ROW_GAP
        left, bottom = TEXT_WIDTH - _QR_SIDE, self.height - _QR_SIDE
        self.code.drawOn(self.canv, left, bottom)
        write(self.canv, left + _QR_SIDE / 2, bottom, "số hiệu máy và dấu vân tay khóa", REGULAR, _QR_TOLD, "centre")


def _rows(facts: EnrolmentFacts) -> list[tuple[str, str]]:
    commune = (
        f"UBND xã {facts.commune} (mã xã {facts.commune_code})" if facts.commune else f"xã có mã {facts.commune_code}"
    )
    return [
        ("Gửi:", commune),
        ("Thôn:", facts.village),
        ("Tên máy:", facts.laptop),
        ("Người giữ máy:", facts.holder or DOTS),
        ("Ngày lập phiếu:", format_input_date(facts.asked_on)),
        ("Tệp yêu cầu:", facts.file_name),
    ]


def _lines(value: str, most: int) -> list[Line]:
    room = TEXT_WIDTH - _LABEL_WIDTH - _QR_SIDE - 4 * mm
    return [
        Line(part, BOLD if value != DOTS else REGULAR, _ROW_SIZE) for part in wrap(value, BOLD, _ROW_SIZE, room, most)
    ]


class CodeBoxes(Flowable):
    """Six boxes in one line with a group of digits each, or empty to be written in; their numbers stand below."""

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__()
        self.groups = groups

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The boxes take the whole width."""
        self.width, self.height = TEXT_WIDTH, _CELL_HEIGHT + _NUMBER_SIZE * 1.3
        return self.width, self.height

    def draw(self) -> None:
        """Draw the boxes, the digits in their middle, and the numbers under them."""
        canvas, width = self.canv, TEXT_WIDTH / len(self.groups)
        bottom = self.height - _CELL_HEIGHT
        canvas.setLineWidth(THIN * 2)
        baseline = bottom + (_CELL_HEIGHT - CODE_SIZE * 0.66) / 2
        for place, group in enumerate(self.groups):
            canvas.rect(place * width + 1.5, bottom, width - 3, _CELL_HEIGHT)
            write(canvas, (place + 0.5) * width, baseline, group, BOLD, CODE_SIZE, "centre")
        for place in range(len(self.groups)):  # after the digits, which so are one run when they are copied
            told = f"nhóm {place + 1}"
            write(canvas, (place + 0.5) * width, bottom - _NUMBER_SIZE * 1.1, told, REGULAR, _NUMBER_SIZE, "centre")


class Signatures(Flowable):
    """Where both sides sign: the village asks, the officer has compared."""

    _SIDES = (
        ("TRƯỞNG THÔN", "Đề nghị xã ghi danh máy này."),
        ("CÁN BỘ XÃ", "Đã đối chiếu mã, giống nhau."),
    )

    def __init__(self) -> None:
        super().__init__()
        self.sides = [
            [
                Line(title, BOLD, 13),
                Line(statement, REGULAR, 12.5),
                Line("Ngày ...... tháng ...... năm ..........", ITALIC, 12),
                Line("(ký, ghi rõ họ tên)", ITALIC, 12),
            ]
            for title, statement in self._SIDES
        ]

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The lines with room to sign under them."""
        self.width, self.height = TEXT_WIDTH, max(map(height_of, self.sides)) + _SIGN_ROOM
        return self.width, self.height

    def draw(self) -> None:
        """Write both sides."""
        for place, lines in enumerate(self.sides):
            write_lines(self.canv, TEXT_WIDTH * (0.25 + 0.5 * place), self.height, lines)
