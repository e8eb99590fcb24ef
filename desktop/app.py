"""The door to the window: makes Qt's application, opens the home, shows the desk."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.clock import ShiftedClock, SystemClock
from desktop.errors import TosoError
from desktop.models.setup import DEMO_NOW
from desktop.models.store import FILE_NAME, Store
from desktop.paths import default_home
from desktop.sync import renewal
from desktop.ui.desk import Desk
from desktop.ui.fonts import load_fonts
from desktop.ui.joining import join_first
from desktop.ui.lock.lock_page import unlock_first
from desktop.ui.messages import BugHook, tell
from desktop.ui.opening import desk_window
from desktop.ui.settings import FileSettings
from desktop.ui.start import StartDialog
from desktop.ui.style import apply_look
from desktop.ui.tasks import run_task
from desktop.ui.unlocking import open_keys
from desktop.ui.window import kept_look

_SETTINGS = "cua-so.json"
MakeDemo = Callable[[Path, Callable[[str, float], None]], object]


def open_desk(home: Path | None, make_demo: MakeDemo) -> int:
    """Open the window on a home; without one on the usual home, or ask. Return the exit code.

    `make_demo` fills a folder with the demo; the start dialog offers it.
    """
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    load_fonts()
    BugHook().install()
    chosen, first = home or _usual_home(), ""
    if chosen is None:
        apply_look(application, kept_look(FileSettings(default_home() / _SETTINGS)))
        start = StartDialog(_demo_maker(make_demo), default_home())
        start.exec()
        chosen, first = start.home, start.first
    return 0 if chosen is None else _show(application, chosen, first)


def _usual_home() -> Path | None:
    """The home that is opened without asking, if there is one."""
    home = default_home()
    return home if (home / FILE_NAME).is_file() else None


def _show(application: QApplication, home: Path, first: str) -> int:
    """Open a home's desk, in the room `first` when one was asked for."""
    settings = FileSettings(home / _SETTINGS)
    apply_look(application, kept_look(settings))
    try:
        store = Store.open(home, SystemClock())
    except TosoError as error:
        tell(None, error)
        return 1
    try:
        demo_now = store.setting(DEMO_NOW)
        if demo_now is not None:
            store.clock = ShiftedClock(datetime.fromisoformat(demo_now))
        if not unlock_first(store):
            return 0
        renewal.settle(store)
        keys = open_keys(store, os.environ.get("TOSO_PASSPHRASE", ""))
        if keys is None:
            return 0
        desk = Desk(store, keys, settings)
        if not join_first(desk):
            return 0
        window = desk_window(desk)
        if first:
            window.open_room(first)
        window.show()
        return int(application.exec())
    except TosoError as error:
        tell(None, error)
        return 1
    finally:
        store.close()


def _demo_maker(make_demo: MakeDemo) -> Callable[[QWidget, Callable[[Path], None]], None]:
    """Make the demo beside the usual home, unless it is there already, and hand over the village's home."""

    def make(parent: QWidget, done: Callable[[Path], None]) -> None:
        folder = default_home().parent / "xem-thu"
        village = folder / "thon-01"
        if (village / FILE_NAME).is_file():
            done(village)
            return
        run_task(parent, "Đang làm số liệu giả", lambda progress: make_demo(folder, progress), lambda _: done(village))

    return make
