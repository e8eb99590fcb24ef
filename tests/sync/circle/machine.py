"""One laptop: a home on a disk, a clock that may be wrong, and an open desk; it can be killed, copied and put back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from desktop.clock import ScriptedClock
from desktop.models.authors import DEVICE
from desktop.models.store import Store
from desktop.sync import credentials
from tests.sync.desks import Desk

COMMUNE = "xa"
#: What is no part of a copy: SQLite makes its shared memory anew, and copies of old bundles only take time.
_NOT_COPIED = shutil.ignore_patterns("*-shm", "*.lock", "da-ghi")


class Killed(BaseException):
    """The process ends here; nothing in the program may catch it."""


class DyingClock:
    """A scripted clock whose process can be made to die when it is next asked for the time, or some times later."""

    def __init__(self, scripted: ScriptedClock) -> None:
        self.scripted = scripted
        self._dies: tuple[int, Callable[[], None]] | None = None

    def now(self) -> datetime:
        """The scripted instant, unless the process dies of the question."""
        if self._dies:
            left, at_death = self._dies
            self._dies = (left - 1, at_death) if left > 1 else None
            if self._dies is None:
                at_death()
                raise Killed
        return self.scripted.now()

    def random_bits(self, count: int) -> int:
        """Bits that follow from the seed."""
        return self.scripted.random_bits(count)

    def die_at(self, question: int, at_death: Callable[[], None]) -> None:
        """Let the process die at the first, second... question from now."""
        self._dies = question, at_death

    def live_on(self) -> None:
        """Whatever was to happen does not."""
        self._dies = None


@dataclass
class Machine:
    """A laptop of a village (`village` is its number), or the commune's machine (0)."""

    name: str
    home: Path
    clock: DyingClock
    desk: Desk
    village: int = 0
    skew: timedelta = timedelta()
    backups: list[Path] = field(default_factory=list)

    @property
    def store(self) -> Store:
        """The open store."""
        return self.desk.store

    @property
    def device(self) -> str:
        """The device's id, which a copied home has in common with the one that it is a copy of."""
        return self.store.setting(DEVICE) or ""

    def tell_time(self, now: datetime) -> None:
        """Set the laptop's clock, wrong as it is."""
        self.clock.scripted.move_to(now + self.skew)

    def use_own_clock(self) -> None:
        """From now on the open store asks this machine's clock."""
        self.store.clock = self.clock

    def reopen(self) -> None:
        """Open the home as it stands on the disk."""
        self.desk = Desk(Store.open(self.home, self.clock), credentials.load(self.home))

    def as_on_disk(self) -> Path:
        """A copy of the home's files at this moment, whatever is open or half written."""
        place = self.home.with_name(f"{self.home.name}-luc-chet")
        shutil.copytree(self.home, place, ignore=_NOT_COPIED)
        return place

    def killed_in(self, act: Callable[[], object], question: int) -> bool:
        """Do something and be killed when it asks for the time so many times; tell whether it came to that."""
        left: list[Path] = []
        self.clock.die_at(question, lambda: left.append(self.as_on_disk()))
        try:
            act()
        except Killed:
            self.come_back(left[0])
        self.clock.live_on()
        return bool(left)

    def come_back(self, left: Path) -> None:
        """The process was killed when `left` was the disk's state; the program is started again."""
        self.store.close()
        _replace(self.home, left)
        self.reopen()

    def back_up(self, place: Path) -> None:
        """Copy the home to another place while it is open, as a person does who was told to make backups."""
        shutil.copytree(self.home, place, ignore=shutil.ignore_patterns("toso.db*", "*.lock", "da-ghi"))
        self.store.copy_to(place / "toso.db")
        self.backups.append(place)

    def put_back(self, backup: Path) -> None:
        """Put a backup at the home's place."""
        self.store.close()
        shutil.copytree(backup, backup.with_name("dang-khoi-phuc"))
        _replace(self.home, backup.with_name("dang-khoi-phuc"))
        self.reopen()

    def copied(self, name: str, home: Path, clock: DyingClock) -> Machine:
        """Another laptop with a copy of this one's home."""
        self.store.close()
        shutil.copytree(self.home, home, ignore=_NOT_COPIED)
        self.reopen()
        return Machine(name, home, clock, Desk(Store.open(home, clock), credentials.load(home)), self.village)

    def move(self, home: Path) -> None:
        """The home is carried to another machine and used there alone."""
        self.store.close()
        self.home.rename(home)
        self.home = home
        self.reopen()

    def retire(self) -> None:
        """The laptop is gone."""
        self.store.close()
        for place in (self.home, *self.backups):
            shutil.rmtree(place)


def _replace(home: Path, by: Path) -> None:
    shutil.rmtree(home)
    by.rename(home)
