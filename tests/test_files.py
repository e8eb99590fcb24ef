"""Reading and writing files when the disk, the stick or the sender does not play along."""

import errno
import os
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import FileProblem
from desktop.files import problem_of, read_limited, write_whole

pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions and limits of POSIX")

OLD, NEW = b"old content", b"new content, longer than the old"
ROOT = Path(__file__).parents[1]


def names(folder: Path) -> list[str]:
    """Everything in the folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


@given(st.binary(max_size=2000), st.binary(max_size=2000))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, first: bytes, second: bytes) -> None:
    folder = tmp_path_factory.mktemp("files")
    for data in (first, second):
        write_whole(folder / "gói.toso", data)
        assert read_limited(folder / "gói.toso", 2000) == data
        assert names(folder) == ["gói.toso"]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "thôn" / "tháng 7" / "a", NEW)
    assert (tmp_path / "thôn" / "tháng 7" / "a").read_bytes() == NEW


@pytest.mark.parametrize(("private", "mode"), [(False, 0o644), (True, 0o600)])
def test_permissions_do_not_depend_on_the_mask_or_the_old_file(tmp_path: Path, private: bool, mode: int) -> None:
    path = tmp_path / "khóa"
    path.write_bytes(OLD)
    path.chmod(0o666)
    before = os.umask(0)
    try:
        write_whole(path, NEW, private=private)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_private_file_is_never_open_to_others_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    real = os.fsync

    def look(descriptor: int) -> None:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    write_whole(tmp_path / "khóa", NEW, private=True)
    assert seen[0] == 0o600


DISK_FULL = """
import resource, signal, sys
from pathlib import Path
from desktop.errors import FileProblem
from desktop.files import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_whole(Path(sys.argv[1]), b"x" * 100_000)
except FileProblem as problem:
    sys.exit(0 if Path(sys.argv[1]).name in problem.message and problem.advice else 3)
sys.exit(4)
"""


def test_a_disk_that_fills_up_half_way_leaves_the_old_content_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "số liệu.db"
    path.write_bytes(OLD)
    ended = subprocess.run([sys.executable, "-c", DISK_FULL, str(path)], cwd=ROOT, check=False)
    assert ended.returncode == 0
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["số liệu.db"]


def test_a_crash_before_the_flush_leaves_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)

    def pull_the_plug(_descriptor: int) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(os, "fsync", pull_the_plug)
    with pytest.raises(FileProblem, match="báo lỗi khi đọc ghi"):
        write_whole(path, NEW)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["a"]


def test_a_target_that_is_a_folder_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(FileProblem, match="thư mục"):
        write_whole(tmp_path / "a", NEW)
    assert names(tmp_path) == ["a"]


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    with pytest.raises(FileProblem):
        write_whole(tmp_path / "a" / "b", NEW)
    assert (tmp_path / "a").read_bytes() == OLD


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as caught:
        read_limited(tmp_path / "gói.toso", 10)
    assert caught.value.message == "Không tìm thấy tệp hoặc thư mục. (gói.toso)"
    assert "cắm lại USB" in caught.value.advice
    assert caught.value.code == "file"


def test_the_limit_is_the_largest_size_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gói.toso"
    path.write_bytes(b"x" * 5000)
    assert len(read_limited(path, 5000)) == 5000
    with pytest.raises(FileProblem) as caught:
        read_limited(path, 4999)
    assert caught.value.code == "too-large"
    assert "gói.toso" in caught.value.message


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "khổng lồ"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(FileProblem, match=r"1 TB"):
        read_limited(path, 1 << 20)


def test_a_file_that_says_less_than_it_holds_is_not_read_without_end(tmp_path: Path) -> None:
    """The kernel's own files say that they are empty."""
    endless = Path("/proc/self/pagemap")
    if not endless.exists():
        pytest.skip("no /proc here")
    with pytest.raises(FileProblem) as caught:
        read_limited(endless, 10_000)
    assert caught.value.code == "too-large"


@pytest.mark.parametrize("limit", [0, 1 << 20])
def test_a_pipe_is_refused_at_once(tmp_path: Path, limit: int) -> None:
    os.mkfifo(tmp_path / "ống")
    with pytest.raises(FileProblem, match=r"đường ống, không phải một tệp. \(ống\)"):
        read_limited(tmp_path / "ống", limit)


@pytest.mark.parametrize("name", ["zero", "null", "random"])
def test_a_device_is_refused(name: str) -> None:
    with pytest.raises(FileProblem, match="thiết bị"):
        read_limited(Path("/dev") / name, 1 << 20)


def test_a_pipe_that_takes_the_place_of_a_file_does_not_hold_us_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)
    plain = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda _self, **_how: plain)
    assert read_limited(path, 1 << 20) == b""


def test_a_folder_is_refused_in_the_same_words_for_reading_and_writing(tmp_path: Path) -> None:
    said = []
    for act in (lambda: read_limited(tmp_path, 10), lambda: write_whole(tmp_path, NEW)):
        with pytest.raises(FileProblem, match="Đây là một thư mục") as caught:
            act()
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_reading_without_the_right_speaks_of_reading(tmp_path: Path) -> None:
    denied = problem_of(OSError(errno.EACCES, ""), tmp_path / "gói.toso", reading=True)
    assert denied.message == "Không có quyền đọc tệp này. (gói.toso)"
    assert "ghi" not in str(denied)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_of_somebody_else_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "gói.toso"
    path.write_bytes(OLD)
    path.chmod(0)
    with pytest.raises(FileProblem, match="quyền đọc"):
        read_limited(path, 100)


def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path) -> None:
    """As root a rename would make a file of /dev/stdout."""
    path = tmp_path / "ống"
    os.mkfifo(path)
    link = tmp_path / "lối tắt"
    link.symlink_to(path)
    for target in (path, link):
        with pytest.raises(FileProblem, match="đường ống"):
            write_whole(target, NEW)
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert names(tmp_path) == ["lối tắt", "ống"]


def test_names_near_and_beyond_the_limit_of_the_disk(tmp_path: Path) -> None:
    write_whole(tmp_path / ("ớ" * 85), NEW)
    for act in (lambda path: write_whole(path, NEW), lambda path: read_limited(path, 10)):
        with pytest.raises(FileProblem, match="quá dài") as caught:
            act(tmp_path / ("ớ" * 10_000))
        assert len(caught.value.message) < 200


@pytest.mark.parametrize("number", [None, *sorted(errno.errorcode)])
def test_every_error_of_the_system_becomes_vietnamese_with_advice(number: int | None) -> None:
    problem = problem_of(OSError(number, "No such thing") if number else OSError(), Path("/đâu/đó/gói tháng 7.toso"))
    said = f"{problem}"
    assert "gói tháng 7.toso" in problem.message
    assert "/đâu" not in said
    assert "No such" not in said
    assert problem.advice.endswith(".")
    assert said == unicodedata.normalize("NFC", said)


def test_a_full_stick_and_a_locked_stick_are_told_apart() -> None:
    path = Path("a")
    full, locked, denied = (
        problem_of(OSError(number, ""), path) for number in (errno.ENOSPC, errno.EROFS, errno.EACCES)
    )
    assert "đầy" in full.message
    assert "chỉ đọc" in locked.message
    assert "quyền" in denied.message
