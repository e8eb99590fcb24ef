"""Lays a list's rows beside the register: which households are new, which are there, which may be the same. Reads only.

A household is the same by its code, or by its name and hamlet. What is only alike is shown and never merged by itself.
The verdicts do not depend on the order of the rows, nor does taking a list twice add anything.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from desktop.models.importing.cells import Remark, Value
from desktop.models.importing.headings import CODE, HAMLET, KEPT_KINDS, KIND_TITLES, NAME, PHONE
from desktop.models.importing.rows import FileRow
from desktop.models.store import Store
from desktop.text import fold

NEW, HAVE, MAYBE, SKIPPED, REFUSED = "new", "have", "maybe", "skipped", "refused"
VERDICT_TITLES = {
    NEW: "Thêm mới",
    HAVE: "Đã có",
    MAYBE: "Có thể trùng",
    SKIPPED: "Bỏ qua",
    REFUSED: "Không nhận",
}


class Known(NamedTuple):
    """A household of the register, as far as a list tells of one."""

    id: str
    status: str
    values: Mapping[str, Value]

    @property
    def told(self) -> str:
        """The household in a sentence."""
        return " ".join(
            str(part) for part in (self.values[NAME], f"({self.values[CODE]})" if self.values[CODE] else "") if part
        )


@dataclass(frozen=True)
class Difference:
    """A column in which the list says something else than the register."""

    kind: str
    ours: Value
    theirs: Value

    @property
    def told(self) -> str:
        """The difference in words."""
        return f"{KIND_TITLES[self.kind]}: sổ ghi {_shown(self.ours)}, tệp ghi {_shown(self.theirs)}"


@dataclass(frozen=True)
class PlannedRow:
    """What would become of one row."""

    row: FileRow
    verdict: str
    reason: str = ""
    household_id: str | None = None  # the household of the register that it is, or may be
    differences: tuple[Difference, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """All that is to be said about the row, the reason first."""
        told = [f"{KIND_TITLES[one.kind]}: {one.told}" if one.kind else one.told for one in self.row.remarks]
        return tuple(part for part in (self.reason, *told, *(one.told for one in self.differences)) if part)


@dataclass(frozen=True)
class ImportPlan:
    """All rows with their verdicts; nothing is written yet. `before` is how many households the register has now."""

    rows: tuple[PlannedRow, ...]
    before: int
    source: tuple[FileRow, ...] = ()  # the rows as they were read, to be laid beside the register again

    @property
    def counts(self) -> Counter[str]:
        """Verdict -> rows; they add up to the rows of the list."""
        return Counter(one.verdict for one in self.rows)


def known_households(store: Store, village_id: str) -> list[Known]:
    """The village's households that are not deleted."""
    rows = store.rows(
        f"SELECT id, status, {', '.join(KEPT_KINDS)} FROM household WHERE NOT deleted AND village_id = ? ORDER BY id",  # noqa: S608 - our own names
        [village_id],
    )
    return [Known(record, status, dict(zip(KEPT_KINDS, values, strict=True))) for record, status, *values in rows]


def plan_import(store: Store, village_id: str, rows: Sequence[FileRow]) -> ImportPlan:
    """The plan for a list's rows as the register stands now."""
    known = known_households(store, village_id)
    planned = _Matching(known).plan([row for row in rows if not row.skip and not row.refused])
    for row in rows:
        if row.skip or row.refused:
            planned[row.number] = PlannedRow(row, SKIPPED if row.skip else REFUSED, row.skip or row.refused)
    return ImportPlan(tuple(planned[row.number] for row in rows), len(known), tuple(rows))


class _Matching:
    """Finds each row's household; every household is taken by one row, whichever tells most."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_code: dict[str, Known] = {}
        self._by_place: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        for one in known:
            if one.values[CODE]:
                self._by_code.setdefault(fold(str(one.values[CODE])), one)
            self._by_place[_place(one.values)].append(one)
            self._by_name[fold(str(one.values[NAME]))].append(one)
        self._claimed: dict[str, int] = {}  # household -> the row that is it
        self._codes: dict[str, int] = {}  # codes that rows of the list bring -> the row
        self._new: dict[tuple[str, str], int] = {}  # new households of the list -> the row

    def plan(self, rows: Iterable[FileRow]) -> dict[int, PlannedRow]:
        """Row number -> what would become of it."""
        planned: dict[int, PlannedRow] = {}
        later = []
        for row in sorted(rows, key=_fullest_first):
            row, found = self._by_own_code(row)
            if found:
                planned[row.number] = self._same_code(row, found)
            else:
                later.append(row)
        waiting = []
        for row in later:
            found = self._at_place(row)
            if found:
                planned[row.number] = self._have(row, found)
            else:
                waiting.append(row)
        for row in waiting:
            planned[row.number] = self._new_or_alike(row)
        return planned

    def _by_own_code(self, row: FileRow) -> tuple[FileRow, Known | None]:
        """The household with the row's code; a code that two rows bring belongs to the one that tells more."""
        code = fold(str(row.values.get(CODE) or ""))
        if not code:
            return row, None
        if code in self._codes:
            told = f"Mã này cũng có ở dòng {self._codes[code]} của tệp, không lấy."
            values = {**row.values, CODE: None}
            return replace(row, values=values, remarks=(*row.remarks, Remark(CODE, told, is_problem=True))), None
        self._codes[code] = row.number
        return row, self._by_code.get(code)

    def _same_code(self, row: FileRow, found: Known) -> PlannedRow:
        if fold(row.name) == fold(str(found.values[NAME])):
            return self._have(row, found)
        self._claimed.setdefault(found.id, row.number)
        reason = f"Cùng mã hộ với {found.told} nhưng khác tên chủ hộ."
        return PlannedRow(row, MAYBE, reason, found.id, _differences(row, found))

    def _have(self, row: FileRow, found: Known) -> PlannedRow:
        self._claimed[found.id] = row.number
        gone = "" if found.status in ("dang_cu_tru", "tam_vang") else " Sổ ghi hộ này không còn ở thôn."
        return PlannedRow(row, HAVE, f"Đã có trong sổ.{gone}", found.id, _differences(row, found))

    def _at_place(self, row: FileRow) -> Known | None:
        """A household with the same name in the same hamlet that no other row is; a clashing code is another's."""
        alike = [one for one in self._by_place[_place(row.values)] if one.id not in self._claimed]
        alike = [one for one in alike if _may_be_code(row.values.get(CODE), one.values[CODE])]
        spelled = _spelling(row.name)
        exact = [one for one in alike if _spelling(str(one.values[NAME])) == spelled]
        if exact:
            return exact[0]
        bare = [one for one in alike if row.name.isascii() or str(one.values[NAME]).isascii()]
        return bare[0] if bare else None

    def _new_or_alike(self, row: FileRow) -> PlannedRow:
        place = _place(row.values)
        if place in self._new:
            return PlannedRow(row, MAYBE, f"Trùng tên, trùng xóm với dòng {self._new[place]} của tệp.")
        for one in self._by_name[fold(row.name)]:
            reason = self._alike(row, one)
            if reason:
                return PlannedRow(row, MAYBE, reason, one.id, _differences(row, one))
        self._new[place] = row.number
        return PlannedRow(row, NEW)

    def _alike(self, row: FileRow, one: Known) -> str:
        """Why a household with the same letters in its name may be the row's; "" when it is another."""
        if one.id in self._claimed:
            same = _place(row.values) == _place(one.values)
            return f"Trùng với dòng {self._claimed[one.id]} của tệp, đã có trong sổ." if same else ""
        if _place(row.values) == _place(one.values):
            return f"Giống {one.told}, chỉ khác dấu hoặc khác mã."
        if not row.values.get(HAMLET) or not one.values[HAMLET]:
            return f"Cùng tên với {one.told}, chưa rõ xóm."
        if row.values.get(PHONE) and row.values.get(PHONE) == one.values[PHONE]:
            return f"Cùng tên, cùng điện thoại với {one.told}, khác xóm."
        return ""


def _fullest_first(row: FileRow) -> tuple[int, list[str], int]:
    """The row that tells more comes first, then by what it says, so that the file's order decides nothing."""
    values = [str(row.values.get(kind) or "") for kind in KEPT_KINDS]
    return -sum(map(bool, values)), values, row.number


def _place(values: Mapping[str, Value]) -> tuple[str, str]:
    return fold(str(values.get(NAME) or "")), fold(str(values.get(HAMLET) or ""))


def _may_be_code(theirs: Value, ours: Value) -> bool:
    return not theirs or not ours or fold(str(theirs)) == fold(str(ours))


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def _spelling(text: str) -> tuple[tuple[str, str], ...]:
    """Each syllable's letters and tone, wherever the tone stands: Hoà and Hòa are the same, Hà and Hạ are not."""
    words = unicodedata.normalize("NFD", text.lower()).split()
    return tuple(
        ("".join(sign for sign in word if sign not in _TONES), "".join(sign for sign in word if sign in _TONES))
        for word in words
    )


def _differences(row: FileRow, one: Known) -> tuple[Difference, ...]:
    """What the row says otherwise; a blank of the row says nothing."""
    found = []
    for kind in KEPT_KINDS:
        theirs, ours = row.values.get(kind), one.values[kind]
        if theirs is not None and theirs != ours and not _same_words(kind, theirs, ours):
            found.append(Difference(kind, ours, theirs))
    return tuple(found)


def _same_words(kind: str, theirs: Value, ours: Value) -> bool:
    if not isinstance(theirs, str) or not isinstance(ours, str):
        return False
    return _spelling(theirs) == _spelling(ours) if kind in (NAME, HAMLET) else fold(theirs) == fold(ours)


def _shown(value: Value) -> str:
    return "-" if value is None or value == "" else f"“{value}”"
