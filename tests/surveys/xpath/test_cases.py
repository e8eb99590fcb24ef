"""The rows of two public suites: at least so many pass, and each that does not has its reason."""

import pytest

from tests.surveys.xpath.cases import Outcome, outcomes, passes, rows_file
from tests.surveys.xpath.reasons import REASONS, UNEXPLAINED, reason_of

LEAST = 1852

pytestmark = pytest.mark.skipif(not rows_file().is_file(), reason="the suites' rows are not beside the project")


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    return list(outcomes(rows_file()))


def test_the_rows_pass(found: list[Outcome]) -> None:
    assert sum(map(passes, found)) >= LEAST


def test_every_other_row_has_its_reason(found: list[Outcome]) -> None:
    failed = [outcome.row for outcome in found if not passes(outcome)]
    assert [row["id"] for row in failed if reason_of(row) == UNEXPLAINED] == []


def test_no_reason_is_kept_for_a_row_that_passes(found: list[Outcome]) -> None:
    failed = {outcome.row["id"] for outcome in found if not passes(outcome)}
    assert {row for rows in REASONS.values() for row in rows} - failed == set()
