"""Find out whether Qt can start on this machine, and name the system packages that are missing.

Standard library only, so that it runs before anything is installed. It installs nothing itself.

    check_qt.py               exit 1 and say what to install when windows cannot even be drawn in memory
    check_qt.py --screen      the same for windows on a real X11 screen
    check_qt.py --packages    print only the names of the missing Debian/Ubuntu packages (none: an empty line)
"""

import argparse
import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Library(NamedTuple):
    """A shared library that Qt's wheel expects from the system, and the packages that bring it."""

    soname: str
    debian: str
    fedora: str


#: What QtCore, QtGui, QtWidgets, QtDBus and the `offscreen` platform link to (read with ldd, PySide6 6.12).
DRAWING = (
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libzstd.so.1", "libzstd1", "libzstd"),
    Library("libz.so.1", "zlib1g", "zlib"),
    Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    Library("libX11.so.6", "libx11-6", "libX11"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
)

#: What the `xcb` platform adds to it.
SCREEN = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    Library("libxcb.so.1", "libxcb1", "libxcb"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)

START = "from PySide6.QtWidgets import QApplication; QApplication([])"


def can_load(soname: str) -> bool:
    """Whether the system's loader finds the library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing(libraries: Iterable[Library], loads: Callable[[str], bool] = can_load) -> list[Library]:
    """Those of `libraries` that the system does not have."""
    return [library for library in libraries if not loads(library.soname)]


def advice(libraries: Iterable[Library]) -> str:
    """What to type to get the packages of these libraries."""
    listed = list(libraries)
    debian = " ".join(dict.fromkeys(library.debian for library in listed))
    fedora = " ".join(dict.fromkeys(library.fedora for library in listed))
    return (
        f"  Debian, Ubuntu:  sudo apt-get install --no-install-recommends {debian}\n"
        f"  Fedora:          sudo dnf install {fedora}"
    )


def start_qt(python: str = sys.executable) -> str:
    """Start Qt without a screen in a process of its own; its complaint, or an empty string."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [python, "-c", START]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    return "" if ended.returncode == 0 else ended.stderr.strip() or f"exit code {ended.returncode}"


def report(libraries: tuple[Library, ...], *, start: bool) -> str:
    """What keeps Qt from starting and what to do about it, or an empty string."""
    absent = missing(libraries)
    if absent:
        names = ", ".join(library.soname for library in absent)
        return f"Qt cannot show windows here, the system lacks {names}. Install:\n{advice(absent)}"
    complaint = start_qt() if start else ""
    if complaint:
        return f"Qt does not start here:\n{complaint}\nThese are the packages that it stands on:\n{advice(libraries)}"
    return ""


def main() -> int:
    """Check, print what is missing, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--screen", action="store_true")
    parser.add_argument("--packages", action="store_true")
    options = parser.parse_args()
    wanted = (DRAWING + SCREEN if options.screen else DRAWING) if sys.platform == "linux" else ()
    if options.packages:
        print(" ".join(dict.fromkeys(library.debian for library in missing(wanted))))
        return 0
    found = report(wanted, start=not options.screen)
    if found:
        print(found, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
