"""A new home, whole or not there: it is made beside its place and moved in when it is finished, its store last."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.errors import TosoError
from desktop.files import problem_of
from desktop.models import lives
from desktop.models.store import FILE_NAME, LOCK_NAME
from desktop.sync.credentials import FOLDER

_UNFINISHED = ".dang-tao"


@contextmanager
def new_home(home: Path) -> Iterator[Path]:
    """Give a folder to make the home's contents in; they stand in `home` once the block has ended, or nothing does.

    A home that has a store or a key is left as it is. Raises TosoError.
    """
    _refuse_taken(home)
    was_there = home.exists()
    unfinished = home / _UNFINISHED
    try:
        unfinished.mkdir(parents=True)
    except FileExistsError as error:
        if not unfinished.is_dir():
            raise problem_of(error, home) from error
        raise TosoError(
            f"Một lần tạo sổ trong thư mục {home.name} đang làm hoặc đã dở dang.",
            f"Nếu không có cửa sổ nào đang tạo sổ, hãy xóa thư mục “{_UNFINISHED}” trong đó rồi làm lại.",
            code="in-use",
        ) from error
    except OSError as error:
        raise problem_of(error, home) from error
    try:
        yield unfinished
        _move_in(unfinished, home)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not was_there:
            with suppress(OSError):
                home.rmdir()  # stays when something is in it


def _refuse_taken(home: Path) -> None:
    if (home / FILE_NAME).exists():
        raise TosoError(
            f"Thư mục {home.name} đã có sổ, không tạo đè lên.", "Hãy mở sổ đó, hoặc chọn thư mục khác.", code="exists"
        )
    if (home / FOLDER).exists():
        raise TosoError(
            f"Thư mục {home.name} có khóa của một máy nhưng không có sổ; không tạo đè lên khóa.",
            "Hãy khôi phục sổ từ bản sao lưu, hoặc chọn thư mục khác.",
            code="exists",
        )


def _move_in(unfinished: Path, home: Path) -> None:
    """Move everything up; a home counts from the moment its store is there, so that goes last."""
    (unfinished / LOCK_NAME).unlink(missing_ok=True)
    try:
        for inner in sorted(unfinished.iterdir(), key=lambda path: path.name == FILE_NAME):
            inner.rename(home / inner.name)
        lives.moved(unfinished, home)
    except OSError as error:
        raise problem_of(error, home) from error
