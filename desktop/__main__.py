"""The door `toso`: with a command it runs that, without one it opens the desk's window."""

import sys
from collections.abc import Callable
from pathlib import Path

from desktop.cli.main import main as run_command
from desktop.demo.run import run_demo


def main() -> None:
    """Run `toso` and leave with its exit code."""
    sys.exit(run_command(open_desk=_open_desk))


def _open_desk(home: Path | None) -> int:
    """Open the window; Qt is loaded here and not for the commands, which would start three times slower."""
    from desktop.app import open_desk

    return open_desk(home, _make_demo)


def _make_demo(folder: Path, progress: Callable[[str, float], None]) -> None:
    """Fill a folder with the demo of the usual size."""
    run_demo(folder, villages=3, households=40, sessions=20, seed=1, progress=progress)


if __name__ == "__main__":
    main()
