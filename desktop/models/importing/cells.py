"""Tidies one cell of a list for one column of the register, and says in words what it changed or could not take.

What cannot be read is left blank with a remark, never guessed; unknown is None.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.models.importing.headings import CLASS, CODE, HAMLET, NAME, NOTE, PEOPLE, PHONE
from desktop.text import capitalise_name, fold, format_phone, one_line, phone_digits

Value = str | int | None
_ERRORS = frozenset({"#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!"})
_LONGEST = {NAME: 50, CODE: 20, HAMLET: 80, NOTE: 2000}
_MOST_PEOPLE = 50
_TITLE = re.compile(r"^(ông|bà|anh|chị|cô|chú|bác|cụ)\s*:?\s+(?=\S+\s+\S)", re.IGNORECASE)
_NUMBERING = re.compile(r"^\(?[0-9]{1,4}\s*[.)/\-]\s*")
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?e\+?[0-9]{1,2}", re.IGNORECASE)
_PERSONAL_NUMBER = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_SHOWN = 40


@dataclass(frozen=True)
class Remark:
    """Something said about one cell: which column (a kind of `headings`, '' for the row), and what happened."""

    kind: str
    told: str
    is_problem: bool = False  # something in the file was not taken


@dataclass(frozen=True)
class Tidied:
    """What a cell comes to."""

    value: Value
    remarks: tuple[Remark, ...] = ()


def tidy_cell(kind: str, text: str, *, title: str = "", capitalise: bool = False) -> Tidied:
    """The value of a readable text for a column; `title` is the column's heading, which a bare "x" needs."""
    plain = one_line(text)
    if not plain or plain in ("-", "–"):
        return Tidied(None)
    if plain.lower() in _ERRORS:
        return _left_out(kind, plain, "là ô báo lỗi của Excel")
    if kind == NAME:
        return _name(plain, capitalise=capitalise)
    if kind == CLASS:
        return _class(plain, title)
    return _TIDIERS[kind](plain)


def _left_out(kind: str, text: str, why: str) -> Tidied:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return Tidied(None, (Remark(kind, f"“{shown}” {why}, để trống.", is_problem=True),))


def _name(text: str, *, capitalise: bool) -> Tidied:
    remarks = []
    name = _TITLE.sub("", _NUMBERING.sub("", text)).strip(" .,;:")
    if name != text:
        remarks.append(Remark(NAME, f"Ghi “{name}” thay cho “{text[:_SHOWN]}”."))
    if capitalise and capitalise_name(name) != name:
        name = capitalise_name(name)
    if not re.search(r"[^\W\d_]", name):
        return _left_out(NAME, text, "không phải tên người")
    if len(name) > _LONGEST[NAME]:
        return _left_out(NAME, text, f"dài quá {_LONGEST[NAME]} ký tự")
    if re.search(r"[0-9]", name):
        remarks.append(Remark(NAME, "Tên có chữ số, hãy xem lại."))
    elif " " not in name:
        remarks.append(Remark(NAME, "Tên chỉ có một chữ, hãy xem lại."))
    return Tidied(name, tuple(remarks))


def _short_text(kind: str) -> Callable[[str], Tidied]:
    def tidy(text: str) -> Tidied:
        if len(text) > _LONGEST[kind]:
            return _left_out(kind, text, f"dài quá {_LONGEST[kind]} ký tự")
        return Tidied(text)

    return tidy


def _note(text: str) -> Tidied:
    """A note without numbers of identity papers, which nobody needs to carry on."""
    plain = _PERSONAL_NUMBER.sub("(đã bỏ số giấy tờ)", text)
    remarks = () if plain == text else (Remark(NOTE, "Số giấy tờ tùy thân trong ghi chú không được lấy."),)
    return Tidied(plain[: _LONGEST[NOTE]], remarks)


def _phone(text: str) -> Tidied:
    if _SHORTENED.fullmatch(text):
        exact = _exact(text)
        if not exact:
            return _left_out(PHONE, text, "đã bị Excel rút gọn, mất chữ số")
        text = exact
    number = phone_digits(text)
    if number:
        return Tidied(number, _phone_remarks(text, number))
    parts = [part for part in re.split(r"[/,;|]|\s-\s|\bhoặc\b|\s{2,}", text) if part.strip()]
    numbers = [found for part in parts if (found := phone_digits(part))]
    if len(parts) > 1 and numbers:
        told = f"Ô có nhiều số, chỉ lấy {format_phone(numbers[0])}."
        return Tidied(numbers[0], (Remark(PHONE, told, is_problem=True),))
    return _left_out(PHONE, text, "không phải số điện thoại")


def _exact(text: str) -> str:
    """A number in E notation whose digits are all there: '9.12345678E+8' -> '912345678'; else ''."""
    digits, _, power = text.lower().replace(",", ".").partition("e")
    whole, _, part = digits.partition(".")
    return whole + part if len(part) == int(power) else ""


def _phone_remarks(text: str, number: str) -> tuple[Remark, ...]:
    digits = re.sub(r"[^0-9]", "", text)
    if digits == number:
        return ()
    if len(digits) == 11 and digits.startswith("01"):
        return (Remark(PHONE, f"Số 11 chữ số cũ {text} đổi thành {format_phone(number)}."),)
    if f"0{digits}" == number:
        return (Remark(PHONE, f"Thêm số 0 ở đầu bị mất: {format_phone(number)}."),)
    return (Remark(PHONE, f"Ghi lại “{text}” thành {format_phone(number)}."),)


def _people(text: str) -> Tidied:
    found = re.fullmatch(r"([0-9]{1,4})(?:[.,]0+)?\s*(người|khẩu|nhân khẩu|nk)?", text, re.IGNORECASE)
    if not found:
        return _left_out(PEOPLE, text, "không phải số người")
    number = int(found[1])
    if number > _MOST_PEOPLE:
        return _left_out(PEOPLE, text, f"nhiều hơn {_MOST_PEOPLE} người")
    return Tidied(number)


#: The first that is found in what was written counts.
_CLASSES: tuple[tuple[str, str], ...] = (
    (r"khong (phai )?(la )?(ho )?(can )?ngheo|thoat ngheo|khong thuoc|binh thuong|\bkha\b|\bgiau\b|^khong$", "4"),
    (r"\bcan ngheo\b|^h?cn$|^ho cn$", "2"),
    (r"\bngheo\b|^hn$", "1"),
    (r"trung binh|\btb\b", "3"),
    (r"chua (ra soat|ro|phan loai)", "9"),
)
_MARKS = frozenset({"x", "v", "1", "co", "true", "✓", "✔"})


def _class(text: str, title: str) -> Tidied:
    folded, heading = fold(text), fold(title)
    if folded in _MARKS and "ngheo" in heading:
        return Tidied("2" if "can ngheo" in heading else "1")
    if folded in {"1", "2", "3", "4", "9"}:
        return Tidied(folded)
    for pattern, code in _CLASSES:
        if re.search(pattern, folded):
            return Tidied(code)
    return _left_out(CLASS, text, "không có trong danh mục loại hộ")


_TIDIERS: Mapping[str, Callable[[str], Tidied]] = {
    CODE: _short_text(CODE),
    HAMLET: _short_text(HAMLET),
    NOTE: _note,
    PHONE: _phone,
    PEOPLE: _people,
}
