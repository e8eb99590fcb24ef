"""Reading and writing files so that a power cut, a full stick or a hostile size leaves nothing half done."""

import errno
import os
import tempfile
from pathlib import Path

from desktop.errors import FileProblem

_REASONS = {
    errno.ENOSPC: ("Ổ đĩa hoặc USB đã đầy.", "Hãy xóa bớt tệp hoặc dùng USB khác rồi làm lại."),
    errno.EACCES: (
        "Không có quyền ghi vào thư mục này.",
        "Hãy chọn thư mục khác, hoặc gạt khóa chống ghi của USB.",
    ),
    errno.EROFS: ("USB hoặc thư mục đang ở chế độ chỉ đọc.", "Hãy gạt khóa chống ghi hoặc dùng USB khác."),
    errno.ENOENT: ("Không tìm thấy tệp hoặc thư mục.", "Hãy kiểm tra lại đường dẫn, hoặc cắm lại USB."),
    errno.EIO: ("Thiết bị lưu trữ báo lỗi khi đọc ghi.", "Hãy rút USB ra, cắm lại, hoặc dùng USB khác."),
    errno.EISDIR: ("Đây là một thư mục, không phải một tệp.", "Hãy chọn đúng tệp."),
}


def problem_of(error: OSError, path: Path) -> FileProblem:
    """Turn an operating system's error about `path` into one that a person can act on."""
    message, advice = _REASONS.get(error.errno or 0, ("Không đọc ghi được tệp.", "Hãy thử lại hoặc chọn nơi khác."))
    return FileProblem(f"{message} ({path.name})", advice)


def read_limited(path: Path, limit: int) -> bytes:
    """Read a whole file of at most `limit` bytes; a larger one is refused before it is read."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise FileProblem(
                f"Tệp {path.name} quá lớn ({size // 1024:,} kB).".replace(",", "."),
                "Hãy kiểm tra xem có chọn nhầm tệp không.",
                code="too-large",
            )
        return path.read_bytes()
    except OSError as error:
        raise problem_of(error, path) from error


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write `data` so that `path` holds either its old content or all of the new, even after a power cut.

    A temporary file in the same folder is written, flushed to the disk and renamed. `private` keeps other users out.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
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
