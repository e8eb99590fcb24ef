"""Every scene under every kind of fault, a few instants each; `python -m tests.faults.run` is the same for hours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.scenes import SCENES
from tests.faults.sqlite_files import can_be_watched

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked"),
    pytest.mark.skipif(not can_be_watched(), reason="this Python's SQLite hides its functions"),
]
ROOT = Path(__file__).parents[2]


def run(*options: str) -> subprocess.CompletedProcess[str]:
    """The long run as a command. Its desks are in the system's own folder for such things, which is open to nobody."""
    command = [sys.executable, "-m", "tests.faults.run", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES)
def test_a_desk_that_was_disturbed_ends_like_one_that_was_not(scene: str) -> None:
    done = run("--scenes", scene, "--each", "4", "--kinds", "kill,wait,cut,fail,limit")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["full", "locked"])
def test_a_disk_that_is_full_or_locked_is_told_of_and_harms_nothing(kind: str) -> None:
    """On real disks: a small one in memory, folders without the permission to write."""
    done = run("--kinds", kind, "--each", "4")
    if done.returncode == 2:
        pytest.skip(done.stdout[done.stdout.index("not possible here") :])
    assert done.returncode == 0, done.stdout + done.stderr
