"""The list of mutants stays with the code: each of its lines names a place that is there, and tests that are there."""

import pytest

from tests.mutants import ROOT, Mutant, all_mutants


@pytest.mark.parametrize("mutant", all_mutants(), ids=lambda mutant: f"{mutant.file}: {mutant.old.strip()[:40]}")
def test_a_mutant_names_one_place_and_its_tests(mutant: Mutant) -> None:
    assert (ROOT / "desktop" / mutant.file).read_text().count(mutant.old) == 1
    assert mutant.new != mutant.old
    assert [test for test in mutant.tests.split() if not (ROOT / "tests" / test).is_file()] == []
