"""Which tables and columns an export has: one table for the responses, one for each repeat, linked by keys.

A question gives one column, one that several choices can be picked of also one column of 0 and 1 for each choice.
Personal questions (C and N, NĐ 356/2025) are left out unless they are asked for. How a cell is written is decided by
each format.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from desktop.surveys.definition import Form, Question, Repeat
from desktop.text import fold

Type = Literal["text", "integer", "decimal", "date", "time", "datetime", "code", "codes", "flag"]

KEY, PARENT_KEY = "KEY", "PARENT_KEY"
RESPONSES = "phieu"
_TYPES: dict[str, Type] = {
    "integer": "integer", "decimal": "decimal", "date": "date", "time": "time", "datetime": "datetime",
    "select_one": "code", "select_multiple": "codes", "rank": "codes", "acknowledge": "code",
}  # fmt: skip
_PERSONAL = frozenset({"C", "N"})


@dataclass(frozen=True)
class Column:
    """One column: `source` is the name of the answer, `option` the choice that a flag stands for.

    `choices` are (code, label) pairs. `personal` is that of the question.
    """

    name: str
    label: str
    type: Type
    source: str = ""
    option: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    personal: str = ""


@dataclass(frozen=True)
class Table:
    """One table; the first columns are its keys and, for responses, where and when. `children` are repeats inside."""

    name: str
    label: str
    fixed: tuple[Column, ...]
    asked: tuple[Column, ...]
    repeat: str = ""
    source: str = ""
    parent: str = ""
    children: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns in order."""
        return (*self.fixed, *self.asked)


_RESPONSE: tuple[Column, ...] = (
    Column(KEY, "Mã phiếu", "text"),
    Column("toso_ho", "Mã hộ", "text"),
    Column("toso_thon", "Mã thôn", "text"),
    Column("toso_dot", "Đợt khảo sát", "text"),
    Column("toso_bieu_mau", "Mã biểu mẫu", "text"),
    Column("toso_phien_ban", "Phiên bản biểu mẫu", "text"),
    Column("toso_ngay", "Ngày phỏng vấn", "date"),
)
_ENTRY: tuple[Column, ...] = (
    Column(KEY, "Mã dòng", "text"),
    Column(PARENT_KEY, "Mã của dòng hoặc phiếu chứa dòng này", "text"),
    Column("toso_ho", "Mã hộ", "text"),
)


def tables_of(form: Form, *, personal: bool = False) -> tuple[Table, ...]:
    """The tables of an export of this form (`versions.united` for several versions), the responses first."""
    names = _table_names(form)
    by_path = {repeat.path: repeat for repeat in form.repeats}
    top = _table(form, None, names, personal=personal)
    return (top, *(_table(form, by_path[path], names, personal=personal) for path in by_path))


def _table(form: Form, repeat: Repeat | None, names: dict[str, str], *, personal: bool) -> Table:
    """The table of a repeat, or of the responses."""
    path = repeat.path if repeat else ""
    fixed = _ENTRY if repeat else _RESPONSE
    questions = [
        question
        for question in (*form.questions, *form.hidden)
        if question.repeat == path
        and question.kind not in ("note", "hidden")
        and (personal or question.personal not in _PERSONAL)
    ]
    asked = _distinct(fixed, [column for question in questions for column in _columns(question)])
    return Table(
        name=names[path],
        label=(repeat.label or repeat.name) if repeat else form.title,
        fixed=fixed,
        asked=tuple(asked),
        repeat=path,
        source=repeat.name if repeat else "",
        parent=names[repeat.within if repeat.within in names else ""] if repeat else "",
        children=tuple(child.path for child in form.repeats if child.within == path),
    )


def _columns(question: Question) -> Iterator[Column]:
    """The columns of one question."""
    kind = _TYPES.get(question.kind, "text")
    label = question.label or question.name
    choices = tuple((choice.value, choice.label) for choice in question.choices)
    column = Column(question.name, label, kind, question.name, "", choices, question.personal)
    yield column
    if kind == "codes":
        for code, told in choices:
            yield replace(
                column, name=f"{question.name}/{code}", label=f"{label}: {told}", type="flag", option=code, choices=()
            )


def _distinct(fixed: Sequence[Column], columns: Sequence[Column]) -> Iterator[Column]:
    """Columns with names that differ, whatever the case; a later one takes a number."""
    taken = {column.name.casefold() for column in fixed}
    for column in columns:
        name, number = column.name, 1
        while name.casefold() in taken:
            number += 1
            name = f"{column.name}_{number}"
        taken.add(name.casefold())
        yield replace(column, name=name)


def _table_names(form: Form) -> dict[str, str]:
    """Path of a repeat -> the ASCII name of its table, each different; "" is the responses'."""
    names = {"": RESPONSES}
    for repeat in form.repeats:
        plain = "".join(letter if letter.isalnum() else "_" for letter in fold(repeat.name))[:24] or "lap"
        name, number = plain, 1
        while name in {*names.values(), "bang_ma"}:
            number += 1
            name = f"{plain}_{number}"
        names[repeat.path] = name
    return names
