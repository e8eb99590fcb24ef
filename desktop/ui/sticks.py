"""The sticks that are plugged in now: Qt tells names, free space and locks, `desktop.drives` which can be carried away.

Reads no file on them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QStorageInfo, QTimer, Signal

from desktop.drives import Kind, Mount, System, this_system
from desktop.text import format_size

_LOOK_EVERY_MS = 3000
_FULL = 1 << 20  # bytes; a stick with less takes no bundle worth the name


@dataclass(frozen=True)
class Stick:
    """A drive: the name that people gave it, where it is, and whether it can be written; `free` in bytes."""

    name: str
    path: Path
    kind: Kind = "stick"
    free: int | None = None
    locked: bool = False

    @property
    def full(self) -> bool:
        """Whether there is no room worth the name."""
        return self.free is not None and self.free < _FULL

    @property
    def writable(self) -> bool:
        """Whether it makes sense to offer it for writing."""
        return not (self.locked or self.full)


FindSticks = Callable[[], Sequence[Stick]]


@dataclass(frozen=True)
class Volume:
    """A mounted drive with what Qt says of it; `free` in bytes."""

    mount: Mount
    label: str
    free: int
    locked: bool


def find_sticks() -> list[Stick]:
    """The drives that can be carried away, in the system's order."""
    return sticks_among(_mounted(), this_system())


def sticks_among(volumes: Iterable[Volume], system: System) -> list[Stick]:
    """Those of these that can be carried away on that system; one that is mounted twice is told once."""
    found: dict[str, Stick] = {}
    for volume in volumes:
        kind = system.kind_of(volume.mount)
        if kind and volume.mount.device not in found:
            name = _name(volume.label, volume.mount.place)
            found[volume.mount.device] = Stick(name, Path(volume.mount.place), kind, volume.free, volume.locked)
    return list(found.values())


def _mounted() -> Iterator[Volume]:
    """What Qt lists, without the drive of the system and empty slots for cards."""
    for each in QStorageInfo.mountedVolumes():
        if each.isValid() and each.isReady() and not each.isRoot():
            mount = Mount(_text(each.device()), each.rootPath(), _text(each.fileSystemType()))
            yield Volume(mount, each.name(), each.bytesAvailable(), each.isReadOnly())


def _text(data: QByteArray) -> str:
    return bytes(data.data()).decode(errors="replace")


def _name(label: str, place: str) -> str:
    """The label, with the letter that Windows people know a drive by: "THON (E:)"."""
    drive = place.rstrip("/") if len(place) <= 3 else ""
    name = label or drive or Path(place).name
    return f"{name} ({drive})" if drive and name != drive else name


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sticks", text)


def called(stick: Stick) -> str:
    """What a stick is called in a sentence: "USB THON", "Ổ đĩa ngoài SAO LUU"."""
    told = _tr("USB {name}") if stick.kind == "stick" else _tr("Ổ đĩa ngoài {name}")
    return told.format(name=stick.name)


def state_of(stick: Stick) -> str:
    """What to know of a stick before writing: how much room, or why not."""
    if stick.locked:
        return _tr("đang khóa chống ghi, chỉ đọc được")
    if stick.full:
        return _tr("đã đầy, không ghi thêm được")
    return _tr("còn trống {size}").format(size=format_size(stick.free)) if stick.free is not None else ""


class StickWatch(QObject):
    """Looks for sticks again and again while it is awake. Signal: changed(), when `sticks` is no longer what it was."""

    changed = Signal()

    def __init__(self, find: FindSticks, parent: QObject) -> None:
        super().__init__(parent)
        self.sticks: list[Stick] = []
        self._find = find
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """Look now."""
        found = list(self._find())
        if found != self.sticks:
            self.sticks = found
            self.changed.emit()

    def wake(self) -> None:
        """Look now and from now on: somebody sees what is shown."""
        self.look()
        self._timer.start()

    def sleep(self) -> None:
        """Look no more."""
        self._timer.stop()
