"""Sticks that are real to the kernel: an image in a file, formatted, on a loop device, mounted. Needs root."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

MIB = 1 << 20
ASKED = "TOSO_REAL_STICKS"  # the suite mounts nothing on anybody's machine unasked
#: Where images lie, if there is such a place: a machine's own disk is too slow to be forty sticks.
MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None


@dataclass(frozen=True)
class Format:
    """How a file system is made and mounted; `mount` is the program that does it."""

    name: str
    make: tuple[str, ...]
    mount: tuple[str, ...] = ("mount",)
    kernel: str = ""  # what the kernel must know

    def lacking(self) -> str:
        """Why this machine cannot have such a stick; "" when it can."""
        if not os.environ.get(ASKED):
            return f"real sticks are made by `make sticks` alone ({ASKED}=1)"
        if sys.platform != "linux" or os.geteuid() != 0:
            return "mounting needs root on Linux"
        for program in (self.make[0], self.mount[0], "losetup", "umount"):
            if shutil.which(program) is None:
                return f"no {program}"
        if self.kernel and self.kernel not in Path("/proc/filesystems").read_text(encoding="ascii").split():
            return f"the kernel does not know {self.kernel}"
        return ""


FAT32 = Format("fat32", ("mkfs.vfat", "-F", "32", "-s", "1"), ("mount", "-t", "vfat", "-o", "utf8"), kernel="vfat")
EXFAT = Format("exfat", ("mkfs.exfat",), ("mount.exfat-fuse",), kernel="fuse")
EXT4 = Format("ext4", ("mkfs.ext4", "-q", "-F", "-m", "0"), ("mount", "-t", "ext4"), kernel="ext4")
FORMATS = (FAT32, EXFAT, EXT4)


class RealStick:
    """One stick: plugged in (mounted at `path`) or not, written or locked. `memory` is where its image lies."""

    def __init__(self, form: Format, folder: Path, size: int = 40 * MIB, memory: Path | None = MEMORY) -> None:
        reason = form.lacking()
        if reason:
            pytest.skip(reason)
        self.form, self.path = form, folder / "USB"
        self.path.mkdir()
        self._chips = tempfile.TemporaryDirectory(prefix="toso-usb-", dir=memory) if memory else None
        self.image = Path(self._chips.name if self._chips else folder) / "usb.img"
        with self.image.open("wb") as stream:
            stream.truncate(size)
        self._run(*form.make, str(self.image), told="cannot be formatted")
        self._device = self._run("losetup", "--find", "--show", str(self.image), told="no loop device")
        self.plug()

    def plug(self, *, locked: bool = False) -> None:
        """Mount it."""
        command, *options = self.form.mount
        given = ["-o", "ro"] if locked else []
        self._run(command, *options, *given, self._device, str(self.path), told="cannot be mounted")

    def unplug(self) -> None:
        """Unmount it as a careful person does."""
        subprocess.run(["umount", str(self.path)], check=True, capture_output=True)

    def pull(self) -> None:
        """Take it away while it is in use; whoever has a file open keeps that."""
        subprocess.run(["umount", "-l", str(self.path)], check=True, capture_output=True)

    def throw_away(self) -> None:
        """Leave nothing behind on the machine, however the test ended."""
        subprocess.run(["umount", "-l", str(self.path)], check=False, capture_output=True)
        subprocess.run(["losetup", "-d", self._device], check=False, capture_output=True)
        if self._chips:
            self._chips.cleanup()

    def names(self) -> list[str]:
        """Everything on the stick, hidden files too."""
        return sorted(each.name for each in self.path.iterdir() if each.name != "lost+found")

    def fill(self, leave: int) -> None:
        """Fill it up to the last `leave` bytes."""
        free = shutil.disk_usage(self.path).free
        with (self.path / "phim.mp4").open("wb") as stream:
            for _ in range((free - leave) // 4096):
                stream.write(bytes(4096))
            stream.flush()
            os.fsync(stream.fileno())

    def _run(self, *command: str, told: str) -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"{self.form.name}: {told}: {done.stderr.strip()[:200]}")
        return done.stdout.strip()
