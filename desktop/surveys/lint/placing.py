"""Where people look for what was found: sheet, row and column of the workbook, or path and letter of an XForm."""

from desktop.surveys.definition import Problem
from desktop.surveys.lint.book import Book
from desktop.surveys.lint.finding import Finding

_ATTRIBUTES = {
    "calculation": "calculate",
    "read_only": "readonly",
    "repeat_count": "jr:count",
    "choice_filter": "nodeset",
}


def placed(finding: Finding, book: Book | None, *, remark: bool = True) -> Problem:
    """A finding as a problem with its place in Vietnamese."""
    place = in_xform(finding) if book is None else in_book(finding, book)
    return Problem(place, finding.message, finding.advice, finding.code, finding.path.rpartition("/")[2], remark=remark)


def in_book(finding: Finding, book: Book) -> str:
    """Such as "trang survey, dòng 12, cột relevant"."""
    row = finding.row or (book.row_of(finding.path) if finding.path else 0)
    parts = [f"trang {finding.sheet}"]
    if row:
        parts.append(f"dòng {row}")
    if finding.column:
        sheet = book.sheets.get(finding.sheet)
        heading = sheet.columns.get(finding.column) if sheet else None
        parts.append(f"cột {heading or finding.column}")
    return ", ".join(parts)


def in_xform(finding: Finding) -> str:
    """Such as "/data/age, relevant, chữ thứ 12"."""
    parts = [finding.path] if finding.path else ["biểu mẫu"]
    if finding.column:
        parts.append(_ATTRIBUTES.get(finding.column, finding.column))
    if finding.letter:
        parts.append(f"chữ thứ {finding.letter}")
    return ", ".join(parts)
