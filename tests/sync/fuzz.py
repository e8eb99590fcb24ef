"""The fuzzer of the reader: `python -m tests.sync.fuzz --seconds 60 [--seed N] [--keep DIR]`.

Files of `fuzz_inputs` are thrown at a commune's real desk. Whatever they are, nothing but a named verdict may come out:
after a refusal the store is as before, after anything else it is whole and people can go on working with it. A file on
which that fails is kept, shrunk by hypothesis.
"""

from __future__ import annotations

import argparse
import hashlib
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from desktop.models.health import health_problems
from desktop.sync import merging, refusals
from desktop.sync.merging import Outcome
from tests.bad_bundles.receivers import desk_at, go_on
from tests.sync.fuzz_inputs import KINDS, Files

_BEFORE = ("village-1", "village-2", "village-3", "neighbour-1")
_DANGLING = "chỉ đến một mục không có ở đây"  # what a reference may do, for its record may be on its way
_ROUND = 50  # inputs of one kind before the next one's turn


class Target:
    """A commune's desk that bundles are thrown at; afterwards it is put back to where it was."""

    def __init__(self, folder: Path) -> None:
        self._stick = folder / "usb"
        self._desk = desk_at(folder / "xa", "commune", _BEFORE)
        self._home = self._desk.store.home
        self._start = sqlite3.connect(":memory:")
        self._connection().backup(self._start)
        self._rows = self._first_rows = self._desk.rows()
        self._files = set(self._home.rglob("*"))
        self.verdicts: Counter[str] = Counter()
        self.last: list[bytes] = []

    def close(self) -> None:
        self._start.close()
        self._desk.store.close()

    def throw(self, files: list[bytes]) -> None:
        """Throw files one after the other, look at what each did, and let people go on with what is there then."""
        self.last = files
        written = self._connection().total_changes
        try:
            for data in files:
                self._throw_one(data)
            if self._connection().total_changes != written:
                go_on(self._desk, self._stick)
        finally:
            self._put_back()

    def _throw_one(self, data: bytes) -> None:
        written = self._connection().total_changes
        outcome = merging.merge(self._desk.store, self._desk.keys, data, "goi.toso")
        self.verdicts[outcome.reason or outcome.verdict] += 1
        _check(outcome)
        if self._connection().total_changes == written:
            return
        before, self._rows = self._rows, self._desk.rows()
        if outcome.verdict == "refused":
            assert self._rows == before
        else:
            assert [told for told in health_problems(self._desk.store) if _DANGLING not in told] == []

    def _put_back(self) -> None:
        self._start.backup(self._connection())
        self._rows = self._first_rows
        for path in set(self._home.rglob("*")) - self._files:
            if path.is_file():
                path.unlink()

    def _connection(self) -> sqlite3.Connection:
        found = self._desk.store.database.connection()
        assert isinstance(found, sqlite3.Connection)
        return found


def _check(outcome: Outcome) -> None:
    """A verdict is one of four, and a refusal has a code and words."""
    assert outcome.verdict in {"merged", "already", "held", "refused"}
    assert outcome.message
    if outcome.verdict in {"refused", "held"}:
        assert outcome.reason in refusals.CODES
        assert outcome.advice


def run(target: Target, seconds: float, first_seed: int) -> int:
    """Throw inputs of every kind in turn until the time is over; give how many."""
    end = time.monotonic() + seconds
    tried = 0
    turn = first_seed
    while time.monotonic() < end:
        for files in KINDS.values():
            tried += _round(target, files, turn)
            turn += 1
            if time.monotonic() >= end:
                break
    return tried


def _round(target: Target, files: Files, turn: int) -> int:
    """Throw `_ROUND` inputs of one kind; give how many were made."""
    count = 0

    def throw(drawn: list[bytes]) -> None:
        nonlocal count
        count += 1
        target.throw(drawn)

    chosen = settings(
        max_examples=_ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    seed(turn)(chosen(given(files)(throw)))()
    return count


def main() -> int:
    """Fuzz for a fixed time and tell what came of it."""
    parser = argparse.ArgumentParser(description="Throw bent bundles at a commune's desk.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, default=Path(), metavar="DIR", help="where a file that gets through is kept"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, closing(Target(Path(folder))) as target:
        try:
            tried = run(target, asked.seconds, asked.seed)
        except BaseException:
            for data in target.last:
                name = f"fuzz-{hashlib.sha256(data).hexdigest()[:12]}.toso"
                (asked.keep / name).write_bytes(data)
                sys.stderr.write(f"kept: {name}\n")
            raise
        told = ", ".join(f"{name} {count}" for name, count in target.verdicts.most_common())
        sys.stdout.write(f"{tried} inputs from seed {asked.seed}, nothing but named verdicts: {told}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
