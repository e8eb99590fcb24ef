"""What happens to a disk, one event after the other, and who decides what becomes of it.

An event is told before it happens. It does not know whether SQLite or the program's own files are behind it.
"""

import errno
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

Kind = Literal["create", "write", "truncate", "sync", "sync-folder", "rename", "unlink", "mkdir", "chmod", "read"]


@dataclass(frozen=True, slots=True)
class Event:
    """One change of a disk. `file` numbers what was opened, for a name can lead elsewhere by the time of a write."""

    kind: Kind
    path: str
    file: int = 0
    offset: int = 0
    data: bytes = b""
    size: int = 0
    target: str = ""


#: Told of an event before it happens; gives 0 to let it happen, or the system's error number.
Watch = Callable[[Event], int]

#: What a disk can do that is full: read, forget, and write over what it has.
_GROWS = frozenset({"create", "write", "truncate", "mkdir"})


def is_change(event: Event) -> bool:
    """Whether the event leaves something on the disk; reading does not."""
    return event.kind != "read"


@dataclass
class Recording:
    """Writes every change down and lets it happen, but for those of the kind `forget`."""

    forget: str = ""
    events: list[Event] = field(default_factory=list)

    def __call__(self, event: Event) -> int:
        if is_change(event) and event.kind != self.forget:
            self.events.append(event)
        return 0


@dataclass
class DyingAt:
    """Ends the process, as `kill -9` does, just before the change with this number (from 1)."""

    number: int
    passed: int = 0

    def __call__(self, event: Event) -> int:
        self.passed += is_change(event)
        if is_change(event) and self.passed == self.number:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0


class Fault(Protocol):
    """A watch that disturbs, and can be told to leave off."""

    def __call__(self, event: Event, /) -> int:
        """Answer an event."""

    def repair(self) -> None:
        """Let everything happen again."""


@dataclass
class FailingAt:
    """Answers with an error from the event with this number on (from 1), or with `once` for that one only.

    Only events below a folder count: one disk of several. With `reading`, reading counts and fails, too.
    """

    number: int
    error: int
    below: Path
    once: bool = False
    reading: bool = False
    passed: int = 0

    def __call__(self, event: Event) -> int:
        if not self._counts(event):
            return 0
        self.passed += 1
        fails = self.passed == self.number if self.once else 0 < self.number <= self.passed
        return self.error if fails else 0

    def repair(self) -> None:
        """Let everything happen again."""
        self.number = 0

    def _counts(self, event: Event) -> bool:
        if not Path(event.path).is_relative_to(self.below):
            return False
        return event.kind in _GROWS if self.error == errno.ENOSPC else self.reading or is_change(event)


@dataclass
class VanishingAt:
    """Takes a folder away just before the event with this number in it (from 1): a stick that is pulled out."""

    number: int
    folder: Path
    passed: int = 0

    def __call__(self, event: Event) -> int:
        if Path(event.path).is_relative_to(self.folder):
            self.passed += 1
            if self.passed == self.number:
                self.folder.rename(self._elsewhere)
        return 0

    def repair(self) -> None:
        """Plug the stick in again; what was written meanwhile to a folder of the same name goes."""
        self.number = 0
        if self._elsewhere.exists():
            if self.folder.exists():
                for path in sorted(self.folder.rglob("*"), reverse=True):
                    path.rmdir() if path.is_dir() else path.unlink()
                self.folder.rmdir()
            self._elsewhere.rename(self.folder)

    @property
    def _elsewhere(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-elsewhere")
