"""A QR code as black squares on paper: segno says which, reportlab draws them. What the text means others know."""

from functools import cache

import segno
from reportlab.platypus import Flowable

QUIET = 4  # white modules around the code, as ISO/IEC 18004 asks for
Run = tuple[int, int, int]  # row, first column, how many dark modules


class QrCode(Flowable):
    """The code of a text in a square of `side` points, its white margin included; one path, so that no seam shows."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self.text, self.width, self.height = text, side, side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """As large as asked for."""
        return self.width, self.height

    def draw(self) -> None:
        """Fill the dark modules."""
        size, runs = dark_runs(self.text)
        module = self.width / (size + 2 * QUIET)
        path = self.canv.beginPath()
        for row, column, length in runs:
            x, y = (QUIET + column) * module, self.height - (QUIET + row + 1) * module
            path.rect(x, y, length * module, module)
        self.canv.setFillGray(0)
        self.canv.drawPath(path, stroke=0, fill=1)


@cache
def dark_runs(text: str) -> tuple[int, tuple[Run, ...]]:
    """How many modules a side has, and the dark ones as runs in a row. Level M: a seventh may be dirty or creased."""
    code = segno.make_qr(text, error="m", boost_error=False)
    rows = [bytes(row) for row in code.matrix]
    return len(rows), tuple(run for number, row in enumerate(rows) for run in _runs(number, row))


def _runs(number: int, row: bytes) -> list[Run]:
    found: list[Run] = []
    start = None
    for column, module in enumerate([*row, 0]):
        if module and start is None:
            start = column
        elif not module and start is not None:
            found.append((number, start, column - start))
            start = None
    return found
