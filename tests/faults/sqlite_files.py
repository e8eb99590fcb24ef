"""Stands before SQLite's own file calls: every write, truncation, flush, new file and removal is told to a watch first.

SQLite reaches the disk through a table of functions (its VFS). Here the default table is copied, four of its functions
are replaced by ones that ask the watch and then call the real ones, and the copy is registered as the new default. It
works for every connection that this process opens from then on, and it cannot be taken back: use it in a child process.
The shared memory beside a write-ahead log is not told of; SQLite makes it anew after a crash and never trusts it.
"""

import _sqlite3
import ctypes
import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.watching import Event, Watch

_FULL, _IOERR_WRITE, _IOERR_FSYNC, _IOERR_TRUNCATE, _IOERR_DELETE, _CANTOPEN = 13, 778, 1034, 1546, 2570, 14
_OPEN_CREATE, _OPEN_LOGS = 0x4, 0x0800 | 0x4000 | 0x80000  # main journal, super journal, write-ahead log
_POINTER = ctypes.c_void_p
_INT, _LONG = ctypes.c_int, ctypes.c_int64

_Open = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, ctypes.POINTER(_INT))
_Delete = ctypes.CFUNCTYPE(_INT, _POINTER, ctypes.c_char_p, _INT)
_Write = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)
_Truncate = ctypes.CFUNCTYPE(_INT, _POINTER, _LONG)
_Sync = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs`, version 3."""

    _fields_ = (
        ("version", _INT),
        ("file_size", _INT),
        ("longest_path", _INT),
        ("next", _POINTER),
        ("name", ctypes.c_char_p),
        ("data", _POINTER),
        ("open", _POINTER),
        ("delete", _POINTER),
        ("others", _POINTER * 14),
    )


class _Methods(ctypes.Structure):
    """`sqlite3_io_methods`, version 3."""

    _fields_ = (
        ("version", _INT),
        ("close", _POINTER),
        ("read", _POINTER),
        ("write", _POINTER),
        ("truncate", _POINTER),
        ("sync", _POINTER),
        ("others", _POINTER * 13),
    )


class _File(ctypes.Structure):
    """`sqlite3_file`: a pointer to the methods, then what belongs to the real VFS."""

    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


class NotWatchable(RuntimeError):
    """This Python's SQLite hides its functions, so nothing can stand before them."""


def _library() -> Any:
    """The SQLite that the `sqlite3` module itself uses, whether it is linked into it or lies beside it."""
    for name in (getattr(_sqlite3, "__file__", None), None):
        library = ctypes.CDLL(name)
        if hasattr(library, "sqlite3_vfs_find"):
            library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
            return library
    raise NotWatchable("sqlite3_vfs_find is not to be found")


def can_be_watched() -> bool:
    """Whether `watch_sqlite` will work with this Python."""
    try:
        return bool(_library())
    except NotWatchable:
        return False


class _WatchedVfs:
    """The copy of the default VFS, and the files that are open through it."""

    def __init__(self, watch: Watch, next_file: Callable[[], int]) -> None:
        self._watch = watch
        self._next_file = next_file
        self._library = _library()
        self._real: Any = self._library.sqlite3_vfs_find(None)
        self._kept: list[object] = []  # what SQLite points to must not be collected
        self._methods: dict[int, _Methods] = {}

    def register(self) -> None:
        copy = _Vfs()
        ctypes.pointer(copy)[0] = self._real.contents
        copy.name = b"watched"
        self._real_open, self._real_delete = _Open(copy.open), _Delete(copy.delete)
        copy.open = self._keep(_Open(self._open))
        copy.delete = self._keep(_Delete(self._delete))
        self._kept.append(copy)
        if self._library.sqlite3_vfs_register(ctypes.byref(copy), 1):
            raise NotWatchable("sqlite3_vfs_register failed")

    def _keep(self, function: Any) -> int | None:
        self._kept.append(function)
        return ctypes.cast(function, _POINTER).value

    def _delete(self, _vfs: int, name: bytes, sync_folder: int) -> int:
        path = name.decode()
        answer = self._watch(Event("unlink", path))
        if answer:
            return _IOERR_DELETE
        done: int = self._real_delete(ctypes.addressof(self._real.contents), name, sync_folder)
        if sync_folder and not done and self._watch(Event("sync-folder", str(Path(path).parent))):
            return _IOERR_FSYNC
        return done

    def _open(self, _vfs: int, name: int | None, file: int, flags: int, out: Any) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        creates = bool(flags & _OPEN_CREATE and path and not Path(path).exists())
        number = self._next_file()
        if creates and (answer := self._watch(Event("create", path, number))):
            return _FULL if answer == errno.ENOSPC else _CANTOPEN
        done: int = self._real_open(ctypes.addressof(self._real.contents), name, file, flags, out)
        opened = _File.from_address(file)
        if done == 0 and path and opened.methods:
            logs = bool(flags & _OPEN_CREATE and flags & _OPEN_LOGS)
            opened.methods = ctypes.pointer(self._methods_for(opened.methods.contents, path, number, is_log=logs))
        return done

    def _methods_for(self, real: _Methods, path: str, number: int, *, is_log: bool) -> _Methods:
        copy = _Methods()
        ctypes.pointer(copy)[0] = real
        file = _WatchedFile(self._watch, path, number, real, names_unsynced=is_log)
        copy.write, copy.truncate, copy.sync = (
            self._keep(_Write(file.write)),
            self._keep(_Truncate(file.truncate)),
            self._keep(_Sync(file.sync)),
        )
        self._kept += [copy, file]
        return copy


class _WatchedFile:
    """One file that SQLite has open."""

    def __init__(self, watch: Watch, path: str, number: int, real: _Methods, *, names_unsynced: bool) -> None:
        self._watch, self._path, self._number = watch, path, number
        self._write, self._truncate, self._sync = _Write(real.write), _Truncate(real.truncate), _Sync(real.sync)
        self._names_unsynced = names_unsynced

    def write(self, file: int, data: int, size: int, offset: int) -> int:
        half = size // 2
        return self._part(file, data, half, offset) or self._part(file, data + half, size - half, offset + half)

    def _part(self, file: int, data: int, size: int, offset: int) -> int:
        content = ctypes.string_at(data, size)
        answer = self._watch(Event("write", self._path, self._number, offset, content))
        if answer:
            return _FULL if answer == errno.ENOSPC else _IOERR_WRITE
        done: int = self._write(file, data, size, offset)
        return done

    def truncate(self, file: int, size: int) -> int:
        if self._watch(Event("truncate", self._path, self._number, size=size)):
            return _IOERR_TRUNCATE
        done: int = self._truncate(file, size)
        return done

    def sync(self, file: int, flags: int) -> int:
        if self._watch(Event("sync", self._path, self._number)):
            return _IOERR_FSYNC
        done: int = self._sync(file, flags)
        if self._names_unsynced and not done:  # unixSync flushes the folder once, after the first flush of a new log
            self._names_unsynced = False
            if self._watch(Event("sync-folder", str(Path(self._path).parent))):
                return _IOERR_FSYNC
        return done


_registered: list[_WatchedVfs] = []


def watch_sqlite(watch: Watch, next_file: Callable[[], int]) -> None:
    """Tell `watch` of everything that SQLite does to the disk from now on, in this process."""
    vfs = _WatchedVfs(watch, next_file)
    vfs.register()
    _registered.append(vfs)
