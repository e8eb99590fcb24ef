"""The one door for text: what goes in is what can be read again, and nothing goes round it."""

import ast
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.platypus import Flowable

import desktop.reports
from desktop.reports.fonts import BOLD, REGULAR
from desktop.reports.ink import CUT, MISSING, Align, clean, paragraph, width_of, wrap, wrap_evenly, write
from desktop.reports.page import TEXT, portrait_part, print_pages
from tests.reports.reading import flat_text, pieces

TEXT_OPERATORS = {"drawString", "drawCentredString", "drawRightString", "beginText", "textLine", "textOut", "Paragraph"}


def printed(text: str) -> str:
    """A paragraph, through the press and read back."""
    return flat_text(print_pages("thử", "thử", [paragraph(text, TEXT)], [portrait_part("body")]).data)


@pytest.mark.parametrize(
    "text",
    [
        "<b>Nà Quang</b>",
        '<img src="file:///etc/passwd"/>',
        "</para><font size=99>to",
        "&amp; & &lt; A&B",
        "Tổ Công nghệ số cộng đồng thôn Khuổi Lót: ẳẵẫữự ĂÂĐÊÔƠƯ",
        "100% (87,5%) - “trích” … ./.",
    ],
)
def test_text_is_printed_as_it_is(text: str) -> None:
    assert printed(text) == text


def test_decomposed_text_is_composed() -> None:
    composed = "Bản Tết, Khuổi Lót, Phiêng Áng"
    assert printed(unicodedata.normalize("NFD", composed)) == composed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tổ 😀 vui", f"Tổ {MISSING} vui"),
        ("한국 A", f"{MISSING}{MISSING} A"),
        ("a\x00b\x07c", "abc"),
        ("a\u202eb\u200bc", "abc"),
        ("dòng một\ndòng hai\tba", "dòng một dòng hai ba"),
        ("Ðặng", "Đặng"),
    ],
)
def test_what_cannot_be_drawn_is_shown_as_a_box(text: str, shown: str) -> None:
    assert clean(text) == shown
    assert printed(text) == shown


def test_a_bold_lead_runs_into_the_text() -> None:
    data = print_pages("thử", "thử", [paragraph("văn bản", TEXT, "<1> Đầu đề:")], [portrait_part("body")]).data
    assert flat_text(data) == "<1> Đầu đề: văn bản"


def test_a_number_stays_with_its_unit() -> None:
    words = paragraph("có 46 buổi và 12 hộ, tháng 7 năm 2025, quý III năm 2025", TEXT).text.split(" ")
    assert {"46\u00a0buổi", "12\u00a0hộ,", "tháng\u00a07", "năm", "2025,", "quý\u00a0III"} <= set(words)


class Marker(Flowable):
    """A flowable that writes the same word at one place, aligned in three ways."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 400, 100

    def draw(self) -> None:
        aligned: tuple[Align, ...] = ("right", "centre", "left")
        for place, align in enumerate(aligned):
            write(self.canv, 200, 90 - 30 * place, "Nà Quang", REGULAR, 12, align)


def test_a_line_is_placed_by_its_end_its_middle_or_its_start() -> None:
    data = print_pages("thử", "thử", [Marker()], [portrait_part("body")]).data
    right, centre, left = (piece.x for piece in pieces(data, 0))
    width = width_of("Nà Quang", REGULAR, 12)
    assert left - right == pytest.approx(width, abs=0.1)
    assert left - centre == pytest.approx(width / 2, abs=0.1)


@given(st.text(max_size=200), st.floats(20, 300))
def test_wrapped_lines_fit_and_are_not_too_many(text: str, room: float) -> None:
    lines = wrap(text, REGULAR, 11, room, 5)
    assert 1 <= len(lines) <= 5
    assert all(len(line) <= 1 or width_of(line, REGULAR, 11) <= room for line in lines)


@given(st.lists(st.sampled_from(["Nà", "Quang", "Khuổi", "Phiêng", "31/83", "dài" * 9]), max_size=12))
def test_wrapping_loses_no_letter_where_nothing_is_cut(words: list[str]) -> None:
    lines = wrap(" ".join(words), BOLD, 11, 60, most=99)
    assert "".join("".join(lines).split()) == "".join(words)


def test_a_cut_is_shown() -> None:
    lines = wrap("thôn " * 40, REGULAR, 11, 60, 3)
    assert len(lines) == 3
    assert lines[-1].endswith(CUT)


def test_a_fraction_breaks_after_its_stroke() -> None:
    assert wrap("1.204/3.310", REGULAR, 11, 35) == ["1.204/", "3.310"]


def test_titles_are_broken_evenly() -> None:
    text = "Kết quả hoạt động của các Tổ Công nghệ số cộng đồng xã Thanh Thịnh quý III"
    first, second = wrap_evenly(text, BOLD, 14, 420)
    assert abs(width_of(first, BOLD, 14) - width_of(second, BOLD, 14)) < 60


def test_no_other_module_writes_text() -> None:
    room = Path(desktop.reports.__file__).parent
    callers = {
        path.name
        for path in room.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", None) or getattr(node.func, "id", None)) in TEXT_OPERATORS
    }
    assert callers == {"ink.py"}
