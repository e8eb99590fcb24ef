"""The seam itself: nothing reaches a disk past it, and a simulation that must find something does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.sqlite_files import can_be_watched

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked"),
    pytest.mark.skipif(not can_be_watched(), reason="this Python's SQLite hides its functions"),
]
ROOT = Path(__file__).parents[2]
#: How strace tells of what the seam calls an event; names are those of the kernel.
_CALLS = {
    "write": "write",
    "pwrite64": "write",
    "fsync": "sync",
    "fdatasync": "sync",
    "ftruncate": "truncate",
    "rename": "rename",
    "renameat": "rename",
    "renameat2": "rename",
    "unlink": "unlink",
    "unlinkat": "unlink",
    "mkdir": "mkdir",
    "mkdirat": "mkdir",
}
_LINE = re.compile(r"(?P<call>\w+)\((?P<arguments>.*)\) = (?P<answer>\d+)")
_BESIDE = ("toso.db-shm", "toso.lock")  # made anew after a crash; empty


@pytest.mark.slow
@pytest.mark.parametrize("scene", ["export", "merge", "hold", "accept"])
def test_nothing_reaches_the_disk_past_the_seam(scene: str, tmp_path: Path) -> None:
    """strace sees what the kernel sees: the same bytes, flushes, renames and removals, file by file."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    folder, log, told = tmp_path / "cảnh", tmp_path / "log", tmp_path / "told"
    act = [sys.executable, "-m", "tests.faults.child", scene, str(folder)]
    subprocess.run([*act, "--prepare"], cwd=ROOT, check=True)
    traced = ["strace", "-f", "-y", "-s", "0", "-e", f"trace={','.join(_CALLS)}", "-o", str(log)]
    done = subprocess.run([*traced, *act, "--write-down", str(told)], cwd=ROOT, check=False, capture_output=True)
    if done.returncode:
        pytest.skip(f"strace may not trace here: {done.stderr.decode()[-200:]}")
    assert _seen_by_kernel(log.read_text(), folder) == _seen_by_seam(told.read_text(), folder)


def _seen_by_kernel(log: str, folder: Path) -> Counter[tuple[str, str]]:
    """How many bytes were written to each file, and how often it was flushed, cut, renamed or removed."""
    seen: Counter[tuple[str, str]] = Counter()
    for found in map(_LINE.search, log.splitlines()):
        if found and (name := _name_in(found["arguments"], folder)):
            kind = _CALLS[found["call"]]
            seen[kind, name] += int(found["answer"]) if kind == "write" else 1
    return seen


def _name_in(arguments: str, folder: Path) -> str | None:
    """The file of a call: `5</path>` or `"/path"`; strace spells what is not ASCII in octal."""
    plain = re.sub(r"(?:\\\d{1,3})+", lambda run: _unoctal(run[0]), arguments)
    place = re.search(rf"{re.escape(str(folder))}/([^\">]*)", plain)
    if place is None or place[1].endswith(_BESIDE):
        return None
    return place[1].removesuffix(" (deleted)")


def _unoctal(run: str) -> str:
    return bytes(int(number, 8) for number in run.split("\\")[1:]).decode()


def _seen_by_seam(told: str, folder: Path) -> Counter[tuple[str, str]]:
    seen: Counter[tuple[str, str]] = Counter()
    for line in told.splitlines():
        kind, size, path = line.split(" ", 2)
        name = str(Path(path).relative_to(folder))
        if kind in set(_CALLS.values()) and not name.endswith(_BESIDE):
            seen[kind, name] += int(size) if kind == "write" else 1
        elif kind == "sync-folder":
            seen["sync", name] += 1
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("forgotten", ["sync", "sync-folder"])
def test_a_program_that_did_not_flush_would_be_found_out(forgotten: str) -> None:
    """The same run with its flushes left out of the record: some power cut must then do harm."""
    command = [sys.executable, "-m", "tests.faults.run", "--kinds", "cut", "--scenes", "export", "--each", "12"]
    done = subprocess.run([*command, "--forget", forgotten], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert " 0 problems" not in done.stdout
