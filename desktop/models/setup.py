"""A new desk's first contents: who it is, and on a commune desk the catalogues, limits and papers of the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.clock import Clock, new_id, today
from desktop.models import catalogues
from desktop.models.authors import DEVICE
from desktop.models.base import SharedModel
from desktop.models.journal import ROLE, VILLAGE, Change, changing
from desktop.models.places import Commune, Device, Milestone, Parameter, Village
from desktop.models.reporting import BasisDocument, Form, Recipient, Service, SurveyRound
from desktop.models.schema import TABLES
from desktop.models.store import Store

COMMUNE_CODE, VILLAGE_NAME, DEVICE_NAME, ENROLLED = "commune_code", "village_name", "device_name", "enrolled"


@dataclass(frozen=True)
class DeviceIdentity:
    """A device's public side, as `desktop.sync` made it."""

    name: str
    public_key: str
    fingerprint: str


@dataclass(frozen=True)
class FormSource:
    """A questionnaire ready to be published: its id, version, title and XForm."""

    form_id: str
    version: str
    name: str
    definition: str


def create_commune(
    home: Path,
    clock: Clock | None,
    profile: Mapping[str, Any],
    identity: DeviceIdentity,
    forms: Iterable[FormSource] = (),
) -> Store:
    """Make a commune's home with its profile, catalogues, limits, recipients and forms; return the open store."""
    store = Store.create(home, clock)
    device = new_id(store.clock)
    with store.transaction():
        store.set_setting(ROLE, "commune")
        store.set_setting(DEVICE, device)
        store.set_setting(DEVICE_NAME, identity.name)
        store.set_setting(COMMUNE_CODE, str(profile["code"]))
        store.set_setting(ENROLLED, "1")
    with changing(store) as change:
        change.add(Commune, **profile)
        change.add(
            Device,
            record=device,
            role="commune",
            name=identity.name,
            public_key=identity.public_key,
            fingerprint=identity.fingerprint,
            enrolled_on=today(store.clock),
        )
        _add_catalogues(change)
        _add_forms(change, forms, store)
    return store


def _add_catalogues(change: Change) -> None:
    sources: tuple[tuple[type[SharedModel], list[dict[str, Any]]], ...] = (
        (Service, catalogues.services()),
        (BasisDocument, catalogues.basis_documents()),
        (Recipient, catalogues.recipients()),
        (Parameter, catalogues.parameters()),
        (Milestone, catalogues.milestones()),
    )
    for model, rows in sources:
        for row in rows:
            change.add(model, **row)


def _add_forms(change: Change, forms: Iterable[FormSource], store: Store) -> None:
    for form in forms:
        change.add(Form, form_id=form.form_id, version=form.version, name=form.name, definition=form.definition)
        change.add(SurveyRound, name="đợt 1", form_id=form.form_id, first_day=today(store.clock))


def create_village(
    home: Path, clock: Clock | None, *, village_name: str, commune_code: str, identity: DeviceIdentity
) -> Store:
    """Make a village's home. Until it is enrolled, its scope has an id of its own making; see `adopt_village`."""
    store = Store.create(home, clock)
    with store.transaction():
        store.set_setting(ROLE, "village")
        store.set_setting(DEVICE, new_id(store.clock))
        store.set_setting(DEVICE_NAME, identity.name)
        store.set_setting(COMMUNE_CODE, commune_code)
        store.set_setting(VILLAGE, new_id(store.clock))
        store.set_setting(VILLAGE_NAME, village_name)
    return store


def adopt_village(store: Store, village_id: str, device: str) -> None:
    """Take over the village's and the device's ids that the commune issued, for all that was recorded before.

    Nothing has left this desk before its enrolment, so its journal may still be rewritten.
    """
    own, own_device = store.setting(VILLAGE), store.setting(DEVICE)
    if own != village_id:
        for table in TABLES:
            store.execute(f"UPDATE {table} SET village_id = ? WHERE village_id = ?", [village_id, own])  # noqa: S608
        store.execute("UPDATE author SET audience = ? WHERE audience = ?", [village_id, own])
        store.execute("UPDATE journal SET entry = CAST(replace(CAST(entry AS TEXT), ?, ?) AS BLOB)", [own, village_id])
    store.execute("UPDATE author SET device = ? WHERE device = ?", [device, own_device])
    store.set_setting(VILLAGE, village_id)
    store.set_setting(DEVICE, device)
    store.set_setting(ENROLLED, "1")


def commune_of(store: Store) -> Commune | None:
    """The commune's profile, once it is known on this desk."""
    return store.first(Commune.select().where(~Commune.deleted))


def own_village(store: Store) -> Village | None:
    """The village that this desk is bound to, once the commune has sent its row."""
    village = store.setting(VILLAGE)
    return store.get(Village, village) if village else None
