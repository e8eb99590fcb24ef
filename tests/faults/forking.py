"""One act in a forked child: it may be killed, and whatever it did to this process's insides is gone with it.

A fork and not a new interpreter, because an act takes milliseconds and starting Python takes half a second. Only for
programs with one thread: `run` and `child`, never the process of pytest.
"""

import itertools
import os
import pickle
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.own_files import watch_own_files
from tests.faults.sqlite_files import watch_sqlite
from tests.faults.watching import Watch


@dataclass(frozen=True)
class Ended:
    """How a child ended: `value` is what its act gave, `trouble` the trace of what it raised."""

    killed: bool
    value: Any = None
    trouble: str = ""


def in_child(act: Callable[[], Any], *, kill_after: float | None = None) -> Ended:
    """Run `act` in a forked child and wait for it; with `kill_after`, send SIGKILL after so many seconds."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _be_the_child(act, writing)
    os.close(writing)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL, f"the child died of signal {os.WTERMSIG(status)}"
        return Ended(killed=True)
    value, trouble = pickle.loads(told)
    return Ended(False, value, trouble)


def _be_the_child(act: Callable[[], Any], writing: int) -> None:
    try:
        told = pickle.dumps((act(), ""))
    except BaseException:  # noqa: BLE001 - the parent is told of everything
        told = pickle.dumps((None, traceback.format_exc()))
    try:
        with os.fdopen(writing, "wb") as stream:
            stream.write(told)
    finally:
        os._exit(0)


def watched(watch: Watch, root: Path) -> None:
    """From now on tell `watch` of every change of a disk that this process makes below `root`. Only in a child."""
    numbers = itertools.count(1)
    watch_sqlite(watch, lambda: next(numbers))
    watch_own_files(watch, lambda: next(numbers), root)
