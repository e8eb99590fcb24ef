"""A table of raw texts as it stands in somebody's file, and what was pasted as one; it judges nothing.

Texts are as they were found: old one-byte fonts have letters that `desktop.text.nfc` would drop.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.errors import FileProblem
from desktop.models.importing.legacy_letters import from_tcvn3, from_vni, share_of_syllables

#: The most that one list may hold (a village has 40 to 400 households).
MOST_ROWS, MOST_COLUMNS = 20_000, 200
_MOST_TEXT = 20_000_000  # bytes of a text file
_SEPARATORS = "\t;,|"

Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of texts, which may be of different lengths; row 0 is row 1 of the file."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    _anchors: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for top, left, bottom, right in self.merges:
            for row in range(top, min(bottom, len(self.rows) - 1) + 1):
                for column in range(left, min(right, MOST_COLUMNS) + 1):
                    self._anchors[row, column] = (top, left)

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell itself."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""

    def merged_text(self, row: int, column: int) -> str:
        """What a cell shows: its own text or that of the merged cell it is a part of."""
        return self.text(row, column) or self.text(*self._anchors.get((row, column), (row, column)))


def sheet_of(rows: Sequence[Sequence[str]], name: str = "") -> Sheet:
    """A sheet from rows of texts; empty cells and rows at the end are cut off. Raises FileProblem over the limits."""
    cut = [_without_end(row) for row in rows]
    while cut and not cut[-1]:
        cut.pop()
    if len(cut) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in cut):
        raise too_many_rows()
    return Sheet(name, tuple(cut))


def _without_end(row: Sequence[str]) -> tuple[str, ...]:
    last = max((place for place, text in enumerate(row) if text.strip()), default=-1)
    return tuple(row[: last + 1])


def too_many_rows() -> FileProblem:
    """The refusal of a list that no village can have."""
    return FileProblem(
        f"Danh sách dài quá {MOST_ROWS:,} dòng hoặc rộng quá {MOST_COLUMNS} cột; chưa ghi gì.".replace(",", "."),
        "Hãy xóa các dòng, cột trống có kẻ khung ở cuối bảng, hoặc chỉ để lại danh sách của thôn mình.",
        code="too-large",
    )


def read_text(data: bytes, name: str = "") -> Sheet:
    """A sheet from a text file (CSV, tab-separated) in any encoding that such files have; raises FileProblem."""
    if len(data) > _MOST_TEXT:
        raise too_many_rows()
    return pasted(decoded(data), name)


def pasted(text: str, name: str = "") -> Sheet:
    """A sheet from text with tabs, semicolons or commas between the cells, as Excel puts it on the clipboard."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    separator = _separator(plain)
    lines = csv.reader(io.StringIO(plain), delimiter=separator, strict=False)
    try:
        return sheet_of(list(lines), name)
    except csv.Error as error:
        raise FileProblem(
            "Không tách được tệp này thành các ô; chưa ghi gì.",
            "Hãy mở bằng Excel rồi lưu lại thành .xlsx.",
            code="file",
        ) from error


def _separator(text: str) -> str:
    """The separator that most lines have, and have equally often."""
    lines = [line for line in text.split("\n", 60)[:60] if line.strip()]
    scores = {}
    for separator in _SEPARATORS:
        often = Counter(line.count(separator) for line in lines)
        often.pop(0, None)
        scores[separator] = max(often.values(), default=0)
    best = max(_SEPARATORS, key=lambda one: scores[one])
    return best if scores[best] else "\t"


def decoded(data: bytes) -> str:
    """The text of bytes whose encoding nobody told: BOMs, UTF-8, UTF-16, then the one that gives most syllables."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[:400].count(0) * 4 > len(data[:400]):
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(data)


def _one_byte(data: bytes) -> str:
    """Windows-1258 or an old font's bytes as Latin-1, whichever reads as Vietnamese."""
    windows, latin = data.decode("cp1258", "replace"), data.decode("latin-1")
    old = max(share_of_syllables(from_tcvn3(latin)), share_of_syllables(from_vni(latin)))
    return windows if share_of_syllables(windows) >= old else latin
