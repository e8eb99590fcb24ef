"""The open desk as pages see it: its store and keys, one way to act, one way to work long, and what changed.

It holds no rule and draws nothing. Pages read through `desktop.models`, act through `acting`, and listen to `changed`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.clock import today
from desktop.models.acts import Acts, acting
from desktop.models.journal import ROLE
from desktop.models.store import Store
from desktop.sync.credentials import Credentials
from desktop.ui.settings import Settings
from desktop.ui.tasks import Progress, run_task

T = TypeVar("T")


class Desk(QObject):
    """Signal: changed(frozenset), the names of the tables that an act or a merge changed; pages refresh from it."""

    changed = Signal(frozenset)

    def __init__(self, store: Store, credentials: Credentials, settings: Settings) -> None:
        super().__init__()
        self.store = store
        self.credentials = credentials
        self.settings = settings

    @property
    def is_village(self) -> bool:
        """Whether this is a village's desk."""
        return self.store.setting(ROLE) == "village"

    @property
    def day(self) -> date:
        """Which day it is today."""
        return today(self.store.clock)

    @contextmanager
    def acting(self) -> Iterator[Acts]:
        """One act under the rules; what it changed is told when it is written. Raises RuleBroken, StoreError."""
        with acting(self.store) as acts:
            yield acts
        self.tell_changed(acts.tables)

    def tell_changed(self, tables: frozenset[str]) -> None:
        """Let the pages know that records of these tables are not as they were."""
        if tables:
            self.changed.emit(tables)

    def work(self, parent: QWidget, title: str, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        """Run something long off the window's thread; it may use the store, on a connection of its own thread."""

        def with_own_connection(progress: Progress) -> T:
            try:
                return work(progress)
            finally:
                self.store.database.close()

        run_task(parent, title, with_own_connection, done)
