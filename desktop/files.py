"""Reading and writing files so that a power cut, a full stick or a hostile size leaves nothing half done."""

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from desktop.errors import FileProblem

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
}
_REASONS[errno.EPERM] = _REASONS[errno.EACCES]
_REASONS[errno.EDQUOT] = _REASONS[errno.EFBIG] = _REASONS[errno.ENOSPC]
_NO_READING = ("Không có quyền đọc tệp này.", "Hãy chép tệp sang thư mục của mình, hoặc chọn tệp khác.")
_OTHER = ("Không đọc ghi được tệp.", "Hãy thử lại hoặc chọn nơi khác.")
_LONGEST_NAME = 80  # letters of a file's name that are told back


def problem_of(error: OSError, path: Path, *, reading: bool = False) -> FileProblem:
    """Turn an operating system's error about `path` into one that a person can act on."""
    message, advice = _REASONS.get(error.errno or 0, _OTHER)
    if reading and error.errno in (errno.EACCES, errno.EPERM):
        message, advice = _NO_READING
    return FileProblem(f"{message} ({_told(path)})", advice)


def _told(path: Path) -> str:
    """The file's name as a sentence says it; the folders before it name the person's account."""
    return path.name if len(path.name) <= _LONGEST_NAME else f"{path.name[:_LONGEST_NAME]}..."


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
        f"Tệp {_told(path)} quá lớn ({size // 1024:,} kB).".replace(",", "."),
        "Hãy kiểm tra xem có chọn nhầm tệp không.",
        code="too-large",
    )


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write `data` so that `path` holds either its old content or all of the new, even after a power cut.

    A temporary file in the same folder is written, flushed to the disk and renamed. `private` keeps other users out.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            _size_of_plain(path)  # nothing but a plain file is replaced
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    except OSError as error:
        raise problem_of(error, path) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o600 if private else 0o644)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise problem_of(error, path) from error
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Flush the folder's own entry; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
