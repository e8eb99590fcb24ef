"""A new desk's first contents: who it is, and on a commune desk the catalogues, limits and papers of the plan."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peewee import CharField

from desktop.clock import Clock, new_id, today
from desktop.models import catalogues, tallies
from desktop.models.authors import DEVICE
from desktop.models.base import ID_LENGTH, JSONField, SharedModel, json_text
from desktop.models.journal import ROLE, VILLAGE, Change, changing
from desktop.models.places import Commune, Device, Milestone, Parameter, Village
from desktop.models.reporting import BasisDocument, Form, Recipient, Service, SurveyRound
from desktop.models.schema import TABLES
from desktop.models.store import Store

#: The setting of a demo's home: the instant (ISO, UTC) from which its desk's clock goes on.
DEMO_NOW = "demo_now"
#: Who uses this laptop and what its commune is called, as they said at the first start; they never travel.
HOLDER, COMMUNE_NAME, PROVINCE = "holder", "commune_name", "province"
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
    with _new_store(home, clock) as store:
        device = new_id(store.clock)
        store.set_setting(ROLE, "commune")
        store.set_setting(DEVICE, device)
        store.set_setting(DEVICE_NAME, identity.name)
        store.set_setting(COMMUNE_CODE, str(profile["code"]))
        store.set_setting(ENROLLED, "1")
        with changing(store) as change:
            change.add(Commune, **profile)
            _add_own_device(change, device, identity, store)
            _add_catalogues(change)
            _add_forms(change, forms, store)
    return store


@contextmanager
def _new_store(home: Path, clock: Clock | None) -> Iterator[Store]:
    """A new store with its first contents, or no store at all."""
    store = Store.create(home, clock)
    try:
        with store.transaction():
            yield store
    except BaseException:
        store.discard()
        raise


def _add_own_device(change: Change, device: str, identity: DeviceIdentity, store: Store) -> None:
    change.add(
        Device,
        record=device,
        role="commune",
        name=identity.name,
        public_key=identity.public_key,
        fingerprint=identity.fingerprint,
        enrolled_on=today(store.clock),
    )


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
    with _new_store(home, clock) as store:
        store.set_setting(ROLE, "village")
        store.set_setting(DEVICE, new_id(store.clock))
        store.set_setting(DEVICE_NAME, identity.name)
        store.set_setting(COMMUNE_CODE, commune_code)
        store.set_setting(VILLAGE, new_id(store.clock))
        store.set_setting(VILLAGE_NAME, village_name)
    return store


def create_second_desk(home: Path, clock: Clock | None, *, commune_code: str, identity: DeviceIdentity) -> Store:
    """Make the home of a second desk of the commune; it has nothing in it until the first desk lets it join."""
    with _new_store(home, clock) as store:
        store.set_setting(ROLE, "commune")
        store.set_setting(DEVICE, new_id(store.clock))
        store.set_setting(DEVICE_NAME, identity.name)
        store.set_setting(COMMUNE_CODE, commune_code)
    return store


def adopt_desk(store: Store, device: str, commune_code: str) -> None:
    """Become a desk of the commune under the id that its first desk has certified. Call it inside a transaction."""
    store.execute("UPDATE author SET device = ? WHERE device = ?", [device, store.setting(DEVICE)])
    store.set_setting(DEVICE, device)
    store.set_setting(COMMUNE_CODE, commune_code)
    store.set_setting(ENROLLED, "1")


def provisional_code(store: Store) -> str:
    """What stands for the village's code in answers until the commune has issued one; see `adopt_village`."""
    return f"chua-co-ma:{store.setting(VILLAGE)}"


def adopt_village(store: Store, village_id: str, device: str, code: str = "") -> None:
    """Take over the ids and the village's code that the commune issued, for all that was recorded before.

    Nothing has left this desk before its enrolment, so its journal may still be rewritten.
    """
    own = store.setting(VILLAGE)
    with store.transaction():
        if own and own != village_id:
            _rename_everywhere(store, provisional_code(store), json_text(code)[1:-1])
            _rename_everywhere(store, own, village_id)
            store.execute("UPDATE author SET audience = ? WHERE audience = ?", [village_id, own])
            tallies.rebuild(store)
        take_device(store, device)
        store.set_setting(VILLAGE, village_id)
        store.set_setting(ENROLLED, "1")


def take_device(store: Store, device: str) -> None:
    """Be this device from now on; what this laptop wrote as another one stays its own to hand over."""
    store.execute("UPDATE author SET device = ? WHERE device = ?", [device, store.setting(DEVICE)])
    store.set_setting(DEVICE, device)


def _rename_everywhere(store: Store, old: str, new: str) -> None:
    """Put one text, as JSON has it, for another in all records and in the journal."""
    for model in TABLES.values():
        _rename_inside(store, model, old, new)
    store.execute("UPDATE journal SET entry = CAST(replace(CAST(entry AS TEXT), ?, ?) AS BLOB)", [old, new])


def _rename_inside(store: Store, model: type[SharedModel], old: str, new: str) -> None:
    """Put one id for another in a table's ids, references and JSON, as the journal's text has it."""
    for name, field in model._meta.fields.items():
        if isinstance(field, JSONField) or (isinstance(field, CharField) and field.max_length == ID_LENGTH):
            sql = f"UPDATE {model.table()} SET {name} = replace({name}, ?, ?) WHERE instr({name}, ?)"  # noqa: S608
            store.execute(sql, [old, new, old])


def commune_of(store: Store) -> Commune | None:
    """The commune's profile, once it is known on this desk."""
    return store.first(Commune.select().where(~Commune.deleted))


def own_village(store: Store) -> Village | None:
    """The village that this desk is bound to, once the commune has sent its row."""
    village = store.setting(VILLAGE)
    return store.get(Village, village) if village else None
