"""Sticks as the desk tells them: from tables of mounted drives, in words, and watched while somebody looks."""

from pathlib import Path

from PySide6.QtCore import QStorageInfo
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.drives import Kind, Mount
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.sources_bar import SourcesBar
from desktop.ui.sticks import Stick, StickWatch, Volume, _mounted, called, find_sticks, state_of, sticks_among

GIB = 1 << 30


class Told:
    """A system that knows these places."""

    def __init__(self, **kinds: Kind) -> None:
        self._kinds = kinds

    def kind_of(self, mount: Mount) -> Kind | None:
        return self._kinds.get(Path(mount.place).name.rstrip(":"))


def volume(place: str, label: str = "", device: str = "", free: int = GIB, *, locked: bool = False) -> Volume:
    return Volume(Mount(device or f"/dev/{place}", place, "vfat"), label, free, locked)


def test_sticks_are_told_by_label_or_by_place() -> None:
    volumes = [
        volume("/"),
        volume("/media/a/THON", "NÀ QUANG"),
        volume("/media/a/xyz"),
        volume("/media/a/DATA", "DATA"),
    ]
    found = sticks_among(volumes, Told(THON="stick", xyz="disk"))
    assert [called(stick) for stick in found] == ["USB NÀ QUANG", "Ổ đĩa ngoài xyz"]
    assert found[0] == Stick("NÀ QUANG", Path("/media/a/THON"), "stick", GIB)


def test_a_windows_drive_is_told_with_its_letter() -> None:
    volumes = [volume("E:/", "THON", "1"), volume("F:/", "", "2")]
    assert [stick.name for stick in sticks_among(volumes, Told(E="stick", F="stick"))] == ["THON (E:)", "F:"]


def test_a_stick_that_is_mounted_twice_is_one() -> None:
    volumes = [volume("/media/a/USB", "USB", "/dev/sdb1"), volume("/var/USB", "USB", "/dev/sdb1")]
    assert len(sticks_among(volumes, Told(USB="stick"))) == 1


def test_words_of_a_sticks_state() -> None:
    def stick(free: int | None, *, locked: bool = False) -> Stick:
        return Stick("USB", Path("/x"), "stick", free, locked)

    assert state_of(stick(7 * GIB // 2)) == "còn trống 3,5 GB"
    assert state_of(stick((1 << 20) - 1)) == "đã đầy, không ghi thêm được"
    assert state_of(stick(1 << 20)) == "còn trống 1 MB"
    assert state_of(stick(0, locked=True)) == "đang khóa chống ghi, chỉ đọc được"
    assert state_of(stick(None)) == ""
    assert [stick(free).writable for free in (None, GIB, 5)] == [True, True, False]
    assert not stick(GIB, locked=True).writable


def test_qt_is_asked_for_everything_but_the_systems_own_drive() -> None:
    listed = [each.rootPath() for each in QStorageInfo.mountedVolumes() if each.isValid() and each.isReady()]
    found = list(_mounted())
    assert {each.mount.place for each in found} == set(listed) - {QStorageInfo.root().rootPath()}
    assert all(each.mount.device and each.free >= 0 for each in found)
    assert isinstance(find_sticks(), list)


def test_a_watch_tells_only_what_changed(qtbot: QtBot) -> None:
    now: list[Stick] = []
    bar = SourcesBar(lambda: [])
    qtbot.addWidget(bar)
    watch = StickWatch(lambda: now, bar)
    with qtbot.assertNotEmitted(watch.changed):
        watch.look()
    now.append(Stick("USB", Path("/x")))
    with qtbot.waitSignal(watch.changed):
        watch.look()
    with qtbot.assertNotEmitted(watch.changed):
        watch.wake()
    now.clear()
    watch._timer.setInterval(1)
    with qtbot.waitSignal(watch.changed):
        pass  # its own timer looks
    watch.sleep()


def _words(bar: SourcesBar) -> list[str]:
    return [part.accessibleName() for part in bar.parts() if isinstance(part, ActButton)]


def test_the_bar_offers_sticks_as_they_come_and_go(qtbot: QtBot) -> None:
    now = [Stick("THON", Path("/media/THON"), "stick", GIB)]
    bar = SourcesBar(lambda: list(now))
    qtbot.addWidget(bar)
    bar.show()
    assert _words(bar) == ["Đọc USB THON", "Chọn tệp"]
    before = bar.parts()
    now[0] = Stick("THON", Path("/media/THON"), "stick", GIB - 1)
    bar._watch.look()
    assert bar.parts() == before  # the keyboard stays where it is
    chosen: list[list[Path]] = []
    bar.chosen.connect(chosen.append)
    first = bar.parts()[0]
    assert isinstance(first, QPushButton)
    first.click()
    assert chosen == [[Path("/media/THON")]]
    now.clear()
    bar._watch.look()
    assert _words(bar) == ["Chọn tệp"]
