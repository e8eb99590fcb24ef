"""Acts that may be refused: what is meant for a person is told in words, and the caller learns whether it was done."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from desktop.errors import TosoError
from desktop.ui.messages import show_error

T = TypeVar("T")


def attempt(parent: QWidget, act: Callable[[], T]) -> T | None:
    """Run `act`; a TosoError is told over `parent` and gives None. Anything else is a bug and goes on."""
    try:
        return act()
    except TosoError as error:
        show_error(parent, error)
        return None
