"""The head of a questionnaire: whose it is, its title, how to fill it in, and what the household is told first."""

from collections.abc import Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas

from desktop.models.questionnaire_facts import ConsentWords, PrintedForm
from desktop.reports.fonts import BOLD, ITALIC, REGULAR
from desktop.reports.ink import width_of, wrap, wrap_evenly, write
from desktop.reports.questionnaire.choosing import choice_rows
from desktop.reports.questionnaire.rows import Row, nothing
from desktop.reports.questionnaire.sheet import WIDTH
from desktop.reports.questionnaire.ticks import BOX, CELL_HEIGHT, cells, cells_width, rule

INTERNAL = "LƯU HÀNH NỘI BỘ"
HOUSEHOLD_CELLS = "_____-__-___"  # commune, village, number (DOMAIN 3.3)
HOW = (
    "Đánh dấu x vào ô trống, ghi từng chữ số vào khung. KB: hộ không biết. KT: hộ không trả lời. "
    "Chữ số, chữ cái đậm cạnh ô là phím bấm khi nhập vào máy."
)
READ_OUT, WAS_READ_OUT = "ĐỌC CHO HỘ NGHE TRƯỚC KHI HỎI", "ĐÃ ĐỌC CHO HỘ NGHE TRƯỚC KHI HỎI"
_TITLE, _SMALL, _TOLD, _HEADING = 15.0, 9.3, 10.0, 10.5
_LEADING = 1.2
_PADDING = 7.0
_SIGNING = 26.0


def opening_rows(facts: PrintedForm) -> list[Row]:
    """Everything above the first section; it stays together."""
    rows = [*_issuer(facts), nothing(8), *_title(facts), nothing(6)]
    if not facts.is_record:
        rows += [_centred(line, ITALIC, _SMALL) for line in wrap_evenly(HOW, ITALIC, _SMALL, WIDTH, 4)]
        rows.append(nothing(6))
    return [*rows, _consent(facts.consent, is_record=facts.is_record), nothing(9)]


def _centred(text: str, face: str, size: float) -> Row:
    return Row(
        size * _LEADING, lambda canvas, top: write(canvas, WIDTH / 2, top - size * 0.95, text, face, size, "centre")
    )


def _issuer(facts: PrintedForm) -> Iterator[Row]:
    """Commune and village at the left; household code or the mark of an internal paper at the right."""
    commune = f"XÃ {facts.commune.upper()}" if facts.commune else "XÃ " + "." * 40
    village = f"TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN {facts.village.upper() or '.' * 24}"
    left = [(commune, REGULAR)] + [(line, BOLD) for line in wrap(village, BOLD, _HEADING, WIDTH * 0.55, 3)]
    height = max(len(left) * _HEADING * _LEADING, CELL_HEIGHT + 2)

    def draw(canvas: Canvas, top: float) -> None:
        at = top
        for text, face in left:
            write(canvas, 0, at - _HEADING * 0.95, text, face, _HEADING)
            at -= _HEADING * _LEADING
        if facts.is_record:
            _stamp(canvas, top)
        elif not facts.asks_code:
            _code(canvas, top, facts.household_code)

    yield Row(height, draw)


def _stamp(canvas: Canvas, top: float) -> None:
    """The frame of NĐ 30 ô 11, on papers with personal data."""
    width = width_of(INTERNAL, BOLD, 12) + 14
    canvas.setLineWidth(1)
    canvas.rect(WIDTH - width, top - 20, width, 19)
    write(canvas, WIDTH - width / 2, top - 14.5, INTERNAL, BOLD, 12, "centre")


def _code(canvas: Canvas, top: float, code: str) -> None:
    left = WIDTH - cells_width(HOUSEHOLD_CELLS)
    write(canvas, left - 6, top - CELL_HEIGHT * 0.7, "Mã hộ", REGULAR, _HEADING, "right")
    cells(canvas, left, top - CELL_HEIGHT, HOUSEHOLD_CELLS, code if len(code) == len(HOUSEHOLD_CELLS) else "")


def _title(facts: PrintedForm) -> Iterator[Row]:
    for line in wrap_evenly(facts.title.upper(), BOLD, _TITLE, WIDTH * 0.9, 6):
        yield _centred(line, BOLD, _TITLE)
    about = f"Mã biểu mẫu: {facts.form_id} · Bản: {facts.version}"
    if facts.is_record:
        code = f" · Mã hộ: {facts.household_code}" if facts.household_code else ""
        about = f"Bản ghi câu trả lời của hộ{code} · {about}"
    for line in wrap_evenly(about, REGULAR, _SMALL, WIDTH, 3):
        yield _centred(line, REGULAR, _SMALL)
    if facts.state:
        yield _centred(facts.state, BOLD, _TITLE * 0.8)


# -- consent


def _consent(consent: ConsentWords, *, is_record: bool) -> Row:
    """The frame with what is read out and how the household says yes or no."""
    inside = WIDTH - 2 * _PADDING
    told = [line for text in consent.told for line in wrap(f"– {text}", REGULAR, _TOLD, inside, 12)]
    boxes = list(choice_rows(consent.choices, _PADDING)) if consent.choices else []
    asked = _asked(consent, is_record=is_record)
    heading = WAS_READ_OUT if is_record else READ_OUT
    height = 2 * _PADDING + (len(told) + 2) * _TOLD * _LEADING + sum(row.height for row in boxes) + _SIGNING

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setLineWidth(1)
        canvas.rect(0, top - height, WIDTH, height)
        at = _lines(canvas, top - _PADDING, (heading, *told, asked))
        for row in boxes:
            row.draw(canvas, at)
            at -= row.height
        _signing(canvas, at, consent.witness, is_record=is_record)

    return Row(height, draw)


def _asked(consent: ConsentWords, *, is_record: bool) -> str:
    if not consent.question:
        return "Hộ có đồng ý trả lời phiếu này không?"
    return f"Hộ trả lời ở câu {consent.question}." if is_record else f"Hỏi và ghi vào câu {consent.question}."


def _lines(canvas: Canvas, top: float, lines: Sequence[str]) -> float:
    """Write the heading, what is told and the question; return where the next row begins."""
    faces = [BOLD, *[REGULAR] * (len(lines) - 2), BOLD]
    for text, face in zip(lines, faces, strict=True):
        write(canvas, _PADDING, top - _TOLD * 0.95, text, face, _TOLD)
        top -= _TOLD * _LEADING
    return top


def _signing(canvas: Canvas, top: float, witness: str, *, is_record: bool) -> None:
    """Two lines: the household signs, or somebody hears its word."""
    y, half = top - _SIGNING + 6, WIDTH * 0.38
    marks = (
        (_PADDING, "Chữ ký của hộ:", ""),
        (half + BOX, "Người chứng kiến (đồng ý bằng lời):", witness if is_record else ""),
    )
    for left, words, written in marks:
        write(canvas, left, y, words, REGULAR, _TOLD)
        right = half - BOX if left < half else WIDTH - _PADDING
        rule(canvas, left + width_of(words, REGULAR, _TOLD) + 4, right, y - 1.5, written)
