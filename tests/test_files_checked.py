"""Writing to sticks: room first, the read-back before the rename, and every way in which a stick fails half way."""

import errno
import os
import secrets
import shutil
import unicodedata
from collections import namedtuple
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from desktop import files
from desktop.errors import FileProblem
from desktop.files import problem_of, read_limited, write_checked, write_whole

pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions and calls of POSIX")

OLD, NEW = b"old content", bytes(range(256)) * 9000  # more than two pieces of the read-back
Usage = namedtuple("Usage", "total used free")
MIB = 1 << 20


def names(folder: Path) -> list[str]:
    """Everything in the folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A bundle's place on a stick, where an older file of that name stands."""
    stick = tmp_path / "usb"
    stick.mkdir()
    (stick / "gói.toso").write_bytes(OLD)
    return stick / "gói.toso"


def at_first_flush(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something to the stick after the bytes were written and before anything else happens."""
    real = os.fsync
    done: list[int] = []

    def flush(descriptor: int) -> None:
        real(descriptor)
        if not done:
            done.append(descriptor)
            act()

    monkeypatch.setattr(os, "fsync", flush)


def test_the_whole_is_there_and_nothing_else(path: Path) -> None:
    assert write_checked(path, NEW) == path
    assert path.read_bytes() == NEW
    assert names(path.parent) == ["gói.toso"]


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1])
def test_every_size_comes_back(path: Path, size: int) -> None:
    write_checked(path, b"x" * size)
    assert path.stat().st_size == size


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    write_checked(tmp_path / "thôn" / "tháng 7" / "a", NEW)
    assert (tmp_path / "thôn" / "tháng 7" / "a").read_bytes() == NEW


def test_flushed_forgotten_read_back_renamed_and_the_folder_flushed_in_this_order(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: list[str] = []
    flush, forget, read, rename = os.fsync, os.posix_fadvise, files._holds, Path.replace

    def flushed(descriptor: int) -> None:
        acts.append("folder" if Path(f"/proc/self/fd/{descriptor}").resolve().is_dir() else "file")
        flush(descriptor)

    def forgotten(descriptor: int, start: int, length: int, advice: int) -> None:
        assert (start, length, advice) == (0, 0, os.POSIX_FADV_DONTNEED)
        acts.append("forget")
        forget(descriptor, start, length, advice)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "posix_fadvise", forgotten)

    def compared(temporary: Path, data: bytes) -> bool:
        acts.append("read")
        return read(temporary, data)

    def renamed(temporary: Path, to: Path) -> Path:
        acts.append("rename")
        return rename(temporary, to)

    monkeypatch.setattr(files, "_holds", compared)
    monkeypatch.setattr(Path, "replace", renamed)
    write_checked(path, NEW)
    assert acts == ["file", "forget", "read", "rename", "folder"]


def _flip(name: str) -> None:
    with Path(name).open("r+b") as stream:
        stream.seek(len(NEW) - 1)
        stream.write(b"\x00")


def _cut(name: str) -> None:
    os.truncate(name, len(NEW) - 1)


def _grow(name: str) -> None:
    os.truncate(name, len(NEW) + 1)


def _empty(name: str) -> None:
    os.truncate(name, 0)


@pytest.mark.parametrize("harm", [_flip, _cut, _grow, _empty])
def test_a_stick_that_gives_back_something_else_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, harm: Callable[[str], None]
) -> None:
    """A worn or fake stick takes everything and keeps something else: seen once the system's cache is gone."""
    monkeypatch.setattr(os, "posix_fadvise", lambda descriptor, *_: harm(f"/proc/self/fd/{descriptor}"))
    with pytest.raises(FileProblem, match="USB ghi không đúng, tệp vừa ghi đã được xóa"):
        write_checked(path, NEW)
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["gói.toso"]


# --- room ---


def test_missing_room_is_told_before_anything_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(64 * MIB, 61 * MIB, 3 * MIB))
    monkeypatch.setattr(os, "open", lambda *_, **__: pytest.fail("nothing may be opened"))
    with pytest.raises(FileProblem) as caught:
        write_checked(path, bytes(15 * MIB - files._ROOM))
    assert caught.value.message == "Không đủ chỗ trống, còn 3 MB. Thiếu 12 MB. (gói.toso)"
    assert "USB khác" in caught.value.advice
    assert caught.value.code == "no-space"


def test_what_is_missing_is_rounded_up_and_what_is_free_down(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who frees as much as was told must have enough."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(64 * MIB, 0, 3 * MIB + 9))
    with pytest.raises(FileProblem, match=r"còn 3 MB\. Thiếu 12 MB\."):
        write_checked(path, bytes(15 * MIB - files._ROOM - 20))


@pytest.mark.parametrize(("short", "told"), [(0, ""), (1, "Thiếu 0,1 kB.")])
def test_the_room_is_the_file_and_a_little(path: Path, monkeypatch: pytest.MonkeyPatch, short: int, told: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(MIB, 0, len(NEW) + files._ROOM - short))
    if not short:
        write_checked(path, NEW)
        return
    with pytest.raises(FileProblem, match=told):
        write_checked(path, NEW)


def test_a_drive_that_does_not_say_how_large_it_is_is_tried(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(0, 0, 0))
    assert write_checked(path, NEW).read_bytes() == NEW


# --- pulled out, locked, broken ---


def test_a_stick_pulled_out_before_the_rename(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_first_flush(monkeypatch, lambda: shutil.rmtree(path.parent))
    with pytest.raises(FileProblem, match="không còn kết nối") as caught:
        write_checked(path, NEW)
    assert "cắm lại" in caught.value.advice
    assert not path.parent.exists()


def test_nothing_lands_in_the_empty_folder_that_an_unmounted_stick_leaves(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = path.parent.with_name("rút ra")

    def pull() -> None:
        path.parent.rename(gone)
        path.parent.mkdir()

    at_first_flush(monkeypatch, pull)
    with pytest.raises(FileProblem, match="không còn kết nối"):
        write_checked(path, NEW)
    assert names(path.parent) == []
    assert (gone / "gói.toso").read_bytes() == OLD


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EIO, "báo lỗi khi đọc ghi"),
        (errno.ENODEV, "không còn kết nối"),
        (errno.ENXIO, "không còn kết nối"),
        (errno.ENOSPC, "đã đầy"),
        (errno.EROFS, "chỉ đọc"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace", "read"])
def test_a_failing_call_leaves_the_old_file_and_says_why(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str, call: str
) -> None:
    def fail(*_given: object) -> None:
        raise OSError(number, os.strerror(number))

    targets: dict[str, tuple[object, str]] = {
        "fsync": (os, "fsync"),
        "replace": (Path, "replace"),
        "read": (files, "_holds"),
    }
    monkeypatch.setattr(*targets[call], fail)
    with pytest.raises(FileProblem, match=told) as caught:
        write_checked(path, NEW)
    assert "gói.toso" in caught.value.message
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["gói.toso"]


def test_a_stick_that_cannot_even_be_tidied_does_not_hide_the_reason(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_how: object) -> None:
        raise OSError(errno.EIO, "")

    monkeypatch.setattr(os, "fsync", lambda _descriptor: (_ for _ in ()).throw(OSError(errno.ENODEV, "")))
    monkeypatch.setattr(Path, "unlink", fail)
    with pytest.raises(FileProblem, match="không còn kết nối"):
        write_checked(path, NEW)


def test_the_next_try_takes_away_what_a_pulled_stick_kept(path: Path) -> None:
    kept = [".gói.toso.12ab34cd", "khác.toso.tmp", ".khác.toso.12ab34cd.tmp"]
    for name in [*kept, ".gói.toso.12ab34cd.tmp"]:
        (path.parent / name).write_bytes(NEW)
    write_checked(path, NEW)
    assert names(path.parent) == sorted([*kept, "gói.toso"])


def test_a_half_written_file_has_the_name_that_the_next_try_looks_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    at_first_flush(monkeypatch, lambda: seen.extend(names(path.parent)))
    write_checked(path, NEW)
    (temporary,) = [name for name in seen if name != "gói.toso"]
    assert temporary.startswith(".gói.toso.")
    assert temporary.endswith(".tmp")


def test_a_file_system_without_permissions_is_no_obstacle_but_for_a_key(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _mode: int) -> None:
        raise PermissionError(errno.EPERM, "")

    monkeypatch.setattr(Path, "chmod", refuse)
    assert write_checked(path, NEW).read_bytes() == NEW
    with pytest.raises(FileProblem):
        write_whole(path, OLD, private=True)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize(("number", "written"), [(errno.EINVAL, True), (errno.ENOTSUP, True), (errno.EIO, False)])
def test_a_folder_that_cannot_be_flushed(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, written: bool
) -> None:
    """Network drives refuse it, and there is nothing else to do; an error of the device is one."""
    real = os.fsync

    def flush(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").resolve().is_dir():
            raise OSError(number, "")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", flush)
    if written:
        write_checked(path, NEW)
    else:
        with pytest.raises(FileProblem, match="báo lỗi"):
            write_checked(path, NEW)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_write_protected_folder(path: Path) -> None:
    path.parent.chmod(0o555)
    with pytest.raises(FileProblem, match="quyền ghi"):
        write_checked(path, NEW)
    path.parent.chmod(0o755)
    assert path.read_bytes() == OLD


# --- Windows' own numbers, where Python's errno alone would mislead ---


@pytest.mark.parametrize(
    ("winerror", "number", "told"),
    [
        (19, errno.EACCES, "chỉ đọc"),  # ERROR_WRITE_PROTECT
        (21, errno.EACCES, "không còn kết nối"),  # ERROR_NOT_READY
        (433, errno.EINVAL, "không còn kết nối"),  # ERROR_NO_SUCH_DEVICE
        (1167, errno.EINVAL, "không còn kết nối"),  # ERROR_DEVICE_NOT_CONNECTED
        (1117, errno.EINVAL, "báo lỗi khi đọc ghi"),  # ERROR_IO_DEVICE
        (23, errno.EACCES, "báo lỗi khi đọc ghi"),  # ERROR_CRC
        (32, errno.EACCES, "chương trình khác"),  # ERROR_SHARING_VIOLATION
        (112, errno.ENOSPC, "đã đầy"),  # ERROR_DISK_FULL
        (206, errno.ENOENT, "quá dài"),  # ERROR_FILENAME_EXCED_RANGE
        (5, errno.EACCES, "quyền ghi"),  # ERROR_ACCESS_DENIED
    ],
)
def test_what_windows_says_of_a_stick(winerror: int, number: int, told: str) -> None:
    error = OSError(number, "")
    error.winerror = winerror  # type: ignore[attr-defined]  # there is none on this system
    problem = problem_of(error, Path("gói.toso"))
    assert told in problem.message
    assert problem.advice.endswith(".")
    assert str(problem) == unicodedata.normalize("NFC", str(problem))


def test_a_stick_pulled_out_while_reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_open_at_once", lambda _path: (_ for _ in ()).throw(OSError(errno.ENODEV, "")))
    with pytest.raises(FileProblem, match="không còn kết nối"):
        read_limited(path, 100)


def test_a_link_under_the_temporary_name_is_never_followed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever prepared the stick may not choose which file of ours is written over."""
    monkeypatch.setattr(secrets, "token_hex", lambda _size: "12ab34cd")
    victim = path.parent.parent / "sổ"
    victim.write_bytes(OLD)
    (path.parent / ".gói.toso.12ab34cd.tmp").symlink_to(victim)
    with suppress(FileProblem):  # refused, or the link taken away first; never followed
        write_whole(path, NEW)
    assert victim.read_bytes() == OLD
    assert not path.exists() or (path.read_bytes() == NEW and not path.is_symlink())
