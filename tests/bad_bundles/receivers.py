"""The desks that the attacks are offered to, made anew from fixed keys and ids, and what happened there before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from desktop.clock import ScriptedClock
from desktop.models import catalogues, places
from desktop.models.authors import Authors
from desktop.models.conflicts import conflicts
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.places import Village
from desktop.models.setup import DeviceIdentity, adopt_village, create_commune, create_village
from desktop.sync import credentials, enrolment, exporting, keys
from desktop.sync.credentials import Credentials
from tests.bad_bundles import FILES, SUFFIX, Receiver
from tests.bad_bundles.people import (
    CODES,
    COMMUNE,
    COMMUNE_CODE,
    DEPUTY,
    LAPTOP,
    NEIGHBOUR,
    TO_VILLAGE_1,
    VILLAGE_1,
    Device,
)
from tests.sync.desks import Desk

NOW = datetime(2025, 8, 9, 1, 0, tzinfo=UTC)


def commune_desk(home: Path) -> Desk:
    """The commune's desk, which knows two villages and has enrolled their three laptops."""
    own = _credentials(home, COMMUNE)
    store = create_commune(home, ScriptedClock(NOW, 1), catalogues.commune_profile(), _identity(COMMUNE))
    with store.transaction():
        Authors(store).register(TO_VILLAGE_1, VILLAGE_1, device=store.setting("device"), mine=True)
    with changing(store) as change:
        for position, (village, code) in enumerate(CODES.items(), 1):
            name = f"Thôn {position}"
            change.add(Village, record=village, village_id=village, code=code, name=name, position=position)
        for laptop in (LAPTOP, DEPUTY, NEIGHBOUR):
            change.add(places.Device, record=laptop.id, village_id=laptop.village, **_row(laptop))
    return Desk(store, credentials.certify_commune(own, store.setting("device") or "", COMMUNE_CODE))


def village_desk(home: Path) -> Desk:
    """Village 1's first laptop, enrolled, with two households of its own."""
    own = _credentials(home, LAPTOP)
    clock = ScriptedClock(NOW, 2)
    store = create_village(home, clock, village_name="Thôn Một", commune_code=COMMUNE_CODE, identity=_identity(LAPTOP))
    adopt_village(store, VILLAGE_1, LAPTOP.id)
    with store.transaction():
        Authors(store).register(LAPTOP.author, VILLAGE_1, device=LAPTOP.id, mine=True)
    desk = Desk(store, credentials.keep_certificate(own, LAPTOP.certificate(), COMMUNE.key.public))
    desk.add_households(2)
    return desk


def _credentials(home: Path, device: Device) -> Credentials:
    folder = home / credentials.FOLDER
    keys.save(device.key, folder / "device")
    (folder / "device.pub").write_text(device.key.public_line(device.id) + "\n", encoding="ascii")
    return credentials.load(home)


def _identity(device: Device) -> DeviceIdentity:
    return DeviceIdentity(device.name, device.key.public_line(device.id), device.key.fingerprint)


def _row(laptop: Device) -> dict[str, object]:
    identity = _identity(laptop)
    return {
        "role": "village",
        "name": identity.name,
        "public_key": identity.public_key,
        "fingerprint": identity.fingerprint,
    }


def _revoke(desk: Desk, laptop: Device) -> None:
    """The commune ends a laptop: what it has of it stays good, nothing more."""
    row = desk.store.get(places.Device, laptop.id)
    assert row is not None
    enrolment.revoke(desk.store, row, reason="mất máy")


_DESKS: dict[Receiver, Callable[[Path], Desk]] = {"commune": commune_desk, "village": village_desk}
#: What a desk may do between two bundles.
ACTS: dict[str, Callable[[Desk], None]] = {
    "revoke-laptop": lambda desk: _revoke(desk, LAPTOP),
    "revoke-deputy": lambda desk: _revoke(desk, DEPUTY),
}


def desk_at(home: Path, receiver: Receiver, after: Iterable[str]) -> Desk:
    """A desk in a new home, at one point of its history: after these honest bundles and acts."""
    desk = _DESKS[receiver](home)
    for step in after:
        if step in ACTS:
            ACTS[step](desk)
        else:
            outcome = desk.merge(FILES / f"{step}{SUFFIX}")
            assert outcome.verdict == "merged", (step, outcome)
    return desk


def go_on(desk: Desk, stick: Path) -> None:
    """What people do next: change some households, delete them, take them back; look at conflicts; hand over."""
    for household in desk.store.all(Household.select().where(~Household.deleted).order_by(Household.id).limit(6)):
        desk.edit(household.id, note="xem lại")
        with changing(desk.store) as change:
            change.delete(Household, household.id)
            change.set(Household, household.id, deleted=False)
    conflicts(desk.store)
    if desk.store.setting("role") == "commune":
        exporting.export(desk.store, desk.keys, stick, village=desk.store.get(Village, VILLAGE_1))
        assert desk.merge(FILES / f"neighbour-1{SUFFIX}").verdict in {"merged", "already"}
