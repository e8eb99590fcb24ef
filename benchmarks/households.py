"""Searching households beside two plain ways of SQLite, and the list of them, in one run.

    python -m benchmarks.households --households 12000,100000

Every keystroke of many searches is measured: query, ranking, 12 rows ready. The peers rank nothing: a LIKE scan over
the folded key, and an FTS5 table asked for words that begin so, ordered by code.
"""

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from benchmarks import household_case
from desktop.models.household_index import household_index
from desktop.models.listing_households import POOR, HouseholdList
from desktop.models.store import FILE_NAME, Store
from desktop.text import fold

_DAY = date(2025, 8, 1)
_PAGE = 200
_TIMES = 5
Search = Callable[[str], object]


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", default="12000,100000")
    parser.add_argument("--searches", type=int, default=60)
    given = parser.parse_args(arguments)
    for households in map(int, given.households.split(",")):
        with (
            tempfile.TemporaryDirectory(prefix="toso-bench-") as folder,
            household_case.make(Path(folder), households) as store,
        ):
            _measure_search(store, households, household_case.typed(store, given.searches))
            _measure_list(store, households)


def _measure_search(store: Store, households: int, keystrokes: Sequence[str]) -> None:
    began = time.perf_counter()
    household_index(store)
    made = time.perf_counter() - began
    print(f"\n{households:,} households, {len(keystrokes):,} keystrokes; the index is made in {made * 1000:.0f} ms\n")
    print("| way | p50 | p95 | worst | times ours at p95 |\n| :-- | --: | --: | --: | --: |")
    ours = 0.0
    with closing(sqlite3.connect(store.home / FILE_NAME)) as plain:
        for way, search in (
            (f"Tổ Số (aim {2 if households <= 12_000 else 5} ms)", lambda text: household_index(store).first(text, 12)),
            ("SQLite LIKE over the folded key", lambda text: _like(plain, text)),
            ("SQLite FTS5, words that begin so", _full_text(plain)),
        ):
            taken = sorted(_seconds(search, text) for text in keystrokes)
            last = taken[len(taken) * 95 // 100]
            ours = ours or last
            figures = " | ".join(f"{one * 1000:.2f} ms" for one in (statistics.median(taken), last, taken[-1]))
            print(f"| {way} | {figures} | {last / ours:.1f} |", flush=True)


def _seconds(search: Search, text: str) -> float:
    began = time.perf_counter()
    search(text)
    return time.perf_counter() - began


def _like(plain: sqlite3.Connection, text: str) -> list[object]:
    words = fold(text).replace("-", " ").split() or [""]
    sql = " AND ".join(["search_key LIKE ?"] * len(words))
    sql = f"SELECT id, head_name, hamlet, code FROM household WHERE NOT deleted AND {sql} ORDER BY code LIMIT 12"
    return plain.execute(sql, [f"%{word}%" for word in words]).fetchall()


def _full_text(plain: sqlite3.Connection) -> Search:
    plain.execute(
        "CREATE VIRTUAL TABLE temp.found USING fts5(search_key, id UNINDEXED, code UNINDEXED, prefix='1 2 3')"
    )
    plain.execute("INSERT INTO temp.found SELECT search_key, id, code FROM household WHERE NOT deleted")

    def search(text: str) -> list[object]:
        words = [f'"{word}"*' for word in fold(text).replace("-", " ").split()]
        sql = "SELECT id, code FROM temp.found WHERE found MATCH ? ORDER BY code LIMIT 12"
        return plain.execute(sql, [" ".join(words)]).fetchall() if words else []

    return search


def _measure_list(store: Store, households: int) -> None:
    print(f"\nThe list of {households:,}; medians of {_TIMES}\n\n| act | aim | taken |\n| :-- | --: | --: |")
    rows = HouseholdList(store, _DAY)
    acts: tuple[tuple[str, int, Callable[[], object]], ...] = (
        ("first page", 100, rows.refresh),
        ("sort by code", 150, lambda: rows.sort("code")),
        ("sort by hamlet", 150, lambda: rows.sort("hamlet", descending=True)),
        ("sort by survey", 150, lambda: rows.sort("survey")),
        ("sort by name", 150, lambda: rows.sort("head_name", descending=True)),
        ("filter: poor", 150, lambda: rows.narrow(POOR)),
        ("search: nguyen v h", 150, lambda: rows.search("nguyen v h")),
    )
    for name, aim, act in acts:
        taken = statistics.median(_act_and_a_page(rows, act) for _ in range(_TIMES))
        print(f"| {name} | {aim} ms | {taken * 1000:.0f} ms |", flush=True)


def _act_and_a_page(rows: HouseholdList, act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    rows.rows(0, _PAGE)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
