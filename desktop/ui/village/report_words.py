"""The figures of a village's report as rows of words: value, and on how many households or villages it stands."""

from dataclasses import dataclass

from desktop.models.facts import Figure
from desktop.text import format_count, format_share


@dataclass(frozen=True)
class FigureRow:
    """One line of the table on the screen."""

    name: str
    value: str
    coverage: str


def figure_row(figure: Figure) -> FigureRow:
    """A figure in words; what is not known is "-" and never 0."""
    value = format_count(figure.value)
    if figure.is_rate and figure.value is not None:
        share = format_share(figure.value, figure.base)
        value = f"{share} ({value}/{format_count(figure.base)})"
    elif figure.value is not None and figure.unit:
        value = f"{value} {figure.unit}" if figure.unit != "%" else value
    return FigureRow(figure.name, value, _coverage(figure))


def _coverage(figure: Figure) -> str:
    if figure.answered is None or figure.expected is None:
        return ""
    told = f"{format_count(figure.answered)}/{format_count(figure.expected)} {figure.unit_of_coverage}"
    return f"trên {told}"
