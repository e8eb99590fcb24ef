"""Disks that really are full or may not be written: a limit on the size of files, a small disk in memory, permissions.

Each is made in a child and ends with it. The small disk is a mount that only the child sees; it needs root or a system
that lets everybody have a name space of their own.
"""

import ctypes
import os
import resource
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.watching import Event

PAGE = 4096
ENOUGH = 4 << 20
_NEWNS, _NEWUSER = 0x20000, 0x10000000
_RDONLY, _REMOUNT, _REC, _PRIVATE, _DETACH = 0x1, 0x20, 0x4000, 0x40000, 2
_NOBODY = 65534


class NotPossible(RuntimeError):
    """This system does not let us have such a disk; the text says why."""


@dataclass
class FileSizeLimit:
    """No file of the process may grow beyond `size` bytes (RLIMIT_FSIZE), wherever it is."""

    size: int
    begun: bool = False

    def __call__(self, _event: Event) -> int:
        if not self.begun:  # with the first change, so that nothing was written before
            self.begun = True
            self._limit(self.size)
        return 0

    def repair(self) -> None:
        """Lift the limit."""
        self._limit(resource.RLIM_INFINITY)

    @staticmethod
    def _limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


@dataclass
class SmallDisk:
    """A disk of its own for a folder, with `room` bytes left, or one that can only be read."""

    folder: Path
    room: int = 0
    read_only: bool = False
    _libc: Any = field(default_factory=lambda: ctypes.CDLL(None, use_errno=True), repr=False)

    def __call__(self, _event: Event) -> int:
        return 0

    def around(self, act: Callable[[], Any]) -> Any:
        """Do something while the folder is on the small disk; afterwards everybody sees what was left on it."""
        _own_name_space(self._libc)
        aside = self.folder.with_name(f"{self.folder.name}-aside")
        self.folder.rename(aside)
        self.folder.mkdir()
        self._mount(0, f"size={1 << 30}")
        shutil.copytree(aside, self.folder, dirs_exist_ok=True)
        shutil.rmtree(aside)
        if self.read_only:
            self._mount(_REMOUNT | _RDONLY, "")
        else:
            self._mount(_REMOUNT, f"size={self._used() + self.room}")
        try:
            return act()
        finally:
            shutil.copytree(self.folder, aside)
            self._libc.umount2(os.fsencode(self.folder), _DETACH)
            self.folder.rmdir()
            aside.rename(self.folder)

    def repair(self) -> None:
        """Make plenty of room."""
        self._mount(_REMOUNT, f"size={self._used() + ENOUGH}")

    def _used(self) -> int:
        facts = os.statvfs(self.folder)
        return (facts.f_blocks - facts.f_bfree) * facts.f_frsize

    def _mount(self, flags: int, options: str) -> None:
        folder = os.fsencode(self.folder)
        if self._libc.mount(b"tmpfs", folder, b"tmpfs", flags, options.encode() or None):
            raise NotPossible(f"no small disk: {os.strerror(ctypes.get_errno())}")


def _own_name_space(libc: Any) -> None:
    """From now on mounts of this process are seen by nobody else."""
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEWNS | (_NEWUSER if user else 0)):
        raise NotPossible(f"no name space of our own: {os.strerror(ctypes.get_errno())}")
    if user:
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
            Path(f"/proc/self/{name}").write_text(text)
    if libc.mount(None, b"/", None, _REC | _PRIVATE, None):
        raise NotPossible(f"no private mounts: {os.strerror(ctypes.get_errno())}")


@dataclass
class Denied:
    """A folder that its owner may not write. Root may write everywhere, and becomes nobody for this."""

    folder: Path
    root: Path

    def __call__(self, _event: Event) -> int:
        return 0

    def begin(self) -> None:
        """Take the permission away."""
        if os.getuid() == 0:
            for path in (self.root, *self.root.rglob("*")):
                os.chown(path, _NOBODY, _NOBODY)
            os.setresuid(_NOBODY, _NOBODY, _NOBODY)
        if not os.access(self.folder, os.W_OK):
            raise NotPossible("nobody cannot come to the folder")
        self.folder.chmod(0o555)

    def repair(self) -> None:
        """Give the permission back."""
        self.folder.chmod(0o755)
