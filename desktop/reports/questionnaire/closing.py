"""The foot of a questionnaire: who asked, and who entered it or, on a record, who answered. No seal is drawn."""

from reportlab.pdfgen.canvas import Canvas

from desktop.reports.fonts import BOLD, ITALIC
from desktop.reports.ink import write
from desktop.reports.questionnaire.rows import Row
from desktop.reports.questionnaire.sheet import WIDTH

_HEIGHT, _SIZE = 92.0, 10.5
_BLANK, _RECORD = ("NGƯỜI NHẬP VÀO MÁY", "NGƯỜI KHẢO SÁT"), ("ĐẠI DIỆN HỘ", "NGƯỜI KHẢO SÁT")


def closing_row(*, is_record: bool) -> Row:
    """Two places to sign, with the day."""

    def draw(canvas: Canvas, top: float) -> None:
        for at, title in enumerate(_RECORD if is_record else _BLANK):
            x = WIDTH * (0.25 + 0.5 * at)
            write(canvas, x, top - 20, "Ngày ...... tháng ...... năm ..........", ITALIC, _SIZE, "centre")
            write(canvas, x, top - 34, title, BOLD, _SIZE, "centre")
            write(canvas, x, top - 47, "(ký, ghi rõ họ tên)", ITALIC, _SIZE, "centre")

    return Row(_HEIGHT, draw)
