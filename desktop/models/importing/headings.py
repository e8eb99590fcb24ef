"""Finds the heading of a list and guesses which column is what; the person can change every guess.

Columns about one person's papers, birth, sex, people or bank are known so that they can be left out, never to be read.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desktop.models.importing.legacy_letters import DECODERS, guess_letters
from desktop.models.importing.sheets import Sheet
from desktop.text import fold, one_line, phone_digits

NAME, CODE, HAMLET, PHONE, PEOPLE, CLASS, NOTE = (
    "head_name", "code", "hamlet", "phone", "people", "household_class", "note",
)  # fmt: skip
NUMBER, RELATION, VILLAGE, PRIVATE, NOT_TAKEN = "number", "relation", "village", "private", ""
#: What a column can be, in the words of the screen; the first seven are kept in the register.
KIND_TITLES = {
    NAME: "Họ tên chủ hộ",
    CODE: "Mã hộ",
    HAMLET: "Xóm",
    PHONE: "Điện thoại",
    PEOPLE: "Số nhân khẩu",
    CLASS: "Loại hộ",
    NOTE: "Ghi chú",
    NUMBER: "Số thứ tự (không lấy)",
    RELATION: "Quan hệ với chủ hộ (chỉ để chọn chủ hộ)",
    VILLAGE: "Thôn (chỉ để lọc)",
    PRIVATE: "Giấy tờ, thông tin riêng (không lấy)",
    NOT_TAKEN: "Không lấy",
}
KEPT_KINDS = (NAME, CODE, HAMLET, PHONE, PEOPLE, CLASS, NOTE)
_HEAD_ROWS, _LOOKED_AT = 40, 200

#: In this order: what is personal first, then what belongs to a head of household only by its other words.
_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            PRIVATE,
            r"\b(cccd|cmnd|cmt|can cuoc|chung minh|dinh danh|ho chieu|(ngay|nam) sinh|sinh (ngay|nam)|tuoi|gioi tinh|"
            r"nam nu|dan toc|ton giao|tai khoan|stk|ngan hang|bhyt|bhxh|bao hiem|ma so thue|mst|thu nhap|suc khoe|"
            r"khuyet tat|dang vien|so ho khau|anh|email|que quan|nghe nghiep|trinh do|hon nhan)\b|^(nam|nu)$",
        ),
        (RELATION, r"\bquan he\b|^qh\b"),
        (PHONE, r"\bdien thoai\b|\bsdt\b|\bso dt\b|^dt\b|\bdtdd\b|\bdi dong\b|\blien he\b|\bmobile\b|\bphone\b"),
        (NUMBER, r"^(stt|tt|so tt|so thu tu|thu tu|no)$"),
        (PEOPLE, r"\bnhan khau\b|^nk$|^(tong )?so (nguoi|khau|nk)\b|^khau$|\bso thanh vien\b"),
        (CLASS, r"\b(loai|dien) ho\b|\bphan loai\b|\bho (can )?ngheo\b|^dien$|\bdoi tuong\b"),
        (CODE, r"\bma (so )?(ho|gia dinh)\b|^ma( so)?$|\bho so$|^so ho$"),
        (NAME, r"\bchu ho\b|\bho (va )?ten\b|\bho dem ten\b|\bten ho\b|^ten$|\bdai dien ho\b"),
        (
            HAMLET,
            r"\bxom\b|^to$|\bto dan pho\b|^to \d|\bcum( dan cu)?\b|^khu\b|\bdia chi\b|\b(noi|cho) o\b|\bdia ban\b",
        ),
        (VILLAGE, r"^(ten )?(thon|ban|thon ban)$"),
        (NOTE, r"\bghi chu\b|^gc$|\bchu thich\b"),
    )
)
_PART_OF_PEOPLE = re.compile(r"\b(nam|nu|tre em|lao dong|dan toc|duoi|tren|tu du)\b")
_PERSONAL_NUMBER = re.compile(r"[0-9]{12}")


@dataclass(frozen=True)
class Layout:
    """Where the heading stands and what each column is; `first_row` is the first row of data, from 0."""

    first_row: int
    kinds: tuple[str, ...]
    titles: tuple[str, ...]  # as the file names the columns, readable
    letters: tuple[str, ...] = ()  # for each column: the old font that its texts seem to be in, "" for none

    def column_of(self, kind: str) -> int | None:
        """The column that holds this, None when there is none."""
        return self.kinds.index(kind) if kind in self.kinds else None

    def with_kind(self, column: int, kind: str) -> "Layout":
        """The same with another guess for one column; a kind that is kept stands in one column only."""
        kinds = [NOT_TAKEN if one == kind and kind in (*KEPT_KINDS, RELATION, VILLAGE) else one for one in self.kinds]
        kinds[column] = kind
        return replace(self, kinds=tuple(kinds))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The titles of the columns with personal papers and facts, which are never taken."""
        return tuple(title for kind, title in zip(self.kinds, self.titles, strict=True) if kind == PRIVATE)


def kind_of_heading(text: str) -> str:
    """What a column with this heading holds; '' when it cannot be told."""
    folded = " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())
    for kind, pattern in _HEADINGS:
        if folded and len(folded) <= 80 and pattern.search(folded):
            return NOT_TAKEN if kind == PEOPLE and _PART_OF_PEOPLE.search(folded) else kind
    return NOT_TAKEN


def guess_layout(sheet: Sheet) -> Layout:
    """The most likely heading and columns of a sheet; without any heading the columns' contents tell."""
    best: tuple[int, int, list[str]] | None = None
    for row in range(min(_HEAD_ROWS, len(sheet.rows))):
        for last in (row, row + 1):
            titles = _titles(sheet, row, last)
            score = _score(sheet, titles, last if last > row else None)
            if score >= 2 and (best is None or score > best[0]):
                best = score, last, titles
    if best is None:
        return _by_contents(sheet, 0, [""] * sheet.width)
    return _by_contents(sheet, best[1] + 1, best[2])


def _titles(sheet: Sheet, first: int, last: int) -> list[str]:
    """The headings of one row, or of two rows one under the other."""
    titles = []
    for column in range(sheet.width):
        upper = sheet.merged_text(first, column)
        lower = sheet.merged_text(last, column) if last > first else ""
        parts = dict.fromkeys(part for part in (upper.strip(), lower.strip()) if part)
        titles.append(" - ".join(parts))
    return _readable(titles)


def _readable(titles: list[str]) -> list[str]:
    """Headings in an old font as Unicode: the reading in which most of them say something."""
    readings = [titles, *([decode(title) for title in titles] for decode in DECODERS.values())]
    return [one_line(title) for title in max(readings, key=lambda one: sum(bool(kind_of_heading(t)) for t in one))]


def _score(sheet: Sheet, titles: list[str], lower: int | None) -> int:
    """How many different things the headings tell of; 0 when they cannot be a heading."""
    kinds = [kind_of_heading(title) for title in titles]
    if NAME not in kinds:
        return 0
    if lower is not None:  # a lower row of a heading has no household's name in it
        own = sheet.text(lower, kinds.index(NAME)).strip()
        if (own and kind_of_heading(_readable([own])[0]) != NAME) or not any(sheet.text(lower, at) for at in range(99)):
            return 0
    others = set(kinds) - {NOT_TAKEN}
    return len(others) + (1 if len(others) == 1 and sum(map(bool, titles)) == 1 else 0)


def _by_contents(sheet: Sheet, first_row: int, titles: list[str]) -> Layout:
    """Kinds by the headings, each once, and by what stands in the columns where the headings are silent."""
    kinds: list[str] = []
    letters: list[str] = []
    for column, title in enumerate(titles):
        texts = _column(sheet, first_row, column)
        kind = kind_of_heading(title)
        if _share(texts, lambda text: bool(_PERSONAL_NUMBER.fullmatch(text.replace(" ", "")))) >= 0.5:
            kind = PRIVATE
        kinds.append(NOT_TAKEN if kind in kinds and kind in KEPT_KINDS else kind)
        letters.append(guess_letters(texts))
    if not any(titles):
        kinds = _without_headings(sheet, kinds)
    return Layout(first_row, tuple(kinds), tuple(titles), tuple(letters))


def _without_headings(sheet: Sheet, kinds: list[str]) -> list[str]:
    """Columns of a list without a heading: names, phones and numbers of people look like what they are."""
    tests = (
        (PHONE, lambda text: phone_digits(text) is not None),
        (NAME, lambda text: len(text.split()) >= 2 and not any(letter.isdigit() for letter in text)),
    )
    for kind, test in tests:
        for column in range(sheet.width):
            if not kinds[column] and kind not in kinds and _share(_column(sheet, 0, column), test) >= 0.6:
                kinds[column] = kind
    return kinds


def _column(sheet: Sheet, first_row: int, column: int) -> list[str]:
    texts = (sheet.text(row, column).strip() for row in range(first_row, min(first_row + _LOOKED_AT, len(sheet.rows))))
    return [text for text in texts if text]


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts) if texts else 0.0
