"""One thing that a rule found, before anybody knows in which row of which file it stands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What was found. `path` is the node that it is about, `column` the XLSForm column of the cell, "" for the row.

    `letter` counts the letters of an XForm's expression from 1, 0 for the whole. `sheet` and `row` are set by rules
    that look at the workbook itself.
    """

    code: str
    message: str
    advice: str
    path: str = ""
    column: str = ""
    letter: int = 0
    sheet: str = "survey"
    row: int = 0
