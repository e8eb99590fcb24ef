"""Copies of bundles that a home keeps: what it has written, and what was put aside as a fork or refused after a wait.

They are there to look things up, never to merge from. They hold values that an erasure takes away, so they go with it.
What a village keeps to give back to the commune lies in the store (`desktop.models.returning`).
"""

from contextlib import suppress
from pathlib import Path

WRITTEN, FORKS, REFUSED = "da-ghi", "hai-noi-dung", "khong-nhan"


def forget_kept(home: Path) -> int:
    """Remove all kept copies; return how many. One that cannot be removed now goes with the next erasure."""
    gone = 0
    for folder in (home / WRITTEN, home / FORKS, home / REFUSED):
        for path in folder.glob("*") if folder.is_dir() else ():
            with suppress(OSError):
                path.unlink()
                gone += 1
    return gone
