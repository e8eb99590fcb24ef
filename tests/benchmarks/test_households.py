"""The benchmark of searching households runs from end to end with a few of them, so that it cannot rot."""

import pytest

from benchmarks import households


@pytest.mark.slow
def test_every_way_and_every_act_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    households.main(["--households", "60", "--searches", "3"])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert sum("Tổ Số" in row for row in rows) == 1
    assert len(rows) == 2 + 3 + 2 + 7
