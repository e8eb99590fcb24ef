"""Files that are not what their name says, or no files at all; each maker puts one at a path."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Maker = Callable[[Path], None]


def plain(path: Path) -> None:
    path.write_text("không phải gói dữ liệu", encoding="utf-8")


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")


def document(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>" * 1000)


def missing(_path: Path) -> None:
    """Nothing is there."""


def empty(path: Path) -> None:
    path.touch()


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    if os.name == "nt":
        pytest.skip("pipes of POSIX")
    os.mkfifo(path)


def endless(path: Path) -> None:
    if os.name == "nt":
        pytest.skip("devices of POSIX")
    path.symlink_to("/dev/zero")


def huge(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(1 << 40)


ODD: list[Maker] = [plain, zipped, document, missing, empty, folder, pipe, endless, huge]


def name_of(make: Maker) -> str:
    """The maker's name, for the test's."""
    return make.__name__
