"""Copies of bundles that a home keeps: what it has written, and what was put aside as a fork.

They are there to look things up, never to merge from. They hold values that an erasure takes away, so they go with it.
"""

from contextlib import suppress
from pathlib import Path

WRITTEN, FORKS = "da-ghi", "hai-noi-dung"


def forget_kept(home: Path) -> int:
    """Remove all kept copies; return how many. One that cannot be removed now goes with the next erasure."""
    gone = 0
    for folder in (home / WRITTEN, home / FORKS):
        for path in folder.glob("*") if folder.is_dir() else ():
            with suppress(OSError):
                path.unlink()
                gone += 1
    return gone
