"""Folders for screens that are drawn after their makers have returned; they go when the process ends."""

import atexit
import shutil
import tempfile
from pathlib import Path


def scratch() -> Path:
    """A new empty folder."""
    folder = Path(tempfile.mkdtemp(prefix="toso-screens-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
