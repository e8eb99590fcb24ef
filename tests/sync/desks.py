"""Makers of enrolled desks with real keys: a commune and its villages, and the stick between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.clock import ScriptedClock
from desktop.models import catalogues
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.places import Village
from desktop.models.setup import DeviceIdentity, create_commune, create_village
from desktop.models.store import Store
from desktop.sync import credentials, enrolment, exporting, keys, merging
from desktop.sync.credentials import Credentials
from desktop.sync.merging import Outcome

START = datetime(2025, 8, 1, 1, 0, tzinfo=UTC)


@dataclass
class Desk:
    """An open store with its keys."""

    store: Store
    keys: Credentials

    def export(self, stick: Path, to: Desk | None = None, *, only_new: bool = False) -> Path:
        """Write a bundle; a commune says to which village's desk."""
        village = to.village if to else None
        return exporting.export(self.store, self.keys, stick, village=village, only_new=only_new).path

    def merge(self, path: Path, *, plan: bool = False) -> Outcome:
        return merging.merge_file(self.store, self.keys, path, plan=plan)

    @property
    def village_id(self) -> str:
        return self.store.setting("village") or ""

    @property
    def village(self) -> Village:
        found = self.store.get(Village, self.village_id)
        assert found is not None
        return found

    def add_households(self, count: int, **values: object) -> list[str]:
        given: dict[str, Any] = {"head_name": "Nông Văn Thử", "status": "dang_cu_tru", "people": 4, **values}
        with changing(self.store) as change:
            return [change.add(Household, village_id=self.village_id, **given) for _ in range(count)]

    def edit(self, household: str, **values: object) -> None:
        with changing(self.store) as change:
            change.set(Household, household, **values)

    def household(self, record: str) -> Household:
        row = self.store.get(Household, record)
        assert row is not None
        return row

    def rows(self) -> dict[str, list[Any]]:
        """Every table of the store, for before and after."""
        names = [name for (name,) in self.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: self.store.rows(f"SELECT * FROM {name} ORDER BY 1, 2") for name in names}


def make_commune(home: Path, seed: int = 1) -> Desk:
    own = credentials.create(home, "xã")
    identity = DeviceIdentity("Máy xã", own.key.public_line("xa"), keys.fingerprint(own.key.public))
    profile = catalogues.commune_profile()
    store = create_commune(home, ScriptedClock(START, seed), profile, identity)
    device = store.setting("device") or ""
    return Desk(store, credentials.certify_commune(own, device, str(profile["code"])))


def make_village(home: Path, seed: int = 2, name: str = "Nà Quang") -> Desk:
    own = credentials.create(home, name)
    identity = DeviceIdentity("Máy thôn", own.key.public_line("thon"), keys.fingerprint(own.key.public))
    store = create_village(home, ScriptedClock(START, seed), village_name=name, commune_code="02107", identity=identity)
    return Desk(store, own)


def add_village(commune: Desk, code: str, name: str = "Nà Quang") -> Village:
    with changing(commune.store) as change:
        record = f"0198636f-0000-7000-8000-{int(code[-2:]):012d}"
        change.add(Village, record=record, village_id=record, code=code, name=name, position=int(code[-2:]))
    found = commune.store.get(Village, record)
    assert found is not None
    return found


def issue(commune: Desk, village: Desk, asked: Path, row: Village, stick: Path) -> Path:
    """The commune's enrolment for a laptop's request, after its code was read out rightly."""
    heard = enrolment.spoken_code(village.keys)
    return enrolment.issue(commune.store, commune.keys, asked, row, stick, heard=heard).path


def enrol(commune: Desk, village: Desk, row: Village, stick: Path) -> None:
    asked = enrolment.request(village.store, village.keys, stick)
    issued = issue(commune, village, asked, row, stick)
    _, village.keys = enrolment.accept(village.store, village.keys, issued)


@dataclass
class Circle:
    """A commune, one or more enrolled villages, and the folder that is the stick."""

    commune: Desk
    villages: list[Desk]
    stick: Path

    @property
    def village(self) -> Desk:
        return self.villages[0]

    def close(self) -> None:
        for desk in (self.commune, *self.villages):
            desk.store.close()


def make_circle(folder: Path, villages: int = 1) -> Circle:
    stick = folder / "usb"
    commune = make_commune(folder / "xa")
    desks = []
    for number in range(1, villages + 1):
        desk = make_village(folder / f"thon-{number:02d}", seed=number + 1, name=f"Thôn {number}")
        enrol(commune, desk, add_village(commune, f"02107-{number:02d}", f"Thôn {number}"), stick)
        desks.append(desk)
    return Circle(commune, desks, stick)
