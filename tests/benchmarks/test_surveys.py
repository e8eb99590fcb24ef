"""The benchmark of a survey's tables runs from end to end with a few households, so that it cannot rot."""

import pytest

from benchmarks import surveys


@pytest.mark.slow
def test_every_way_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    surveys.main(["--households", "60", "--rounds", "1"])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert sum("Tổ Số" in row for row in rows) == 2
    assert not any("not measured" in row or "gave up" in row for row in rows)
    assert len(rows) == 5
