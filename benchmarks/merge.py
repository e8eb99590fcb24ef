"""Verify + merge of many changed records, beside plain `sqlite3.executemany` of the same rows.

    python -m benchmarks.merge --records 100000 --rounds 5

Both write to the same disk, in WAL mode with `synchronous=FULL`, in one transaction. The plain side has the same
columns and indexes; it writes no journal, checks nothing and knows nothing of conflicts.
"""

import argparse
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.desks import Pair, add_households, make_pair, write_bundle
from desktop.models.households import Household
from desktop.models.journal import VILLAGE, changing
from desktop.sync import merging


def main() -> None:
    """Measure new and changed records, and a bundle already seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="toso-bench-"))
    try:
        _measure(make_pair(folder), given.records, given.rounds)
    finally:
        shutil.rmtree(folder)


def _measure(pair: Pair, records: int, rounds: int) -> None:
    with pair.opened("thon") as (store, _), changing(store) as change:
        households = add_households(change, store.setting(VILLAGE) or "", records)
    new = write_bundle(pair)
    _compare(pair, f"{records:,} new records", new, rounds)
    pair.copy_of("xa", "xa-before")
    _merge(pair, "xa", new)
    with pair.opened("thon") as (store, _), changing(store) as change:
        for number, household in enumerate(households):
            change.set(Household, household, phone=f"08{number:08d}", note="Đã hẹn lại")
    _compare(pair, f"{records:,} changed records (2 fields)", write_bundle(pair, only_new=True), rounds)
    seen = statistics.median(_timed(lambda: _merge(pair, "xa", new)) for _ in range(rounds))
    print(f"bundle already seen: {seen:.4f} s, with opening the store")


def _compare(pair: Pair, title: str, bundle: Path, rounds: int) -> None:
    ours, plain, ratios = [], [], []
    for _ in range(rounds):
        pair.copy_of("xa", "xa-copy")
        rows = _rows_after(pair, bundle)
        pair.copy_of("xa", "xa-copy")
        ours.append(_merge_seconds(pair, "xa-copy", bundle))
        plain.append(_plain_seconds(pair, rows))
        ratios.append(ours[-1] / plain[-1])
    print(
        f"{title}: verify + merge {statistics.median(ours):.2f} s, executemany {statistics.median(plain):.2f} s,"
        f" ratio {statistics.median(ratios):.2f} (of {rounds}: {min(ratios):.2f} to {max(ratios):.2f});"
        f" bundle {bundle.stat().st_size / 1e6:.1f} MB"
    )


def _merge(pair: Pair, name: str, bundle: Path) -> None:
    with pair.opened(name) as (store, keys):
        merging.merge_file(store, keys, bundle)


def _merge_seconds(pair: Pair, name: str, bundle: Path) -> float:
    with pair.opened(name) as (store, keys):
        start = time.perf_counter()
        outcome = merging.merge_file(store, keys, bundle)
        seconds = time.perf_counter() - start
    assert outcome.verdict == "merged", outcome
    return seconds


def _rows_after(pair: Pair, bundle: Path) -> list[tuple[object, ...]]:
    """The households as they stand after the merge: what the plain side writes."""
    _merge(pair, "xa-copy", bundle)
    with pair.opened("xa-copy") as (store, _):
        return store.rows("SELECT * FROM household")


def _plain_seconds(pair: Pair, rows: list[tuple[object, ...]]) -> float:
    path = pair.folder / "plain.db"
    for leftover in pair.folder.glob("plain.db*"):
        leftover.unlink()
    shutil.copy(pair.folder / "xa" / "toso.db", path)  # closed and checkpointed: one whole file
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = full")
    marks = ",".join("?" * len(rows[0]))
    start = time.perf_counter()
    with connection:
        connection.executemany(f"INSERT OR REPLACE INTO household VALUES ({marks})", rows)
    seconds = time.perf_counter() - start
    connection.close()
    return seconds


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
