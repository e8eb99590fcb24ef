"""Results as one Markdown table: medians, and ratios with how far they lie apart."""

import statistics
from collections.abc import Iterable, Sequence

from benchmarks.contests import Result, Spread, ratios

_HEADINGS = (
    ("work", "way", "seconds", "times the first", "processor", "times the first", "growth"),
    (":--", ":--", "--:", ":--", "--:", ":--", "--:"),
)


def header() -> str:
    """The table's first lines."""
    return "\n".join(_line(cells) for cells in _HEADINGS)


def group(work: str, results: Sequence[Result]) -> str:
    """The lines of one work; the first result is what the others are compared with."""
    lines = []
    for number, result in enumerate(results):
        named = (work if number == 0 else "", result.title)
        if result.seconds:
            cells = (
                _seconds(result.seconds),
                _times(ratios(result, results[0])),
                _seconds(result.processor),
                _times(ratios(result, results[0], processor=True)),
                f"{statistics.median(result.growth):.0f} MB" if result.growth else "",
            )
        else:
            cells = (result.given_up or "not measured", "", "", "", "")
        lines.append(_line((*named, *cells)))
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _seconds(measured: Sequence[float]) -> str:
    median = statistics.median(measured)
    return f"{median:.2f} s" if median >= 1 else f"{median * 1000:.{0 if median >= 0.1 else 1}f} ms"


def _times(spread: Spread | None) -> str:
    if spread is None:
        return ""
    if spread.least == spread.most:
        return _factor(spread.median)
    return f"{_factor(spread.median)} ({_factor(spread.least)} to {_factor(spread.most)})"


def _factor(ratio: float) -> str:
    return f"{ratio:.3f}" if ratio < 0.1 else f"{ratio:.2f}" if ratio < 20 else f"{ratio:.0f}"
