"""One act as a command of its own, ended or hindered where one says: to look at one round of the long run by hand.

    python -m tests.faults.child merge FOLDER --die-at 57

FOLDER is made with the desks of the scene when it does not exist yet. The command prints what the act gave, and how
many changes of a disk it made when nothing disturbed it.
"""

import argparse
import errno
import sys
from pathlib import Path

from desktop.errors import TosoError
from tests.faults.forking import watched
from tests.faults.scenes import SCENES, STICK, perform, settle_in
from tests.faults.watching import DyingAt, FailingAt, Recording, Watch


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.child", description=__doc__.partition("\n")[0])
    parser.add_argument("scene", choices=list(SCENES))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--die-at", type=int, default=0, metavar="N", help="SIGKILL before the N-th change of a disk")
    parser.add_argument("--fail-at", type=int, default=0, metavar="N", help="an error from the N-th change on")
    parser.add_argument("--error", default="ENOSPC", help="which error, as errno calls it")
    parser.add_argument("--on-stick", action="store_true", help="the error is the stick's, not the home's")
    parser.add_argument("--prepare", action="store_true", help="only make the folder")
    parser.add_argument(
        "--write-down", type=Path, metavar="FILE", help="kind, size and path of every change, a line each"
    )
    return parser.parse_args(given)


def _watch(asked: argparse.Namespace, folder: Path) -> Watch:
    if asked.die_at:
        return DyingAt(asked.die_at)
    if asked.fail_at:
        below = folder / (STICK if asked.on_stick else SCENES[asked.scene].home)
        return FailingAt(asked.fail_at, int(getattr(errno, asked.error)), below)
    return Recording()


def main(given: list[str]) -> int:
    """Do one act under one watch; 0 when it was done, 1 when a person was told that it was not."""
    asked = _arguments(given)
    folder = asked.folder.absolute()
    settle_in(folder)
    if not folder.exists():
        SCENES[asked.scene].prepare(folder)
    if asked.prepare:
        return 0
    watch = _watch(asked, folder)
    watched(watch, folder)
    try:
        told = perform(SCENES[asked.scene], folder)
    except TosoError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    if asked.write_down and isinstance(watch, Recording):
        lines = [f"{event.kind} {len(event.data)} {event.path}\n" for event in watch.events]
        asked.write_down.write_text("".join(lines), encoding="utf-8")
    changes = f" ({len(watch.events)} changes of a disk)" if isinstance(watch, Recording) else ""
    sys.stdout.write(f"{told}{changes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
