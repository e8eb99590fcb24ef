"""Where things are on this machine: the homes of desks and the resources that ship with the program."""

import os
import sys
from pathlib import Path

import platformdirs

HOME_VARIABLE = "TOSO_HOME"


def default_home() -> Path:
    """The home used when none is named: `TOSO_HOME`, else the user's data folder."""
    named = os.environ.get(HOME_VARIABLE)
    if named:
        return Path(named)
    return Path(platformdirs.user_data_dir("toso", appauthor=False)) / "home"


def state_folder() -> Path:
    """Where this machine and user keep what must not travel with a home."""
    return Path(platformdirs.user_state_dir("toso", appauthor=False))


def resources() -> Path:
    """The folder of fonts, icons, catalogues and forms, in a frozen build, an installed wheel or the source tree."""
    package = Path(__file__).resolve().parent
    frozen = Path(getattr(sys, "_MEIPASS", package)) / "desktop" / "resources"
    for candidate in (frozen, package / "resources", package.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("the resources folder is missing from this installation")
