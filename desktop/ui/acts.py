"""An act: what a button does, in words, with its icon and key. Buttons, pages, banners and menus share it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Act:
    """One thing that a person can do: a verb with an object, what runs, its icon and the key beside it.

    `key_is_elsewhere` is for keys that a menu already holds: the key is shown but not bound again.
    """

    words: str
    run: Callable[[], None]
    icon: str = ""
    key: str = ""
    key_is_elsewhere: bool = False
