"""Which drives can be carried away: what Linux and Windows say of a mounted one, judged without touching it.

Qt lists what is mounted, with labels and free space (`desktop.ui.sticks`), but does not say what is removable. A system
is a small class over what it answers, so that a test can be any machine: a folder that looks like /sys, two functions
that answer for Windows. No drive is opened for reading or writing here.
"""

import ctypes
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

#: A stick or card, or a disk in a box of its own (a hard disk on a cable, which systems call fixed).
Kind = Literal["stick", "disk"]

_FAT = frozenset({"vfat", "msdos", "fat", "fat32", "exfat"})
_PLACES_OF_STICKS = ("/media/", "/run/media/", "/mnt/")
_PLACES_OF_THE_SYSTEM = re.compile(r"/|/home|/(?:boot|efi|opt|snap|sysroot|usr|var)(?:/.*)?")
_NEVER_CARRIED = re.compile(r"(?:sr|fd|loop|zram|md|nbd|ram)\d+")  # CDs, floppies, and what is no device at all
_USB_PORT = re.compile(r"usb\d+")
_DEEPEST = 4  # encrypted upon logical upon partition upon disk
_DRIVE_REMOVABLE, _DRIVE_FIXED = 2, 3  # GetDriveTypeW
_BUS_USB = 7  # STORAGE_BUS_TYPE


@dataclass(frozen=True)
class Mount:
    """A mounted drive as Qt tells it: the device, the folder or letter where it is, its file system."""

    device: str
    place: str
    system: str = ""


class System(Protocol):
    """What an operating system knows of its drives."""

    def kind_of(self, mount: Mount) -> Kind | None:
        """What a drive is to somebody who wants to carry it away; None for what stays in the machine."""


class Linux:
    """What the kernel tells under /sys; `root` is another folder in tests."""

    def __init__(self, root: Path = Path("/")) -> None:
        self._root = root

    def kind_of(self, mount: Mount) -> Kind | None:
        """`removable` is the medium's own word; the path of a device says whether it hangs on USB."""
        if not mount.device.startswith("/dev/") or _PLACES_OF_THE_SYSTEM.fullmatch(mount.place):
            return None
        block = self._block(mount.device)
        if block is None:
            by_place = mount.place.startswith(_PLACES_OF_STICKS) and mount.system.lower() in _FAT
            return "stick" if by_place else None
        disk = self._disk(block)
        if _NEVER_CARRIED.fullmatch(disk.name):
            return None
        if _read(disk / "removable") == "1" or _read(disk / "device" / "type") == "SD":
            return "stick"
        return "disk" if any(_USB_PORT.fullmatch(part) for part in disk.parts) else None

    def _block(self, device: str) -> Path | None:
        """The kernel's folder of a device; names like /dev/mapper/usb are links to the device."""
        name = (self._root / device.lstrip("/")).resolve().name
        found = self._root / "sys" / "class" / "block" / name
        return found.resolve() if found.exists() else None

    @staticmethod
    def _disk(block: Path) -> Path:
        """The disk that a partition, or an encrypted volume on one, is part of."""
        for _ in range(_DEEPEST):
            below = sorted((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
            if (block / "partition").exists():
                block = block.parent
            elif below:
                block = below[0].resolve()
        return block


class Windows:
    """What Windows answers for a drive letter: GetDriveTypeW, and for what it calls fixed the bus that it hangs on."""

    def __init__(self, drive_type: Callable[[str], int], bus: Callable[[str], int]) -> None:
        self._drive_type, self._bus = drive_type, bus

    def kind_of(self, mount: Mount) -> Kind | None:
        """Sticks and cards are removable; hard disks on USB, and some sticks that pose as such, are fixed ones."""
        letter = mount.place[:1].upper()
        if mount.place[1:2] != ":" or not letter.isalpha():
            return None
        kind = self._drive_type(letter)
        if kind == _DRIVE_REMOVABLE:
            return "stick"
        return "disk" if kind == _DRIVE_FIXED and self._bus(letter) == _BUS_USB else None


class MacOs:
    """What stands under /Volumes and is a device; macOS is not asked further."""

    def kind_of(self, mount: Mount) -> Kind | None:
        """A drive that was put in after the start."""
        return "stick" if mount.device.startswith("/dev/disk") and mount.place.startswith("/Volumes/") else None


def this_system() -> System:
    """The system that the program runs on."""
    if sys.platform == "win32":
        return Windows(_drive_type, _bus)
    if sys.platform == "darwin":
        return MacOs()
    return Linux()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


if sys.platform == "win32":
    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KERNEL.CreateFileW.restype = ctypes.c_void_p
    _KERNEL.CreateFileW.argtypes = [
        ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p,
        ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p,
    ]  # fmt: skip
    _KERNEL.DeviceIoControl.argtypes = [
        ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_uint32,
        ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p,
    ]  # fmt: skip
    _KERNEL.CloseHandle.argtypes = [ctypes.c_void_p]
    _NOBODY = ctypes.c_void_p(-1).value
    _SHARED, _EXISTING, _QUERY_PROPERTY = 3, 3, 0x2D1400

    class _Query(ctypes.Structure):
        """STORAGE_PROPERTY_QUERY; all zero asks for the device's standard description."""

        _fields_ = (("property", ctypes.c_uint32), ("query", ctypes.c_uint32), ("more", ctypes.c_uint8 * 4))

    class _Description(ctypes.Structure):
        """STORAGE_DEVICE_DESCRIPTOR as far as the bus."""

        _fields_ = (("before", ctypes.c_uint8 * 28), ("bus", ctypes.c_uint32), ("after", ctypes.c_uint8 * 512))

    def _drive_type(letter: str) -> int:
        """GetDriveTypeW; it reads nothing from the drive."""
        return int(_KERNEL.GetDriveTypeW(ctypes.c_wchar_p(f"{letter}:\\")))

    def _bus(letter: str) -> int:
        """The STORAGE_BUS_TYPE of a letter's device, 0 when it is not told; opened without any right, so by anybody."""
        handle = _KERNEL.CreateFileW(f"\\\\.\\{letter}:", 0, _SHARED, None, _EXISTING, 0, None)
        if handle in (None, _NOBODY):
            return 0
        query, told, size = _Query(), _Description(), ctypes.c_uint32()
        try:
            done = _KERNEL.DeviceIoControl(
                handle, _QUERY_PROPERTY, ctypes.byref(query), ctypes.sizeof(query),
                ctypes.byref(told), ctypes.sizeof(told), ctypes.byref(size), None,
            )  # fmt: skip
            return int(told.bus) if done else 0
        finally:
            _KERNEL.CloseHandle(handle)
