"""The rows of a list as checked values: what each row says of a household, what was changed, which rows are none.

Every row of data becomes one `FileRow`, so that all of them can be accounted for. It asks no store.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desktop.models.importing.cells import Remark, Value, tidy_cell
from desktop.models.importing.headings import (
    CLASS,
    HAMLET,
    KEPT_KINDS,
    NAME,
    NOT_TAKEN,
    NOTE,
    NUMBER,
    PRIVATE,
    RELATION,
    VILLAGE,
    Layout,
)
from desktop.models.importing.legacy_letters import DECODERS
from desktop.models.importing.sheets import Sheet
from desktop.text import capitalise_name, fold, one_line

_SAME_AS_ABOVE = frozenset({"nt", "-nt-", "như trên", "nhu tren", "''", '"', "〃", "-như trên-", "n.t", "nt."})
_COPIED = (HAMLET, CLASS, NOTE, VILLAGE)
_TOTAL = re.compile(
    r"(tong( cong| so| so ho)?|cong( chung)?)( so)?( ho| nguoi| nhan khau| khau)?[ :.0-9]*(ho|khau|nguoi)?"
)
_SECTION = re.compile(r"([ivx0-9]{1,4}[.)/ -]+)?(xom|to|khu|cum|ban)\b.*")
_FOOT = re.compile(r"(nguoi lap|truong thon|ky ten|xac nhan|tm\.|t/m|chu tich|.*\bngay\b.*\bthang\b).*")
_PLACE = re.compile(r"\(?([0-9]{1,2}|[a-e])\)?")


@dataclass(frozen=True)
class Options:
    """What the person agreed to: names capitalised, columns converted from an old font (column -> which)."""

    capitalise: bool = False
    letters: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FileRow:
    """One row of a list: its number in the file, the values, remarks; with `skip` or `refused` it is no household."""

    number: int
    values: Mapping[str, Value]
    remarks: tuple[Remark, ...] = ()
    skip: str = ""  # why this row is no household of this village
    refused: str = ""  # why this household cannot be taken

    @property
    def name(self) -> str:
        """The head of household, "" when there is none."""
        return str(self.values.get(NAME) or "")


def read_rows(sheet: Sheet, layout: Layout, options: Options | None = None, village: str = "") -> list[FileRow]:
    """All rows of data of a sheet, blank ones left out; `village` is the own village's name, to leave out others'."""
    reading = _Reading(sheet, layout, options or Options(), village)
    return list(reading.rows())


def names_to_capitalise(rows: list[FileRow]) -> int:
    """How many names capitalising would change."""
    return sum(1 for row in rows if row.name and not row.skip and capitalise_name(row.name) != row.name)


class _Reading:
    """One pass over a sheet; it remembers the row above and the hamlet whose heading was passed."""

    def __init__(self, sheet: Sheet, layout: Layout, options: Options, village: str) -> None:
        self._sheet, self._layout, self._options = sheet, layout, options
        self._village = fold(village)
        self._section = ""
        self._above: dict[str, str] = {}
        self._columns = {
            kind: column for column, kind in enumerate(layout.kinds) if kind not in (NOT_TAKEN, PRIVATE, NUMBER)
        }
        self._filters_villages = bool(self._village) and self._names_own_village()

    def rows(self) -> Iterator[FileRow]:
        """Each row that has anything in it."""
        for number in range(self._layout.first_row, len(self._sheet.rows)):
            if any(text.strip() for text in self._sheet.rows[number]):
                yield self._row(number)

    def _names_own_village(self) -> bool:
        column = self._columns.get(VILLAGE)
        if column is None:
            return False
        places = range(self._layout.first_row, len(self._sheet.rows))
        return any(self._is_own(self._text(place, column)) for place in places)

    def _is_own(self, text: str) -> bool:
        return re.sub(r"^(thon|ban|xom) ", "", fold(text)) == re.sub(r"^(thon|ban|xom) ", "", self._village)

    def _text(self, row: int, column: int) -> str:
        """A cell in readable letters."""
        text = self._sheet.text(row, column)
        kind = self._layout.kinds[column] if column < len(self._layout.kinds) else NOT_TAKEN
        if not text.strip() and kind in _COPIED:
            text = self._sheet.merged_text(row, column)
        letters = self._options.letters.get(column, "")
        return DECODERS[letters](text) if letters else text

    def _row(self, place: int) -> FileRow:
        number = place + 1
        texts = {kind: one_line(self._text(place, column)) for kind, column in self._columns.items()}
        skip = self._why_none(place, texts)
        if skip:
            return FileRow(number, {NAME: texts.get(NAME) or self._first(place)}, skip=skip)
        remarks: list[Remark] = []
        self._copy_from_above(texts, remarks)
        if self._filters_villages and texts.get(VILLAGE) and not self._is_own(texts[VILLAGE]):
            return FileRow(number, {NAME: texts.get(NAME, "")}, skip=f"Hộ của thôn {texts[VILLAGE]}.")
        return self._household(number, texts, remarks)

    def _household(self, number: int, texts: Mapping[str, str], remarks: list[Remark]) -> FileRow:
        values: dict[str, Value] = {}
        for kind in KEPT_KINDS:
            if kind in self._columns:
                tidied = tidy_cell(
                    kind,
                    texts.get(kind, ""),
                    title=self._layout.titles[self._columns[kind]],
                    capitalise=self._options.capitalise,
                )
                values[kind] = tidied.value
                remarks += tidied.remarks
        if HAMLET not in self._columns and self._section:
            values[HAMLET] = self._section
        refused = "" if values.get(NAME) else "Không đọc được tên chủ hộ."
        return FileRow(number, values, tuple(remarks), refused=refused)

    def _copy_from_above(self, texts: dict[str, str], remarks: list[Remark]) -> None:
        """Cells that say "nt" get what stands above them, where that makes sense."""
        for kind in list(texts):
            if texts[kind].lower() not in _SAME_AS_ABOVE:
                self._above[kind] = texts[kind]
                continue
            texts[kind] = self._above.get(kind, "") if kind in _COPIED else ""
            if kind not in _COPIED:
                remarks.append(Remark(kind, "Ô ghi “như trên” ở mục này không lấy được, để trống.", is_problem=True))

    def _why_none(self, place: int, texts: Mapping[str, str]) -> str:
        """Why a row is no household: a total, a hamlet's heading, columns' numbers, a signature, a member."""
        row = self._sheet.rows[place]
        filled = [one_line(text) for text in row if text.strip()]
        name = texts.get(NAME, "")
        first = fold(self._first(place))
        if _TOTAL.fullmatch(first) or (name and _TOTAL.fullmatch(fold(name)) and len(filled) > 1):
            return "Dòng tổng cộng."
        if len(set(filled)) == 1 and _SECTION.fullmatch(first) and not self._is_heading_name(first):
            self._section = re.sub(r"^[IVXivx0-9]{1,4}[.)/ -]+", "", self._first(place)).strip(" :.")
            return f"Dòng tên xóm: {self._section}."
        if len(set(filled)) <= 2 and _FOOT.fullmatch(first):
            return "Dòng ký tên, ngày tháng."
        if len(filled) >= 3 and all(_PLACE.fullmatch(text.lower()) for text in filled) and name:
            return "Dòng đánh số cột."
        relation = fold(texts.get(RELATION, ""))
        if relation and relation not in ("chu ho", "ch", "chu", "ban than"):
            return "Người trong hộ, không phải chủ hộ."
        if not name and len(filled) <= 2:
            return "Dòng không có tên chủ hộ."
        if name and fold(name) == fold(self._layout.titles[self._columns[NAME]]):
            return "Dòng tiêu đề lặp lại."
        return ""

    @staticmethod
    def _is_heading_name(first: str) -> bool:
        """People called "Bàn Văn A" or "Tô Thị B" are no headings of a hamlet."""
        return first.split(" ", 1)[0] in ("ban", "to") and len(first.split()) >= 3 and not re.search("[0-9]", first)

    def _first(self, place: int) -> str:
        """The first cell that has anything in it."""
        row = self._sheet.rows[place]
        column = next((at for at, text in enumerate(row) if text.strip()), 0)
        return one_line(self._text(place, column))
