"""The demo's desks: making them, enrolling laptops, and carrying bundles on a folder that plays the stick.

Every desk has a scripted clock of its own, so that its ids and stamps repeat. Its keys are fresh each time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.clock import ScriptedClock
from desktop.demo.chance import number_of
from desktop.demo.plan import VillagePlan
from desktop.errors import TosoError
from desktop.models.authors import DEVICE
from desktop.models.catalogues import commune_profile
from desktop.models.designing import keep_workbook
from desktop.models.places import Village
from desktop.models.setup import DEMO_NOW, DeviceIdentity, create_commune, create_village
from desktop.models.store import Store
from desktop.surveys.bringing import shipped_form
from desktop.sync import credentials, enrolment
from desktop.sync.credentials import Credentials
from desktop.sync.exporting import export
from desktop.sync.merging import Outcome, merge_file

_MORNING_AFTER = "2025-09-06T01:00:00+00:00"


@dataclass
class Desk:
    """An open home with its keys and its clock."""

    store: Store
    credentials: Credentials
    clock: ScriptedClock

    def at(self, instant: datetime) -> None:
        """Let this desk's clock stand at an instant."""
        self.clock.move_to(instant)


def open_commune(home: Path, seed: int, start: datetime) -> Desk:
    """Make the commune's home from the plan's facts; its key is the authority of all others."""
    clock = ScriptedClock(start, seed=number_of(seed, "commune", "clock"))
    own, identity = _keys(home, "Máy xã")
    profile = commune_profile()
    form, workbook = shipped_form()
    store = create_commune(home, clock, profile, identity, [form])
    keep_workbook(store, form, workbook)
    own = credentials.certify_commune(own, store.setting(DEVICE) or "", str(profile["code"]))
    return Desk(store, own, clock)


def open_village(home: Path, seed: int, start: datetime, village: VillagePlan) -> Desk:
    """Make a village's home; it is not enrolled yet."""
    clock = ScriptedClock(start, seed=number_of(seed, village.index, "clock"))
    own, identity = _keys(home, f"Máy thôn {village.name}")
    code = str(commune_profile()["code"])
    store = create_village(home, clock, village_name=village.name, commune_code=code, identity=identity)
    return Desk(store, own, clock)


def _keys(home: Path, name: str) -> tuple[Credentials, DeviceIdentity]:
    own = credentials.create(home, name)
    return own, DeviceIdentity(name, own.key.public_line(name), own.key.fingerprint)


def enrol(commune: Desk, village: Desk, row: Village, stick: Path, holder: str) -> None:
    """Request, issue and accept, as the officer does it with the laptop on the table: the codes are compared first."""
    request = enrolment.request(village.store, village.credentials, stick)
    heard = enrolment.spoken_code(village.credentials)
    issued = enrolment.issue(commune.store, commune.credentials, request, row, stick, heard=heard, holder=holder)
    told = enrolment.commune_code(commune.credentials)
    _, village.credentials = enrolment.accept(village.store, village.credentials, issued.path, heard=told)


def hand_over(source: Desk, target: Desk, stick: Path, *, village: Village | None = None) -> Outcome:
    """Export onto the stick and merge on the other side; `village` is the receiver when the commune sends."""
    return take(target, export(source.store, source.credentials, stick, village=village).path)


def take(target: Desk, path: Path) -> Outcome:
    """Merge a bundle from the stick; in the demo a refusal is a bug of ours, so it is said aloud."""
    outcome = merge_file(target.store, target.credentials, path)
    if outcome.verdict not in ("merged", "already"):
        raise TosoError(f"Gói {path.name} không ghép được: {outcome.message}", outcome.advice, code=outcome.reason)
    return outcome


def close_all(desks: Iterable[Desk]) -> None:
    """Close every home."""
    for desk in desks:
        desk.store.close()


def keep_the_day(desks: Iterable[Desk]) -> None:
    """Let the desks go on from the morning after the last entries when they are opened in a window."""
    for desk in desks:
        with desk.store.transaction():
            desk.store.set_setting(DEMO_NOW, _MORNING_AFTER)
