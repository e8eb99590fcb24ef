"""Removable drives that are plugged in now. Qt does not say what is removable, so file system and place are judged."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_STICK_SYSTEMS = (b"vfat", b"exfat", b"fat", b"fat32", b"msdos")
_STICK_PLACES = ("/media/", "/run/media/", "/Volumes/")
_SYSTEM_PLACES = ("/boot", "/efi")


@dataclass(frozen=True)
class Stick:
    """A drive: the name that people gave it, and where it is."""

    name: str
    path: Path


def find_sticks() -> list[Stick]:
    """The drives that look like USB sticks."""
    return [_stick(volume) for volume in QStorageInfo.mountedVolumes() if _is_stick(volume)]


def _is_stick(volume: QStorageInfo) -> bool:
    if not volume.isValid() or not volume.isReady() or volume.isRoot():
        return False
    place = volume.rootPath()
    if place.startswith(_SYSTEM_PLACES):
        return False
    system = bytes(volume.fileSystemType().data()).lower()
    return system in _STICK_SYSTEMS or place.startswith(_STICK_PLACES)


def _stick(volume: QStorageInfo) -> Stick:
    place = volume.rootPath()
    drive = place.rstrip("/") if len(place) <= 3 else ""
    name = volume.name() or drive or Path(place).name
    return Stick(f"{name} ({drive})" if drive and name != drive else name, Path(place))
