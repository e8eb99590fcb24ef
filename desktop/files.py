"""Reading and writing files so that a power cut, a full stick or a hostile size leaves nothing half done.

What a stick is and whether one is plugged in is asked elsewhere; here a stick is a folder that may fail at any call.
"""

import errno
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.errors import FileProblem
from desktop.text import format_size

_REASONS = {
    errno.ENOSPC: ("Ổ đĩa hoặc USB đã đầy.", "Hãy xóa bớt tệp hoặc dùng USB khác rồi làm lại."),
    errno.EACCES: (
        "Không có quyền ghi vào thư mục này.",
        "Hãy chọn thư mục khác, hoặc gạt khóa chống ghi của USB.",
    ),
    errno.ENAMETOOLONG: ("Tên tệp hoặc đường dẫn quá dài.", "Hãy chọn tên ngắn hơn."),
    errno.EROFS: ("USB hoặc thư mục đang ở chế độ chỉ đọc.", "Hãy gạt khóa chống ghi hoặc dùng USB khác."),
    errno.ENOENT: ("Không tìm thấy tệp hoặc thư mục.", "Hãy kiểm tra lại đường dẫn, hoặc cắm lại USB."),
    errno.EIO: ("Thiết bị lưu trữ báo lỗi khi đọc ghi.", "Hãy rút USB ra, cắm lại, hoặc dùng USB khác."),
    errno.EISDIR: ("Đây là một thư mục, không phải một tệp.", "Hãy chọn đúng tệp."),
    errno.ENOTDIR: ("Một phần của đường dẫn là tệp, không phải thư mục.", "Hãy kiểm tra lại đường dẫn."),
    errno.EEXIST: ("Chỗ của thư mục này đã có một tệp cùng tên.", "Hãy chọn thư mục khác."),
    errno.EINVAL: ("Tên này không dùng được ở đây.", "Hãy kiểm tra lại đường dẫn."),
    errno.EBUSY: ("Tệp đang được một chương trình khác dùng.", "Hãy đóng chương trình đó rồi làm lại."),
    errno.ENODEV: ("USB hoặc ổ đĩa không còn kết nối với máy.", "Sổ trên máy vẫn nguyên. Hãy cắm lại rồi làm lại."),
}
_REASONS[errno.EPERM] = _REASONS[errno.EACCES]
_REASONS[errno.EDQUOT] = _REASONS[errno.EFBIG] = _REASONS[errno.ENOSPC]
_REASONS[errno.ETXTBSY] = _REASONS[errno.EBUSY]
for _name in ("ENXIO", "ENOTCONN", "ESHUTDOWN", "ESTALE", "EHOSTDOWN", "ENOMEDIUM", "EREMOTEIO"):
    _REASONS[getattr(errno, _name, errno.ENODEV)] = _REASONS[errno.ENODEV]
#: Windows' own numbers (winerror.h) where Python's errno says less: a locked stick and one pulled out are both EACCES.
_OF_WINDOWS = {
    **dict.fromkeys((15, 21, 55, 433, 1006, 1110, 1112, 1167, 1617), errno.ENODEV),
    19: errno.EROFS,
    **dict.fromkeys((23, 27, 29, 30, 31, 483, 1117, 1392, 1393), errno.EIO),
    **dict.fromkeys((32, 33), errno.EBUSY),
    **dict.fromkeys((39, 112), errno.ENOSPC),
    123: errno.EINVAL,
    206: errno.ENAMETOOLONG,
}
_NO_READING = ("Không có quyền đọc tệp này.", "Hãy chép tệp sang thư mục của mình, hoặc chọn tệp khác.")
_OTHER = ("Không đọc ghi được tệp.", "Hãy thử lại hoặc chọn nơi khác.")
_LONGEST_NAME = 80  # letters of a file's name that are told back
_ROOM = 256 << 10  # what a file may take beyond its bytes: the rest of its last cluster, entries of its folder
_PIECE = 1 << 20  # how much is read back at once
_TEMPORARY = ".tmp"
_MARK = 8  # letters by which temporary names differ
_NUMBER = re.compile("[0-9]+")
#: A file of our own, or an error at once: tempfile.mkstemp of Python 3.11 takes a locked stick of Windows for a taken
#: name and tries 2,147,483,647 others (python/cpython#66305).
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def problem_of(error: OSError, path: Path, *, reading: bool = False) -> FileProblem:
    """Turn an operating system's error about `path` into one that a person can act on."""
    number = _OF_WINDOWS.get(getattr(error, "winerror", None) or 0, error.errno or 0)
    message, advice = _REASONS.get(number, _OTHER)
    if reading and number in (errno.EACCES, errno.EPERM):
        message, advice = _NO_READING
    return FileProblem(f"{message} ({_told(path)})", advice)


def _told(path: Path) -> str:
    """The file's name as a sentence says it; the folders before it name the person's account."""
    name = name_of(path)
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}..."


def name_of(path: Path) -> str:
    """The file's name as text that can be stored and shown; bytes of it that are no text are spelled out."""
    return path.name.encode("utf-8", "backslashreplace").decode()


def must_be_there(folder: Path) -> None:
    """Raise FileProblem unless a folder that was there still is: making it anew would be writing where a stick was."""
    if not folder.is_dir():
        raise problem_of(OSError(errno.ENODEV, ""), folder)


def read_limited(path: Path, limit: int) -> bytes:
    """Read a whole file of at most `limit` bytes; never more than one byte further, whatever the size is said to be.

    What is no plain file (a folder, a pipe, a device) is refused without waiting for it. Raises FileProblem.
    """
    try:
        size = _size_of_plain(path)
        if size <= limit:
            with os.fdopen(_open_at_once(path), "rb") as stream:
                data = stream.read(limit + 1)
            size = len(data)
    except OSError as error:
        raise problem_of(error, path, reading=True) from error
    if size > limit:
        raise _too_large(path, size)
    return data


def read_head(path: Path, size: int) -> bytes:
    """Read at most the first `size` bytes of a plain file, to see what it is. Raises FileProblem as `read_limited`."""
    try:
        _size_of_plain(path)
        with os.fdopen(_open_at_once(path), "rb") as stream:
            return stream.read(size)
    except OSError as error:
        raise problem_of(error, path, reading=True) from error


def _size_of_plain(path: Path) -> int:
    """The size that a plain file is said to have; raises OSError or FileProblem for anything else."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise FileProblem(
            f"Đây là một thiết bị hoặc đường ống, không phải một tệp. ({_told(path)})", "Hãy chọn đúng tệp."
        )
    return status.st_size


def _open_at_once(path: Path) -> int:
    """Open for reading without waiting for another end, should a pipe have taken the file's place meanwhile."""
    return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def _too_large(path: Path, size: int) -> FileProblem:
    return FileProblem(
        f"Tệp {_told(path)} quá lớn ({format_size(size)}).",
        "Hãy kiểm tra xem có chọn nhầm tệp không.",
        code="too-large",
    )


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write `data` so that `path` holds either its old content or all of the new, even after a power cut.

    A temporary file in the same folder is written, flushed to the disk and renamed. `private` keeps other users out.
    Raises FileProblem.
    """
    _put(path, data, private=private)


def write_checked(path: Path, data: bytes) -> Path:
    """Write as `write_whole` does, to a stick: there must be room, and the stick must give back what it was given.

    The read-back comes before the rename, and from the device where the system lets go of its cache (Linux); so under
    `path` there is never anything but the whole. Raises FileProblem, with code `no-space` when room is missing.
    """
    make_ready(path, len(data))
    _put(path, data, checked=True)
    return path


@contextmanager
def written_together(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Temporary files to fill piece by piece, one for each path; all are renamed when the block ends, or none is.

    For what is too large to be held as bytes. Raises FileProblem.
    """
    temporary = [_beside(path) for path in paths]
    try:
        yield temporary
        for made, path in zip(temporary, paths, strict=True):
            _flush(made)
            with suppress(FileNotFoundError):
                _size_of_plain(path)
        for made, path in zip(temporary, paths, strict=True):
            _open_to(made, private=False)
            made.replace(path)
        for folder in {path.parent for path in paths}:
            _sync_folder(folder)
    except OSError as error:
        raise problem_of(error, paths[0]) from error
    finally:
        for made in temporary:
            with suppress(OSError):
                made.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """A temporary name in the folder of `path`, which is made; what earlier tries left there is cleared."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        return path.with_name(f"{_temporary_prefix(path)}{secrets.token_hex(_MARK // 2)}{_TEMPORARY}")
    except OSError as error:
        raise problem_of(error, path) from error


def _flush(path: Path) -> None:
    """See that a file reached the device."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def make_ready(path: Path, size: int) -> None:
    """Make the folder of a file, clear what earlier tries left there, and see that there is room; nothing is written.

    Raises FileProblem, with code `no-space` when room is missing.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        usage = shutil.disk_usage(path.parent)
    except OSError as error:
        raise problem_of(error, path) from error
    if usage.total and usage.free < size + _ROOM:  # some network drives say 0 for everything
        raise _no_space(path, usage.free, size + _ROOM)


def _sweep(path: Path) -> None:
    """Take away what an earlier try left when it was ended or its stick pulled out.

    Names that differ in their numbers alone count as one: a bundle that is tried again has another number.
    """
    ours = _numberless(_temporary_prefix(path))
    for left in path.parent.iterdir():
        if left.name.endswith(_TEMPORARY) and _numberless(left.name[: -len(_TEMPORARY) - _MARK]) == ours:
            with suppress(OSError):
                left.unlink()


def _numberless(name: str) -> str:
    return _NUMBER.sub("0", name)


def _no_space(path: Path, free: int, needed: int) -> FileProblem:
    lacking = format_size(needed - free, up=True)
    return FileProblem(
        f"Không đủ chỗ trống, còn {format_size(free)}. Thiếu {lacking}. ({_told(path)})",
        "Hãy xóa bớt tệp ở đó hoặc dùng USB khác rồi làm lại.",
        code="no-space",
    )


def _temporary_prefix(path: Path) -> str:
    return f".{path.stem[:40]}{path.suffix[:10]}."


def _put(path: Path, data: bytes, *, private: bool = False, checked: bool = False) -> None:
    """Write to a temporary name, flush, read back if asked, rename; whatever fails, the temporary file goes."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        with suppress(FileNotFoundError):
            _size_of_plain(path)  # nothing but a plain file is replaced
        temporary = path.with_name(f"{_temporary_prefix(path)}{secrets.token_hex(_MARK // 2)}{_TEMPORARY}")
        handle = os.open(temporary, _NEW, 0o600)
    except OSError as error:
        raise problem_of(error, path) from error
    try:
        _fill(handle, data, forget=checked)
        if checked and not _holds(temporary, data):
            raise _not_as_written()
        _open_to(temporary, private=private)
        temporary.replace(path)
        _sync_folder(path.parent)
    except FileNotFoundError as error:  # it was there a moment ago
        raise problem_of(OSError(errno.ENODEV, ""), path) from error
    except OSError as error:
        raise problem_of(error, path) from error
    finally:
        with suppress(OSError):  # a stick that was pulled out; what is to be told has been raised
            temporary.unlink(missing_ok=True)


def _not_as_written() -> FileProblem:
    return FileProblem("USB ghi không đúng, tệp vừa ghi đã được xóa.", "Hãy dùng USB khác rồi làm lại.")


def _fill(handle: int, data: bytes, *, forget: bool) -> None:
    """Write everything and see that it reached the device; `forget` empties the system's cache of it."""
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
        if forget and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file is exactly these bytes."""
    at = 0
    with os.fdopen(_open_at_once(path), "rb", buffering=0) as stream:
        while piece := stream.read(_PIECE):
            if piece != data[at : at + len(piece)]:
                return False
            at += len(piece)
    return at == len(data)


def _open_to(path: Path, *, private: bool) -> None:
    """Give a file its permissions. A stick's file system may have none to give; only for a key that is an error."""
    try:
        path.chmod(0o600 if private else 0o644)
    except OSError:
        if private:
            raise


def _sync_folder(folder: Path) -> None:
    """Flush the folder's own entry; Windows has no such call and needs none, some network drives refuse it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
