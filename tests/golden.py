"""Golden files: what a document looked like when a person last approved it.

`TOSO_UPDATE_GOLDEN=1 make test` writes them anew; the change is then read and approved in the diff of the commit.
"""

import difflib
import os
import tempfile
from pathlib import Path

import pytest

VARIABLE = "TOSO_UPDATE_GOLDEN"
_SHOWN = 60


def check_golden(path: Path, actual: str | bytes) -> None:
    """Fail unless `path` holds exactly `actual`; with the variable set, make it so."""
    data = actual.encode() if isinstance(actual, str) else actual
    if os.environ.get(VARIABLE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return
    if not path.is_file():
        pytest.fail(f"{path} does not exist yet: run once with {VARIABLE}=1 and read what it wrote", pytrace=False)
    expected = path.read_bytes()
    if data != expected:
        difference = _lines(expected, data) if isinstance(actual, str) else _first_byte(expected, data)
        pytest.fail(f"{path.name} is no longer what was approved.\n{difference}\n{_kept(path, data)}", pytrace=False)


def _lines(expected: bytes, actual: bytes) -> str:
    """The differing lines of two texts."""
    before, after = (data.decode(errors="replace").splitlines() for data in (expected, actual))
    return "\n".join(list(difflib.unified_diff(before, after, "approved", "now", lineterm="", n=1))[:_SHOWN])


def _first_byte(expected: bytes, actual: bytes) -> str:
    """Where two byte strings part."""
    shorter = min(len(expected), len(actual))
    place = next((at for at in range(shorter) if expected[at] != actual[at]), shorter)
    return (
        f"{len(expected)} bytes were approved, now {len(actual)}; they part at byte {place}:\n"
        f"  approved {expected[place : place + 40]!r}\n  now      {actual[place : place + 40]!r}"
    )


def _kept(path: Path, data: bytes) -> str:
    """Lay what was made aside, to be looked at."""
    folder = Path(tempfile.gettempdir()) / "toso-golden"
    folder.mkdir(exist_ok=True)
    (folder / path.name).write_bytes(data)
    return f"What was made lies in {folder / path.name}; {VARIABLE}=1 approves it."
