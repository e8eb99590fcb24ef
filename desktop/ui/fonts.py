"""The interface's typeface: loads the four shipped weights of Be Vietnam Pro. Fonts of printed papers are not here."""

from PySide6.QtGui import QFontDatabase

from desktop.paths import resources

WEIGHT_FILES = ("BeVietnamPro-Regular", "BeVietnamPro-Medium", "BeVietnamPro-SemiBold", "BeVietnamPro-Bold")


def load_fonts() -> None:
    """Make the typeface known to Qt; asking again does nothing. Raises FileNotFoundError if a weight is missing."""
    if "Be Vietnam Pro" in QFontDatabase.families():
        return
    for name in WEIGHT_FILES:
        file = resources() / "fonts" / "ui" / f"{name}.ttf"
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)
