"""One act measured in a process of its own: seconds, processor time, how far its memory grew.

Only the standard library is used, because peers run this under their own Python.
"""

import argparse
import gc
import json
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

Act = Callable[[], object]
#: What is measured: prepared from the case's folder and an empty scratch folder, and left when the act is done.
Contest = Callable[[Path, Path], AbstractContextManager[Act]]

_STATUS = Path("/proc/self/status")
_FORGET_PEAK = Path("/proc/self/clear_refs")


def run_contest(contests: Mapping[str, Contest]) -> None:
    """Run the contest that the command line names, and print its measure as one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("contest", choices=sorted(contests))
    parser.add_argument("case", type=Path)
    parser.add_argument("scratch", type=Path)
    given = parser.parse_args()
    with contests[given.contest](given.case, given.scratch) as act:
        measure = _measured(act)
    print(json.dumps(measure))


def _measured(act: Act) -> dict[str, float | None]:
    gc.collect()
    before = _memory_before()
    seconds, processor = time.perf_counter(), time.process_time()
    act()
    processor, seconds = time.process_time() - processor, time.perf_counter() - seconds
    after = _kilobytes("VmHWM")
    growth = None if before is None or after is None else (after - before) / 1024
    return {"seconds": seconds, "processor": processor, "growth": growth}


def _memory_before() -> int | None:
    """The memory in use, with the peak so far forgotten: `ru_maxrss` would begin with the peak of the parent."""
    try:
        _FORGET_PEAK.write_text("5")
    except OSError:  # not Linux, or not allowed
        return None
    return _kilobytes("VmRSS")


def _kilobytes(name: str) -> int | None:
    """A figure of the process that the kernel keeps; None where there is no such kernel."""
    try:
        lines = _STATUS.read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), None)
