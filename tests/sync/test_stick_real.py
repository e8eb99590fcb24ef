"""Formatted, mounted sticks: written, read, locked, filled, pulled out half way, lying about what they keep.

Needs root, loop devices and the tools of each file system; what is missing is the reason of a skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.drives import Linux, Mount
from desktop.errors import FileProblem
from desktop.files import write_checked
from desktop.sync import merging
from desktop.sync.letters import Letter, compose
from desktop.sync.parcels import find
from tests.sync.desks import Circle, Desk, make_circle
from tests.sync.real_sticks import ASKED, EXT4, FORMATS, MIB, Format, RealStick

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(params=FORMATS, ids=lambda form: form.name)
def stick(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RealStick]:
    """A stick of each format that this machine can make."""
    form: Format = request.param
    made = RealStick(form, tmp_path)
    yield made
    made.throw_away()


@pytest.fixture
def block_stick(tmp_path: Path) -> Iterator[RealStick]:
    """A stick that the kernel itself reads, so that what is read from the device can be counted and changed."""
    made = RealStick(EXT4, tmp_path)
    yield made
    made.throw_away()


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder of 6 MB."""
    folder = tmp_path / "memory"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    asked = os.environ.get(ASKED)
    if (
        not asked
        or os.name == "nt"
        or os.geteuid() != 0
        or subprocess.run(command, check=False, capture_output=True).returncode
    ):
        pytest.skip("mounting needs `make sticks` and root on Linux")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    made = make_circle(tmp_path / "desks")
    made.village.add_households(20)
    yield made
    made.close()


def without_number(desk: Desk) -> dict[str, list[Any]]:
    """What a desk holds, but for the number that a bundle uses up before its file is begun, also in vain."""
    rows = desk.rows()
    return {**rows, "setting": [row for row in rows["setting"] if row[0] != "bundle_number"]}


def at_first_flush(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something to the stick once the bytes of the file have been handed to the system."""
    real = os.fsync
    done: list[int] = []

    def flush(descriptor: int) -> None:
        if not done:
            done.append(descriptor)
            act()
        real(descriptor)

    monkeypatch.setattr(os, "fsync", flush)


def test_there_and_back(circle: Circle, stick: RealStick) -> None:
    up = circle.village.export(stick.path)
    stick.unplug()
    assert stick.names() == []
    stick.plug()
    assert circle.commune.merge(up).verdict == "merged"
    circle.village.merge(circle.commune.export(stick.path, circle.village))
    stick.unplug()
    assert circle.village.keys is not None


def test_only_the_bundle_is_left_on_it(circle: Circle, stick: RealStick) -> None:
    up = circle.village.export(stick.path)
    assert stick.names() == [up.name]


def test_names_with_accents_and_copies(circle: Circle, stick: RealStick) -> None:
    up = circle.village.export(stick.path)
    folder = stick.path / "Thôn Nà Quang, tháng 8"
    folder.mkdir()
    shutil.copy(up, folder / "Bản sao của gói.toso")
    stick.unplug()
    stick.plug()
    (one,) = find([stick.path]).parcels
    assert (one.name, one.copies) == ("Bản sao của gói.toso", (up.name,))
    assert merging.merge_parcel(circle.commune.store, circle.commune.keys, one).verdict == "merged"


def test_times_of_a_stick_decide_nothing(circle: Circle, stick: RealStick) -> None:
    """FAT knows no year before 1980 and no odd second, and has no time zone."""
    paths = []
    for number in range(3):
        circle.village.add_households(1)
        paths.append(circle.village.export(stick.path, only_new=True))
        os.utime(paths[-1], (315_532_800 + 7 - number, 315_532_800 + 7 - number))
    stick.unplug()
    stick.plug()
    outcomes = [
        merging.merge_parcel(circle.commune.store, circle.commune.keys, one) for one in find([stick.path]).parcels
    ]
    assert [one.file for one in outcomes] == [path.name for path in paths]
    assert [one.verdict for one in outcomes] == ["merged"] * 3


def test_a_locked_stick(circle: Circle, stick: RealStick) -> None:
    stick.unplug()
    stick.plug(locked=True)
    before = without_number(circle.village)
    with pytest.raises(FileProblem, match="đang ở chế độ chỉ đọc") as caught:
        circle.village.export(stick.path)
    assert "gạt khóa chống ghi" in caught.value.advice
    assert without_number(circle.village) == before
    assert stick.names() == []


def test_a_locked_stick_is_read(circle: Circle, stick: RealStick) -> None:
    circle.village.export(stick.path)
    stick.unplug()
    stick.plug(locked=True)
    (one,) = find([stick.path]).parcels
    assert merging.merge_parcel(circle.commune.store, circle.commune.keys, one).verdict == "merged"


def test_a_full_stick_says_how_much_is_missing(circle: Circle, stick: RealStick) -> None:
    stick.fill(leave=64 << 10)
    before = without_number(circle.village)
    with pytest.raises(FileProblem, match=r"Không đủ chỗ trống, còn \d.* kB\. Thiếu \d.* kB\.") as caught:
        circle.village.export(stick.path)
    assert caught.value.code == "no-space"
    assert without_number(circle.village) == before
    assert stick.names() == ["phim.mp4"]
    (stick.path / "phim.mp4").unlink()
    circle.village.export(stick.path)


def test_a_stick_that_fills_up_meanwhile(stick: RealStick, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else copies to it, or it has less room than it says."""
    path = stick.path / "gói.toso"
    write_checked(path, b"old")
    stick.fill(leave=256 << 10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(40 * MIB, 0, 40 * MIB))
    with pytest.raises(FileProblem, match="đã đầy"):
        write_checked(path, os.urandom(2 * MIB))
    assert path.read_bytes() == b"old"
    assert stick.names() == ["gói.toso", "phim.mp4"]


def test_a_stick_pulled_out_half_way(circle: Circle, stick: RealStick, monkeypatch: pytest.MonkeyPatch) -> None:
    before = without_number(circle.village)
    with monkeypatch.context() as pulling:
        at_first_flush(pulling, stick.pull)
        with pytest.raises(FileProblem, match="không còn kết nối") as caught:
            circle.village.export(stick.path)
    assert "Sổ trên máy vẫn nguyên" in caught.value.advice
    assert without_number(circle.village) == before
    assert stick.names() == []  # nothing was written where it had been
    stick.plug()
    assert find([stick.path]).parcels == ()
    up = circle.village.export(stick.path)
    assert stick.names() == [up.name]  # what the first try left is gone
    assert circle.commune.merge(up).verdict == "merged"


def test_a_stick_pulled_out_while_reading(circle: Circle, stick: RealStick) -> None:
    up = circle.village.export(stick.path)
    (one,) = find([stick.path]).parcels
    stick.pull()
    outcome = merging.merge_parcel(circle.commune.store, circle.commune.keys, one)
    assert outcome.verdict == "refused"
    assert f"({up.name})" in outcome.message
    assert "cắm lại USB" in outcome.advice


def test_a_stick_that_has_less_inside_than_it_says(memory: Path) -> None:
    """A fake stick of 40 MB with 6 MB of memory; it has room by its own words, and the device fails in the middle."""
    stick = RealStick(EXT4, memory, memory=None)
    try:
        path = stick.path / "gói.toso"
        write_checked(path, b"old")
        with pytest.raises(FileProblem, match=r"đã đầy|báo lỗi khi đọc ghi") as caught:
            write_checked(path, os.urandom(20 * MIB))
        assert "USB khác" in caught.value.advice
    finally:
        stick.throw_away()


def test_the_read_back_is_of_the_device(block_stick: RealStick) -> None:
    data = os.urandom(4 * MIB)
    before = _read_from_devices()
    write_checked(block_stick.path / "gói.toso", data)
    assert _read_from_devices() - before >= len(data)


def _read_from_devices() -> int:
    """How many bytes this process has had fetched from block devices."""
    told = dict(line.split(": ") for line in Path("/proc/self/io").read_text(encoding="ascii").splitlines())
    return int(told["read_bytes"])


def test_a_stick_that_keeps_something_else_is_caught(block_stick: RealStick, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fake stick says that all was written; the system's cache would say so too."""
    data = os.urandom(2 * MIB)
    path = block_stick.path / "gói.toso"
    write_checked(path, b"old")
    forget = os.posix_fadvise

    def then_spoil(descriptor: int, *how: int) -> None:
        forget(descriptor, *how)
        image = block_stick.image.read_bytes()
        place = image.index(data[-4096:])
        with block_stick.image.open("r+b") as stream:
            stream.seek(place + 4000)
            stream.write(b"\x00\x01\x02")

    monkeypatch.setattr(os, "posix_fadvise", then_spoil)
    with pytest.raises(FileProblem, match="USB ghi không đúng"):
        write_checked(path, data)
    assert path.read_bytes() == b"old"
    assert block_stick.names() == ["gói.toso"]


@pytest.mark.slow
def test_a_stick_with_forty_bundles_and_letters(circle: Circle, stick: RealStick) -> None:
    for number in range(40):
        circle.village.add_households(1)
        path = circle.village.export(stick.path, only_new=True)
        if number % 4 == 0:
            (stick.path / f"{path.stem}.eml").write_bytes(compose(Letter("", "", ""), path.name, path.read_bytes()))
        if number % 7 == 0:
            shutil.copy(path, stick.path / f"{path.stem} (1).toso")
    stick.unplug()
    stick.plug()
    found = find([stick.path]).parcels
    assert len(found) == 40
    assert sum(len(one.copies) for one in found) == 10 + 6
    verdicts = [merging.merge_parcel(circle.commune.store, circle.commune.keys, one).verdict for one in found]
    assert verdicts == ["merged"] * 40


def test_a_loop_device_is_no_stick(stick: RealStick) -> None:
    assert Linux().kind_of(Mount(stick._device, str(stick.path), stick.form.name)) is None


def test_a_small_disk_in_memory_fills_up(memory: Path) -> None:
    with pytest.raises(FileProblem, match=r"còn 6 MB\. Thiếu 2,3 MB\."):
        write_checked(memory / "gói.toso", bytes(8 * MIB))
    assert list(memory.iterdir()) == []
    assert write_checked(memory / "gói.toso", bytes(5 * MIB)).stat().st_size == 5 * MIB
