"""Contestants run side by side: each act in a fresh process, round after round, the yardstick in every round.

It knows processes and medians; what is measured stands in `ours` and `peers`.
"""

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Contestant:
    """One way to do a work: a contest of a module, under some Python, on a case's folder."""

    title: str
    module: str
    contest: str
    case: Path
    python: str = sys.executable
    #: Slow peers are run less often than the others.
    most_rounds: int = 1_000
    #: Seconds after which it is given up.
    patience: float = 900.0


@dataclass
class Result:
    """What one contestant was measured at, a figure a round."""

    title: str
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    growth: list[float] = field(default_factory=list)
    given_up: str = ""


@dataclass(frozen=True)
class Spread:
    """Ratios of a run: their median and how far they lie apart."""

    median: float
    least: float
    most: float


def compete(contestants: Sequence[Contestant], rounds: int, scratch: Path) -> list[Result]:
    """Measure every contestant in every round, the first (the yardstick) before the others."""
    results = [Result(contestant.title) for contestant in contestants]
    for number in range(rounds):
        for contestant, result in zip(contestants, results, strict=True):
            if number < contestant.most_rounds and not result.given_up:
                _measure(contestant, result, scratch)
    return results


def ratios(result: Result, yardstick: Result, *, processor: bool = False) -> Spread | None:
    """How many times the yardstick of the same round; None when nothing was measured."""
    ours, theirs = (result.processor, yardstick.processor) if processor else (result.seconds, yardstick.seconds)
    found = [one / other for one, other in zip(ours, theirs, strict=False)]
    return Spread(statistics.median(found), min(found), max(found)) if found else None


def available(python: str | None, library: str) -> bool:
    """Whether a Python has a library, so that a peer can be measured."""
    if python is None:
        return False
    try:
        return subprocess.run([python, "-c", f"import {library}"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _measure(contestant: Contestant, result: Result, scratch: Path) -> None:
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    command = [contestant.python, "-m", contestant.module, contestant.contest, contestant.case, scratch]
    try:
        done = subprocess.run(
            list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False, timeout=contestant.patience
        )
    except subprocess.TimeoutExpired:
        result.given_up = f"not done after {contestant.patience / 60:.0f} minutes"
        return
    if done.returncode:
        raise RuntimeError(f"{contestant.title}: {done.stderr[-2000:]}")
    measure = json.loads(done.stdout.splitlines()[-1])
    result.seconds.append(measure["seconds"])
    result.processor.append(measure["processor"])
    if measure["growth"] is not None:
        result.growth.append(measure["growth"])
