"""A demo commune, made once and copied for each test, open in its window on the demo's own day."""

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.clock import ScriptedClock
from desktop.demo.run import run_demo
from desktop.models.store import Store
from desktop.sync import credentials
from desktop.ui.commune.conflicts_room import ConflictsRoom
from desktop.ui.commune.enrolment_room import EnrolmentRoom
from desktop.ui.commune.receiving_room import ReceivingRoom
from desktop.ui.commune.report_room import ReportRoom
from desktop.ui.commune.villages_room import VillagesRoom
from desktop.ui.desk import Desk
from desktop.ui.opening import desk_window
from desktop.ui.settings import ForgetfulSettings
from desktop.ui.window import DeskWindow
from tests.makers import move_home
from tests.ui.commune.differing import differ
from tests.ui.commune.stick import NOW


class Commune:
    """The open desk, its window and its rooms."""

    def __init__(self, desk: Desk, window: DeskWindow, laptop: Callable[[], Store]) -> None:
        self.desk, self.window, self.store = desk, window, desk.store
        self._open_laptop = laptop

    @cached_property
    def laptop(self) -> Store:
        """The laptop of the first village, which goes on writing."""
        return self._open_laptop()

    def differ(self, ours: dict[str, Any], theirs: dict[str, Any], **which: Any) -> str:
        """The commune and the laptop write the same record without knowing each other; the record's id."""
        return differ(self.store, self.laptop, ours, theirs, **which)

    def _room(self, key: str) -> object:
        self.window.open_room(key)
        return self.window.page(key)

    @property
    def villages(self) -> VillagesRoom:
        room = self._room("villages")
        assert isinstance(room, VillagesRoom)
        return room

    @property
    def inbox(self) -> ReceivingRoom:
        room = self._room("inbox")
        assert isinstance(room, ReceivingRoom)
        return room

    @property
    def conflicts(self) -> ConflictsRoom:
        room = self._room("conflicts")
        assert isinstance(room, ConflictsRoom)
        return room

    @property
    def enrolment(self) -> EnrolmentRoom:
        room = self._room("enrolment")
        assert isinstance(room, EnrolmentRoom)
        return room

    @property
    def report(self) -> ReportRoom:
        room = self._room("report")
        assert isinstance(room, ReportRoom)
        return room

    def tables(self) -> dict[str, list[object]]:
        """Every row of the store, for before and after."""
        names = [name for (name,) in self.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: self.store.rows(f"SELECT * FROM {name} ORDER BY 1, 2") for name in names}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four villages; the last one has handed in nothing, the third one's report was returned."""
    folder = tmp_path_factory.mktemp("commune") / "demo"
    run_demo(folder, villages=4, households=12, sessions=6, seed=1)
    return folder


@pytest.fixture
def commune(demo: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Commune]:
    """The commune's desk over a copy of its home."""
    move_home(demo / "xa", tmp_path / "xa")
    store = Store.open(tmp_path / "xa", ScriptedClock(NOW, seed=7))
    desk = Desk(store, credentials.load(tmp_path / "xa"), ForgetfulSettings())
    window = desk_window(desk)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    opened: list[Store] = []

    def open_laptop() -> Store:
        home = move_home(demo / "thon-01", tmp_path / "thon-01")
        opened.append(Store.open(home, ScriptedClock(NOW, seed=8)))
        return opened[-1]

    yield Commune(desk, window, open_laptop)
    window.close()
    for each in (store, *opened):
        each.close()
