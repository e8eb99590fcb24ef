"""Opens a file or a folder in the program that this machine has for it: mail, files. Reads and writes nothing."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_outside(path: Path) -> bool:
    """Open a file or a folder in its own program; False when this machine has none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
