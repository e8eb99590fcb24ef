"""Tổ Số as a contestant: verify and merge a bundle, merge it again, export. Opening the store is not measured."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.desks import opened
from benchmarks.measuring import Act, run_contest
from desktop.sync import exporting, merging


@contextmanager
def merge(case: Path, scratch: Path) -> Iterator[Act]:
    """A bundle into a copy of the store that it was made for."""
    shutil.copytree(case / "before", scratch / "home")
    with _merging(scratch / "home", case / "bundle.toso", "merged") as act:
        yield act


@contextmanager
def merge_here(case: Path, _scratch: Path) -> Iterator[Act]:
    """A bundle into the store itself, which is too large to be copied each round; the next bundle follows it."""
    bundle = min((case / "bundles").iterdir())
    with _merging(case / "home", bundle, "merged") as act:
        yield act
    bundle.unlink()


@contextmanager
def merge_again(case: Path, scratch: Path) -> Iterator[Act]:
    """A bundle that the store has merged before."""
    shutil.copytree(case / "after", scratch / "home")
    with _merging(scratch / "home", case / "bundle.toso", "already") as act:
        yield act


@contextmanager
def export(case: Path, scratch: Path) -> Iterator[Act]:
    """Everything not acknowledged into a sealed file, written, flushed and read back."""
    shutil.copytree(case / "sender", scratch / "home")
    with opened(scratch / "home") as (store, keys):
        yield lambda: exporting.export(store, keys, scratch / "usb")


@contextmanager
def _merging(home: Path, bundle: Path, verdict: str) -> Iterator[Act]:
    with opened(home) as (store, keys):

        def act() -> None:
            outcome = merging.merge_file(store, keys, bundle)
            if outcome.verdict != verdict:
                raise AssertionError(outcome)

        yield act


if __name__ == "__main__":
    run_contest({"merge": merge, "merge-here": merge_here, "merge-again": merge_again, "export": export})
