"""The rows of an officer's workbook as values, and where in it a question or a choice stands. It opens nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

#: What a heading of XLSForm means, by its other spellings (pyxform's aliases).
_SAME: Mapping[str, str] = {
    "relevance": "relevant", "readonly": "read_only", "calculate": "calculation",
    "constraining_message": "constraint_message", "constraintmsg": "constraint_message",
    "jr:constraintmsg": "constraint_message", "jr:requiredmsg": "required_message", "requiredmsg": "required_message",
    "count": "repeat_count", "jr:count": "repeat_count", "caption": "label", "command": "type", "tag": "name",
    "value": "name", "list name": "list_name", "bind": "bind", "bind:relevant": "relevant",
}  # fmt: skip
FIRST_ROW = 2  # row 1 holds the headings


def column_of(heading: str) -> str:
    """The column that a heading means, without its language: "Label :: English (en)" is "label"."""
    first, _, second = heading.partition("::")
    if not second and ":" in heading and not heading.startswith("jr:"):
        first, _, second = heading.partition(":")
    name = "_".join(first.split()).lower()
    if name == "bind" and second:
        name = "_".join(second.partition("::")[0].split()).lower()
    return _SAME.get(name, name)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its headings, and its rows by heading; row 0 is row 2 in Excel."""

    headings: tuple[str, ...] = ()
    rows: tuple[Mapping[str, str], ...] = ()

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The first heading of each column that it has, as written."""
        found: dict[str, str] = {}
        for heading in self.headings:
            found.setdefault(column_of(heading), heading)
        return found

    def cell(self, row: Mapping[str, str], column: str) -> str:
        """A cell by the column that it stands in, "" when there is none."""
        heading = self.columns.get(column)
        return (row.get(heading) or "").strip() if heading else ""


_NONE = Sheet()


@dataclass(frozen=True)
class Book:
    """The sheets of a workbook that belong to XLSForm."""

    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    @property
    def survey(self) -> Sheet:
        """The questions."""
        return self.sheets.get("survey", _NONE)

    @property
    def choices(self) -> Sheet:
        """The lists."""
        return self.sheets.get("choices", _NONE)

    @cached_property
    def rows_by_path(self) -> Mapping[str, int]:
        """The row in Excel of each question and group, by its path below the root."""
        found: dict[str, int] = {}
        above: list[str] = []
        for at, row in enumerate(self.survey.rows, start=FIRST_ROW):
            kind = self.survey.cell(row, "type").lower().replace("_", " ")
            name = self.survey.cell(row, "name")
            if kind.startswith("end ") and above:
                above.pop()
            elif name:
                found.setdefault("/".join(("", *above, name)), at)
                if kind.startswith("begin "):
                    above.append(name)
        return found

    def row_of(self, path: str) -> int:
        """The row of an XForm's path; a node that pyxform added belongs to the row above it; 0 when there is none."""
        below = path.partition("/")[2].partition("/")[2]
        steps = below.split("/") if below else []
        while steps:
            written = "/".join(("", *steps))
            row = self.rows_by_path.get(written) or self.rows_by_path.get(written.removesuffix("_count"))
            if row:
                return row
            steps.pop()
        return 0

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name of the survey sheet."""
        return tuple(name for row in self.survey.rows if (name := self.survey.cell(row, "name")))

    @cached_property
    def rows_of_lists(self) -> Mapping[str, int]:
        """The first row of each list of the choices sheet."""
        found: dict[str, int] = {}
        for at, row in enumerate(self.choices.rows, start=FIRST_ROW):
            if name := self.choices.cell(row, "list_name"):
                found.setdefault(name, at)
        return found
