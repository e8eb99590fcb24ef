"""Tổ Số's results as a contestant: every question of a round by village, out of the store, small cells hidden.

Not measured: opening the store, and making the grammar of expressions, which opening any form has done before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from benchmarks.measuring import Act, run_contest
from desktop.models.store import Store
from desktop.models.survey_rounds import round_on
from desktop.surveys.results.of_rounds import tabulation
from desktop.surveys.xpath.expression import compile_expression

_DAY = date(2025, 7, 31)


@contextmanager
def tables(case: Path, _scratch: Path) -> Iterator[Act]:
    """All questions by village."""
    compile_expression("1")
    with Store.open(case / "home") as store:
        yield lambda: tabulation(store, [round_on(store, _DAY)], "village").tables()


@contextmanager
def by_class(case: Path, _scratch: Path) -> Iterator[Act]:
    """All questions by household class."""
    compile_expression("1")
    with Store.open(case / "home") as store:
        yield lambda: tabulation(store, [round_on(store, _DAY)], "class").tables()


if __name__ == "__main__":
    run_contest({"tables": tables, "by-class": by_class})
