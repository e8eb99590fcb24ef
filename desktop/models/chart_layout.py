"""Where the parts of a chart go: boxes and lines of words, in whatever unit the caller measures. It draws nothing.

The screen hands in its font's measures in pixels, the paper in points; both get the same picture.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from desktop.models.charts import Bar, Chart, Fill

_NAME_SHARE = 0.42  # names take at most this part of the width; longer ones go on in the next line
_LEAST_STROKE = 0.22  # with less than this for the bars the names stand above them
_MOST_LINES = 3
_BETWEEN = 0.75  # of a gap, between two bars


@dataclass(frozen=True)
class Measures:
    """The sizes of type: height of a line and of a bar, room between parts, and how wide words are (strong or not)."""

    line: float
    bar: float
    gap: float
    width: Callable[[str, bool], float]
    least_piece: float = 3.0


@dataclass(frozen=True)
class Box:
    """A filled box. `bar` and `piece` say what it stands for; a `piece` of None is the ground of a bar."""

    left: float
    top: float
    width: float
    height: float
    fill: Fill | None
    bar: str = ""
    piece: str | None = None
    told: str = ""


@dataclass(frozen=True)
class Line:
    """One line of words in its room; `right` words end at the room's right edge."""

    left: float
    top: float
    width: float
    height: float
    text: str
    right: bool = False
    strong: bool = False


@dataclass
class Drawing:
    """Everything to draw, from the top left corner; `rows` are where each bar's line begins and ends."""

    width: float
    height: float = 0.0
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    rows: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True)
class _Columns:
    """How the width is shared: names, bars, figures; with `above` the names stand over the bars."""

    names: float
    stroke_left: float
    stroke: float
    figures: float
    above: bool


def laid_out(chart: Chart, width: float, measures: Measures) -> Drawing:
    """The chart in a room of this width, as high as it needs."""
    drawing = Drawing(width)
    _put_legend(drawing, chart, measures)
    columns = _columns(chart.bars, width, measures)
    for bar in chart.bars:
        _put_bar(drawing, bar, columns, measures)
    if chart.bars:
        drawing.height -= measures.gap * _BETWEEN
    return drawing


def _columns(bars: Sequence[Bar], width: float, measures: Measures) -> _Columns:
    figures = max((measures.width(bar.figure, bar.strong) for bar in bars), default=0.0)
    names = max((measures.width(bar.name, bar.strong) for bar in bars), default=0.0)
    names = min(names, width * _NAME_SHARE)
    left = names + measures.gap
    stroke = width - left - figures - measures.gap
    if stroke >= width * _LEAST_STROKE:
        return _Columns(names, left, stroke, figures, above=False)
    return _Columns(width, 0.0, max(0.0, width - figures - measures.gap), figures, above=True)


def _put_legend(drawing: Drawing, chart: Chart, measures: Measures) -> None:
    """The entries side by side, on as many lines as it takes; each is a box of its own that can be pointed at."""
    left = 0.0
    for entry in chart.legend:
        text = f"{entry.name} {entry.figure}".strip()
        side = measures.line * 0.8
        wide = side + measures.gap / 2 + measures.width(text, False)
        if left and left + wide > drawing.width:
            left, drawing.height = 0.0, drawing.height + measures.line + measures.gap / 2
        top = drawing.height
        drawing.boxes.append(
            Box(left, top + (measures.line - side) / 2, side, side, entry.fill, piece=entry.code, told=text)
        )
        words_left = left + side + measures.gap / 2
        drawing.lines.append(Line(words_left, top, min(wide, drawing.width - words_left), measures.line, text))
        left += wide + measures.gap * 1.5
    if chart.legend:
        drawing.height += measures.line + measures.gap


def _put_bar(drawing: Drawing, bar: Bar, columns: _Columns, measures: Measures) -> None:
    """One line of the chart: its name, which may take several lines of words, its pieces, its figure."""
    start = drawing.height
    names = list(wrapped(bar.name, columns.names, lambda text: measures.width(text, bar.strong)))
    high = max(len(names) * measures.line, 0.0 if columns.above else measures.bar)
    top = start + (0.0 if columns.above else (high - len(names) * measures.line) / 2)
    for place, text in enumerate(names):
        line_top = top + place * measures.line
        drawing.lines.append(Line(0.0, line_top, columns.names, measures.line, text, strong=bar.strong))
    bar_top = start + (high if columns.above else (high - measures.bar) / 2)
    drawing.boxes += _pieces(bar, columns, bar_top, measures)
    figure_top = bar_top + (measures.bar - measures.line) / 2
    left = columns.stroke_left + columns.stroke + measures.gap
    drawing.lines.append(
        Line(left, figure_top, columns.figures, measures.line, bar.figure, right=True, strong=bar.strong)
    )
    end = start + high + (measures.bar if columns.above else 0.0)
    drawing.rows.append((start, end))
    drawing.height = end + measures.gap * _BETWEEN


def _pieces(bar: Bar, columns: _Columns, top: float, measures: Measures) -> Iterator[Box]:
    """The ground, then the pieces on it; a piece that is not nothing can be seen."""
    yield Box(columns.stroke_left, top, columns.stroke, measures.bar, None, bar.key, None, bar.name)
    left = columns.stroke_left
    for piece, wide in zip(bar.pieces, _widths(bar, columns.stroke, measures.least_piece), strict=True):
        if wide > 0:
            yield Box(left, top, wide, measures.bar, piece.fill, bar.key, piece.code, f"{bar.name}: {piece.told}")
        left += wide


def _widths(bar: Bar, stroke: float, least: float) -> list[float]:
    """How wide each piece is; what the smallest need to be seen is taken from the widest."""
    widths = [max(least, piece.size * stroke) if piece.size > 0 else 0.0 for piece in bar.pieces]
    over = sum(widths) - stroke
    if over > 0 and widths:
        widest = widths.index(max(widths))
        widths[widest] = max(0.0, widths[widest] - over)
    return widths


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """The text in lines that fit the width, a few at most; what has no room ends in dots."""
    waiting = text.split()
    for number in range(1, _MOST_LINES + 1):
        line = ""
        while waiting and (not line or measure(f"{line} {waiting[0]}") <= width):
            line = f"{line} {waiting.pop(0)}".strip()
        if number == _MOST_LINES and waiting:
            line, waiting = f"{line} {' '.join(waiting)}", []
        yield _cut(line, width, measure)
        if not waiting:
            return


def _cut(line: str, width: float, measure: Callable[[str], float]) -> str:
    """The line, or as much of its beginning as fits with dots behind it."""
    if measure(line) <= width + 0.5:
        return line
    while line and measure(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
