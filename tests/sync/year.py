"""A circle whose commune is put back to an older store: makers for the tests of what comes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.clock import ScriptedClock
from desktop.models.digests import table_digests
from desktop.models.health import health_problems
from desktop.models.ledger import held_bundles
from desktop.models.store import Store
from desktop.sync import (
    credentials,
    exporting,
    parcels,
)
from desktop.sync.exporting import Exported
from desktop.sync.merging import Outcome
from tests.sync.commune_loss import only_villages_hold
from tests.sync.desks import START, Circle, Desk, make_circle


@dataclass
class Year:
    """A circle with a backup of the commune that will be too old."""

    circle: Circle
    folder: Path
    homes: list[str]
    sticks: int = 0

    @property
    def commune(self) -> Desk:
        return self.circle.commune

    @property
    def village(self) -> Desk:
        return self.circle.village

    def down(self, village: Desk | None = None) -> None:
        """The commune's bundle reaches a village."""
        desk = village or self.village
        assert desk.merge(self.commune.export(self.stick(), desk)).verdict in ("merged", "already", "held")

    def up(self, village: Desk | None = None) -> tuple[Exported, list[Outcome]]:
        """A village hands in a stick with whatever goes along; the commune merges all of it."""
        desk = village or self.village
        done = exporting.export(desk.store, desk.keys, self.stick())
        found = parcels.find([done.path.parent]).parcels
        outcomes = [self.commune.merge(each.path) for each in found]
        return done, [*outcomes, *(inner for one in outcomes for inner in one.released)]

    def stick(self) -> Path:
        self.sticks += 1
        return self.folder / f"stick-{self.sticks}"

    def back_up(self, desk: Desk, name: str) -> Path:
        place = self.folder / name
        shutil.copytree(desk.store.home, place, ignore=shutil.ignore_patterns("toso.db*", "*.lock"))
        desk.store.copy_to(place / "toso.db")
        return place

    def put_back(self, desk: Desk, backup: Path, seed: int) -> None:
        """The home is lost; a backup is put at its place and opened."""
        home = desk.store.home
        desk.store.close()
        shutil.rmtree(home)
        shutil.copytree(backup, home)
        desk.store = Store.open(home, ScriptedClock(START, seed))
        desk.keys = credentials.load(home)

    def is_whole(self) -> bool:
        """Every village holds what the commune has for it, and the commune lacks nothing that a village has."""
        desks = self.circle.villages
        same = all(
            table_digests(desk.store, desk.village_id) == table_digests(self.commune.store, desk.village_id)
            for desk in desks
        )
        return same and only_villages_hold(self.commune, desks) == {} and held_bundles(self.commune.store) == []


@contextmanager
def a_year(tmp_path: Path) -> Iterator[Year]:
    """Two villages, three households in the first, everything exchanged."""
    circle = make_circle(tmp_path, villages=2)
    made = Year(circle, tmp_path, circle.village.add_households(3))
    for desk in circle.villages:
        made.up(desk)
        made.down(desk)
        made.up(desk)
    yield made
    for desk in (circle.commune, *circle.villages):
        assert health_problems(desk.store) == []
    circle.close()


def work_in_turns(year: Year, times: int = 3) -> None:
    """Village and commune write over each other's values, and hand over each time."""
    for turn in range(times):
        year.commune.edit(year.homes[0], note=f"xã {turn}")
        year.down()
        year.village.edit(year.homes[0], note=f"thôn {turn}")
        year.up()


def device_of(desk: Desk) -> str:
    return desk.store.setting("device") or ""
