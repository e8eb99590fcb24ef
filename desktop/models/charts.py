"""What a chart of bars says, without colours, pixels or points: the screen's painter and the paper's draw the same one.

Pieces are told apart by their filling, so that a chart reads as well from a black and white printer. Nothing is counted
here; `desktop.models.chart_layout` says where each part goes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Fill(Enum):
    """How a piece of a bar is filled; each is told from the others without colour."""

    FULL = "full"
    STRIPES = "stripes"
    DOTS = "dots"
    CROSSED = "crossed"
    EMPTY = "empty"


@dataclass(frozen=True)
class Piece:
    """A part of a bar: `size` is its share of the longest possible bar, 0 to 1; `told` says it in words."""

    code: str
    size: float
    fill: Fill
    told: str


@dataclass(frozen=True)
class Bar:
    """A line of the chart: its name, its pieces from the left, the figure at its right ("-" when nothing is known)."""

    key: str
    name: str
    figure: str
    pieces: tuple[Piece, ...] = ()
    strong: bool = False


@dataclass(frozen=True)
class LegendEntry:
    """What a filling stands for, with the figure of all bars together."""

    code: str
    name: str
    fill: Fill
    figure: str = ""


@dataclass(frozen=True)
class Chart:
    """Bars to one scale, from zero; `legend` is empty where all pieces mean the same."""

    name: str
    bars: tuple[Bar, ...]
    legend: tuple[LegendEntry, ...] = ()

    def told(self) -> str:
        """The whole chart in words, for those who cannot see it."""
        return "; ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        yield self.name
        for bar in self.bars:
            pieces = ", ".join(piece.told for piece in bar.pieces) if self.legend else ""
            yield f"{bar.name}: {bar.figure}" + (f" ({pieces})" if pieces else "")
