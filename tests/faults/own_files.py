"""Stands before the calls with which Python changes files: a watch is told first, and may answer with an error.

Only files below one folder are told of. The calls are replaced for the whole process and stay so: use it in a child
process. What is written without these calls (by a C library, or by `shutil`'s fast copies) is not seen; where strace is
installed, a test compares what was seen with what the system saw.
"""

import builtins
import io
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from tests.faults.watching import Event, Kind, Watch

_WRITING = frozenset("wax+")


class _Calls:
    """The real calls, and the files that were opened through the watched ones."""

    def __init__(self, watch: Watch, next_file: Callable[[], int], root: Path) -> None:
        self._watch, self._next_file, self._root = watch, next_file, root
        self._opened: dict[int, tuple[str, int]] = {}  # descriptor -> path, number
        self._real: dict[str, Any] = {name: getattr(os, name) for name in _NAMES}
        self._real_open = io.open

    def install(self) -> None:
        """Put the watched calls in the place of the real ones."""
        for name in _NAMES:
            setattr(os, name, getattr(self, name))
        io.open = builtins.open = cast("Any", self.stream)

    # --- asking the watch ---

    def path_of(self, name: Any) -> str | None:
        """The absolute path when it is below the watched folder; None for anything else."""
        if isinstance(name, int):
            return self._opened.get(name, (None, 0))[0]
        path = Path(os.fsdecode(name)).absolute()
        return str(path) if path.is_relative_to(self._root) else None

    def tell(self, kind: Kind, path: str | None, **facts: Any) -> None:
        """Tell of an event; raises OSError when the watch says so."""
        answer = self._watch(Event(kind, path, **facts)) if path else 0
        if answer:
            raise OSError(answer, os.strerror(answer), path)

    def begin(self, path: str, flags: int) -> int:
        """Tell of opening a file and give it a number."""
        number = self._next_file()
        if not flags & (os.O_WRONLY | os.O_RDWR):
            self.tell("read", path, file=number)
        elif not Path(path).exists():
            self.tell("create", path, file=number)
        elif flags & os.O_TRUNC:
            self.tell("truncate", path, file=number)
        return number

    # --- the calls ---

    def open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        here = self.path_of(path) if dir_fd is None else None
        number = self.begin(here, flags) if here else 0
        descriptor: int = self._real["open"](path, flags, mode, dir_fd=dir_fd)
        self._opened.pop(descriptor, None)
        if here:
            self._opened[descriptor] = here, number
        return descriptor

    def stream(self, file: Any, mode: str = "r", buffering: int = -1, *more: Any, **how: Any) -> Any:
        """`io.open`: files that may be written are watched; what is only read is told of when it is opened."""
        here = self.path_of(file)
        if not here:
            return self._real_open(file, mode, buffering, *more, **how)
        if not _WRITING & set(mode):
            if not isinstance(file, int):
                self.tell("read", here)
            return self._real_open(file, mode, buffering, *more, **how)
        raw = _WatchedStream(self, file, mode)
        if buffering == 0:
            return raw
        whole = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return whole if "b" in mode else io.TextIOWrapper(whole, *more, **how)

    def write(self, descriptor: int, data: Any) -> int:
        path, number = self._opened.get(descriptor, (None, 0))
        content = bytes(data)
        done = 0
        for part in halves(content):
            at = os.lseek(descriptor, 0, os.SEEK_CUR) if path else 0
            self.tell("write", path, file=number, offset=at, data=part)
            done += self._real["write"](descriptor, part)
        return done

    def fsync(self, descriptor: int) -> None:
        path, number = self._opened.get(descriptor, (None, 0))
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        self.tell("sync-folder" if is_folder else "sync", path, file=number)
        self._real["fsync"](descriptor)

    fdatasync = fsync

    def ftruncate(self, descriptor: int, size: int) -> None:
        path, number = self._opened.get(descriptor, (None, 0))
        self.tell("truncate", path, file=number, size=size)
        self._real["ftruncate"](descriptor, size)

    def rename(self, source: Any, target: Any, **how: Any) -> None:
        path = self.path_of(source) or self.path_of(target)
        self.tell("rename", path, target=os.fsdecode(target))
        self._real["replace"](source, target, **how)

    replace = rename

    def unlink(self, path: Any, **how: Any) -> None:
        if Path(os.fsdecode(path)).exists():
            self.tell("unlink", self.path_of(path))
        self._real["unlink"](path, **how)

    remove = unlink

    def mkdir(self, path: Any, *more: Any, **how: Any) -> None:
        if not Path(os.fsdecode(path)).exists():
            self.tell("mkdir", self.path_of(path))
        self._real["mkdir"](path, *more, **how)

    def chmod(self, path: Any, *more: Any, **how: Any) -> None:
        self.tell("chmod", self.path_of(path))
        self._real["chmod"](path, *more, **how)

    # --- for the streams ---

    def place_of(self, file: Any, mode: str) -> tuple[str, int]:
        """Path and number of what a stream is opened on."""
        if isinstance(file, int):
            return self._opened[file]
        path = self.path_of(file) or ""
        return path, self.begin(path, os.O_WRONLY | (os.O_TRUNC if "w" in mode else 0))

    def note(self, descriptor: int, path: str, number: int) -> None:
        """Remember what a stream's descriptor leads to."""
        self._opened[descriptor] = path, number


_NAMES = (
    *("open", "write", "fsync", "fdatasync", "ftruncate"),
    *("rename", "replace", "unlink", "remove", "mkdir", "chmod"),
)


class _WatchedStream(io.FileIO):
    """The lowest layer of a stream that may be written."""

    def __init__(self, calls: _Calls, file: Any, mode: str) -> None:
        self._calls = calls
        self._path, self._number = calls.place_of(file, mode)
        super().__init__(file, mode.replace("b", "").replace("t", ""))
        calls.note(self.fileno(), self._path, self._number)

    def write(self, data: Any) -> int:
        done = 0
        for part in halves(bytes(data)):
            self._calls.tell("write", self._path, file=self._number, offset=self.tell(), data=part)
            done += super().write(part)
        return done

    def truncate(self, size: int | None = None) -> int:
        wanted = self.tell() if size is None else size
        self._calls.tell("truncate", self._path, file=self._number, size=wanted)
        return super().truncate(wanted)


def halves(data: bytes) -> tuple[bytes, ...]:
    """The two halves of a write, so that it can end in its middle."""
    middle = len(data) // 2
    return (data[:middle], data[middle:]) if middle else (data,)


def watch_own_files(watch: Watch, next_file: Callable[[], int], root: Path) -> None:
    """Tell `watch` of everything that Python's own calls do below `root` from now on, in this process."""
    _Calls(watch, next_file, root).install()
