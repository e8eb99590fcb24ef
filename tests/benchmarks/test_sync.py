"""The benchmark of merging runs from end to end with a few records, so that it cannot rot. No time is judged."""

import re
import sys
from pathlib import Path

import pytest

from benchmarks import sync
from benchmarks.contests import Result, ratios


@pytest.mark.slow
def test_every_way_of_every_work_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sync.main(["--records", "200", "--rounds", "1", "--stores", "100,300", "--folder", str(tmp_path)])
    told = capsys.readouterr().out
    assert "geodiff is left out" in told
    rows = [line.strip("| ").split(" | ") for line in told.splitlines() if line.startswith("|")]
    measured = [row for row in rows[2:] if re.fullmatch(r"[\d.]+ m?s", row[-5])]
    assert len(measured) == len(rows) - 2 == 15
    assert sum("Tổ Số" in line for line in told.splitlines()) == 5
    assert len(re.findall(r"times its lines \(\d", told)) == 2


def test_a_peer_that_cannot_be_imported_is_left_out_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert sync.peer(sys.executable, "no_such_library", "Nobody") == ""
    assert sync.peer("no-such-python", "json", "Nobody") == ""
    assert capsys.readouterr().out.count("Nobody is left out: it cannot be imported") == 2
    assert sync.peer(sys.executable, "json", "Somebody") == sys.executable


def test_ratios_are_those_of_one_round() -> None:
    yardstick = Result("one", seconds=[1.0, 2.0, 4.0], processor=[1.0, 1.0, 1.0])
    slow = Result("other", seconds=[3.0, 4.0, 20.0], processor=[2.0, 2.0, 2.0])
    found = ratios(slow, yardstick)
    assert found is not None
    assert (found.median, found.least, found.most) == (3.0, 2.0, 5.0)
    assert ratios(Result("none"), yardstick) is None
