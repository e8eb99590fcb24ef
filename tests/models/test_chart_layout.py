"""Where the parts of a chart go: names that wrap, pieces that are seen, figures at the right edge, nothing outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.chart_layout import Box, Drawing, Measures, laid_out, wrapped
from desktop.models.charts import Bar, Chart, Fill, LegendEntry, Piece

MEASURES = Measures(line=18, bar=20, gap=12, width=lambda text, strong: len(text) * (9 if strong else 8))
LONG = "Hộ gia đình có ít nhất một người đủ năm kỹ năng số cơ bản theo công văn"


def chart(*sizes: float, name: str = "Xóm Đồng", figure: str = "13/15 hộ") -> Chart:
    pieces = tuple(Piece(str(place), size, Fill.FULL, "") for place, size in enumerate(sizes))
    return Chart("Thử", (Bar("a", name, figure, pieces),))


def pieces(drawing: Drawing) -> list[Box]:
    return [box for box in drawing.boxes if box.piece is not None and box.bar]


def test_pieces_stand_one_behind_the_other_in_proportion():
    drawing = laid_out(chart(0.5, 0.25), 600, MEASURES)
    ground = next(box for box in drawing.boxes if box.piece is None)
    first, second = pieces(drawing)
    assert first.left == ground.left
    assert second.left == pytest.approx(first.left + first.width)
    assert first.width == pytest.approx(ground.width / 2)
    assert second.width == pytest.approx(ground.width / 4)


def test_one_household_among_a_thousand_is_still_seen_and_the_bar_grows_no_longer():
    drawing = laid_out(chart(0.999, 0.001), 600, MEASURES)
    ground = next(box for box in drawing.boxes if box.piece is None)
    assert pieces(drawing)[1].width == MEASURES.least_piece
    assert sum(box.width for box in pieces(drawing)) == pytest.approx(ground.width)


def test_nothing_is_no_piece():
    assert pieces(laid_out(chart(0.0), 600, MEASURES)) == []


def test_a_long_name_goes_on_in_the_next_line_and_loses_no_word():
    drawing = laid_out(chart(0.5, name=LONG), 600, MEASURES)
    names = [line.text for line in drawing.lines if not line.right]
    assert len(names) > 1
    assert " ".join(names) == LONG


def test_names_stand_above_where_the_bar_would_be_squeezed():
    drawing = laid_out(chart(0.5, name=LONG, figure="282/320 hộ · 88,1%"), 260, MEASURES)
    ground = next(box for box in drawing.boxes if box.piece is None)
    assert ground.left == 0
    assert all(line.top + line.height <= ground.top for line in drawing.lines if not line.right)


def test_a_word_without_end_is_cut_with_dots():
    assert list(wrapped("a" * 100, 80, lambda text: 8 * len(text))) == ["a" * 9 + "…"]


words = st.lists(st.text("abc đ", max_size=30), min_size=1, max_size=4).map(" ".join)


@given(
    names=st.lists(words, min_size=1, max_size=5),
    sizes=st.lists(st.floats(0, 0.33), max_size=3),
    width=st.integers(160, 1200),
    legend=st.lists(words, max_size=4),
)
def test_nothing_is_drawn_outside_and_no_bar_covers_another(
    names: list[str], sizes: list[float], width: int, legend: list[str]
):
    parts = tuple(Piece(str(place), size, Fill.DOTS, "") for place, size in enumerate(sizes))
    bars = tuple(Bar(str(place), name, "12/40", parts) for place, name in enumerate(names))
    entries = tuple(LegendEntry(name, name, Fill.FULL) for name in legend)
    drawing = laid_out(Chart("Thử", bars, entries), width, MEASURES)
    for box in drawing.boxes:
        assert box.left >= 0
        assert box.left + box.width <= width + 0.01
        assert box.top + box.height <= drawing.height + 0.01
    assert all(line.left + line.width <= width + 0.01 for line in drawing.lines if line.right)
    assert all(end <= start for (_, end), (start, _) in zip(drawing.rows, drawing.rows[1:], strict=False))
