"""The same records for everybody: a commune's store before and after, the bundle, the rows and lines as plain data."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.desks import Pair, add_households, make_pair, opened, write_bundle
from desktop.models.exchange import lines_between
from desktop.models.households import Household
from desktop.models.journal import VILLAGE, changing
from desktop.sync import merging


@dataclass(frozen=True)
class Cases:
    """Folders, one a work. In each stand what its contestants read: homes, `bundle.toso`, rows and lines."""

    new: Path
    changed: Path


def prepare(folder: Path, records: int) -> Cases:
    """New records and then a change of each, both as a village handed them over."""
    pair = make_pair(folder / "desks")
    cases = Cases(folder / "new", folder / "changed")
    with pair.opened("thon") as (store, _), changing(store) as change:
        households = add_households(change, store.setting(VILLAGE) or "", records)
    _hand_over(pair, cases.new)
    with pair.opened("thon") as (store, _), changing(store) as change:
        for number, household in enumerate(households):
            change.set(Household, household, phone=f"08{number:08d}", note="Đã hẹn lại")
    _hand_over(pair, cases.changed)
    return cases


def _hand_over(pair: Pair, case: Path) -> None:
    """One bundle from the village to the commune, with everything around it kept."""
    shutil.copytree(pair.folder / "xa", case / "before")
    shutil.copytree(pair.folder / "thon", case / "sender")
    before = pair.held()
    _write_rows(pair, case / "old.json")
    write_bundle(pair, only_new=True).rename(case / "bundle.toso")
    with pair.opened("xa") as (store, keys):
        outcome = merging.merge_file(store, keys, case / "bundle.toso")
        if outcome.verdict != "merged":
            raise AssertionError(outcome)
    _write_rows(pair, case / "rows.json")
    _write_lines(pair, before, case / "lines.jsonl")
    shutil.copytree(pair.folder / "xa", case / "after")


def _write_rows(pair: Pair, path: Path) -> None:
    """The commune's households with their columns' names."""
    with pair.opened("xa") as (store, _):
        cursor = store.database.execute_sql("SELECT * FROM household")
        told = {"columns": [name for name, *_ in cursor.description], "rows": cursor.fetchall()}
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _write_lines(pair: Pair, before: dict[str, int], path: Path) -> None:
    """The journal lines that the commune did not hold before."""
    ranges = {author: (before.get(author, 0) + 1, held) for author, held in pair.held().items()}
    with opened(pair.folder / "xa") as (store, _), path.open("wb") as stream:
        stream.writelines(line + b"\n" for line in lines_between(store, ranges))
